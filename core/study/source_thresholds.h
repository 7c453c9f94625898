#pragma once

#include "core/scoring/threshold_search.h"
#include "core/scoring/thresholds.h"
#include "core/truth/label_space.h"

namespace melscope {

/// The thresholds of one source of a label space, and how good they are on its validation part.
struct SourceThresholds
{
    Thresholds thresholds; ///< of every class of the space
    MacroFigures all; ///< over the source's labels
    MacroFigures genres; ///< over its genres
};

/// Searches them on the scores of a source's validation part. `truths[i]` is the validation truth of source i.
/// Classes of the source are judged by its own truth; the others, which are never predicted for it, by what the
/// other sources say of the same recordings: only informative, but the reference writes them (negated).
/// Errors: as labelSteps() and PartTruth::checkLabels(). [core/README.md, Thresholds; Files of a run]
Result<SourceThresholds> searchSourceThresholds(const ScoreMatrix &scores,
                                                const std::vector<std::shared_ptr<const GroundTruth>> &truths,
                                                const LabelSpace &space, size_t source, const CancelToken &cancel = {},
                                                const ProgressCallback &progress = {});

} // namespace melscope
