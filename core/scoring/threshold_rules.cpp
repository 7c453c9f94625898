#include "core/scoring/threshold_rules.h"

#include "core/base/parallel.h"
#include "core/scoring/score_range.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>

namespace melscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// What a candidate does: a step, or the highest score of all where no positive has it.
LabelThreshold candidate(const LabelSteps &steps, std::optional<size_t> step)
{
    LabelThreshold figures;
    figures.support = steps.support;
    const size_t hits = step ? steps.truePositives[*step] : 0;
    figures.threshold = double(step ? steps.scores[*step] : steps.highest);
    figures.predicted = step ? steps.predicted[*step] : steps.highestRows;
    figures.precision = double(hits) / double(figures.predicted);
    figures.recall = double(hits) / double(steps.support);
    figures.f1 = f1Of(figures.precision, figures.recall);
    return figures;
}

/// The candidate for which `value(tp, predicted)` is greatest, the lowest score of equals; nothing: the highest score.
template <class Value>
std::optional<size_t> bestCandidate(const LabelSteps &steps, bool withHighest, const Value &value)
{
    std::optional<size_t> best;
    double greatest = -std::numeric_limits<double>::infinity();
    if (withHighest && steps.highest > steps.scores.back())
        greatest = value(0.0, double(steps.highestRows));
    for (size_t k = steps.size(); k-- > 0;) {
        if (const double v = value(double(steps.truePositives[k]), double(steps.predicted[k])); v >= greatest) {
            greatest = v;
            best = k;
        }
    }
    return best;
}

double averagePrecision(const LabelSteps &steps)
{
    double sum = 0;
    double recallAbove = 0;
    for (size_t k = steps.size(); k-- > 0;) {
        const double recall = double(steps.truePositives[k]) / double(steps.support);
        sum += (recall - recallAbove) * (double(steps.truePositives[k]) / double(steps.predicted[k]));
        recallAbove = recall;
    }
    return sum;
}

/// At most `count` quantiles of ascending distinct values, the first and the last among them.
std::vector<float> quantiles(const std::vector<float> &values, size_t count)
{
    if (values.size() <= count)
        return values;
    std::vector<float> chosen;
    for (size_t i = 0; i < count; ++i)
        chosen.push_back(values[i * (values.size() - 1) / (count - 1)]);
    return chosen;
}

/// The index of the threshold with the best micro-F1 or mean F1 over `classes`, the lowest of equals.
size_t bestOverLabels(const ThresholdCounts &counts, const PartTruth &truth, std::span<const uint32_t> classes,
                      Objective objective)
{
    size_t best = 0;
    double greatest = -1;
    for (size_t k = 0; k < counts.thresholds.size(); ++k) {
        double hits = 0;
        double predicted = 0;
        double support = 0;
        double sum = 0;
        for (const uint32_t label : classes) {
            const auto labelHits = double(counts.truePositives[counts.at(label, k)]);
            const auto labelPredicted = double(counts.predicted[counts.at(label, k)]);
            const auto labelSupport = double(truth.positives(label).size());
            hits += labelHits;
            predicted += labelPredicted;
            support += labelSupport;
            sum += labelSupport > 0 ? 2 * labelHits / (labelPredicted + labelSupport) : 0;
        }
        const double value = objective == Objective::Micro ? f1OfCounts(hits, predicted, support) : sum;
        if (value > greatest) {
            greatest = value;
            best = k;
        }
    }
    return best;
}

/// The index of the threshold with the greatest mean per-track F1, the lowest of equals. One pass over the rows; a
/// row's F1 changes only where one of its scores is passed.
Result<size_t> bestOverTracks(const ScoreMatrix &scores, const PartTruth &truth, std::span<const uint32_t> classes,
                              const std::vector<float> &thresholds, const CancelToken &cancel)
{
    const size_t rows = truth.size();
    std::vector<std::vector<uint32_t>> expected(rows);
    for (const uint32_t label : classes) {
        for (const uint32_t position : truth.positives(label))
            expected[position].push_back(label);
    }
    std::vector<double> total(thresholds.size() + 1, 0);
    std::mutex mutex;
    constexpr size_t kTogether = 2048;
    parallelFor((rows + kTogether - 1) / kTogether, [&](size_t block) {
        if (cancel.isCancelled())
            return;
        // [k] how much F1 grows when the threshold falls to thresholds[k]; [size]: what it is above all of them.
        std::vector<double> change(thresholds.size() + 1, 0);
        std::vector<std::pair<uint32_t, char>> reached; // index of the highest threshold reached, whether rightly
        for (size_t position = block * kTogether; position < std::min(rows, (block + 1) * kTogether); ++position) {
            const auto &right = expected[position];
            if (right.empty())
                continue;
            const auto row = scores.row(truth.rows()[position]);
            reached.clear();
            uint32_t top = classes.front();
            for (const uint32_t label : classes) {
                const float score = row[label];
                if (score > row[top])
                    top = label;
                if (score < thresholds.front())
                    continue;
                const auto above = std::upper_bound(thresholds.begin(), thresholds.end(), score) - thresholds.begin();
                reached.emplace_back(uint32_t(above - 1), std::find(right.begin(), right.end(), label) != right.end());
            }
            std::sort(reached.begin(), reached.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
            double before =
                std::find(right.begin(), right.end(), top) != right.end() ? 2.0 / double(1 + right.size()) : 0;
            change.back() += before;
            size_t hits = 0;
            for (size_t i = 0; i < reached.size(); ++i) {
                hits += reached[i].second ? 1 : 0;
                if (i + 1 < reached.size() && reached[i + 1].first == reached[i].first)
                    continue;
                const double f1 = f1OfCounts(double(hits), double(i + 1), double(right.size()));
                change[reached[i].first] += f1 - before;
                before = f1;
            }
        }
        std::scoped_lock lock(mutex);
        for (size_t k = 0; k < total.size(); ++k)
            total[k] += change[k];
    });
    if (cancel.isCancelled())
        return cancelled();
    size_t best = 0;
    double greatest = -1;
    double sum = total.back();
    for (size_t k = thresholds.size(); k-- > 0;) {
        sum += total[k];
        if (sum >= greatest - 1e-9 * std::fabs(greatest)) { // sums of equals differ in their last bits
            greatest = std::max(sum, greatest);
            best = k;
        }
    }
    return best;
}

} // namespace

bool isPerLabel(const RuleSettings &settings)
{
    return settings.rule == ThresholdRule::SmoothedF || settings.rule == ThresholdRule::Fbr
        || (settings.rule == ThresholdRule::Argmax && settings.objective == Objective::PerLabel);
}

LabelThreshold chooseThreshold(const LabelSteps &steps, const RuleSettings &settings)
{
    LabelThreshold none;
    if (steps.support == 0)
        return none;
    // F1 from precision and recall: ties are those of scikit-learn. [core/README.md, Thresholds]
    std::optional<size_t> step = bestCandidate(steps, false, [&](double hits, double predicted) {
        return f1Of(hits / predicted, hits / double(steps.support));
    });
    if (settings.rule == ThresholdRule::SmoothedF) {
        step = bestCandidate(steps, true, [&](double hits, double predicted) {
            return (2 * hits + settings.smoothing) / (predicted + double(steps.support) + settings.smoothing);
        });
    } else if (settings.rule == ThresholdRule::Fbr && candidate(steps, step).f1 < settings.floor) {
        step = steps.scores.back() == steps.highest ? std::optional<size_t>(steps.size() - 1) : std::nullopt;
    }
    LabelThreshold chosen = candidate(steps, step);
    chosen.averagePrecision = averagePrecision(steps);
    return chosen;
}

std::vector<double> microThresholds(std::span<const LabelSteps> steps)
{
    std::vector<double> thresholds(steps.size(), kNone);
    double support = 0;
    for (const LabelSteps &label : steps)
        support += double(label.support);
    if (support == 0)
        return thresholds;
    double best = 0; // the micro-F1 reached so far
    for (int round = 0; round < 100; ++round) {
        double hits = 0;
        double predicted = 0;
        std::vector<double> chosen(steps.size(), kNone);
        for (size_t i = 0; i < steps.size(); ++i) {
            if (steps[i].support == 0)
                continue;
            // 2 tp / (predicted + support) is greatest where 2 tp − F · predicted is, F being that maximum.
            const auto step = bestCandidate(steps[i], true, [&](double tp, double p) { return 2 * tp - best * p; });
            chosen[i] = double(step ? steps[i].scores[*step] : steps[i].highest);
            hits += step ? steps[i].truePositives[*step] : 0;
            predicted += step ? steps[i].predicted[*step] : steps[i].highestRows;
        }
        const double reached = f1OfCounts(hits, predicted, support);
        if (round > 0 && reached <= best)
            break;
        best = reached;
        thresholds = std::move(chosen);
    }
    return thresholds;
}

Result<double> globalThreshold(const ScoreMatrix &scores, const PartTruth &truth, std::span<const uint32_t> classes,
                               Objective objective, const CancelToken &cancel, const ProgressCallback &progress)
{
    std::vector<float> values;
    for (const uint32_t label : classes) {
        for (const uint32_t position : truth.positives(label))
            values.push_back(scores.row(truth.rows()[position])[label] + 0.0F); // −0 is 0
    }
    if (values.empty())
        return kNone;
    std::sort(values.begin(), values.end(), comesBefore);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    constexpr size_t kCandidates = 1024;
    if (objective == Objective::PerTrack) {
        // Thresholds that predict sixteen times as many labels as there are cannot do well, and would cost most of the
        // time.
        const auto counts = countAtThresholds(scores, truth, quantiles(values, kCandidates), cancel, progress);
        if (!counts)
            return passOn(counts);
        std::vector<double> predicted(counts->thresholds.size(), 0);
        double positives = 0;
        for (const uint32_t label : classes) {
            positives += double(truth.positives(label).size());
            for (size_t k = 0; k < predicted.size(); ++k)
                predicted[k] += counts->predicted[counts->at(label, k)];
        }
        size_t first = 0;
        while (first + 1 < predicted.size() && predicted[first] > 16 * positives)
            ++first;
        const float lowest = counts->thresholds[first];
        values.erase(values.begin(), std::lower_bound(values.begin(), values.end(), lowest));
    }
    double best = double(values.front());
    for (int round = 0; round < 2; ++round) {
        const std::vector<float> thresholds = quantiles(values, kCandidates);
        size_t index = 0;
        if (objective == Objective::PerTrack) {
            const auto found = bestOverTracks(scores, truth, classes, thresholds, cancel);
            if (!found)
                return passOn(found);
            index = *found;
        } else {
            const auto counts = countAtThresholds(scores, truth, thresholds, cancel, progress);
            if (!counts)
                return passOn(counts);
            index = bestOverLabels(*counts, truth, classes, objective);
        }
        best = double(thresholds[index]);
        if (thresholds.size() == values.size())
            break;
        const float low = thresholds[index == 0 ? 0 : index - 1];
        const float high = thresholds[std::min(index + 1, thresholds.size() - 1)];
        values.erase(
            std::remove_if(values.begin(), values.end(), [&](float value) { return value < low || value > high; }),
            values.end());
    }
    return best;
}

} // namespace melscope
