#include "core/study/relabelling.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

/// By the plain argmax without hierarchy.
Result<std::shared_ptr<const LabelledTracks>> labelPlainly(const Relabelling &given, const CancelToken &cancel)
{
    std::vector<double> plain(given.run->space.size(), std::numeric_limits<double>::quiet_NaN());
    for (const LabelAnalysis &label : given.basis->labels)
        plain[label.classIndex] = label.figures.threshold;
    return LabelledTracks::make(given.basis->part.scores, given.basis->part.truth,
                                ScoreLabeller({ plain, given.basis->inTarget }), cancel);
}

/// Whether the thresholds differ from those before in the tuned label alone, and all that is needed is at hand.
bool isOneLabel(const Relabelling &given, const Thresholds &thresholds)
{
    if (!given.before || !given.movable || given.movable->tracks != given.before
        || !(given.before->labeller().rule() == given.choice.hierarchy))
        return false;
    const std::vector<double> &before = given.before->labeller().thresholds().values;
    return std::all_of(given.basis->part.classes.begin(), given.basis->part.classes.end(), [&](uint32_t label) {
        const double now = thresholds.values[label];
        return label == given.movable->label || now == before[label] || (std::isnan(now) && std::isnan(before[label]));
    });
}

} // namespace

Result<Relabelled> relabel(const Relabelling &given, const CancelToken &cancel, const ProgressCallback &progress)
{
    Relabelled result { given.ruleValues, given.optimum.value_or(SystemFigures()), nullptr };
    if (result.ruleValues.empty()) {
        auto values = ruleThresholds(given.basis->part, given.basis->steps, given.choice.rule, cancel, progress);
        if (!values)
            return passOn(values);
        result.ruleValues = std::move(*values);
    }
    if (!given.optimum) {
        auto plain = labelPlainly(given, cancel);
        if (!plain)
            return passOn(plain);
        result.optimum = (*plain)->counts().figures();
        if (given.choice.isPlain()) {
            result.labelled = std::move(*plain);
            return result;
        }
    }
    const std::vector<std::string> &classes = given.run->space.classes();
    const Thresholds thresholds = chosenThresholds(result.ruleValues, given.choice, classes, given.basis->inTarget);
    if (isOneLabel(given, thresholds)) {
        result.labelled = LabelledTracks::withThreshold(*given.movable, thresholds.values[given.movable->label]);
        return result;
    }
    auto labelled = LabelledTracks::make(given.basis->part.scores, given.basis->part.truth,
                                         ScoreLabeller(thresholds, given.choice.hierarchy, parentsOf(classes)), cancel);
    if (!labelled)
        return passOn(labelled);
    result.labelled = std::move(*labelled);
    return result;
}

} // namespace melscope
