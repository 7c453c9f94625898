#pragma once

#include "core/base/progress.h"
#include "core/scoring/labelling.h"
#include "core/scoring/rule_comparison.h"
#include "core/truth/label_space.h"

#include <map>

namespace melscope {

/// How the thresholds of one source of a run were chosen: a rule for all labels, what was set by hand, and what is done
/// with genres and subgenres. Kept in the run's folder beside the thresholds that follow from it.
struct ThresholdChoice
{
    RuleSettings rule;
    HierarchyRule hierarchy;
    std::map<std::string, double> overrides; ///< by class; NaN: never predicted

    bool operator==(const ThresholdChoice &other) const;
    bool isPlain() const { return *this == ThresholdChoice(); }
};

/// The choice kept in a run's folder; the plain one where there is none. Errors: no such
/// file, a value of another kind or out of its range.
Result<ThresholdChoice> readThresholdChoice(const QString &folder, const QString &source);
Result<void> writeThresholdChoice(const ThresholdChoice &choice, const QString &folder, const QString &source);

/// A rule's thresholds with what was set by hand. `inTarget` says which classes the source has.
Thresholds chosenThresholds(std::vector<double> ofRule, const ThresholdChoice &choice,
                            const std::vector<std::string> &classes, std::vector<char> inTarget);

} // namespace melscope
