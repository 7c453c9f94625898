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
        auto above = [&](const std::vector<uint32_t> &counts, size_t step) {
            return step < steps.size() ? counts[step] : 0;
        };
        while (steps.size() > most && end < steps.size()
               && steps.truePositives[k] - above(steps.truePositives, end) < wanted)
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
void makeSteps(const Bins &bins, const std::vector<uint32_t> &positives, const std::vector<uint32_t> &negatives,
               bool candidatesAlone, const LabelSteps &whole, LabelSteps &sample)
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
    return f1OfCounts(double(sample.truePositives[k]), double(sample.predicted[k]), double(sample.support));
}

/// A threshold set by hand cuts wherever it is: make a bin of what reaches it in the bin around it, or below all bins.
/// Returns the new bin's threshold.
float splitAt(Bins &bins, const LabelSteps &steps, const FixedThreshold &fixed)
{
    auto cut = float(fixed.value);
    if (double(cut) < fixed.value)
        cut = std::nextafter(cut, std::numeric_limits<float>::infinity());
    const auto place = std::lower_bound(bins.thresholds.begin(), bins.thresholds.end(), cut);
    if (place != bins.thresholds.end() && *place == cut)
        return cut;
    const auto step = std::lower_bound(steps.scores.begin(), steps.scores.end(), cut);
    const uint32_t hits = step == steps.scores.end() ? 0 : steps.truePositives[size_t(step - steps.scores.begin())];
    const auto above = size_t(place - bins.thresholds.begin());
    uint32_t positives = hits;
    auto negatives = uint32_t(fixed.predicted) - hits;
    for (size_t i = above; i < bins.thresholds.size(); ++i) {
        positives -= bins.positives[i];
        negatives -= bins.negatives[i];
    }
    if (above > 0) {
        bins.positives[above - 1] -= positives;
        bins.negatives[above - 1] -= negatives;
    }
    bins.thresholds.insert(place, cut);
    bins.positives.insert(bins.positives.begin() + ptrdiff_t(above), positives);
    bins.negatives.insert(bins.negatives.begin() + ptrdiff_t(above), negatives);
    return cut;
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

    /// A Poisson bootstrap resample: as candidates of a rule, and with all bins, to be judged on.
    void resample(LabelSteps &candidates, LabelSteps &whole)
    {
        for (size_t k = 0; k < m_positives.size(); ++k) {
            m_positives[k] = m_random.poisson(double(m_bins.positives[k]));
            m_negatives[k] = m_random.poisson(double(m_bins.negatives[k]));
        }
        makeSteps(m_bins, m_positives, m_negatives, true, m_steps, candidates);
        makeSteps(m_bins, m_positives, m_negatives, false, m_steps, whole);
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

LabelUncertainty labelUncertainty(const LabelSteps &steps, const RuleSettings &rule,
                                  std::optional<FixedThreshold> fixed, const ResamplingSettings &settings,
                                  const CancelToken &cancel)
{
    LabelUncertainty result;
    if (steps.support == 0)
        return result;
    const bool isNever = fixed && std::isnan(fixed->value);
    const bool isPlain = rule == RuleSettings() && !fixed;
    Bins bins = binsOf(steps, settings.bins);
    const float cut = fixed && !isNever ? splitAt(bins, steps, *fixed) : 0;
    Resampler resampler(steps, std::move(bins), settings.seed);
    // Of a sample, what was chosen does in the other one.
    auto chosenF1 = [&](const LabelSteps &searched, const LabelSteps &judged) {
        if (isNever)
            return 0.0;
        return f1At(judged, fixed ? double(cut) : chooseThreshold(searched, rule).threshold);
    };
    LabelSteps sample;
    LabelSteps whole;
    std::vector<double> best;
    std::vector<double> f1;
    std::vector<double> thresholds;
    for (int i = 0; i < settings.resamples && !cancel.isCancelled(); ++i) {
        resampler.resample(sample, whole);
        if (sample.support == 0)
            continue;
        const LabelThreshold greatest = chooseThreshold(sample, {});
        best.push_back(greatest.f1);
        thresholds.push_back(greatest.threshold);
        f1.push_back(isPlain ? greatest.f1 : chosenF1(sample, whole));
    }
    result.best = interval(std::move(best));
    result.threshold = interval(std::move(thresholds));
    result.f1 = interval(std::move(f1));

    std::vector<double> unseen;
    double sum = 0;
    for (int i = 0; i < settings.halves && !cancel.isCancelled(); ++i) {
        resampler.halve(sample, whole);
        // A half without a positive has no threshold, one to be judged on has no F1.
        if ((sample.support == 0 && !fixed) || whole.support == 0)
            continue;
        unseen.push_back(chosenF1(sample, whole));
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

F1Band f1Band(const ThresholdCurve &curve, const ResamplingSettings &settings, const CancelToken &cancel)
{
    F1Band band;
    if (curve.support() == 0)
        return band;
    Bins bins;
    const std::vector<size_t> places = curve.thinned(settings.bins);
    for (size_t i = 0; i < places.size(); ++i) {
        const ThresholdCurve::Point &point = curve.points()[places[i]];
        const ThresholdCurve::Point above =
            i + 1 < places.size() ? curve.points()[places[i + 1]] : ThresholdCurve::Point();
        bins.thresholds.push_back(point.threshold);
        bins.positives.push_back(point.truePositives - above.truePositives);
        bins.negatives.push_back(point.predicted - above.predicted - bins.positives.back());
    }
    const LabelSteps none;
    Resampler resampler(none, std::move(bins), settings.seed);
    const size_t count = resampler.bins().thresholds.size();
    std::vector<std::vector<double>> f1(count);
    LabelSteps candidates;
    LabelSteps sample;
    for (int i = 0; i < settings.resamples && !cancel.isCancelled(); ++i) {
        resampler.resample(candidates, sample);
        for (size_t k = 0; k < count && sample.support > 0; ++k)
            f1[k].push_back(
                f1OfCounts(double(sample.truePositives[k]), double(sample.predicted[k]), double(sample.support)));
    }
    for (size_t k = 0; k < count; ++k) {
        const Interval spread = interval(std::move(f1[k]));
        band.thresholds.push_back(double(resampler.bins().thresholds[k]));
        band.low.push_back(spread.low);
        band.high.push_back(spread.high);
    }
    return band;
}

std::vector<LabelUncertainty> labelUncertainties(std::span<const LabelSteps> steps, const RuleSettings &rule,
                                                 std::span<const std::optional<FixedThreshold>> fixed,
                                                 const ResamplingSettings &settings, const CancelToken &cancel)
{
    std::vector<LabelUncertainty> results(steps.size());
    parallelFor(steps.size(), [&](size_t i) {
        if (cancel.isCancelled())
            return;
        ResamplingSettings own = settings;
        own.seed = settings.seed * 0x9E3779B97F4A7C15U + i;
        results[i] = labelUncertainty(steps[i], rule, fixed.empty() ? std::nullopt : fixed[i], own, cancel);
    });
    return results;
}

} // namespace melscope
