#pragma once

#include "core/base/cancel_token.h"
#include "core/scoring/threshold_curve.h"
#include "core/scoring/threshold_rules.h"

#include <optional>

namespace melscope {

/// 95 %, by percentiles.
struct Interval
{
    double low = 0;
    double high = 0;
    bool contains(double value) const { return value >= low && value <= high; }
};

/// How far a label's figures on validation can be trusted.
struct LabelUncertainty
{
    Interval best; ///< of the greatest F1, searched anew in each bootstrap resample
    Interval threshold; ///< of the threshold that it has
    Interval f1; ///< of the F1 of what was chosen: the rule's threshold of each resample, or the fixed one
    /// On unseen data: F1 on one half with the threshold of the other, mean over random halves. NaN where no half can
    /// be judged by the other, as with a single positive.
    double expectedF1 = 0;
    Interval unseen; ///< where the F1 on other tracks, as many as these, is to be expected
};

/// F1 against the threshold with its bootstrap interval, at some thresholds, ascending.
struct F1Band
{
    std::vector<double> thresholds;
    std::vector<double> low;
    std::vector<double> high;
};

struct ResamplingSettings
{
    int resamples = 200; ///< bootstrap
    int halves = 200; ///< random halves
    uint64_t seed = 1;
    size_t bins =
        256; ///< labels with more distinct scores of positives are looked at in so many classes of about equal size
};

/// A threshold that was set by hand or by a rule for all labels, which resampling does not change.
struct FixedThreshold
{
    double value; ///< NaN: the label is never predicted
    size_t predicted; ///< rows with score ≥ value
};

/// `fixed`: nothing where the rule decides. Rows are drawn by a Poisson bootstrap: each counts in a resample as often
/// as a Poisson variable of mean 1 says, so that the rows between two positives' scores, which no figure tells apart,
/// are drawn together. A label without a positive has zeros.
LabelUncertainty labelUncertainty(const LabelSteps &steps, const RuleSettings &rule,
                                  std::optional<FixedThreshold> fixed = {}, const ResamplingSettings &settings = {},
                                  const CancelToken &cancel = {});
/// Along the whole curve, at no more than `settings.bins` places.
F1Band f1Band(const ThresholdCurve &curve, const ResamplingSettings &settings = {}, const CancelToken &cancel = {});

/// All of them in parallel; `fixed` may be empty or has an entry for each label.
std::vector<LabelUncertainty> labelUncertainties(std::span<const LabelSteps> steps, const RuleSettings &rule,
                                                 std::span<const std::optional<FixedThreshold>> fixed = {},
                                                 const ResamplingSettings &settings = {},
                                                 const CancelToken &cancel = {});

} // namespace melscope
