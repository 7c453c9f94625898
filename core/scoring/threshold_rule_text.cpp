#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/scoring/threshold_rules.h"
#include "core/scoring/thresholds.h"

#include <QLocale>
#include <QStringList>

#include <array>
#include <cmath>

namespace melscope {

namespace {

constexpr double kGreatestSmoothing = 1e6;

const std::array<std::pair<ThresholdRule, const char *>, 5> kRuleNames { { { ThresholdRule::Argmax, "argmax" },
                                                                           { ThresholdRule::SmoothedF, "smoothed" },
                                                                           { ThresholdRule::Fbr, "fbr" },
                                                                           { ThresholdRule::Global, "global" },
                                                                           { ThresholdRule::Fixed, "fixed" } } };
const std::array<std::pair<Objective, const char *>, 3> kObjectiveNames {
    { { Objective::PerLabel, "label" }, { Objective::Micro, "micro" }, { Objective::PerTrack, "track" } }
};

template <class Names, class Value>
QString nameOf(const Names &names, Value value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return QString::fromLatin1(name);
    }
    return {};
}
template <class Names, class Value>
bool valueOf(const Names &names, const QString &text, Value &value)
{
    for (const auto &[known, name] : names) {
        if (text == QLatin1String(name)) {
            value = known;
            return true;
        }
    }
    return false;
}

} // namespace

QString ruleName(const RuleSettings &settings)
{
    QString name = nameOf(kRuleNames, settings.rule);
    if (settings.rule == ThresholdRule::SmoothedF)
        name += QLatin1Char(':') + QString::number(settings.smoothing, 'g', QLocale::FloatingPointShortest);
    if (settings.rule == ThresholdRule::Fbr)
        name += QLatin1Char(':') + QString::number(settings.floor, 'g', QLocale::FloatingPointShortest);
    if (settings.rule == ThresholdRule::Fixed)
        name += QLatin1Char(':') + QString::number(settings.fixed, 'g', QLocale::FloatingPointShortest);
    const bool takesObjective = settings.rule == ThresholdRule::Argmax || settings.rule == ThresholdRule::Global;
    if (takesObjective && settings.objective != Objective::PerLabel)
        name += QLatin1Char('@') + nameOf(kObjectiveNames, settings.objective);
    return name;
}

QString ruleText(const RuleSettings &settings)
{
    const QString goal = settings.objective == Objective::Micro ? QStringLiteral("micro-F1")
        : settings.objective == Objective::PerTrack             ? tr("per-track F1")
                                                                : tr("per-label F1");
    switch (settings.rule) {
    case ThresholdRule::Argmax:
        return tr("greatest %1").arg(goal);
    case ThresholdRule::SmoothedF:
        return tr("smoothed F, s = %1").arg(generalText(settings.smoothing));
    case ThresholdRule::Fbr:
        return tr("FBR, floor %1").arg(generalText(settings.floor));
    case ThresholdRule::Global:
        return tr("one threshold, %1").arg(goal);
    case ThresholdRule::Fixed:
        return tr("fixed at %1").arg(generalText(settings.fixed));
    }
    return {};
}

Result<RuleSettings> parseRule(const QString &text)
{
    RuleSettings settings;
    const QString remedy = tr("Choose argmax, smoothed:2, fbr:0.2, global or fixed:0.5; argmax and global "
                              "may be followed by @micro or @track.");
    const auto wrong = [&] { return fail(tr("\"%1\" is no threshold rule").arg(text), {}, remedy); };
    const QString rule = text.section(QLatin1Char('@'), 0, 0);
    const QString objective = text.section(QLatin1Char('@'), 1);
    if (!valueOf(kRuleNames, rule.section(QLatin1Char(':'), 0, 0), settings.rule))
        return wrong();
    double *target = settings.rule == ThresholdRule::SmoothedF ? &settings.smoothing
        : settings.rule == ThresholdRule::Fbr                  ? &settings.floor
        : settings.rule == ThresholdRule::Fixed                ? &settings.fixed
                                                               : nullptr;
    if (const QString number = rule.section(QLatin1Char(':'), 1); !number.isEmpty()) {
        const auto value = parseNumber(number);
        if (target == nullptr || !value || !std::isfinite(*value))
            return wrong();
        const bool isSmoothing = settings.rule == ThresholdRule::SmoothedF;
        const bool isThreshold = settings.rule == ThresholdRule::Fixed;
        if (*value < 0 || *value > (isSmoothing ? kGreatestSmoothing : 1.0) || (isThreshold && *value == 0))
            return fail(tr("the rule \"%1\" has a number out of range").arg(text), {},
                        isThreshold       ? tr("A threshold is greater than 0 and at most 1.")
                            : isSmoothing ? tr("The smoothing lies between 0 and %1.").arg(kGreatestSmoothing)
                                          : tr("The floor of F1 lies between 0 and 1."));
        *target = *value;
    }
    const bool hasEmptyPart = text.endsWith(QLatin1Char(':')) || text.endsWith(QLatin1Char('@'));
    if (hasEmptyPart
        || (!objective.isEmpty() && (target != nullptr || !valueOf(kObjectiveNames, objective, settings.objective))))
        return wrong();
    return settings;
}

QJsonObject toJson(const RuleSettings &settings)
{
    return { { QStringLiteral("rule"), nameOf(kRuleNames, settings.rule) },
             { QStringLiteral("objective"), nameOf(kObjectiveNames, settings.objective) },
             { QStringLiteral("smoothing"), settings.smoothing },
             { QStringLiteral("floor"), settings.floor },
             { QStringLiteral("fixed"), settings.fixed } };
}

RuleSettings readRule(const JsonFields &json)
{
    auto words = [](const auto &names) {
        QStringList list;
        for (const auto &[value, name] : names)
            list << QLatin1String(name);
        return list;
    };
    RuleSettings settings;
    settings.rule = kRuleNames[size_t(json.choice("rule", words(kRuleNames), 0))].first;
    settings.objective = kObjectiveNames[size_t(json.choice("objective", words(kObjectiveNames), 0))].first;
    settings.smoothing = json.number("smoothing", 0, kGreatestSmoothing, settings.smoothing);
    settings.floor = json.number("floor", 0, 1, settings.floor);
    settings.fixed = json.number("fixed", 0, kGreatestThreshold, settings.fixed);
    return settings;
}

} // namespace melscope
