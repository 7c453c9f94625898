#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/scoring/f1.h"
#include "core/scoring/part_truth.h"
#include "core/scoring/score_matrix.h"

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace melscope {

/// A label's best threshold and what it does there.
struct LabelThreshold
{
    size_t support = 0; ///< positives
    double threshold = std::numeric_limits<double>::quiet_NaN(); ///< NaN: no positive, never predicted
    double f1 = 0;
    double precision = 0;
    double recall = 0;
    double averagePrecision = 0;
    size_t predicted = 0; ///< rows with score ≥ threshold
};

/// Best threshold and average precision of one column. `scores` holds each row's score, `positives` the
/// ascending rows that bear the label. Every distinct score counts as a threshold; on a tie of F1 the lowest
/// wins; as scikit-learn's precision_recall_curve with argmax, and average_precision_score.
/// [core/README.md, Thresholds]
LabelThreshold searchThreshold(std::span<const float> scores, std::span<const uint32_t> positives);

/// All columns, in parallel. Errors: as labelSteps().
Result<std::vector<LabelThreshold>> searchThresholds(const ScoreMatrix &scores, const PartTruth &truth,
                                                     const CancelToken &cancel = {},
                                                     const ProgressCallback &progress = {});

/// Macro means of max-F1 and AP over some classes (those for which `isIncluded` holds). Classes without a
/// positive count as 0, as in scikit-learn; `supported*` are the means without them.
struct MacroFigures
{
    size_t labels = 0;
    size_t supported = 0;
    double f1 = 0;
    double map = 0;
    double supportedF1 = 0;
    double supportedMap = 0;
};
MacroFigures macroFigures(const std::vector<LabelThreshold> &labels, const std::function<bool(size_t)> &isIncluded);

} // namespace melscope
