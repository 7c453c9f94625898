#pragma once

#include "core/scoring/labels.h"
#include "core/scoring/submission.h"
#include "core/truth/ground_truth.h"
#include "core/truth/label_space.h"

namespace melscope {

/// What a run says of a truth's recordings.
struct RunLabels
{
    Labels labels; ///< [recordings of the truth]
    std::vector<std::string> keys; ///< of the labels' numbers, as labelKey(); empty: no label, or one that no track has
};

/// What becomes of a submission's recordings that a truth lacks.
enum class Unexpected { IsError, IsLeftOut };

/// The lines of a submission. Errors: an id stands twice, a recording of the truth is missing; unexpected ones (tells
/// how many and which first).
Result<RunLabels> submittedLabels(const GroundTruth &truth, const Submission &run,
                                  Unexpected unexpected = Unexpected::IsError);

/// The labels of scored recordings, among which are all of the truth; classes of a space, spelled as `source` does.
RunLabels predictedLabels(const GroundTruth &truth, const RecordingIds &ids, const Labels &predicted,
                          const LabelSpace &space, size_t source);

} // namespace melscope
