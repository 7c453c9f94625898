#pragma once

#include "core/study/pipeline.h"
#include "ui/jobs/job_lane.h"

#include <QObject>

#include <deque>

namespace melscope {

/// What came of a training.
struct EndedTraining
{
    Result<std::shared_ptr<const Run>> run;
};

/// The running training and those that wait behind it. Lives in the GUI thread.
class Trainings : public QObject
{
    Q_OBJECT
public:
    explicit Trainings(JobLane &lane, QObject *parent = nullptr);

    /// Starts at once if nothing runs. A folder in which a training was interrupted makes it go on.
    void enqueue(RunPlan plan);
    const std::deque<RunPlan> &queue() const { return m_queue; }
    void removeQueued(size_t index);
    void clearQueue();

    bool isRunning() const { return m_running; }
    /// Of the running training, or of the last one.
    const RunPlan &current() const { return m_current; }
    /// What came of the last training; null where it was cancelled or failed.
    const std::shared_ptr<const Run> &lastRun() const { return m_lastRun; }
    /// Ends it and keeps the best epoch so far; the next one starts.
    void stop();
    /// Ends it without a result; its last checkpoint stays. Nothing that waits is started.
    void cancel();
    /// Whether stopping would keep something: an epoch is complete, and training has not ended yet.
    bool canStop() const { return m_running && !m_history.empty() && m_trainingProper; }
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
    void queueChanged();
    void pausedChanged(bool paused);
    void stageChanged(); ///< training proper has begun or ended
    void logged(const QString &line);

private:
    void startNext();

    JobLane &m_lane;
    std::deque<RunPlan> m_queue;
    RunPlan m_current;
    std::shared_ptr<const Run> m_lastRun;
    TrainingControl m_control;
    std::vector<EpochFigures> m_history;
    int m_patience = 0;
    bool m_running = false;
    bool m_trainingProper = false; ///< epochs are being made; before and after, files are read and written
};

} // namespace melscope
