#include "ui/session/session.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/collection/feature_cache.h"
#include "core/collection/file_assignment.h"
#include "core/demo/demo_data.h"
#include "ui/session/log_choice.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace melscope {

namespace {
constexpr qsizetype kLogLines = 20'000;
/// Results follow thresholds after so much rest, since they take seconds on a large part.
constexpr int kRestMilliseconds = 700;

/// Whether two projects name the same files.
bool sameFiles(Project a, const Project &b)
{
    for (size_t i = 0; i < std::min(a.sources.size(), b.sources.size()); ++i)
        a.sources[i].isWatched = b.sources[i].isWatched;
    return a.sources == b.sources;
}
} // namespace

Session::Session(QObject *parent)
    : QObject(parent)
    , m_trainings(m_lanes[Lane::Training])
    , m_runs(m_lanes[Lane::Data], m_lanes[Lane::Runs])
    , m_remote(m_runs, m_lanes[Lane::Submitting], m_lanes[Lane::Jobs])
    , m_thresholds(m_lanes[Lane::Thresholds], m_lanes[Lane::Estimates], m_undo)
    , m_comparisons(m_lanes[Lane::Data])
    , m_playback(m_lanes[Lane::Sounds])
    , m_genreWriter(m_lanes[Lane::Data], m_undo)
    , m_watch(m_lanes[Lane::Runs])
    , m_guard(m_lanes[Lane::Runs])
    , m_recovery(m_lanes[Lane::Keeping])
{
    for (const Lane lane : { Lane::Data, Lane::Training, Lane::Submitting, Lane::Relations })
        m_jobs.follow(m_lanes[lane]);
    connect(this, &Session::logged, this, [this](const QString &line) {
        m_log << QDateTime::currentDateTime().toString(QStringLiteral("HH:mm:ss  ")) + line;
        if (m_log.size() > kLogLines)
            m_log.remove(0, m_log.size() - kLogLines);
    });
    connect(&m_trainings, &Trainings::started, this, &Session::trainingStarted);
    connect(&m_trainings, &Trainings::epochFinished, this, &Session::epochFinished);
    connect(&m_trainings, &Trainings::logged, this, &Session::logged);
    connect(&m_trainings, &Trainings::ended, this, &Session::finishTraining);
    connect(&m_trainings, &Trainings::gridEnded, this, &Session::finishGrid);
    connect(&m_runs, &RunCatalogue::failed, this, &Session::report);
    connect(&m_thresholds, &ThresholdEditor::failed, this, &Session::report);
    connect(&m_comparisons, &Comparisons::failed, this, &Session::report);
    for (auto signal : { &Session::projectChanged, &Session::analysisChanged })
        connect(this, signal, &m_comparisons, [this] { m_comparisons.update(m_project, m_analysis); });
    connect(&m_thresholds, &ThresholdEditor::runChanged, this,
            [this](const std::shared_ptr<const Run> &run, size_t source) {
                m_changedRun = run;
                m_isRunChangedHere = true;
                m_changedSources.insert(source);
                m_resultTimer.start();
            });
    connect(&m_thresholds, &ThresholdEditor::runWanted, this, &Session::openRun);
    connectProject();
    connectMusic();
    connectRemote();
    m_resultTimer.setSingleShot(true);
    m_resultTimer.setInterval(kRestMilliseconds);
    connect(&m_resultTimer, &QTimer::timeout, this, &Session::updateResults);
}

Session::~Session()
{
    cancelJobs();
    m_autosave.end();
    forgetUntitledFolder();
}

void Session::cancelJobs()
{
    m_trainings.cancel(); // those that wait, too
    m_lanes.cancelAll();
}

QMap<QString, QString> Session::testTruths() const
{
    QMap<QString, QString> truths;
    for (const ProjectSource &source : m_project.sources)
        truths.insert(source.name, source.testTruth);
    return truths;
}

void Session::applyProject(Project project)
{
    const bool load = !sameFiles(project, m_project) || !m_data;
    const bool notes = !m_notes || project.notes != m_project.notes;
    m_project = std::move(project);
    setSaved(m_saved);
    if (notes)
        m_notes = std::make_shared<const std::vector<TrackNote>>(m_project.notes);
    Q_EMIT projectChanged();
    if (notes)
        Q_EMIT notesChanged();
    if (load)
        loadData();
}

void Session::setSaved(const Project &project)
{
    m_saved = project;
    m_saved.runFolder = m_project.runFolder; // see m_runChanged
    m_isChanged = m_saved != m_project;
}

FilterContext Session::trackContext() const
{
    return { m_data, m_results, m_notes, nullptr };
}

void Session::changeNote(const TrackNote &note)
{
    Project project = m_project;
    setNote(project, note);
    changeProject(project, tr("changing a note"));
}

void Session::splitSource(size_t source, const SplitSettings &settings, bool withValidation, const QString &folder)
{
    if (!mayChange())
        return;
    const ProjectSource &files = m_project.sources[source];
    QStringList inputs { files.trainFile };
    if (withValidation && !files.validationFile.isEmpty())
        inputs << files.validationFile;
    runJob(
        this, tr("Splitting %1").arg(files.name),
        [inputs, settings, folder, name = files.name](const CancelToken &cancel, const ProgressCallback &progress) {
            return splitTruthFiles(inputs, settings, folder, name, QStringLiteral("validation"), cancel, progress);
        },
        [this, name = files.name](const SplitFiles &split) {
            Project project = m_project;
            for (ProjectSource &other : project.sources) {
                if (other.name != name)
                    continue;
                other.trainFile = split.trainFile;
                other.validationFile = split.testFile;
            }
            changeProject(project, tr("splitting %1").arg(name));
            const double share = 100.0 * double(split.trainSize) / double(split.trainSize + split.testSize);
            QString text = tr("%1 is split anew: %2 recordings for training (%3 %), %4 for validation.")
                               .arg(name, countText(qint64(split.trainSize)), decimalText(share, 1),
                                    countText(qint64(split.testSize)));
            if (!split.droppedLabels.empty())
                text += QLatin1Char(' ')
                    + tr("%1 labels were too rare and dropped, %2 recordings were left without labels.")
                          .arg(countText(qint64(split.droppedLabels.size())), countText(qint64(split.droppedTracks)));
            Q_EMIT informed(text);
        });
}

void Session::addFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (path.endsWith(QStringLiteral(".melscope"), Qt::CaseInsensitive)) {
            openProject(path);
            return;
        }
    }
    // Whether a folder is one of sounds is seen in it.
    if (std::ranges::any_of(paths, [](const QString &path) { return QFileInfo(path).isDir(); })) {
        runJob(
            this, tr("Looking at what was added"),
            [paths](const CancelToken &cancel, const ProgressCallback &) -> Result<std::vector<FileAssignment>> {
                std::vector<FileAssignment> assignments;
                for (const QString &path : paths)
                    assignments.push_back(assignmentOf(path, cancel));
                if (cancel.isCancelled()) // it may be another project by now
                    return cancelled();
                return assignments;
            },
            [this, paths](const std::vector<FileAssignment> &assignments) { takeFiles(paths, assignments); });
        return;
    }
    std::vector<FileAssignment> assignments;
    for (const QString &path : paths)
        assignments.push_back(assignmentOf(path));
    takeFiles(paths, assignments);
}

void Session::addFiles(const QStringList &paths, const std::vector<FileAssignment> &assignments)
{
    takeFiles(paths, assignments);
}

void Session::takeFiles(const QStringList &paths, const std::vector<FileAssignment> &assignments)
{
    Project project = m_project;
    const QStringList unknown = assignFiles(project, paths, assignments);
    const bool isMusic = project.sources != m_project.sources
        && std::ranges::any_of(assignments, [](const FileAssignment &one) { return one.role == FileRole::Music; });
    changeProject(project, tr("adding files"));
    if (isMusic)
        Q_EMIT musicAdded();
    if (!unknown.isEmpty())
        report(Error::failure(tr("this is neither a ground truth, nor features, nor music, nor a project"),
                              unknown.join(QStringLiteral(", ")),
                              tr("Expected *.tsv, *.tsv.bz2, folders or archives of documents, *.safetensors, sounds "
                                 "or folders of them, or *.melscope.")));
}

void Session::openDemo(const QString &folder, int tracks)
{
    const QString project = demoFiles(folder).project;
    if (QFileInfo::exists(project)) {
        openProject(project);
        return;
    }
    runJob(
        this, tr("Writing the demo"),
        [folder, tracks](const CancelToken &cancel, const ProgressCallback &progress) {
            DemoSettings settings;
            settings.folder = folder;
            settings.tracks = tracks;
            return makeDemoData(settings, cancel, progress);
        },
        [this](const DemoFiles &demo) { openProject(demo.project); });
}

void Session::loadData()
{
    m_isMusicDue = false;
    m_loading.run(
        m_lanes[Lane::Data], this, tr("Loading data"),
        [project = m_project, cache = cacheFolder()](const CancelToken &cancel, const ProgressCallback &progress) {
            return melscope::loadCollection(project, cache, cancel, progress);
        },
        [this](Result<std::shared_ptr<const Collection>> loaded) {
            if (m_isMusicDue)
                QTimer::singleShot(0, this, &Session::refreshMusic);
            if (!loaded) {
                report(loaded.error());
                return;
            }
            m_data = std::move(*loaded);
            m_results.reset();
            for (const DataImport &import : m_data->imports) {
                if (import.now)
                    Q_EMIT logged(import.input + QStringLiteral(": ") + reportSummary(import.report));
            }
            Q_EMIT dataChanged();
            findResults();
            const auto serious = std::count_if(m_data->findings.begin(), m_data->findings.end(),
                                               [](const DataFinding &finding) { return finding.isSerious(); });
            if (serious > 0)
                report(Error::failure(tr("Files or documents that cannot be used: %1").arg(serious), {},
                                      tr("The Data page lists them with the reasons.")));
        });
}

RunPlan Session::planOf(Recipe recipe, const QString &folder)
{
    RunPlan plan { m_project, folder, RunPlan::Unfinished::Resume, cacheFolder(), nullptr };
    plan.project.recipe = std::move(recipe);
    plan.project.logs = plan.project.logs.with(chosenLogs());
    return plan;
}

void Session::train(const std::vector<RunPlan> &plans, const Target *target)
{
    for (const RunPlan &plan : plans) {
        if (const auto checked = checkTrainable(plan.project); !checked) {
            report(checked.error());
            return;
        }
    }
    if (target != nullptr) {
        m_remote.submit(plans, *target);
        return;
    }
    for (RunPlan plan : plans) {
        if (!m_loading.isBusy()) // else the training loads what the project names now
            plan.collection = m_data;
        m_trainings.enqueue(std::move(plan));
    }
}

void Session::startTraining()
{
    queueTrainings({ m_project.recipe });
}

void Session::queueTrainings(const std::vector<Recipe> &recipes)
{
    if (!mayChange())
        return;
    const QString now = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    std::vector<RunPlan> plans;
    for (size_t i = 0; i < recipes.size(); ++i) {
        const QString number =
            recipes.size() > 1 ? QStringLiteral("-%1").arg(i + 1, 3, 10, QLatin1Char('0')) : QString();
        plans.push_back(planOf(recipes[i], runsFolder() + QLatin1Char('/') + now + number));
    }
    train(plans, m_remote.chosenTarget());
}

void Session::continueTraining(const QString &folder)
{
    const RunSummary *run = m_runs.find(folder);
    if (run == nullptr || !mayChange())
        return;
    if (run->holder)
        report(Error::failure(tr("this run is in use by %1").arg(run->holder->text()), folder,
                              tr("Wait until it has ended there.")));
    else
        train({ planOf(run->recipe, folder) }, run->job ? &run->job->target : nullptr);
}

void Session::connectRemote()
{
    connect(&m_remote, &RemoteTrainings::logged, this, &Session::logged);
    connect(&m_remote, &RemoteTrainings::failed, this, &Session::report);
    connect(&m_remote, &RemoteTrainings::ended, this, [this](const QString &folder) {
        // Who looks at another run is not torn away from it.
        if (!m_analysis)
            openRun(folder);
        inform(
            m_analysis
                ? tr("The run %1 has been trained and is here now; it opens in the list of runs.").arg(runTitle(folder))
                : tr("The run %1 has been trained and is here now.").arg(runTitle(folder)));
    });
    connect(this, &Session::accessChanged, this, [this] { m_remote.setLooking(!isFollowing()); });
}

void Session::finishTraining(const EndedTraining &training)
{
    const auto &run = training.run;
    if (run) {
        Q_EMIT logged(tr("Run written to %1").arg((*run)->folder));
        m_project.runFolder = (*run)->folder;
        m_runChanged = true;
        Q_EMIT projectChanged();
        analyse(*run);
    } else {
        report(run.error());
        if (m_analysis) // the charts go back to the run that the other pages show
            m_trainings.setHistory(m_analysis->run->history);
    }
    m_runs.read(runsFolder());
    Q_EMIT trainingEnded();
}

void Session::exportFile(const QString &title, const QString &path, std::function<Result<std::string>()> content)
{
    runJob(
        this, title,
        [path, content = std::move(content)](const CancelToken &, const ProgressCallback &) -> Result<void> {
            const auto text = content();
            return text ? writeFileAtomically(path, *text) : passOn(text);
        },
        [this, path] { inform(tr("Written to %1").arg(QDir::toNativeSeparators(path))); });
}

void Session::report(const Error &error)
{
    if (error.isCancelled())
        return;
    Q_EMIT logged(tr("Error: %1").arg(error.text()));
    Q_EMIT failed(error);
}

} // namespace melscope
