#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/truth/ground_truth.h"

namespace melscope {

/// How ground truths are divided for cross-validation.
struct FoldSettings
{
    int folds = 5;
    int minCount = 20; ///< a label must occur so often in each fold's train part, and half as often in its validation
    uint64_t seed = 1;
};

/// The fold whose validation part each recording belongs to, [truths][recordings]. Labels of all truths are spread
/// evenly by iterative stratification [Sechidis, Tsoumakas and Vlahavas 2011], rarest first. Recordings of one release
/// group, in whatever truth, go together, and so does one that stands in several truths: an album, or a sound, on both
/// sides would flatter the figures. Same truths, order and seed give the same folds on every machine. Errors: fewer
/// than two folds, or more than there are release groups; cancelled.
Result<std::vector<std::vector<uint32_t>>> foldsOf(const std::vector<std::shared_ptr<const GroundTruth>> &truths,
                                                   int folds, uint64_t seed, const CancelToken &cancel = {});

/// The two parts that one fold makes of a truth.
struct FoldParts
{
    std::shared_ptr<const GroundTruth> train, validation;
};
/// The label whose share in a fold is farthest from that of a perfect division.
struct LabelDeviation
{
    std::string label; ///< empty: there is none
    double deviation = 0; ///< of its validation tracks from a K-th of all, relative to that: 0.2 is a fifth more
};
/// All folds of a truth, after labels that are too rare in any of them are dropped. Errors: nothing is left.
struct TruthFolds
{
    std::vector<FoldParts> parts; ///< [folds]
    std::vector<LabelDeviation> worst; ///< [folds] of the labels that stay
    std::vector<std::string> droppedLabels;
    size_t droppedTracks = 0; ///< left without labels
};
Result<TruthFolds> foldTruth(const GroundTruth &truth, const std::vector<uint32_t> &foldOf,
                             const FoldSettings &settings);

} // namespace melscope
