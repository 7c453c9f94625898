#pragma once

#include "core/base/cancel_token.h"
#include "core/runs/run_folder.h"
#include "core/targets/job_record.h"
#include "core/training/recipe_setting.h"

#include <optional>
#include <vector>

namespace melscope {

/// A run as a list shows it: what run.json and the history say, without scores. An interrupted training has no run.json
/// yet; what its last checkpoint says stands in its place. Neither has one that another program has just begun to
/// train, or one that a job elsewhere trains; of that the job's record tells.
struct RunSummary
{
    QString folder;
    QString title; ///< the user's, or the folder's name
    QString comment;
    bool hidden = false;
    bool unfinished = false;
    bool training = false; ///< somebody trains into it now; `holder` says who
    bool killed = false; ///< whoever wrote last was killed or crashed
    std::optional<LockHolder> holder; ///< who keeps it from being changed now
    std::optional<JobRecord> job; ///< that trains it elsewhere, or has done so
    qint64 resultsWritten = 0; ///< see resultsWritten()
    Recipe recipe;
    QString engine;
    std::vector<EpochFigures> history;
    int bestEpoch = 0;
    double bestValidationLoss = 0;
    QStringList sources;
    double macroF1 = 0; ///< validation, mean over the sources
    double map = 0; ///< validation, mean over the sources
    double seconds = 0; ///< of training and validating
    int batchSize = 0;
    qint64 parameters = 0;
    QString end;
    QString finished; ///< ISO time

    /// Takes the figures of a training that goes on: as many epochs as have ended.
    void follow(std::vector<EpochFigures> epochs);
    const EpochFigures *best() const
    {
        return bestEpoch > 0 && size_t(bestEpoch) <= history.size() ? &history[size_t(bestEpoch) - 1] : nullptr;
    }
};

/// What a run is called that the user has not named: its folder's name, "2026-11-24 11:07:53" where that is a time, or
/// "melscope_share=0.1, fold 2 of 5, seed 1" where a grid's folders say so; of a grid "grid 2026-11-24 11:07:53".
QString runTitle(const QString &folder);

/// When scores or thresholds of a run were written last, in ms since the epoch; 0 where there are none.
qint64 resultsWritten(const QString &folder);

/// Errors: neither a run nor an interrupted training there.
Result<RunSummary> readRunSummary(const QString &folder);

/// Changes what the user says of a run. Errors: somebody else writes there.
Result<void> editRun(const QString &folder, const QString &title, const QString &comment, bool hidden);
/// Into the desktop's waste basket where there is one. Errors: not removable; not a run's folder; somebody writes
/// there.
Result<void> removeRun(const QString &folder);

/// Equal for runs that differ in nothing but the seed.
QString recipeKey(const RunSummary &run);

/// The histories of several runs as CSV: run, epoch and all figures.
std::string historiesText(const std::vector<RunSummary> &runs);

} // namespace melscope
