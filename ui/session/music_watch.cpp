#include "ui/session/music_watch.h"

#include "core/audio/sound_file.h"
#include "core/base/file_path.h"

#include <QDateTime>
#include <QDirIterator>
#include <QSet>

namespace melscope {

namespace {

constexpr int kRestMilliseconds = 1000;
constexpr int kAgainMilliseconds = 60'000;
constexpr qint64 kStillWritten = 1500; // ms since a file's last change
constexpr int kMostFolders = 8000; // the kernel's watches are shared by all programs

struct Seen
{
    QStringList folders; ///< all, also those below
    bool isBeingWritten = false; ///< a sound has changed a moment ago
    bool isTooMuch = false;
};

Seen see(const QStringList &folders, const CancelToken &cancel)
{
    Seen seen;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const QString &folder : folders) {
        if (!fileStatus(folder).isFolder())
            continue;
        seen.folders << folder;
        for (QDirIterator entries(folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot,
                                  QDirIterator::Subdirectories);
             entries.hasNext() && !cancel.isCancelled();) {
            const QString path = entries.next();
            const QFileInfo info = entries.fileInfo();
            if (info.isDir()) {
                if (seen.folders.size() >= kMostFolders)
                    seen.isTooMuch = true;
                else
                    seen.folders << path;
            } else if (isSoundName(pathBytes(path)) && std::abs(info.lastModified().msecsTo(now)) < kStillWritten) {
                seen.isBeingWritten = true;
            }
        }
    }
    return seen;
}

} // namespace

MusicWatch::MusicWatch(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMilliseconds);
    m_rest.callOnTimeout(this, &MusicWatch::look);
    // A download that pauses is heard half; its end changes no folder.
    m_again.setSingleShot(true);
    m_again.setInterval(kAgainMilliseconds);
    m_again.callOnTimeout(this, &MusicWatch::changed);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        m_isDue = true;
        m_rest.start();
    });
}

void MusicWatch::watch(const QStringList &folders)
{
    if (m_folders == folders)
        return;
    m_folders = folders;
    m_isDue = m_hasTold = false;
    m_rest.stop();
    m_again.stop();
    m_listing.cancel();
    if (const QStringList known = m_watcher.directories(); !known.isEmpty())
        m_watcher.removePaths(known);
    if (!m_folders.isEmpty())
        look();
}

void MusicWatch::look()
{
    m_listing.run(
        m_lane, this, tr("Looking at the watched folders"),
        [folders = m_folders](const CancelToken &cancel, const ProgressCallback &) -> Result<Seen> {
            Seen seen = see(folders, cancel);
            if (cancel.isCancelled())
                return cancelled();
            return seen;
        },
        [this](const Result<Seen> &seen) {
            if (!seen)
                return;
            const QStringList watched = m_watcher.directories();
            const QSet<QString> known(watched.begin(), watched.end());
            QStringList added;
            for (const QString &folder : seen->folders) {
                if (!known.contains(folder))
                    added << folder;
            }
            const QStringList refused = added.isEmpty() ? QStringList() : m_watcher.addPaths(added);
            if ((seen->isTooMuch || !refused.isEmpty()) && !std::exchange(m_hasTold, true))
                Q_EMIT failed(Error::failure(tr("not all folders below can be watched"),
                                             refused.isEmpty() ? m_folders.value(0) : refused.front(),
                                             tr("What is new there is found when the music is looked at again.")));
            if (!m_isDue)
                return;
            if (seen->isBeingWritten) {
                m_rest.start();
                return;
            }
            m_isDue = false;
            m_again.start();
            Q_EMIT changed();
        });
}

} // namespace melscope
