#pragma once

#include "core/runs/run_list.h"
#include "core/study/pipeline.h"
#include "core/targets/target.h"
#include "ui/jobs/job_lane.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace melscope {

class RunCatalogue;

/// The project's trainings on other computers, and the targets they can be submitted to. What is submitted stands in
/// the runs' folders, so a window that is opened later finds its jobs there and follows them on. Lives in the GUI
/// thread; everything else is jobs.
class RemoteTrainings : public QObject
{
    Q_OBJECT
public:
    /// Submitting shows in its lane; looking does not.
    RemoteTrainings(RunCatalogue &runs, JobLane &submitting, JobLane &looking, QObject *parent = nullptr);

    // --- targets ---
    /// As last read; by name.
    const std::vector<Target> &targets() const { return m_targets; }
    void readTargets();
    /// Keeps a target, in place of the one that was called `before` (empty: a new one). `kept` hears of an error.
    void saveTarget(const Target &target, const QString &before, std::function<void(const Result<void> &)> kept);
    void removeTarget(const QString &name);
    /// Whether it can be used; see tryTarget(). `tried` hears it, unless the receiver is gone by then.
    void tryOut(const Target &target, QObject *receiver, std::function<void(const Result<QStringList> &)> tried);
    /// Where the next training goes; empty: this computer. Remembered.
    QString chosen() const;
    void choose(const QString &name);
    /// The target of that name, or null: then it is this computer.
    const Target *chosenTarget() const;

    // --- jobs ---
    void submit(const std::vector<RunPlan> &plans, const Target &target);
    bool isSubmitting() const { return m_submitting.isBusy(); }
    /// Those of runs that have not ended.
    void cancel(const QStringList &folders);
    /// A window that may not write leaves looking to the one that may.
    void setLooking(bool isLooking);

Q_SIGNALS:
    void targetsChanged();
    void chosenChanged();
    void ended(const QString &folder); ///< well, and its files are here
    void logged(const QString &line);
    void failed(const melscope::Error &error);
    void submittingChanged();

private:
    void look();
    void lookSoon(int milliseconds);
    void take(const struct JobLook &look);

    RunCatalogue &m_runs;
    JobLane &m_submitting;
    JobLane &m_looking;
    std::vector<Target> m_targets;
    QTimer m_timer;
    bool m_isLooking = true;
    bool m_isAsking = false; ///< a look is on its way
    QMap<QString, size_t> m_epochs; ///< told, by folder
    QMap<QString, QString> m_states; ///< told, by folder
    QSet<QString> m_troubles; ///< that last, and have been told
};

} // namespace melscope
