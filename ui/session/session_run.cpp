// The session's open run: its analysis, what follows from chosen thresholds, and what stands beside it.
#include "ui/session/session.h"

#include <algorithm>

namespace melscope {

void Session::openRun(const QString &folder)
{
    auto run = std::make_shared<std::shared_ptr<const Run>>();
    auto written = std::make_shared<qint64>(0);
    runJob(
        tr("Opening the run"),
        [folder, run, written](const CancelToken &, const ProgressCallback &) -> Result<void> {
            *written = resultsWritten(folder);
            auto read = readRun(folder);
            if (!read)
                return passOn(read);
            *run = std::move(*read);
            return {};
        },
        [this, run, written] { analyse(*run, *written); });
}

void Session::followOpenRun()
{
    if (!m_analysis || m_isRunChangedHere || m_thresholds.undoStack().count() > 0)
        return;
    const RunSummary *run = m_runs.find(m_analysis->run->folder);
    if (run == nullptr || run->holder || run->unfinished || run->resultsWritten <= m_resultsRead)
        return;
    Q_EMIT informed(tr("The run %1 was changed by another program and is shown anew.").arg(run->title));
    openRun(run->folder);
}

void Session::analyse(const std::shared_ptr<const Run> &run, std::optional<qint64> resultsRead)
{
    auto read = std::make_shared<qint64>(0);
    auto analysis = std::make_shared<std::shared_ptr<const RunAnalysis>>();
    runJob(
        tr("Analysing the run"),
        [run, truths = testTruths(), analysis, read, resultsRead](const CancelToken &cancel,
                                                                  const ProgressCallback &progress) -> Result<void> {
            *read = resultsRead ? *resultsRead : resultsWritten(run->folder);
            // Where thresholds were chosen and the program ended before the submissions followed, they follow now.
            for (size_t source = 0; source < run->sources.size(); ++source) {
                // Whoever is writing into the run writes them, too.
                const auto lock = FolderLock::tryTake(runLock(run->folder), FolderLock::Sharing::WithinProcess);
                if (!lock || !predictionsAreOld(*run, source))
                    continue;
                if (const auto written = writePredictions(*run, source, cancel); !written)
                    return written;
            }
            auto done = analyseRun(run, truths, cancel, progress);
            if (!done)
                return passOn(done);
            *analysis = std::move(*done);
            return {};
        },
        [this, analysis, read] {
            m_analysis = *analysis;
            m_resultsRead = *read;
            m_isRunChangedHere = false;
            m_changedSources.clear();
            m_thresholds.setAnalysis(m_analysis);
            if (!isTraining()) // else the charts show what is being trained
                m_trainings.setHistory(m_analysis->run->history);
            Q_EMIT analysisChanged();
            findResults();
        });
}

void Session::addSubmission(const QString &source, const QString &file)
{
    Project project = m_project;
    const ProjectSubmission added { source, file };
    if (std::find(project.submissions.begin(), project.submissions.end(), added) == project.submissions.end())
        project.submissions.push_back(added);
    changeProject(project, tr("adding a submission"));
}

void Session::removeSubmission(const QString &source, const QString &file)
{
    Project project = m_project;
    std::erase(project.submissions, ProjectSubmission { source, file });
    changeProject(project, tr("removing a submission"));
}

void Session::setPublishedResults(const QString &file)
{
    Project project = m_project;
    project.publishedResults = file;
    changeProject(project, tr("showing published results"));
}

void Session::updateResults()
{
    if (!m_analysis || m_changedSources.empty() || m_changedRun->folder != m_analysis->run->folder)
        return;
    m_updating.cancel();
    auto made = std::make_shared<std::shared_ptr<const RunAnalysis>>(m_analysis);
    m_updating = m_dataLane.enqueue(
        tr("Updating the results"),
        [made, run = m_changedRun, sources = m_changedSources](const CancelToken &cancel,
                                                               const ProgressCallback &progress) -> Result<void> {
            for (const size_t source : sources) {
                auto changed = withChangedThresholds(**made, run, source, cancel, progress);
                if (!changed)
                    return passOn(changed);
                *made = std::move(*changed);
                if (const auto written = writePredictions(*run, source, cancel); !written)
                    return written;
            }
            return {};
        },
        [this, made, before = m_analysis, run = m_changedRun](JobEnd end, const Error &error) {
            report(end, error);
            if (end != JobEnd::Done || m_analysis != before)
                return; // another run is open
            m_analysis = *made;
            if (run == m_changedRun)
                m_changedSources.clear();
            m_thresholds.setAnalysis(m_analysis);
            Q_EMIT analysisChanged();
            findResults();
        });
}

void Session::findResults()
{
    m_results.reset();
    Q_EMIT resultsChanged();
    if (!m_data || !m_analysis)
        return;
    auto found = std::make_shared<std::shared_ptr<const TrackResults>>();
    runJob(
        tr("Looking up the run's results"),
        [data = m_data, analysis = m_analysis, found](const CancelToken &cancel,
                                                      const ProgressCallback &) -> Result<void> {
            auto results = resultsOfTracks(*data, analysis, cancel);
            if (!results)
                return passOn(results);
            *found = std::move(*results);
            return {};
        },
        [this, data = m_data, analysis = m_analysis, found] {
            if (data != m_data || analysis != m_analysis)
                return; // newer ones are on their way
            m_results = *found;
            Q_EMIT resultsChanged();
        });
}

} // namespace melscope
