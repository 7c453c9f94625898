#pragma once

#include "ui/jobs/job_lane.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace melscope {

/// Watches folders of music, and tells when something in them is new and no longer being written. Lives in the GUI
/// thread; a worker looks at the folders.
class MusicWatch : public QObject
{
    Q_OBJECT
public:
    explicit MusicWatch(JobLane &lane, QObject *parent = nullptr);

    void watch(const QStringList &folders);
    const QStringList &folders() const { return m_folders; }

Q_SIGNALS:
    void changed();
    void failed(const melscope::Error &error);

private:
    void look();

    JobLane &m_lane;
    QFileSystemWatcher m_watcher;
    QTimer m_rest; ///< until nothing more comes
    QTimer m_again; ///< looks once more some time after a change
    QStringList m_folders;
    LatestJob m_listing;
    bool m_hasTold = false; ///< that not all can be watched
    bool m_isDue = false; ///< something has changed that nobody was told of
};

} // namespace melscope
