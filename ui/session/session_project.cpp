// The session's project file: opening, saving, the right to change it, and what is kept of changes that are not saved.
#include "ui/session/session.h"

#include "core/runs/run_list.h"
#include "ui/session/project_change.h"
#include "ui/session/recent_projects.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace melscope {

namespace {
QString untitledFolders()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/untitled");
}
} // namespace

void Session::connectProject()
{
    connect(&m_guard, &ProjectGuard::accessChanged, this, &Session::followAccess);
    connect(&m_guard, &ProjectGuard::saved, this, &Session::followProject);
    connect(&m_autosave, &Autosave::failed, this, &Session::report);
    connect(&m_recovery, &Recovery::failed, this, &Session::report);
    // The undo stack tells after the change that it brought; changes of the run are not on it.
    connect(this, &Session::projectChanged, &m_autosave, [this] { m_autosave.note(m_project, isModified()); });
    connect(&m_undo, &QUndoStack::indexChanged, &m_autosave, [this] { m_autosave.note(m_project, isModified()); });
    connect(this, &Session::trainingStarted, &m_autosave, [this] { m_autosave.writeNow(); });
    connect(&m_runs, &RunCatalogue::changed, this, &Session::followOpenRun);
    auto obstacle = [this](const QString &folder) -> std::optional<Error> {
        const bool isOwn = folder == m_project.runFolder || folder.startsWith(runsFolder() + QLatin1Char('/'));
        return m_guard.access() == ProjectGuard::Access::Following && isOwn ? std::optional(readOnlyError())
                                                                            : std::nullopt;
    };
    m_runs.setObstacle(obstacle);
    m_thresholds.setObstacle(obstacle);
    placeAutosave();
}

QString Session::projectFolder() const
{
    if (!m_projectFile.isEmpty())
        return QFileInfo(m_projectFile).absolutePath();
    for (const ProjectSource &source : m_project.sources) {
        if (!source.trainFile.isEmpty())
            return QFileInfo(source.trainFile).absolutePath();
    }
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

QString Session::workFolder()
{
    if (!m_projectFile.isEmpty()) {
        const QFileInfo info(m_projectFile);
        return info.absolutePath() + QLatin1Char('/') + info.completeBaseName() + QStringLiteral(".data");
    }
    return untitledFolder();
}

QString Session::untitledFolder()
{
    if (m_untitledFolder.isEmpty())
        m_untitledFolder = untitledFolders() + QLatin1Char('/')
            + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")) + QLatin1Char('-')
            + QString::number(QCoreApplication::applicationPid());
    return m_untitledFolder;
}

QString Session::cacheFolder()
{
    const QString own = workFolder() + QStringLiteral("/features");
    // Where nobody may write beside the project, features that were not imported yet go elsewhere.
    return m_guard.access() == ProjectGuard::Access::Unwritable && !QFileInfo::exists(own)
        ? untitledFolder() + QStringLiteral("/features")
        : own;
}

void Session::forgetUntitledFolder()
{
    // Runs are never thrown away; mere copies of features are.
    if (!m_untitledFolder.isEmpty() && !QFileInfo::exists(m_untitledFolder + QStringLiteral("/runs")))
        QDir(m_untitledFolder).removeRecursively();
    m_untitledFolder.clear();
}

Error Session::readOnlyError() const
{
    Error error = m_guard.reason();
    error.remedy = tr("It can be looked at here, and follows what is saved there. To change a copy of it, save it "
                      "under another name.");
    return error;
}

bool Session::mayChange()
{
    if (m_guard.access() != ProjectGuard::Access::Following)
        return true;
    report(readOnlyError());
    return false;
}

void Session::placeAutosave()
{
    if (m_projectFile.isEmpty())
        m_autosave.setUntitledPlace(untitledFolder());
    else
        m_autosave.setPlace(m_guard.access() == ProjectGuard::Access::Writable ? autosavePath(m_projectFile)
                                                                               : QString());
}

void Session::newProject()
{
    disconnect(&m_thresholds, &ThresholdEditor::savingEnded, this, nullptr); // no run of the old project comes after
    cancelJobs();
    m_recovery.postpone();
    m_autosave.end();
    m_projectFile.clear();
    forgetUntitledFolder();
    m_undo.clear();
    m_thresholds.forgetWishes();
    m_saved = {};
    m_runChanged = false;
    m_guard.release();
    m_analysis.reset();
    m_thresholds.setAnalysis(nullptr);
    m_changedSources.clear();
    m_resultTimer.stop();
    m_results.reset();
    m_trainings.setHistory({});
    placeAutosave();
    applyProject({});
    Q_EMIT analysisChanged();
    m_runs.read({});
}

bool Session::openProject(const QString &path)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    // The right first, so that nobody saves between reading and having it.
    auto right = m_guard.attempt(file);
    auto project = readProjectFile(path);
    if (!project) {
        report(project.error());
        return false;
    }
    newProject();
    m_projectFile = file;
    m_guard.adopt(file, std::move(right));
    placeAutosave();
    m_saved = *project;
    applyProject(*project);
    m_runs.read(runsFolder());
    // The one that was open last, here, or else the one that was made last.
    for (const QString &run : { recent_projects::openRun(m_projectFile), project->runFolder }) {
        if (run.isEmpty() || !QFileInfo(run).isDir())
            continue;
        openRun(run);
        break;
    }
    if (m_guard.access() == ProjectGuard::Access::Writable)
        m_recovery.lookBeside(m_projectFile, m_project);
    return true;
}

bool Session::saveProject(const QString &path)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    auto right = m_guard.attempt(file);
    if (!right && right.error().holder) {
        report(right.error().error);
        return false;
    }
    if (const auto saved = writeProjectFile(m_project, path); !saved) {
        report(saved.error());
        return false;
    }
    m_projectFile = file;
    m_undo.setClean();
    setSaved(m_project);
    m_runChanged = false;
    m_isFollowing = false; // this file
    m_guard.adopt(file, std::move(right));
    placeAutosave();
    Q_EMIT projectChanged();
    inform(tr("Saved %1").arg(QDir::toNativeSeparators(m_projectFile)));
    return true;
}

void Session::changeProject(const Project &project, const QString &what)
{
    if (project == m_project)
        return;
    if (mayChange()) {
        m_undo.push(new ProjectChange(*this, m_project, project, what));
        return;
    }
    // What shows the change already shows what is again.
    Q_EMIT projectChanged();
    Q_EMIT notesChanged();
}

void Session::followAccess()
{
    const bool isFreed =
        m_isFollowing && m_guard.access() == ProjectGuard::Access::Writable && !m_projectFile.isEmpty();
    m_isFollowing = m_guard.access() == ProjectGuard::Access::Following;
    Q_EMIT accessChanged();
    if (!isFreed)
        return;
    placeAutosave();
    inform(
        tr("Nobody else has %1 open any more: it can be changed here now.").arg(QFileInfo(m_projectFile).fileName()));
    m_recovery.lookBeside(m_projectFile, m_project);
}

void Session::followProject(const Project &project)
{
    if (project == m_project)
        return;
    const QString run = m_project.runFolder;
    m_saved = project;
    applyProject(project);
    if (project.runFolder != run && !project.runFolder.isEmpty() && QFileInfo(project.runFolder).isDir())
        openRun(project.runFolder);
    inform(tr("%1 was saved in the other window and is shown anew.").arg(QFileInfo(m_projectFile).fileName()));
}

QStringList Session::unsavedChanges() const
{
    QStringList changes;
    // Undone ones count, too, where they were saved.
    const int clean = std::clamp(m_undo.cleanIndex(), 0, m_undo.count());
    for (int i = std::min(clean, m_undo.index()); m_isChanged && i < std::max(clean, m_undo.index()); ++i) {
        if (dynamic_cast<const ProjectChange *>(m_undo.command(i)) != nullptr)
            changes << m_undo.text(i);
    }
    if (m_runChanged)
        changes << tr("the run %1 is the project's").arg(runTitle(m_project.runFolder));
    return changes;
}

void Session::lookForUntitled()
{
    m_recovery.lookAmongUntitled(untitledFolders());
}

void Session::restoreFound()
{
    if (!m_recovery.found())
        return;
    const AutosavedProject found = *m_recovery.found();
    if (!m_recovery.isUntitled()) {
        if (!mayChange())
            return;
        m_runChanged = m_runChanged || m_project.runFolder != found.project.runFolder;
        m_project.runFolder = found.project.runFolder;
        changeProject(found.project, tr("restoring unsaved changes"));
        m_autosave.note(m_project, isModified());
        m_autosave.writeNow([this] { m_recovery.settle(); });
        if (!m_project.runFolder.isEmpty() && QFileInfo(m_project.runFolder).isDir())
            openRun(m_project.runFolder);
        return;
    }
    newProject();
    m_untitledFolder = QFileInfo(found.file).absolutePath(); // with its runs and imported features
    placeAutosave();
    m_undo.push(new ProjectChange(*this, m_project, found.project, tr("restoring an unsaved project")));
    m_project.runFolder = found.project.runFolder;
    m_autosave.note(m_project, true);
    m_autosave.writeNow(); // in the place of what was found
    m_runs.read(runsFolder());
    if (!m_project.runFolder.isEmpty() && QFileInfo(m_project.runFolder).isDir())
        openRun(m_project.runFolder);
}

void Session::discardFound()
{
    m_recovery.settle();
}

} // namespace melscope
