#include "core/study/run_curve.h"

#include "core/base/words.h"
#include "core/runs/run_folder.h"

#include <algorithm>

namespace melscope {

Result<ThresholdCurve> curveOfRun(const QString &folder, const QString &source, const std::string &label,
                                  const LabelledTracks &tracks, uint32_t classIndex, const CancelToken &cancel)
{
    const auto run = readRun(folder);
    if (!run)
        return passOn(run);
    const auto own = std::ranges::find((*run)->sources, source, &RunSource::name);
    if (own == (*run)->sources.end() || !own->validationScores)
        return fail(tr("this run has no validation scores of %1").arg(source), folder,
                    tr("Choose a run that was trained on that source."));
    const ScoreMatrix &scores = *own->validationScores;
    const auto place = std::ranges::find(scores.classes(), label);
    if (place == scores.classes().end())
        return fail(tr("this run does not know the label %1").arg(QString::fromStdString(label)), folder,
                    tr("Choose a run that was trained on the same vocabulary."));
    const auto column = size_t(place - scores.classes().begin());
    std::vector<float> values;
    std::vector<uint32_t> positives;
    for (size_t track = 0; track < tracks.size(); ++track) {
        if (track % 4096 == 0 && cancel.isCancelled())
            return cancelled();
        const auto row = scores.ids().find(tracks.scores().ids().key(tracks.truth().row(track)));
        if (!row)
            continue;
        if (tracks.truth().bears(track, classIndex))
            positives.push_back(uint32_t(values.size()));
        values.push_back(scores.row(*row)[column]);
    }
    if (values.empty())
        return fail(tr("this run has scored none of these tracks"), folder,
                    tr("Choose a run with the same validation part."));
    return ThresholdCurve(values, positives);
}

} // namespace melscope
