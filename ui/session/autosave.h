#pragma once

#include "core/collection/project_autosave.h"
#include "ui/jobs/job_lane.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace melscope {

/// Keeps unsaved changes on the disk some seconds after they were made, so that a crash does not lose them. What it has
/// written goes when the changes are saved, undone or given up, and when it is destroyed: that is no crash. Lives in
/// the GUI thread; writes in jobs.
class Autosave : public QObject
{
    Q_OBJECT
public:
    explicit Autosave(QObject *parent = nullptr);
    ~Autosave() override;

    /// Where the changes of the project that is open now are kept; empty: nowhere. What was kept of the one before
    /// goes.
    void setPlace(const QString &path);
    /// In the folder of an untitled project, which is locked as soon as something is kept there.
    void setUntitledPlace(const QString &folder);
    /// The project as it is now, and whether it differs from what is saved.
    void note(const Project &project, bool isModified);
    /// Does not wait for more changes: before something long begins. Tells when they are on the disk.
    void writeNow(std::function<void()> written = {});
    /// Nothing is kept any more; waits for what is being written.
    void end();

Q_SIGNALS:
    void failed(const melscope::Error &error);

private:
    void discard();

    struct Place
    {
        QString path;
        std::optional<LockTarget> target;
        std::optional<FolderLock> lock; ///< of the lane's thread
    };
    std::shared_ptr<Place> m_place = std::make_shared<Place>();
    std::optional<Project> m_changed; ///< not yet written
    bool m_isKept = false; ///< something was written, or will be
    bool m_hasFailed = false; ///< and was told
    QTimer m_timer;
    std::unique_ptr<JobLane> m_lane;
};

} // namespace melscope
