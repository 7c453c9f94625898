#include "core/scoring/run_labels.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/scoring/submission_join.h"
#include "core/truth/cell_text.h"

#include <algorithm>

namespace melscope {

Result<RunLabels> submittedLabels(const GroundTruth &truth, const Submission &run, Unexpected unexpected)
{
    const QString remedy = tr("The ids of ground truth and run must be the same; check the run first.");
    std::vector<size_t> lineOf(truth.size(), SIZE_MAX);
    size_t others = 0;
    QString firstOther;
    for (size_t i = 0; i < run.size(); ++i) {
        const auto line = run.line(i);
        const auto recording = truth.recordings().find(line.id);
        if (!recording) {
            if (others++ == 0)
                firstOther = textOf(line.id);
            continue;
        }
        if (lineOf[*recording] != SIZE_MAX)
            return fail(tr("recording %1 stands here again").arg(textOf(line.id)), run.file(), remedy, line.number);
        lineOf[*recording] = i;
    }
    QStringList wrong;
    if (const auto missing = std::count(lineOf.begin(), lineOf.end(), SIZE_MAX); missing > 0) {
        const auto first = size_t(std::find(lineOf.begin(), lineOf.end(), SIZE_MAX) - lineOf.begin());
        wrong << tr("%1 recordings of the ground truth are missing (the first is %2)")
                     .arg(QString::number(missing), QString::fromStdString(truth.recordings().text(first)));
    }
    if (others > 0 && unexpected == Unexpected::IsError)
        wrong << tr("%1 recordings are not in the ground truth (the first is %2)")
                     .arg(QString::number(others), firstOther);
    if (!wrong.isEmpty())
        return fail(wrong.join(QStringLiteral("; ")) + truthInRun(truth, run).why(), run.file(), remedy);
    RunLabels result;
    for (const size_t line : lineOf)
        result.labels.add(run.line(line).numbers);
    for (const Submission::Label &label : run.labels())
        result.keys.push_back(label.key);
    return result;
}

RunLabels predictedLabels(const GroundTruth &truth, const RecordingIds &ids, const Labels &predicted,
                          const LabelSpace &space, size_t source)
{
    RunLabels result;
    result.keys.resize(space.size());
    for (size_t recording = 0; recording < truth.size(); ++recording) {
        const auto labels = predicted.of(*ids.find(truth.recordings().key(recording)));
        result.labels.add(labels);
        for (const uint32_t label : labels) {
            if (result.keys[label].empty())
                result.keys[label] = labelKey(*space.spelling(source, label));
        }
    }
    return result;
}

} // namespace melscope
