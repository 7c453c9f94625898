#include "core/experiment/relabelling.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

Result<void> findOptimum(Relabelling &made, const CancelToken &cancel)
{
    std::vector<double> plain(made.run->space.size(), std::numeric_limits<double>::quiet_NaN());
    for (const LabelAnalysis &label : made.ground->labels)
        plain[label.classIndex] = label.figures.threshold;
    const auto optimum = LabelledTracks::make(made.ground->part.scores, made.ground->part.tracks,
                                              ScoreLabeller({ plain, made.ground->inTarget }), cancel);
    if (!optimum)
        return passOn(optimum);
    made.optimum = (*optimum)->counts().figures();
    if (made.choice.isPlain())
        made.labelled = *optimum;
    return {};
}

/// Whether the thresholds differ from those before in the tuned label alone, and all that is needed is at hand.
bool isOneLabel(const Relabelling &made, const Thresholds &thresholds)
{
    if (!made.before || !made.tuning || made.tuning->tracks != made.before
        || !(made.before->labeller().rule() == made.choice.hierarchy))
        return false;
    const std::vector<double> &before = made.before->labeller().thresholds().values;
    return std::all_of(made.ground->part.classes.begin(), made.ground->part.classes.end(), [&](uint32_t label) {
        const double now = thresholds.values[label];
        return label == made.tuning->label || now == before[label] || (std::isnan(now) && std::isnan(before[label]));
    });
}

} // namespace

Result<void> relabel(Relabelling &made, const CancelToken &cancel, const ProgressCallback &progress)
{
    if (made.ruleValues.empty()) {
        auto values = ruleThresholds(made.ground->part, made.ground->steps, made.choice.rule, cancel, progress);
        if (!values)
            return passOn(values);
        made.ruleValues = std::move(*values);
    }
    const std::vector<std::string> &classes = made.run->space.classes();
    const Thresholds thresholds = chosenThresholds(made.ruleValues, made.choice, classes, made.ground->inTarget);
    if (!made.optimum) {
        if (const auto found = findOptimum(made, cancel); !found)
            return found;
    }
    if (made.labelled)
        return {};
    if (isOneLabel(made, thresholds)) {
        made.labelled = LabelledTracks::withThreshold(*made.tuning, thresholds.values[made.tuning->label]);
        return {};
    }
    auto labelled = LabelledTracks::make(made.ground->part.scores, made.ground->part.tracks,
                                         ScoreLabeller(thresholds, made.choice.hierarchy, parentsOf(classes)), cancel);
    if (!labelled)
        return passOn(labelled);
    made.labelled = std::move(*labelled);
    return {};
}

} // namespace melscope
