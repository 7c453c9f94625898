#include "core/scoring/rule_comparison.h"

#include "core/base/parallel.h"
#include "core/base/random_source.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Thresholds thresholdsOf(const ScoredPart &part, std::vector<double> values)
{
    Thresholds thresholds { std::move(values), std::vector<char>(part.scores->columns(), 0) };
    for (const uint32_t label : part.classes)
        thresholds.inTarget[label] = 1;
    return thresholds;
}

Result<std::vector<double>> trackThresholds(const ScoredPart &part, std::vector<double> start,
                                            const CancelToken &cancel, const ProgressCallback &progress)
{
    auto labelled =
        LabelledTracks::make(part.scores, part.truth, ScoreLabeller(thresholdsOf(part, std::move(start))), cancel);
    if (!labelled)
        return passOn(labelled);
    std::shared_ptr<const LabelledTracks> tracks = *labelled;
    // Frequent labels first: what they do decides what is left for the rare ones.
    std::vector<uint32_t> order;
    for (const uint32_t label : part.classes) {
        if (part.truth->support(label) > 0)
            order.push_back(label);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return part.truth->support(a) > part.truth->support(b); });
    constexpr int kRounds = 2;
    StageProgress stage(progress, Stage::SearchingThresholds, QStringLiteral("labels"), qint64(order.size()) * kRounds);
    qint64 done = 0;
    for (int round = 0; round < kRounds; ++round) {
        for (const uint32_t label : order) {
            const auto movable = MovableLabel::make(tracks, label, cancel);
            if (!movable)
                return passOn(movable);
            if (const TrackObjectiveStep best = bestForTracks(**movable); best.gain > 0)
                tracks = LabelledTracks::withThreshold(**movable, best.threshold);
            stage.update(++done);
        }
    }
    return tracks->labeller().thresholds().values;
}

/// F1 of each label that both halves know, for the error of a gain.
std::vector<double> labelF1(const LabelledTracks &tracks, const ScoredPart &part)
{
    std::vector<double> f1;
    for (const uint32_t label : part.classes) {
        const LabellingCounts &counts = tracks.counts();
        f1.push_back(counts.support(label) == 0
                         ? kNone
                         : f1OfCounts(double(counts.truePositives(label)), double(counts.predicted(label)),
                                      double(counts.support(label))));
    }
    return f1;
}

} // namespace

ScoredPart ScoredPart::subset(const std::function<bool(size_t track)> &isIncluded) const
{
    return { scores, truth->subset(isIncluded), classes };
}

Result<std::vector<double>> ruleThresholds(const ScoredPart &part, std::span<const LabelSteps> steps,
                                           const RuleSettings &rule, const CancelToken &cancel,
                                           const ProgressCallback &progress)
{
    std::vector<double> values(part.scores->columns(), kNone);
    if (rule.rule == ThresholdRule::Fixed) {
        for (const uint32_t label : part.classes)
            values[label] = steps[label].support > 0 ? rule.fixed : kNone;
        return values;
    }
    const bool isGlobal = rule.rule == ThresholdRule::Global
        || (rule.rule == ThresholdRule::Argmax && rule.objective == Objective::PerTrack);
    if (isGlobal) {
        const auto global = globalThreshold(*part.scores, *part.truth, part.classes, rule.objective, cancel, progress);
        if (!global)
            return passOn(global);
        for (const uint32_t label : part.classes)
            values[label] = steps[label].support > 0 ? *global : kNone;
        return rule.rule == ThresholdRule::Global ? values : trackThresholds(part, std::move(values), cancel, progress);
    }
    if (rule.rule == ThresholdRule::Argmax && rule.objective == Objective::Micro) {
        std::vector<LabelSteps> own;
        for (const uint32_t label : part.classes)
            own.push_back(steps[label]);
        const std::vector<double> found = microThresholds(own);
        for (size_t i = 0; i < found.size(); ++i)
            values[part.classes[i]] = found[i];
        return values;
    }
    for (const uint32_t label : part.classes)
        values[label] = chooseThreshold(steps[label], rule).threshold;
    return values;
}

std::vector<LabelThreshold> figuresAt(const ScoredPart &part, std::span<const LabelSteps> steps,
                                      std::span<const double> thresholds)
{
    std::vector<LabelThreshold> figures(steps.size());
    parallelFor(part.classes.size(), [&](size_t i) {
        const uint32_t label = part.classes[i];
        LabelThreshold &own = figures[label];
        own = chooseThreshold(steps[label], {}); // support and average precision
        own.threshold = thresholds[label];
        own.predicted = 0;
        size_t hits = 0;
        // Most thresholds are the score of a positive, where all is counted already; else the column is looked through.
        const std::vector<float> &known = steps[label].scores;
        const auto step = std::lower_bound(known.begin(), known.end(), own.threshold,
                                           [](float score, double bound) { return double(score) < bound; });
        if (step != known.end() && double(*step) == own.threshold) {
            const auto at = size_t(step - known.begin());
            own.predicted = steps[label].predicted[at];
            hits = steps[label].truePositives[at];
        } else if (!std::isnan(own.threshold)) {
            for (size_t track = 0; track < part.truth->size(); ++track)
                own.predicted += double(part.scores->row(part.truth->row(track))[label]) >= own.threshold ? 1 : 0;
            for (const uint32_t track : part.truth->positives(label))
                hits += double(part.scores->row(part.truth->row(track))[label]) >= own.threshold ? 1 : 0;
        }
        own.precision = own.predicted > 0 ? double(hits) / double(own.predicted) : 0;
        own.recall = own.support > 0 ? double(hits) / double(own.support) : 0;
        own.f1 = f1Of(own.precision, own.recall);
    });
    return figures;
}

std::vector<RuleSettings> candidateRules()
{
    std::vector<RuleSettings> rules { {} };
    for (const double smoothing : { 1.0, 2.0, 5.0, 10.0 })
        rules.push_back({ ThresholdRule::SmoothedF, Objective::PerLabel, smoothing });
    for (const double floor : { 0.1, 0.2, 0.3 })
        rules.push_back({ ThresholdRule::Fbr, Objective::PerLabel, 2, floor });
    rules.push_back({ ThresholdRule::Argmax, Objective::Micro });
    for (const Objective objective : { Objective::PerLabel, Objective::Micro, Objective::PerTrack })
        rules.push_back({ ThresholdRule::Global, objective });
    return rules;
}

Result<std::vector<RuleEstimate>> compareRules(const ScoredPart &part, const std::vector<RuleSettings> &rules,
                                               uint64_t seed, const CancelToken &cancel,
                                               const ProgressCallback &progress)
{
    // About as much work whatever the size: a full-size part is halved once, a small one twenty times.
    const double cells = double(part.truth->size()) * double(part.scores->columns());
    const int rounds = int(std::clamp(4e7 / std::max(1.0, cells), 1.0, 20.0));
    StageProgress stage(progress, Stage::ComparingRules, QStringLiteral("rules"), qint64(rules.size()) * rounds * 2);
    qint64 done = 0;
    std::vector<RuleEstimate> estimates(rules.size());
    std::vector<std::vector<double>> gains(rules.size(),
                                           std::vector<double>(part.classes.size(), 0)); // sums over the halves
    std::vector<int> known(part.classes.size(), 0);
    RandomSource random(seed);
    for (int round = 0; round < rounds; ++round) {
        std::vector<char> side;
        for (size_t track = 0; track < part.truth->size(); ++track)
            side.push_back(char(random.bits() >> 63));
        for (const char own : { char(0), char(1) }) {
            const ScoredPart seen = part.subset([&](size_t track) { return side[track] == own; });
            const ScoredPart unseen = part.subset([&](size_t track) { return side[track] != own; });
            const auto steps = labelSteps(*seen.scores, *seen.truth, cancel);
            if (!steps)
                return passOn(steps);
            std::vector<double> plain;
            for (size_t i = 0; i < rules.size(); ++i) {
                auto values = ruleThresholds(seen, *steps, rules[i], cancel);
                if (!values)
                    return passOn(values);
                const ScoreLabeller labeller(thresholdsOf(part, std::move(*values)));
                const auto there = LabelledTracks::make(unseen.scores, unseen.truth, labeller, cancel);
                const auto here = LabelledTracks::make(seen.scores, seen.truth, labeller, cancel);
                if (!there || !here)
                    return cancelled();
                const SystemFigures figures = (*there)->counts().figures();
                estimates[i].perLabel += figures.labels[0][2].mean;
                estimates[i].perTrack += figures.tracks[0][2].mean;
                estimates[i].micro += figures.microF1;
                estimates[i].perLabelSeen += (*here)->counts().figures().labels[0][2].mean;
                const std::vector<double> f1 = labelF1(**there, part);
                if (i == 0)
                    plain = f1;
                for (size_t label = 0; label < f1.size(); ++label) {
                    if (std::isnan(f1[label]))
                        continue;
                    gains[i][label] += f1[label] - plain[label];
                    known[label] += i == 0 ? 1 : 0;
                }
                stage.update(++done);
            }
        }
    }
    for (size_t i = 0; i < rules.size(); ++i) {
        RuleEstimate &estimate = estimates[i];
        estimate.rule = rules[i];
        for (double *sum : { &estimate.perLabel, &estimate.perTrack, &estimate.micro, &estimate.perLabelSeen })
            *sum /= 2.0 * rounds;
        double sum = 0;
        double squares = 0;
        double count = 0;
        for (size_t label = 0; label < known.size(); ++label) {
            if (known[label] == 0)
                continue;
            const double gain = gains[i][label] / known[label];
            sum += gain;
            squares += gain * gain;
            ++count;
        }
        estimate.gainError =
            count > 1 ? std::sqrt(std::max(0.0, squares - sum * sum / count) / (count - 1) / count) : 0;
    }
    return estimates;
}

size_t recommendedRule(const std::vector<RuleEstimate> &estimates, Objective objective)
{
    size_t best = 0;
    for (size_t i = 1; i < estimates.size(); ++i) {
        const bool isClear =
            objective != Objective::PerLabel || estimates[i].perLabel > estimates[0].perLabel + estimates[i].gainError;
        if (isClear && estimates[i].by(objective) > estimates[best].by(objective))
            best = i;
    }
    return best;
}

Result<std::vector<HierarchyPreview>> previewHierarchy(const ScoredPart &part, const Thresholds &thresholds,
                                                       double orphanRatio, const CancelToken &cancel)
{
    std::vector<HierarchyPreview> previews;
    const std::vector<int32_t> parents = parentsOf(part.scores->classes());
    for (const auto &[add, drop] :
         { std::pair(false, false), std::pair(true, false), std::pair(false, true), std::pair(true, true) }) {
        const HierarchyRule rule { add, drop, orphanRatio };
        const auto tracks =
            LabelledTracks::make(part.scores, part.truth, ScoreLabeller(thresholds, rule, parents), cancel);
        if (!tracks)
            return passOn(tracks);
        previews.push_back({ rule, (*tracks)->counts().figures() });
    }
    return previews;
}

} // namespace melscope
