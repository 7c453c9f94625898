#pragma once

#include "core/experiment/run_folder.h"
#include "core/scoring/submission_check.h"

namespace melscope {

/// The files of one source, as named by the user.
struct PipelineSource
{
    QString name;
    QString trainFile;
    QString validationFile;
    QString testInput; ///< store, folder or archive; empty: no prediction
};

struct PipelineConfig
{
    std::vector<PipelineSource> sources; ///< several: labels are normalised and united (subtask 2)
    QStringList featureInputs; ///< stores, folders or archives, seen as one
    QString jobDir; ///< made if need be; holds the run's files, and imported features in `features/`
    Recipe recipe;
    QString featureCache; ///< where documents are imported to; empty: `features/` in the job directory
};

/// A finished run and what the checker says of its submissions (by source; empty without test inputs).
struct PipelineOutcome
{
    std::shared_ptr<const Run> run;
    std::vector<CheckReport> checks;
};

/// Loads, trains, searches thresholds, predicts and writes everything into the job directory. Warnings (tracks
/// without features, labels that training lacks …) are milestones of the progress and notes of the run.
/// Errors: as those of the stages; nothing of an older run in the directory is touched before training ended.
Result<PipelineOutcome> trainAndPredict(const PipelineConfig &config, const TrainingControl &control = {},
                                        const ProgressCallback &progress = {});

/// Scores and labels further test inputs with a run's model; `testInputs` in the order of the run's sources
/// (empty entries are left out). Writes scores and submissions into the run's folder.
Result<PipelineOutcome> predict(const QString &jobDir, const QStringList &testInputs, const CancelToken &cancel = {},
                                const ProgressCallback &progress = {});

/// A submission's text in the target's own spelling. [REFERENCE §6]
std::string submissionText(const ScoreMatrix &scores, const Thresholds &thresholds, const LabelSpace &space, size_t source);

} // namespace melscope
