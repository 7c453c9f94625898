#include "ui/session/autosave.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace melscope {

namespace {
constexpr int kDelayMilliseconds = 3000; ///< from a change until it is on the disk
}

Autosave::Autosave(QObject *parent)
    : QObject(parent)
    , m_lane(std::make_unique<JobLane>())
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelayMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, [this] { writeNow(); });
}

Autosave::~Autosave()
{
    end();
}

void Autosave::end()
{
    m_timer.stop();
    m_lane.reset(); // waits for what is being written
    m_lane = std::make_unique<JobLane>();
    if (std::exchange(m_isKept, false))
        QFile::remove(m_place->path);
    m_place = std::make_shared<Place>();
}

void Autosave::setPlace(const QString &path)
{
    discard();
    m_place = std::make_shared<Place>();
    m_place->path = path;
    m_hasFailed = false;
}

void Autosave::setUntitledPlace(const QString &folder)
{
    setPlace(untitledAutosavePath(folder));
    m_place->target = untitledLock(folder);
}

void Autosave::note(const Project &project, bool isModified)
{
    if (m_place->path.isEmpty())
        return;
    if (!isModified) {
        discard();
        return;
    }
    m_changed = project;
    if (!m_timer.isActive()) // not begun anew by each change: whoever types on is not to lose it all
        m_timer.start();
}

void Autosave::writeNow(std::function<void()> written)
{
    m_timer.stop();
    if (!m_changed)
        return;
    m_isKept = true;
    m_lane->run(
        this, tr("Keeping unsaved changes"),
        [place = m_place, project = *std::exchange(m_changed, std::nullopt)](const CancelToken &,
                                                                             const ProgressCallback &) -> Result<void> {
            if (place->target && !place->lock) {
                QDir().mkpath(QFileInfo(place->path).absolutePath());
                auto lock = FolderLock::take(*place->target);
                if (!lock)
                    return passOn(lock);
                place->lock = std::move(*lock);
            }
            return writeProjectFile(project, place->path);
        },
        [this, written = std::move(written)](const Result<void> &kept) {
            if (kept && written)
                written();
            if (!kept && !std::exchange(m_hasFailed, true))
                Q_EMIT failed(kept.error());
        });
}

void Autosave::discard()
{
    m_timer.stop();
    m_changed.reset();
    if (!std::exchange(m_isKept, false))
        return;
    m_lane->run(
        this, tr("Forgetting saved changes"),
        [place = m_place](const CancelToken &, const ProgressCallback &) -> Result<void> {
            QFile::remove(place->path);
            return {};
        },
        [](const Result<void> &) {});
}

} // namespace melscope
