#pragma once

#include "core/scoring/threshold_curve.h"

namespace melscope {

/// What a threshold costs where errors of the two kinds weigh differently.
struct LabelCost
{
    double threshold = 0; ///< NaN: never predicted is the cheapest
    double cost = 0; ///< wrong · false positives + missed · false negatives
    uint32_t falsePositives = 0;
    uint32_t falseNegatives = 0;
};

/// The cheapest of the curve's thresholds and of never predicting; the highest on a tie, since it predicts less. Each
/// wrongly predicted track costs `wrong`, each missed one `missed`, both at least 0.
LabelCost leastCost(const ThresholdCurve &curve, double wrong, double missed);
/// What a threshold costs; NaN: never predicted.
LabelCost costAt(const ThresholdCurve &curve, double threshold, double wrong, double missed);

} // namespace melscope
