#pragma once

#include "core/truth/ground_truth.h"

namespace melscope {

/// Counts of one ground truth, for overviews.
struct LabelStatistics
{
    struct Label
    {
        std::string name;
        size_t recordings = 0;
        size_t releaseGroups = 0; ///< distinct
    };
    size_t recordings = 0;
    size_t releaseGroups = 0;
    size_t genres = 0;
    size_t subgenres = 0;
    double cardinality = 0; ///< labels per recording, mean
    std::vector<Label> labels; ///< in the ground truth's order, i.e. by code point
};

LabelStatistics labelStatistics(const GroundTruth &truth);

} // namespace melscope
