#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/scoring/part_truth.h"
#include "core/scoring/score_matrix.h"

#include <cstdint>
#include <span>
#include <vector>

namespace melscope {

/// One label's counts at each distinct score of its positives, ascending: the points at which F1 can be greatest and
/// recall steps. All that threshold rules, average precision and resampling need to know of a column.
/// [core/README.md, Thresholds]
struct LabelSteps
{
    size_t rows = 0;
    size_t support = 0; ///< positives
    float highest = 0; ///< score of any row
    uint32_t highestRows = 0; ///< rows that have it
    std::vector<float> scores; ///< distinct scores of positives
    std::vector<uint32_t> truePositives; ///< positives with at least that score
    std::vector<uint32_t> predicted; ///< rows with at least that score

    size_t size() const { return scores.size(); }
};

/// Of one column: `scores` of all rows; `positives` the ascending rows that bear the label.
LabelSteps labelSteps(std::span<const float> scores, std::span<const uint32_t> positives);

/// Of all columns, in parallel; one pass over the matrix. Errors: a score is no probability (names
/// recording, class and value), cancelled.
Result<std::vector<LabelSteps>> labelSteps(const ScoreMatrix &scores, const PartTruth &truth,
                                           const CancelToken &cancel = {}, const ProgressCallback &progress = {});

/// What some thresholds, the same for all columns, do in each of them.
struct ThresholdCounts
{
    std::vector<float> thresholds; ///< ascending, distinct
    std::vector<uint32_t> predicted; ///< [columns × thresholds] rows with at least that score
    std::vector<uint32_t> truePositives; ///< [columns × thresholds]

    size_t at(size_t column, size_t threshold) const { return column * thresholds.size() + threshold; }
};
/// Errors as labelSteps().
Result<ThresholdCounts> countAtThresholds(const ScoreMatrix &scores, const PartTruth &truth,
                                          std::vector<float> thresholds, const CancelToken &cancel = {},
                                          const ProgressCallback &progress = {});

} // namespace melscope
