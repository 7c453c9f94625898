#include "ui/session/trainings.h"

#include "core/runs/unfinished_training.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace melscope {

namespace {

/// A folder without even a checkpoint: nobody would know what it is. Unless somebody else trains into it.
void removeUnlessKept(const QString &folder)
{
    if (const auto lock = FolderLock::tryTake(runLock(folder)); !lock)
        return;
    if (!QFileInfo::exists(folder + QLatin1Char('/') + run_file::description) && !hasUnfinishedTraining(folder))
        QDir(folder).removeRecursively();
}

} // namespace

Trainings::Trainings(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
    connect(&m_lane, &JobLane::progressed, this, [this](const Progress &progress) {
        if (!progress.message.isEmpty())
            Q_EMIT logged(progress.message);
        if (m_grid && progress.stage.kind == Stage::Grid) {
            m_gridRun = size_t(progress.done) + 1;
            m_history.clear();
            Q_EMIT gridProgressed();
            Q_EMIT started();
        }
        const bool proper = progress.stage.isTraining();
        if (proper != m_trainingProper) {
            m_trainingProper = proper;
            Q_EMIT stageChanged();
        }
        if (isEpoch(progress.metrics)) {
            m_history.push_back(epochFiguresOf(progress.metrics));
            Q_EMIT epochFinished(m_history.back());
        }
    });
}

void Trainings::enqueue(RunPlan plan)
{
    m_queue.push_back(std::move(plan));
    if (m_running)
        Q_EMIT queueChanged();
    else
        startNext();
}

void Trainings::enqueueGrid(GridConfig config)
{
    m_grids.push_back(std::move(config));
    if (m_running)
        Q_EMIT queueChanged();
    else
        startNext();
}

size_t Trainings::waitingRuns() const
{
    size_t runs = m_queue.size();
    for (const GridConfig &grid : m_grids)
        runs += grid.runs();
    return runs;
}

bool Trainings::hasGrid(const QString &folder) const
{
    return (m_grid && m_grid->folder == folder)
        || std::ranges::any_of(m_grids, [&folder](const GridConfig &grid) { return grid.folder == folder; });
}

void Trainings::removeQueued(size_t index)
{
    if (index >= m_queue.size())
        return;
    m_queue.erase(m_queue.begin() + ptrdiff_t(index));
    Q_EMIT queueChanged();
}

void Trainings::clearQueue()
{
    m_queue.clear();
    m_grids.clear();
    Q_EMIT queueChanged();
}

void Trainings::begin(RunPlan plan)
{
    m_current = std::move(plan);
    m_running = true;
    m_history.clear();
    m_trainingProper = false;
    m_control = {};
    m_patience = m_current.project.recipe.patience;
}

void Trainings::startNext()
{
    if (m_queue.empty()) {
        startGrid();
        return;
    }
    RunPlan next = std::move(m_queue.front());
    m_queue.pop_front();
    begin(std::move(next));
    m_lane.run(
        this, tr("Training"),
        [plan = m_current, control = m_control](
            const CancelToken &cancel, const ProgressCallback &progress) mutable -> Result<std::shared_ptr<const Run>> {
            control.cancel = cancel;
            auto done = trainAndPredict(plan, control, progress);
            if (done)
                return done->run;
            removeUnlessKept(plan.folder);
            return passOn(done);
        },
        [this](const Result<std::shared_ptr<const Run>> &run) {
            m_running = false;
            m_lastRun = run.value_or(nullptr);
            if (!run && run.error().isCancelled()) {
                Q_EMIT logged(unfinishedTraining(m_current.folder)
                                  ? tr("Cancelled; it can go on after its last checkpoint.")
                                  : tr("Cancelled; nothing was kept."));
                m_queue.clear(); // whoever cancels does not want the next one to start
                m_grids.clear();
            }
            m_current.collection.reset(); // the session knows which is current
            Q_EMIT ended({ run });
            Q_EMIT queueChanged();
            startNext();
        });
    Q_EMIT started();
    Q_EMIT queueChanged();
}

void Trainings::startGrid()
{
    if (m_grids.empty())
        return;
    m_grid = std::move(m_grids.front());
    m_grids.pop_front();
    m_gridRun = 0;
    RunPlan first { m_grid->project, m_grid->folder, RunPlan::Unfinished::Resume, m_grid->featureCache, nullptr };
    first.project.recipe = m_grid->variants.front().recipe;
    begin(std::move(first));
    m_lane.run(
        this, tr("Grid"),
        [config = *m_grid, control = m_control](const CancelToken &cancel, const ProgressCallback &progress) mutable {
            control.cancel = cancel;
            return runGrid(config, control, progress);
        },
        [this](const Result<std::vector<GridResult>> &results) {
            m_running = false;
            m_lastRun = nullptr;
            const QString folder = m_grid->folder;
            m_grid.reset();
            if (!results && results.error().isCancelled()) {
                Q_EMIT logged(tr("Cancelled; the grid can go on where it was."));
                m_queue.clear();
                m_grids.clear();
            }
            Q_EMIT gridEnded({ folder, results });
            Q_EMIT queueChanged();
            startNext();
        });
    Q_EMIT started();
    Q_EMIT queueChanged();
}

void Trainings::stop()
{
    if (m_grid)
        cancel();
    else
        m_control.stop.cancel();
}

void Trainings::cancel()
{
    m_queue.clear();
    m_grids.clear();
    m_lane.cancelAll();
    Q_EMIT queueChanged();
}

void Trainings::setPaused(bool paused)
{
    if (!m_running || m_control.live.isPaused() == paused)
        return;
    m_control.live.setPaused(paused);
    Q_EMIT logged(paused ? tr("Paused.") : tr("Going on."));
    Q_EMIT pausedChanged(paused);
}

void Trainings::setPatience(int epochs)
{
    m_patience = epochs;
    m_control.live.setPatience(epochs);
}

} // namespace melscope
