#include "ui/session/project_guard.h"

#include <QDateTime>
#include <QFileInfo>

namespace melscope {

namespace {
constexpr int kLookMilliseconds = 1500; ///< between two looks at what the holder does

QByteArray stampOf(const QString &file)
{
    const QFileInfo info(file);
    return QByteArray::number(info.lastModified().toMSecsSinceEpoch()) + ' ' + QByteArray::number(info.size());
}
} // namespace

ProjectGuard::ProjectGuard(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kLookMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &ProjectGuard::look);
}

ProjectGuard::Attempt ProjectGuard::attempt(const QString &file) const
{
    const LockTarget target = projectLock(file);
    if (m_lock && target.lockFile == m_lockedFile)
        return *m_lock;
    auto attempt = FolderLock::tryTake(target);
    if (attempt && QFileInfo::exists(file) && !QFileInfo(file).isWritable())
        return tl::make_unexpected(LockRefusal { std::nullopt,
                                                 Error::failure(tr("the project file is write-protected"), file,
                                                                tr("Save the project under another name.")) });
    return attempt;
}

void ProjectGuard::adopt(const QString &file, Attempt attempt)
{
    m_file = file;
    m_lock.reset();
    m_lockedFile.clear();
    m_stamp.clear();
    m_timer.stop();
    m_reason = {};
    if (attempt) {
        m_lock = std::move(*attempt);
        m_lockedFile = projectLock(file).lockFile;
        m_access = Access::Writable;
    } else {
        m_reason = attempt.error().error;
        m_access = attempt.error().holder ? Access::Following : Access::Unwritable;
    }
    if (m_access == Access::Following)
        m_timer.start();
    Q_EMIT accessChanged();
}

void ProjectGuard::release()
{
    m_file.clear();
    m_lock.reset();
    m_lockedFile.clear();
    m_timer.stop();
    m_reason = {};
    m_access = Access::Writable;
    Q_EMIT accessChanged();
}

void ProjectGuard::look()
{
    struct Seen
    {
        Attempt attempt;
        std::optional<Project> project;
        QByteArray stamp;
    };
    m_lane.run(
        this, tr("Following the project"),
        [file = m_file, stamp = m_stamp](const CancelToken &, const ProgressCallback &) -> Result<Seen> {
            Seen seen { FolderLock::tryTake(projectLock(file)), std::nullopt, stampOf(file) };
            if (seen.stamp == stamp && !seen.attempt)
                return seen;
            auto project = readProjectFile(file);
            if (!project)
                return passOn(project);
            seen.project = std::move(*project);
            return seen;
        },
        [this, file = m_file](Result<Seen> seen) {
            if (file != m_file || m_access != Access::Following)
                return; // another project is open by now
            if (seen) {
                m_stamp = seen->stamp;
                if (seen->project)
                    Q_EMIT saved(*seen->project);
                if (seen->attempt || !seen->attempt.error().holder) {
                    adopt(file, std::move(seen->attempt));
                    return;
                }
                if (m_reason.what != seen->attempt.error().error.what) { // another holder
                    m_reason = seen->attempt.error().error;
                    Q_EMIT accessChanged();
                }
            }
            m_timer.start();
        });
}

} // namespace melscope
