#pragma once

#include "core/experiment/run_list.h"

#include <QObject>

#include <functional>

namespace melscope {

class JobLane;

/// The runs of the open project, as lists show them. Lives in the GUI thread; reads and changes in jobs.
class RunCatalogue : public QObject
{
    Q_OBJECT
public:
    RunCatalogue(JobLane &lane, QObject *parent = nullptr);

    const std::vector<RunSummary> &runs() const { return m_runs; }
    const RunSummary *find(const QString &folder) const;
    /// Reads the runs in the subfolders of a folder.
    void read(const QString &folder);
    void refresh() { read(m_folder); }
    void edit(const QString &folder, const QString &title, const QString &comment, bool hidden);
    void remove(const QStringList &folders);

Q_SIGNALS:
    void changed();
    void failed(const melscope::Error &error);

private:
    void change(const QString &title, std::function<Result<void>()> work);

    JobLane &m_lane;
    QString m_folder;
    std::vector<RunSummary> m_runs;
};

} // namespace melscope
