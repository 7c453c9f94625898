#pragma once

#include "core/runs/run_watch.h"
#include "ui/jobs/job_lane.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace melscope {

/// The runs of the open project, as lists show them; read anew when another program begins, ends or changes one. Lives
/// in the GUI thread; reads and changes in jobs.
class RunCatalogue : public QObject
{
    Q_OBJECT
public:
    RunCatalogue(JobLane &lane, JobLane &watchLane, QObject *parent = nullptr);

    const std::vector<RunSummary> &runs() const { return m_known->runs; }
    /// In whose subfolders they are; empty before read().
    const QString &folder() const { return m_folder; }
    const RunSummary *find(const QString &folder) const;
    /// Reads the runs in the subfolders of a folder.
    void read(const QString &folder);
    void refresh() { read(m_folder); }
    void edit(const QString &folder, const QString &title, const QString &comment, bool hidden);
    void remove(const QStringList &folders);
    /// A run is not told to have been killed any more.
    void forgetKilled(const QString &folder);
    /// Says of a run's folder why it cannot be changed, if so.
    using Obstacle = std::function<std::optional<Error>(const QString &folder)>;
    void setObstacle(Obstacle obstacle) { m_obstacle = std::move(obstacle); }

Q_SIGNALS:
    void changed();
    void failed(const melscope::Error &error);

private:
    void change(const QString &title, const QStringList &folders, std::function<Result<void>()> work);
    void look();
    void update(JobLane &lane, const QString &title, const std::shared_ptr<const WatchedRuns> &known);

    JobLane &m_lane;
    QString m_folder;
    std::shared_ptr<const WatchedRuns> m_known = std::make_shared<const WatchedRuns>();
    Obstacle m_obstacle;
    QTimer m_timer;
    JobLane &m_watchLane; ///< so that looking neither waits nor shows
};

} // namespace melscope
