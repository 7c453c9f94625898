#pragma once

#include "core/experiment/run_folder.h"
#include "core/experiment/unfinished_training.h"
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
    /// What to do with a training that was interrupted in the job directory.
    enum class Unfinished {
        Refuse, ///< fail and say so: nothing is lost by mistake
        Resume, ///< go on after its last checkpoint; begin if there is none
        Discard,
    };
    Unfinished unfinished = Unfinished::Refuse;
    QString featureCache; ///< where documents are imported to; empty: `features/` in the job directory
};

/// What the checker says of one submission.
struct SubmissionVerdict
{
    size_t source = 0; ///< index into the run's sources
    CheckReport check;
};

/// A finished run and the verdicts on the submissions that were made.
struct PipelineOutcome
{
    std::shared_ptr<const Run> run;
    std::vector<SubmissionVerdict> verdicts;
};

/// Loads, trains, searches thresholds, predicts and writes everything into the job directory. Warnings (tracks
/// without features, labels that training lacks …) are milestones of the progress and notes of the run.
/// Errors: as those of the stages; somebody else writes into the job directory. The run is made in a folder within the
/// job directory and takes its place when it is complete, so that an older run stays whole if this one is cancelled,
/// fails or is killed. A checkpoint is kept there after each epoch, with which an interrupted training can go on.
Result<PipelineOutcome> trainAndPredict(const PipelineConfig &config, const TrainingControl &control = {},
                                        const ProgressCallback &progress = {});

/// Scores and labels further test inputs with a run's model; `testInputs` in the order of the run's sources
/// (empty entries are left out). Writes scores and submissions into the run's folder.
Result<PipelineOutcome> predict(const QString &jobDir, const QStringList &testInputs, const CancelToken &cancel = {},
                                const ProgressCallback &progress = {});

/// A submission's text in the target's own spelling. [REFERENCE §6]
std::string submissionText(const ScoreMatrix &scores, const ScoreLabeller &labeller, const LabelSpace &space,
                           size_t source);

} // namespace melscope
