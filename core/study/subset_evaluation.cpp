#include "core/study/subset_evaluation.h"

#include "core/base/words.h"

namespace melscope {

Result<Evaluation> evaluateSubset(const Run &run, const SourceAnalysis &source, const PartAnalysis &part,
                                  const RecordingIds &subset, const CancelToken &cancel)
{
    if (!part.scores || !part.scoredTruth)
        return fail(tr("the truth of this part is not known"), {},
                    tr("Choose the validation part, or add the test truth."));
    const auto truth = restrictedTruth(*part.scoredTruth, subset);
    if (!truth || truth->size() == 0)
        return fail(tr("no track of this part is among them"), {},
                    tr("Choose a filter that finds tracks of the source and part that are shown."));
    return evaluate(*truth, predictedLabels(*truth, part.scores->ids(), part.predicted, run.space, source.spaceIndex),
                    false, cancel);
}

} // namespace melscope
