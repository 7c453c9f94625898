#include "core/scoring/threshold_uncertainty.h"

#include "core/base/parallel.h"
#include "core/base/random_source.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

/// Positives and negatives between thresholds, ascending by threshold.
struct Bins
{
    std::vector<float> thresholds; ///< the lowest score of a positive in the bin
    std::vector<uint32_t> positives;
    std::vector<uint32_t> negatives; ///< below the next bin's threshold
};

Bins binsOf(const LabelSteps &steps, size_t most)
{
    Bins bins;
    const size_t wanted = std::max<size_t>(1, (steps.support + most - 1) / most); // positives a bin
    size_t k = 0;
    while (k < steps.size()) {
        size_t end = k + 1;
        auto above = [&](const std::vector<uint32_t> &counts, size_t step) { return step < steps.size() ? counts[step] : 0; };
        while (steps.size() > most && end < steps.size() && steps.truePositives[k] - above(steps.truePositives, end) < wanted)
            ++end;
        const uint32_t positives = steps.truePositives[k] - above(steps.truePositives, end);
        bins.thresholds.push_back(steps.scores[k]);
        bins.positives.push_back(positives);
        bins.negatives.push_back(steps.predicted[k] - above(steps.predicted, end) - positives);
        k = end;
    }
    return bins;
}

/// Counts of a sample as steps; bins without a positive are no candidates of a rule and are left out if asked for.
void makeSteps(const Bins &bins, const std::vector<uint32_t> &positives, const std::vector<uint32_t> &negatives, bool candidatesAlone,
               const LabelSteps &whole, LabelSteps &sample)
{
    sample.scores.clear();
    sample.truePositives.clear();
    sample.predicted.clear();
    uint32_t hits = 0;
    uint32_t predicted = 0;
    for (size_t k = bins.thresholds.size(); k-- > 0;) {
        hits += positives[k];
        predicted += positives[k] + negatives[k];
        if (candidatesAlone && positives[k] == 0)
            continue;
        sample.scores.push_back(bins.thresholds[k]);
        sample.truePositives.push_back(hits);
        sample.predicted.push_back(predicted);
    }
    std::reverse(sample.scores.begin(), sample.scores.end());
    std::reverse(sample.truePositives.begin(), sample.truePositives.end());
    std::reverse(sample.predicted.begin(), sample.predicted.end());
    sample.support = hits;
    sample.rows = whole.rows;
    sample.highest = whole.highest;
    sample.highestRows = whole.highestRows;
}

/// F1 of a sample at a threshold; bins count as a whole, so this is the F1 at the lowest bin that reaches it.
double f1At(const LabelSteps &sample, double threshold)
{
    const auto found = std::lower_bound(sample.scores.begin(), sample.scores.end(), threshold,
                                        [](float score, double bound) { return double(score) < bound; });
    if (found == sample.scores.end())
        return 0;
    const auto k = size_t(found - sample.scores.begin());
    return 2 * double(sample.truePositives[k]) / std::max(1.0, double(sample.predicted[k]) + double(sample.support));
}

/// A threshold typed between two bins still cuts where it cuts: make it a bin of its own.
void splitAt(Bins &bins, const LabelSteps &steps, double threshold)
{
    const auto place = std::lower_bound(bins.thresholds.begin(), bins.thresholds.end(), threshold,
                                        [](float score, double bound) { return double(score) < bound; });
    const auto step = std::lower_bound(steps.scores.begin(), steps.scores.end(), threshold,
                                       [](float score, double bound) { return double(score) < bound; });
    if (place == bins.thresholds.begin() || step == steps.scores.end() || (place != bins.thresholds.end() && *place == *step))
        return;
    const auto bin = size_t(place - bins.thresholds.begin()) - 1;
    const auto k = size_t(step - steps.scores.begin());
    uint32_t above = 0;
    uint32_t predictedAbove = 0;
    for (size_t i = bin + 1; i < bins.thresholds.size(); ++i) {
        above += bins.positives[i];
        predictedAbove += bins.positives[i] + bins.negatives[i];
    }
    const uint32_t upper = steps.truePositives[k] - above;
    const uint32_t upperNegatives = steps.predicted[k] - predictedAbove - upper;
    bins.positives[bin] -= upper;
    bins.negatives[bin] -= upperNegatives;
    const auto at = ptrdiff_t(bin + 1);
    bins.thresholds.insert(bins.thresholds.begin() + at, steps.scores[k]);
    bins.positives.insert(bins.positives.begin() + at, upper);
    bins.negatives.insert(bins.negatives.begin() + at, upperNegatives);
}

double percentile(std::vector<double> &values, double share)
{
    if (values.empty())
        return 0;
    const auto index = size_t(std::lround(share * double(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + ptrdiff_t(index), values.end());
    return values[index];
}
Interval interval(std::vector<double> values)
{
    return { percentile(values, 0.025), percentile(values, 0.975) };
}

/// One label's samples.
class Resampler
{
public:
    Resampler(const LabelSteps &steps, Bins bins, uint64_t seed)
        : m_steps(steps)
        , m_bins(std::move(bins))
        , m_random(seed)
        , m_positives(m_bins.thresholds.size())
        , m_negatives(m_bins.thresholds.size())
    {
    }

    /// A Poisson bootstrap resample.
    void resample(LabelSteps &sample, bool candidatesAlone)
    {
        for (size_t k = 0; k < m_positives.size(); ++k) {
            m_positives[k] = m_random.poisson(double(m_bins.positives[k]));
            m_negatives[k] = m_random.poisson(double(m_bins.negatives[k]));
        }
        makeSteps(m_bins, m_positives, m_negatives, candidatesAlone, m_steps, sample);
    }
    void halve(LabelSteps &first, LabelSteps &second)
    {
        for (size_t k = 0; k < m_positives.size(); ++k) {
            m_positives[k] = m_random.half(m_bins.positives[k]);
            m_negatives[k] = m_random.half(m_bins.negatives[k]);
        }
        makeSteps(m_bins, m_positives, m_negatives, true, m_steps, first);
        for (size_t k = 0; k < m_positives.size(); ++k) {
            m_positives[k] = m_bins.positives[k] - m_positives[k];
            m_negatives[k] = m_bins.negatives[k] - m_negatives[k];
        }
        makeSteps(m_bins, m_positives, m_negatives, false, m_steps, second);
    }
    const Bins &bins() const { return m_bins; }

private:
    const LabelSteps &m_steps;
    Bins m_bins;
    RandomSource m_random;
    std::vector<uint32_t> m_positives;
    std::vector<uint32_t> m_negatives;
};

} // namespace

LabelUncertainty labelUncertainty(const LabelSteps &steps, const RuleSettings &rule, std::optional<double> fixed,
                                  const ResamplingSettings &settings, const CancelToken &cancel)
{
    LabelUncertainty result;
    if (steps.support == 0)
        return result;
    Bins bins = binsOf(steps, settings.bins);
    if (fixed)
        splitAt(bins, steps, *fixed);
    Resampler resampler(steps, std::move(bins), settings.seed);
    LabelSteps sample;
    std::vector<double> f1;
    std::vector<double> thresholds;
    for (int i = 0; i < settings.resamples && !cancel.isCancelled(); ++i) {
        resampler.resample(sample, !fixed);
        if (sample.support == 0)
            continue;
        const double threshold = fixed ? *fixed : chooseThreshold(sample, rule).threshold;
        thresholds.push_back(threshold);
        f1.push_back(f1At(sample, threshold));
    }
    result.f1 = interval(std::move(f1));
    result.threshold = interval(std::move(thresholds));

    LabelSteps other;
    std::vector<double> unseen;
    double sum = 0;
    for (int i = 0; i < settings.halves && !cancel.isCancelled(); ++i) {
        resampler.halve(sample, other);
        // A half without a positive has no threshold, one to be judged on has no F1.
        if ((sample.support == 0 && !fixed) || other.support == 0)
            continue;
        unseen.push_back(f1At(other, fixed ? *fixed : chooseThreshold(sample, rule).threshold));
        sum += unseen.back();
    }
    if (unseen.empty()) {
        result.expectedF1 = std::numeric_limits<double>::quiet_NaN();
        result.unseen = { 0, 1 };
        return result;
    }
    result.expectedF1 = sum / double(unseen.size());
    const Interval spread = interval(std::move(unseen));
    // A random half strays from the whole as the whole does from the truth; other tracks add as much again.
    const double factor = std::sqrt(2.0);
    result.unseen.low = std::max(0.0, result.expectedF1 - factor * (result.expectedF1 - spread.low));
    result.unseen.high = std::min(1.0, result.expectedF1 + factor * (spread.high - result.expectedF1));
    return result;
}

F1Band f1Band(const LabelSteps &steps, const ResamplingSettings &settings, const CancelToken &cancel)
{
    F1Band band;
    if (steps.support == 0)
        return band;
    Resampler resampler(steps, binsOf(steps, settings.bins), settings.seed);
    const size_t bins = resampler.bins().thresholds.size();
    std::vector<std::vector<double>> f1(bins);
    LabelSteps sample;
    for (int i = 0; i < settings.resamples && !cancel.isCancelled(); ++i) {
        resampler.resample(sample, false);
        for (size_t k = 0; k < bins && sample.support > 0; ++k)
            f1[k].push_back(2 * double(sample.truePositives[k]) / std::max(1.0, double(sample.predicted[k]) + double(sample.support)));
    }
    for (size_t k = 0; k < bins; ++k) {
        const Interval spread = interval(std::move(f1[k]));
        band.thresholds.push_back(double(resampler.bins().thresholds[k]));
        band.low.push_back(spread.low);
        band.high.push_back(spread.high);
    }
    return band;
}

std::vector<LabelUncertainty> labelUncertainties(std::span<const LabelSteps> steps, const RuleSettings &rule, std::span<const double> fixed,
                                                 const ResamplingSettings &settings, const CancelToken &cancel)
{
    std::vector<LabelUncertainty> results(steps.size());
    parallelFor(steps.size(), [&](size_t i) {
        if (cancel.isCancelled())
            return;
        ResamplingSettings own = settings;
        own.seed = settings.seed * 0x9E3779B97F4A7C15U + i;
        const bool isFixed = !fixed.empty() && !std::isnan(fixed[i]);
        results[i] = labelUncertainty(steps[i], rule, isFixed ? std::optional(fixed[i]) : std::nullopt, own, cancel);
    });
    return results;
}

} // namespace melscope
