#pragma once

#include "core/study/run_analysis.h"

namespace melscope {

/// The task's evaluation of a run over those tracks of a part alone that are in `subset`. Errors: cancelled; the part's
/// truth is not known; none of its tracks is in the subset.
Result<Evaluation> evaluateSubset(const Run &run, const SourceAnalysis &source, const PartAnalysis &part,
                                  const RecordingIds &subset, const CancelToken &cancel = {});

} // namespace melscope
