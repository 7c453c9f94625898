#pragma once

#include "core/study/pipeline.h"
#include "core/study/run_grid.h"
#include "ui/jobs/job_lane.h"

#include <QObject>

#include <deque>
#include <optional>

namespace melscope {

/// What came of a training.
struct EndedTraining
{
    Result<std::shared_ptr<const Run>> run;
};

/// What came of a grid.
struct EndedGrid
{
    QString folder;
    Result<std::vector<GridResult>> results;
};

/// The running training and those that wait behind it. Lives in the GUI thread.
class Trainings : public QObject
{
    Q_OBJECT
public:
    explicit Trainings(JobLane &lane, QObject *parent = nullptr);

    /// Starts at once if nothing runs. A folder in which a training was interrupted makes it go on.
    void enqueue(RunPlan plan);
    /// Runs a grid after all that waits, one run after the other; what of it is finished already is not done again.
    void enqueueGrid(GridConfig config);
    const std::deque<RunPlan> &queue() const { return m_queue; }
    /// What waits: runs, and grids with all of theirs.
    size_t waitingRuns() const;
    /// Whether a grid in this folder runs or waits.
    bool hasGrid(const QString &folder) const;
    void removeQueued(size_t index);
    void clearQueue();

    bool isRunning() const { return m_running; }
    /// The grid whose runs are being trained; null while none are.
    const GridConfig *grid() const { return m_grid ? &*m_grid : nullptr; }
    size_t gridRun() const { return m_gridRun; } ///< which of the grid's is being trained, from 1; 0: none yet
    /// Of the running training, or of the last one; of a grid with its first recipe and the grid's folder.
    const RunPlan &current() const { return m_current; }
    /// What came of the last training; null where it was cancelled or failed.
    const std::shared_ptr<const Run> &lastRun() const { return m_lastRun; }
    /// Ends it and keeps the best epoch so far; the next one starts. A grid is cancelled: its figures are of whole
    /// runs.
    void stop();
    /// Ends it without a result; its last checkpoint stays. Nothing that waits is started.
    void cancel();
    /// Whether stopping would keep something: an epoch is complete, and training has not ended yet.
    bool canStop() const { return m_running && !m_grid && !m_history.empty() && m_trainingProper; }
    bool isPaused() const { return m_running && m_control.live.isPaused(); }
    void setPaused(bool paused);
    void setLearningRate(double rate) { m_control.live.setLearningRate(rate); }
    void setPatience(int epochs);
    int patience() const { return m_patience; }

    /// The running training's epochs, or what setHistory() said last.
    const std::vector<EpochFigures> &history() const { return m_history; }
    void setHistory(std::vector<EpochFigures> history) { m_history = std::move(history); }

Q_SIGNALS:
    void started();
    void epochFinished(const melscope::EpochFigures &figures);
    void ended(const melscope::EndedTraining &training);
    void gridEnded(const melscope::EndedGrid &grid);
    void gridProgressed(); ///< its next run begins
    void queueChanged();
    void pausedChanged(bool paused);
    void stageChanged(); ///< training proper has begun or ended
    void logged(const QString &line);

private:
    void startNext();
    void startGrid();
    void begin(RunPlan plan);

    JobLane &m_lane;
    std::deque<RunPlan> m_queue;
    std::deque<GridConfig> m_grids; ///< that wait
    std::optional<GridConfig> m_grid; ///< that runs
    size_t m_gridRun = 0;
    RunPlan m_current;
    std::shared_ptr<const Run> m_lastRun;
    TrainingControl m_control;
    std::vector<EpochFigures> m_history;
    int m_patience = 0;
    bool m_running = false;
    bool m_trainingProper = false; ///< epochs are being made; before and after, files are read and written
};

} // namespace melscope
