#pragma once

#include "core/scoring/score_matrix.h"
#include "core/scoring/submission.h"
#include "core/truth/ground_truth.h"
#include "core/truth/join_finding.h"

namespace melscope {

/// How many of a truth's recordings a run has.
JoinFinding truthInRun(const GroundTruth &truth, const Submission &run);
/// How many of a run's recordings are among those expected; `releaseGroups` of the truth they come from, or null.
JoinFinding runInIds(const Submission &run, const QString &idsName, const RecordingIds &ids,
                     const RecordingIds *releaseGroups = nullptr);
/// How many of the labels that a run predicts belong to a vocabulary.
JoinFinding runLabels(const Submission &run, const QString &vocabularyName, const std::vector<std::string> &vocabulary);
/// How many scored recordings have truth.
JoinFinding scoresInTruth(const ScoreMatrix &scores, const GroundTruth &truth);

} // namespace melscope
