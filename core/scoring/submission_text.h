#pragma once

#include "core/scoring/labelling.h"
#include "core/truth/label_space.h"

#include <string>

namespace melscope {

/// A submission's text in the target's own spelling; `predicted` are classes of the space, by row of `ids`.
/// [core/README.md, Submissions]
std::string submissionText(const RecordingIds &ids, const Labels &predicted, const LabelSpace &space, size_t source);
/// Labels the scores first.
std::string submissionText(const ScoreMatrix &scores, const ScoreLabeller &labeller, const LabelSpace &space,
                           size_t source);

} // namespace melscope
