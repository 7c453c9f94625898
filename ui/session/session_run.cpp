// The session's open run: its analysis, what follows from chosen thresholds, and what stands beside it.
#include "ui/session/session.h"

#include "core/runs/run_list.h"
#include "core/runs/run_thresholds.h"
#include "ui/session/recent_projects.h"

#include <algorithm>

namespace melscope {

void Session::openRun(const QString &folder)
{
    struct Opened
    {
        std::shared_ptr<const Run> run;
        qint64 written;
    };
    runJob(
        this, tr("Opening the run"),
        [folder](const CancelToken &, const ProgressCallback &) -> Result<Opened> {
            const qint64 written = resultsWritten(folder);
            auto run = readRun(folder);
            if (!run)
                return passOn(run);
            return Opened { std::move(*run), written };
        },
        [this, before = m_changedRun](const Opened &opened) {
            analyse(wasChangedSince(before, opened.run) ? m_changedRun : opened.run, opened.written);
        });
}

QString Session::openRunTitle() const
{
    if (!m_analysis)
        return {};
    const RunSummary *run = m_runs.find(m_analysis->run->folder);
    return run != nullptr ? run->title : runTitle(m_analysis->run->folder);
}

bool Session::wasChangedSince(const std::shared_ptr<const Run> &before, const std::shared_ptr<const Run> &run) const
{
    return m_changedRun != before && m_changedRun->folder == run->folder;
}

void Session::followOpenRun()
{
    if (!m_analysis || m_isRunChangedHere || m_thresholds.isSaving())
        return;
    const RunSummary *run = m_runs.find(m_analysis->run->folder);
    if (run == nullptr || run->holder || run->unfinished || run->resultsWritten <= m_resultsRead)
        return;
    inform(tr("The run %1 was changed by another program and is shown anew.").arg(run->title));
    openRun(run->folder);
}

void Session::analyse(const std::shared_ptr<const Run> &run, std::optional<qint64> resultsRead)
{
    struct Analysed
    {
        std::shared_ptr<const RunAnalysis> analysis;
        qint64 read;
    };
    runJob(
        this, tr("Analysing the run"),
        [run, files = testTruths(), data = m_data, resultsRead](const CancelToken &cancel,
                                                                const ProgressCallback &progress) -> Result<Analysed> {
            const qint64 read = resultsRead ? *resultsRead : resultsWritten(run->folder);
            // Where thresholds were chosen and the program ended before the submissions followed, they follow now.
            for (size_t source = 0; source < run->sources.size(); ++source) {
                // Whoever is writing into the run writes them, too.
                const auto lock = FolderLock::tryTake(runLock(run->folder), FolderLock::Sharing::WithinProcess);
                if (!lock || !predictionsAreOld(*run, source))
                    continue;
                // Thresholds that were chosen since the run was read bring theirs.
                if (const auto same = thresholdsAreAsRead(*run); !same)
                    return passOn(same);
                else if (!*same)
                    continue;
                if (const auto written = writePredictions(*run, source, cancel); !written)
                    return passOn(written);
            }
            const auto truths = truthsOf(*run, data.get(), files, cancel, progress);
            if (!truths)
                return passOn(truths);
            auto analysis = analyseRun(run, *truths, cancel, progress);
            if (!analysis)
                return passOn(analysis);
            return Analysed { std::move(*analysis), read };
        },
        [this, before = m_changedRun](const Analysed &done) {
            const auto take = [this, before, done] {
                if (wasChangedSince(before, done.analysis->run))
                    analyse(m_changedRun, done.read); // this one does not know what was chosen meanwhile
                else
                    takeAnalysis(done.analysis, done.read);
            };
            if (m_thresholds.isSaving()) // it is kept first
                connect(&m_thresholds, &ThresholdEditor::savingEnded, this, take, Qt::SingleShotConnection);
            else
                take();
        });
}

void Session::takeAnalysis(const std::shared_ptr<const RunAnalysis> &analysis, qint64 resultsRead)
{
    m_analysis = analysis;
    recent_projects::setOpenRun(m_projectFile, analysis->run->folder);
    m_resultsRead = resultsRead;
    m_isRunChangedHere = false;
    m_changedSources.clear();
    m_thresholds.setAnalysis(m_analysis);
    if (!isTraining()) // else the charts show what is being trained
        m_trainings.setHistory(m_analysis->run->history);
    Q_EMIT analysisChanged();
    findResults();
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
    m_updating.run(
        m_lanes[Lane::Data], this, tr("Updating the results"),
        [analysis = m_analysis, run = m_changedRun, sources = m_changedSources](
            const CancelToken &cancel,
            const ProgressCallback &progress) mutable -> Result<std::shared_ptr<const RunAnalysis>> {
            for (const size_t source : sources) {
                auto changed = withChangedThresholds(*analysis, run, source, cancel, progress);
                if (!changed)
                    return changed;
                analysis = std::move(*changed);
                if (const auto written = writePredictions(*run, source, cancel); !written)
                    return passOn(written);
            }
            return analysis;
        },
        [this, before = m_analysis, run = m_changedRun](Result<std::shared_ptr<const RunAnalysis>> updated) {
            if (!updated)
                report(updated.error());
            if (!updated || m_analysis != before)
                return; // another run is open
            m_analysis = std::move(*updated);
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
    m_finding.cancel();
    Q_EMIT resultsChanged();
    if (!m_data || !m_analysis)
        return;
    m_finding.run(
        m_lanes[Lane::Data], this, tr("Looking up the run's results"),
        [data = m_data, analysis = m_analysis, older = m_lastResults](const CancelToken &cancel,
                                                                      const ProgressCallback &progress) {
            return resultsOfTracks(*data, analysis, cancel, progress, older);
        },
        [this, data = m_data, analysis = m_analysis](const Result<std::shared_ptr<const TrackResults>> &results) {
            if (!results) {
                report(results.error());
                return;
            }
            if (data != m_data || analysis != m_analysis)
                return; // newer ones are on their way
            m_results = m_lastResults = *results;
            Q_EMIT resultsChanged();
            for (const Error &problem : m_results->musicProblems)
                report(problem);
        });
}

} // namespace melscope
