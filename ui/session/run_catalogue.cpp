#include "ui/session/run_catalogue.h"

#include <algorithm>

namespace melscope {

namespace {
constexpr int kLookMilliseconds = 2000; ///< between two looks at what other programs do
}

RunCatalogue::RunCatalogue(JobLane &lane, JobLane &watchLane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
    , m_watchLane(watchLane)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kLookMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &RunCatalogue::look);
}

const RunSummary *RunCatalogue::find(const QString &folder) const
{
    const auto found =
        std::ranges::find_if(m_known->runs, [&folder](const RunSummary &run) { return run.folder == folder; });
    return found == m_known->runs.end() ? nullptr : &*found;
}

void RunCatalogue::read(const QString &folder)
{
    m_folder = folder;
    update(m_lane, tr("Reading the list of runs"), nullptr);
}

void RunCatalogue::look()
{
    update(m_watchLane, tr("Looking at the runs"), m_known);
}

void RunCatalogue::update(JobLane &lane, const QString &title, const std::shared_ptr<const WatchedRuns> &known)
{
    using Updated = std::pair<std::shared_ptr<const WatchedRuns>, bool>; // and whether anything changed
    lane.run(
        this, title,
        [folder = m_folder, known](const CancelToken &cancel, const ProgressCallback &) -> Result<Updated> {
            auto runs = known ? std::make_shared<WatchedRuns>(*known) : std::make_shared<WatchedRuns>();
            const bool isChanged = runs->update(folder, cancel);
            if (cancel.isCancelled())
                return cancelled();
            return Updated { std::move(runs), isChanged };
        },
        [this, folder = m_folder, known](const Result<Updated> &updated) {
            if (folder != m_folder)
                return; // another project is open by now
            if (!folder.isEmpty())
                m_timer.start();
            // What was read from the start meanwhile is newer.
            if (!updated || (known && (!updated->second || known != m_known)))
                return;
            m_known = updated->first;
            Q_EMIT changed();
        });
}

void RunCatalogue::change(const QString &title, const QStringList &folders, std::function<Result<void>()> work)
{
    for (const QString &folder : folders) {
        if (const auto reason = m_obstacle ? m_obstacle(folder) : std::nullopt) {
            Q_EMIT failed(*reason);
            return;
        }
    }
    m_lane.run(
        this, title, [work = std::move(work)](const CancelToken &, const ProgressCallback &) { return work(); },
        [this](const Result<void> &changed) {
            if (!changed)
                Q_EMIT failed(changed.error());
            refresh();
        });
}

void RunCatalogue::edit(const QString &folder, const QString &title, const QString &comment, bool hidden)
{
    change(tr("Changing a run"), { folder }, [=] { return editRun(folder, title, comment, hidden); });
}

void RunCatalogue::remove(const QStringList &folders)
{
    change(tr("Deleting runs"), folders, [folders]() -> Result<void> {
        for (const QString &folder : folders) {
            if (const auto removed = removeRun(folder); !removed)
                return removed;
        }
        return {};
    });
}

void RunCatalogue::forgetKilled(const QString &folder)
{
    // Whoever takes the lock and gives it back leaves none.
    change(tr("Changing a run"), { folder }, [folder]() -> Result<void> {
        const auto lock = FolderLock::take(runLock(folder));
        return lock ? Result<void>() : passOn(lock);
    });
}

} // namespace melscope
