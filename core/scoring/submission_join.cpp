#include "core/scoring/submission_join.h"

#include "core/base/words.h"

#include <algorithm>

namespace melscope {

namespace {

JoinSide sideOf(const Submission &run)
{
    return { tr("the run"), run.size(), [&run](size_t i) { return std::string(run.line(i).id); }, nullptr };
}

JoinSide sideOf(const GroundTruth &truth)
{
    JoinSide side = joinSide(tr("the ground truth"), truth.recordings());
    side.releaseGroups = &truth.releaseGroups();
    return side;
}

} // namespace

JoinFinding truthInRun(const GroundTruth &truth, const Submission &run)
{
    std::vector<char> isThere(truth.size(), 0);
    for (size_t i = 0; i < run.size(); ++i) {
        if (const auto recording = truth.recordings().find(run.line(i).id))
            isThere[*recording] = 1;
    }
    return recordingJoin(sideOf(truth), sideOf(run), [&](size_t i) { return isThere[i] != 0; });
}

JoinFinding runInIds(const Submission &run, const QString &idsName, const RecordingIds &ids,
                     const RecordingIds *releaseGroups)
{
    JoinSide right = joinSide(idsName, ids);
    right.releaseGroups = releaseGroups;
    return recordingJoin(sideOf(run), right, [&](size_t i) { return ids.find(run.line(i).id).has_value(); });
}

JoinFinding runLabels(const Submission &run, const QString &vocabularyName, const std::vector<std::string> &vocabulary)
{
    std::vector<std::string> labels;
    for (const Submission::Label &label : run.labels()) {
        if (!label.key.empty())
            labels.push_back(label.key);
    }
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    return labelJoin(tr("the run"), labels, vocabularyName, vocabulary);
}

JoinFinding scoresInTruth(const ScoreMatrix &scores, const GroundTruth &truth)
{
    return recordingJoin(joinSide(tr("the scores"), scores.ids()), sideOf(truth),
                         [&](size_t i) { return truth.recordings().find(scores.ids().key(i)).has_value(); });
}

} // namespace melscope
