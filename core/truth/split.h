#pragma once

#include "core/base/result.h"
#include "core/truth/ground_truth.h"

namespace melscope {

/// How a ground truth is divided into train and test. [REFERENCE §9]
struct SplitSettings
{
    double trainPercent = 80;
    int minCount = 20; ///< a label must occur so often in train, and half as often in test
    bool byReleaseGroup = false; ///< whole release groups go to one side
    uint64_t seed = 1;
};

struct Split
{
    std::shared_ptr<const GroundTruth> train;
    std::shared_ptr<const GroundTruth> test;
    std::vector<std::string> droppedLabels;
    size_t droppedTracks = 0; ///< left without labels
};

/// Same truth, settings and seed give the same split on every machine. Errors: a percentage outside
/// 0 … 100 (exclusive), a negative count, nothing left.
Result<Split> splitGroundTruth(const GroundTruth &truth, const SplitSettings &settings);

} // namespace melscope
