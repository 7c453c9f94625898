#pragma once

#include "core/scoring/labelling.h"
#include "core/scoring/threshold_rules.h"
#include "core/scoring/what_if.h"

namespace melscope {

/// A part of a source with all that thresholds are searched on.
struct ScoredPart
{
    std::shared_ptr<const ScoreMatrix> scores;
    std::shared_ptr<const PartTruth> truth;
    std::vector<uint32_t> classes; ///< of the source, ascending

    /// Only those tracks for which `isIncluded` holds.
    ScoredPart subset(const std::function<bool(size_t track)> &isIncluded) const;
};

/// The thresholds of a part's classes by a rule: [classes of the matrix], NaN where the source lacks the class or no
/// track bears it. `steps` are those of the part. Per track they are found label by label, each with all others as they
/// are, in two rounds from the best single threshold. Errors as labelSteps().
Result<std::vector<double>> ruleThresholds(const ScoredPart &part, std::span<const LabelSteps> steps,
                                           const RuleSettings &rule, const CancelToken &cancel = {},
                                           const ProgressCallback &progress = {});

/// What thresholds do, label by label: score ≥ threshold, without fallback. [classes of the matrix], AP included.
std::vector<LabelThreshold> figuresAt(const ScoredPart &part, std::span<const LabelSteps> steps,
                                      std::span<const double> thresholds);

/// What a rule is worth on tracks that it has not seen.
struct RuleEstimate
{
    RuleSettings rule;
    double perLabel = 0; ///< mean F1 over labels, as the task defines it: on one half with the thresholds of the other
    double perTrack = 0; ///< mean F1 over tracks, likewise
    double micro = 0; ///< likewise
    double perLabelSeen = 0; ///< on the half on which the thresholds were searched: what a naive look would tell
    double gainError = 0; ///< standard error, over labels, of perLabel's gain over the plain argmax
    double by(Objective objective) const
    {
        return objective == Objective::PerLabel ? perLabel : objective == Objective::Micro ? micro : perTrack;
    }
};

/// The rules that are compared unless told otherwise, the plain argmax first.
std::vector<RuleSettings> candidateRules();

/// Compares rules by random halves, more of them the smaller the part is. Errors as labelSteps().
Result<std::vector<RuleEstimate>> compareRules(const ScoredPart &part, const std::vector<RuleSettings> &rules,
                                               uint64_t seed, const CancelToken &cancel = {},
                                               const ProgressCallback &progress = {});

/// The rule to take: the one with the greatest estimate, but the plain argmax (the first) where per label nothing is
/// better than it by more than the standard error of the gain. Index into the estimates.
size_t recommendedRule(const std::vector<RuleEstimate> &estimates, Objective objective);

/// What a hierarchy rule does to the figures of a part.
struct HierarchyPreview
{
    HierarchyRule rule;
    SystemFigures figures;
};
/// Of the plain rule, of adding parents, of dropping orphans, and of both. Errors: cancelled alone.
Result<std::vector<HierarchyPreview>> previewHierarchy(const ScoredPart &part, const Thresholds &thresholds,
                                                       double orphanRatio, const CancelToken &cancel = {});

} // namespace melscope
