#include "ui/session/run_catalogue.h"

#include "ui/jobs/job_lane.h"

#include <algorithm>

namespace melscope {

RunCatalogue::RunCatalogue(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
}

const RunSummary *RunCatalogue::find(const QString &folder) const
{
    const auto found = std::ranges::find_if(m_runs, [&folder](const RunSummary &run) { return run.folder == folder; });
    return found == m_runs.end() ? nullptr : &*found;
}

void RunCatalogue::read(const QString &folder)
{
    m_folder = folder;
    auto runs = std::make_shared<std::vector<RunSummary>>();
    m_lane.enqueue(
        tr("Reading the list of runs"),
        [folder, runs](const CancelToken &cancel, const ProgressCallback &) -> Result<void> {
            *runs = listRuns(folder, cancel);
            return {};
        },
        [this, folder, runs](JobEnd end, const Error &) {
            if (end != JobEnd::Done || folder != m_folder)
                return; // another project is open by now
            m_runs = std::move(*runs);
            Q_EMIT changed();
        });
}

void RunCatalogue::change(const QString &title, std::function<Result<void>()> work)
{
    m_lane.enqueue(
        title, [work = std::move(work)](const CancelToken &, const ProgressCallback &) { return work(); },
        [this](JobEnd end, const Error &error) {
            if (end == JobEnd::Failed)
                Q_EMIT failed(error);
            refresh();
        });
}

void RunCatalogue::edit(const QString &folder, const QString &title, const QString &comment, bool hidden)
{
    change(tr("Changing a run"), [=] { return editRun(folder, title, comment, hidden); });
}

void RunCatalogue::remove(const QStringList &folders)
{
    change(tr("Deleting runs"), [folders]() -> Result<void> {
        for (const QString &folder : folders) {
            if (const auto removed = removeRun(folder); !removed)
                return removed;
        }
        return {};
    });
}

} // namespace melscope
