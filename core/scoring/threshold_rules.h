#pragma once

#include "core/base/json_fields.h"
#include "core/scoring/label_steps.h"
#include "core/scoring/threshold_search.h"

#include <QJsonObject>
#include <QString>

namespace melscope {

/// How thresholds are found on a validation part. [core/README.md, Thresholds]
enum class ThresholdRule {
    Argmax, ///< the score with the greatest F1, the lowest on a tie
    SmoothedF, ///< the greatest (2 tp + s) / (2 tp + fp + fn + s): rare labels are predicted only where it pays clearly
    Fbr, ///< SCutFBR.1: the highest score of all where the greatest F1 stays under a floor, else as Argmax
    Global, ///< one threshold for all labels
    Fixed, ///< a typed one for all labels
};

/// What is made great.
enum class Objective {
    PerLabel, ///< each label's F1 (Global: their mean)
    Micro, ///< F1 of all decisions together
    PerTrack, ///< mean over tracks of the F1 of the track's labels
};

struct RuleSettings
{
    ThresholdRule rule = ThresholdRule::Argmax;
    Objective objective = Objective::PerLabel; ///< of Argmax and Global; the others are per label by their nature
    double smoothing = 2; ///< of SmoothedF
    double floor = 0.2; ///< of Fbr
    double fixed = 0.5; ///< of Fixed

    bool operator==(const RuleSettings &) const = default;
};

/// Whether each label's threshold depends on that label alone.
bool isPerLabel(const RuleSettings &settings);
/// "smoothed F, s = 2"; for people.
QString ruleText(const RuleSettings &settings);
QJsonObject toJson(const RuleSettings &settings);
/// What is wrong is told by `json.check()`: a rule or objective that nobody knows, a number out of its range.
RuleSettings readRule(const JsonFields &json);
/// "argmax", "smoothed:2", "fbr:0.1", "global", "fixed:0.5", each with "@micro" or "@track" where the objective is not
/// per label. Numbers with the point in every country. Errors: not understood, a threshold not in (0, 1], a floor not
/// in [0, 1], a smoothing < 0.
Result<RuleSettings> parseRule(const QString &text);
QString ruleName(const RuleSettings &settings);

/// The threshold that a rule finds for one label by itself (Argmax with another objective, Global and Fixed do not look
/// at one label and are treated as the plain argmax). Candidates are the distinct scores of positives and, where the
/// rule may prefer it, the highest score of all. NaN without a positive.
LabelThreshold chooseThreshold(const LabelSteps &steps, const RuleSettings &settings);

/// Thresholds of the labels that give the greatest micro-F1 over them, the lowest of equals: Dinkelbach's iteration,
/// which ends at the optimum. NaN where a label has no positive. Candidates as for chooseThreshold().
std::vector<double> microThresholds(std::span<const LabelSteps> steps);

/// One threshold for all of `classes`: the best of 1,024 quantiles of the positives' scores, then of those between its
/// neighbours. Per track, a track without a label gets its highest-scored one. Errors as labelSteps().
Result<double> globalThreshold(const ScoreMatrix &scores, const PartTruth &truth, std::span<const uint32_t> classes,
                               Objective objective, const CancelToken &cancel = {},
                               const ProgressCallback &progress = {});

} // namespace melscope
