#pragma once

#include "core/scoring/what_if.h"
#include "core/study/run_analysis.h"

#include <optional>

namespace melscope {

/// A choice of thresholds for a source's validation part, and what is known already.
struct Relabelling
{
    std::shared_ptr<const Run> run;
    size_t source = 0;
    std::shared_ptr<const ThresholdBasis> basis;
    ThresholdChoice choice;
    std::shared_ptr<const LabelledTracks> before; ///< by the choice before; may be null
    std::shared_ptr<const MovableLabel> movable; ///< of the label that may be the only one to change; may be null
    std::vector<double> ruleValues; ///< by class; empty: to be found
    std::optional<SystemFigures> optimum; ///< of the plain argmax without hierarchy; nothing: to be found
};

/// What the choice makes of it.
struct Relabelled
{
    std::vector<double> ruleValues; ///< by class
    SystemFigures optimum;
    std::shared_ptr<const LabelledTracks> labelled;
};

/// Errors: those of ruleThresholds().
Result<Relabelled> relabel(const Relabelling &relabelling, const CancelToken &cancel = {},
                           const ProgressCallback &progress = {});

} // namespace melscope
