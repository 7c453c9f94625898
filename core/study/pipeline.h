#pragma once

#include "core/collection/collection.h"
#include "core/network/process_group.h"
#include "core/runs/run_folder.h"
#include "core/scoring/submission_check.h"

namespace melscope {

/// What is trained, and where to.
struct RunPlan
{
    Project project; ///< its sources and its recipe; several sources: labels are normalised and united (subtask 2)
    QString folder; ///< of the run; made if need be
    /// What to do with a training that was interrupted in the folder.
    enum class Unfinished {
        Refuse, ///< fail and say so: nothing is lost by mistake
        Resume, ///< go on after its last checkpoint; begin if there is none
        Discard,
    };
    Unfinished unfinished = Unfinished::Refuse;
    QString featureCache; ///< where documents are imported to; empty: `features/` in the folder
    std::shared_ptr<const Collection>
        collection {}; ///< the project's, where it is loaded already: nothing is read again
    std::shared_ptr<ProcessGroup>
        group {}; ///< processes with the same plan that share the work out; the first one writes
};

/// Whether a project can be trained. Errors: no source; one without train, validation or features; two of one name;
/// more than can be told apart.
Result<void> checkTrainable(const Project &project);

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

/// Loads, trains, searches thresholds, predicts and writes everything into the run's folder. Warnings (tracks
/// without features, labels that training lacks …) are milestones of the progress and notes of the run.
/// Errors: as those of the stages; somebody else writes into the folder. The run is made in a folder within it and
/// takes its place when it is complete, so that an older run stays whole if this one is cancelled, fails or is killed.
/// A checkpoint is kept there after each epoch, with which an interrupted training can go on. With a group, the first
/// process has the outcome; the others have a run of what they know.
Result<PipelineOutcome> trainAndPredict(const RunPlan &plan, const TrainingControl &control = {},
                                        const ProgressCallback &progress = {});

/// Scores and labels further test inputs with a run's model; `testInputs` in the order of the run's sources
/// (empty entries are left out). Writes scores and submissions into the run's folder.
Result<PipelineOutcome> predict(const QString &jobDir, const QStringList &testInputs, const CancelToken &cancel = {},
                                const ProgressCallback &progress = {});

} // namespace melscope
