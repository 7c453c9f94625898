// The session's grids and folds: several trainings that are one experiment, and truths divided for it.
#include "ui/session/session.h"

#include "core/base/number_text.h"
#include "core/runs/run_list.h"
#include "core/study/grid_file.h"
#include "core/study/learning_curve.h"

#include <QDateTime>
#include <QDir>

namespace melscope {

void Session::startGrid(std::vector<RecipeVariant> variants, std::vector<uint64_t> seeds, int folds)
{
    if (!mayChange())
        return;
    const QString now = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    GridConfig config {
        m_project,    std::move(variants), std::move(seeds), folds, runsFolder() + QStringLiteral("/grid-") + now,
        cacheFolder()
    };
    if (const auto checked = checkGrid(config); !checked)
        report(checked.error());
    else
        m_trainings.enqueueGrid(std::move(config));
}

void Session::continueGrid(const QString &folder)
{
    if (!mayChange() || m_trainings.hasGrid(folder))
        return;
    runJob(
        this, tr("Reading the grid"),
        [folder](const CancelToken &, const ProgressCallback &) { return readGrid(folder); },
        [this](GridConfig config) {
            config.featureCache = cacheFolder();
            if (const auto checked = checkGrid(config); !checked)
                report(checked.error());
            else if (!m_trainings.hasGrid(config.folder))
                m_trainings.enqueueGrid(std::move(config));
        });
}

void Session::finishGrid(const EndedGrid &grid)
{
    if (!grid.results)
        report(grid.results.error());
    else
        inform(tr("Trained: %1. Its means stand on the Train page under Grids.").arg(runTitle(grid.folder)));
    if (m_analysis) // the charts go back to the run that the other pages show
        m_trainings.setHistory(m_analysis->run->history);
    else
        openRunOfGrid(grid.folder);
    m_runs.read(runsFolder());
    Q_EMIT trainingEnded();
}

void Session::openRunOfGrid(const QString &folder)
{
    if (m_analysis)
        return; // who looks at another run is not torn away from it
    runJob(
        this, tr("Looking for a run of the grid"),
        [folder](const CancelToken &, const ProgressCallback &) -> Result<QString> {
            return runFoldersOfGrid(folder).value(0);
        },
        [this](const QString &run) {
            if (!run.isEmpty() && !m_analysis)
                openRun(run);
        });
}

std::vector<FoldInput> Session::foldInputs(const std::vector<size_t> &sources, bool withValidation) const
{
    std::vector<FoldInput> inputs;
    for (const size_t source : sources) {
        const ProjectSource &files = m_project.sources[source];
        inputs.push_back({ files.name, { files.trainFile } });
        if (withValidation && !files.validationFile.isEmpty())
            inputs.back().files << files.validationFile;
    }
    return inputs;
}

void Session::foldSources(const std::vector<size_t> &sources, const FoldSettings &settings, bool withValidation,
                          const QString &folder, int taken)
{
    if (!mayChange() || sources.empty())
        return;
    const auto inputs = foldInputs(sources, withValidation);
    runJob(
        this, sources.size() == 1 ? tr("Dividing %1").arg(inputs.front().name) : tr("Dividing the sources"),
        [inputs, settings, folder](const CancelToken &cancel, const ProgressCallback &progress) {
            return foldTruthFiles(inputs, settings, folder, cancel, progress);
        },
        [this, settings, folder, taken](const std::vector<FoldFiles> &all) {
            QString text = tr("Folds are written: %n pair(s) of training and validation of each source, in %1.",
                              nullptr, settings.folds)
                               .arg(QDir::toNativeSeparators(folder));
            size_t labels = 0;
            size_t tracks = 0;
            for (const FoldFiles &files : all) {
                labels += files.droppedLabels.size();
                tracks += files.droppedTracks;
            }
            if (labels > 0)
                text += QLatin1Char(' ')
                    + tr("%1 labels were too rare and dropped, %2 recordings were left without labels.")
                          .arg(countText(qint64(labels)), countText(qint64(tracks)));
            if (taken > 0) {
                Project project = m_project;
                for (ProjectSource &source : project.sources) {
                    const auto of = std::ranges::find(all, source.name, &FoldFiles::name);
                    if (of == all.end())
                        continue;
                    source.trainFile = of->trainFiles[taken - 1];
                    source.validationFile = of->validationFiles[taken - 1];
                }
                changeProject(project, tr("taking fold %1").arg(taken));
                text += QLatin1Char(' ') + tr("The project has fold %1 now.").arg(taken);
            }
            inform(text);
        });
}

} // namespace melscope
