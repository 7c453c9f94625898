#pragma once

#include "core/collection/project_file.h"
#include "ui/jobs/job_lane.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace melscope {

/// The right to change the open project. Where another window or program has it, this one follows: it is told whenever
/// the project is saved there, and gets the right when nobody else has it any more. Lives in the GUI thread; follows in
/// jobs.
class ProjectGuard : public QObject
{
    Q_OBJECT
public:
    enum class Access {
        Writable,
        Following, ///< another one may write
        Unwritable, ///< nobody may: no permission, or the file system is read-only
    };
    using Attempt = tl::expected<FolderLock, LockRefusal>;

    explicit ProjectGuard(JobLane &lane, QObject *parent = nullptr);

    /// The right to change a project file, ours already or new. Read the project after it.
    Attempt attempt(const QString &file) const;
    /// The project file is open from now on, with what the attempt gave.
    void adopt(const QString &file, Attempt attempt);
    /// No project file is open.
    void release();

    Access access() const { return m_access; }
    /// Why the project cannot be written, unless it can.
    const Error &reason() const { return m_reason; }

Q_SIGNALS:
    void accessChanged();
    /// While following: the project as its file says; at the latest when it becomes writable.
    void saved(const melscope::Project &project);

private:
    void look();

    QString m_file;
    Access m_access = Access::Writable;
    Error m_reason;
    std::optional<FolderLock> m_lock;
    QString m_lockedFile; ///< as the lock names it
    QTimer m_timer;
    QByteArray m_stamp; ///< of the project file, as it was looked at last
    JobLane &m_lane;
};

} // namespace melscope
