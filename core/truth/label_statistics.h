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
    std::vector<size_t> recordingsWith; ///< [k] recordings that have k labels
    std::vector<Label> labels; ///< in the ground truth's order, i.e. by code point
};

LabelStatistics labelStatistics(const GroundTruth &truth);

/// What a train and a validation part of one source have in common, and what not.
struct PartOverlap
{
    size_t sharedReleaseGroups = 0; ///< release groups with recordings in both: the "album effect"
    size_t validationInShared = 0; ///< validation recordings whose release group is also in train
    size_t sharedRecordings = 0; ///< recordings that are in both, which none should be
    std::vector<std::string>
        withoutSupport; ///< labels of train that no validation recording has: no threshold can be found
};

PartOverlap comparePartsOf(const GroundTruth &train, const GroundTruth &validation);

} // namespace melscope
