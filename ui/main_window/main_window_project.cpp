// The window's project file: opening, saving, what was left of an earlier session, and the title.
#include "core/runs/run_list.h"
#include "ui/controls/file_questions.h"
#include "ui/main_window/leave_questions.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/message_bar.h"
#include "ui/main_window/news_line.h"
#include "ui/main_window/project_notices.h"
#include "ui/main_window/view_memory.h"
#include "ui/numbers/number_field.h"
#include "ui/session/recent_projects.h"
#include "ui/session/session.h"

#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QListWidget>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace melscope {

namespace {
constexpr int kDemoTracks = 2000;
constexpr int kPictureDelay = 1500; ///< ms, until a page that was just shown is painted
const QString kLastProjectKey = QStringLiteral("lastProject");
} // namespace

void MainWindow::openDemo()
{
    const auto open = [this] { m_session->openDemo(demoFolder(), kDemoTracks); };
    if (mayLeaveProject(open))
        open();
}

void MainWindow::openProject()
{
    const QString path = file_questions::open(this, tr("Open a project"), m_session->projectFolder(),
                                              tr("Melscope projects (*.melscope)"));
    if (!path.isEmpty())
        openProjectFile(path);
}

void MainWindow::openProjectFile(const QString &path)
{
    const auto open = [this, path] { m_session->openProject(path); };
    if (mayLeaveProject(open))
        open();
}

bool MainWindow::save()
{
    refusedField(*m_pages); // what is typed belongs to the project
    if (m_session->projectFile().isEmpty() || m_session->isReadOnly())
        return saveAs();
    return m_session->saveProject(m_session->projectFile()) || (m_session->isReadOnly() && saveAs());
}

bool MainWindow::saveAs()
{
    refusedField(*m_pages);
    QString path =
        file_questions::save(this, tr("Save the project"), proposedFile(), tr("Melscope projects (*.melscope)"));
    if (path.isEmpty())
        return false;
    if (!path.endsWith(QStringLiteral(".melscope")))
        path += QStringLiteral(".melscope");
    if (!m_session->saveProject(path))
        return false;
    recent_projects::remember(m_session->projectFile());
    return true;
}

bool MainWindow::mayLeaveProject(std::function<void()> then)
{
    refusedField(*m_pages);
    m_afterTraining = {}; // whatever was asked before
    if (m_session->isTraining()) {
        // It waits for the answer, so that what is asked about stays true.
        const bool wasPaused = m_session->trainings().isPaused();
        m_session->trainings().setPaused(true);
        const LeaveTraining answer = askAboutTraining(*m_session, this);
        if (answer != LeaveTraining::Interrupt)
            m_session->trainings().setPaused(wasPaused && answer == LeaveTraining::Stay);
        switch (answer) {
        case LeaveTraining::Stay:
            return false;
        case LeaveTraining::StopAndKeep:
            m_session->trainings().clearQueue();
            m_session->trainings().stop();
            m_afterTraining = [this, then = std::move(then)] {
                if (mayLeaveProject(then))
                    then();
            };
            m_news->offer(tr("The training is being stopped, and its best epoch kept; then this is left."),
                          tr("Stay after all"), [this] { m_afterTraining = {}; });
            return false;
        case LeaveTraining::Interrupt:
            ProjectNotices::noteLeft(m_session->trainings().current().folder);
            break;
        }
    }
    if (!m_session->isModified())
        return true;
    switch (askAboutChanges(*m_session, this)) {
    case LeaveChanges::Save:
        return save();
    case LeaveChanges::Discard:
        return true;
    case LeaveChanges::Stay:
        break;
    }
    return false;
}

void MainWindow::projectOpened()
{
    if (m_memory != nullptr && !m_shownProject.isEmpty())
        m_memory->keep(m_shownProject);
    const QString before = std::exchange(m_shownProject, m_session->projectFile());
    const bool isNew = m_session->undoStack().count() == 0; // saved under another name it looks as before
    if (!before.isEmpty() || isNew)
        for (QWidget *told : { static_cast<QWidget *>(m_messages), static_cast<QWidget *>(m_news) })
            told->hide(); // what was told of another project
    if (m_memory != nullptr && isNew)
        m_memory->restore(m_shownProject);
    if (!m_shownProject.isEmpty()) {
        recent_projects::remember(m_shownProject);
        file_questions::beginIn(m_session->projectFolder());
    }
}

void MainWindow::fillRecent()
{
    m_recent->clear();
    const auto recent = recent_projects::list();
    for (const recent_projects::Entry &entry : recent) {
        QAction *action = m_recent->addAction(QDir::toNativeSeparators(entry.file));
        connect(action, &QAction::triggered, this, [this, file = entry.file] { openProjectFile(file); });
    }
    if (recent.empty())
        m_recent->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::keepState()
{
    makePages(); // what is remembered of them
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("page"), int(currentPage()));
    settings.setValue(kLastProjectKey, m_session->projectFile());
    m_memory->keep(m_session->projectFile());
    if (!m_session->projectFile().isEmpty() && isVisible())
        recent_projects::picture(m_session->projectFile(), m_pages->grab().toImage());
}

void MainWindow::showAgain(Page page)
{
    makePages();
    showPage(page);
    show();
    m_memory->restore(m_session->projectFile());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    // Closing again when the training is kept.
    if (!mayLeaveProject([this] { close(); })) {
        event->ignore();
        return;
    }
    m_session->cancelJobs();
    keepState();
    event->accept();
}

void MainWindow::restoreLastSession(bool withProject)
{
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    showPage(Page(std::clamp(settings.value(QStringLiteral("page")).toInt(), 0, m_sidebar->count() - 1)));
    const QString project = settings.value(kLastProjectKey).toString();
    if (withProject && !project.isEmpty() && QFileInfo::exists(project))
        m_session->openProject(project);
    m_session->lookForUntitled();
}

void MainWindow::restoreFound()
{
    // An untitled project takes the place of the open one.
    const auto restore = [this] { m_session->restoreFound(); };
    if (!m_session->recovery().isUntitled() || mayLeaveProject(restore))
        restore();
}

void MainWindow::takeAccess()
{
    updateTitle();
    // Known as soon as it is open, so that the next start finds it after a crash, too.
    if (!m_session->projectFile().isEmpty())
        QSettings().setValue(kLastProjectKey, m_session->projectFile());
}

QString MainWindow::proposedFile() const
{
    const QFileInfo file(m_session->projectFile());
    if (m_session->projectFile().isEmpty())
        return m_session->projectFolder() + QLatin1Char('/') + tr("untitled.melscope");
    return file.absolutePath() + QLatin1Char('/')
        + (m_session->isReadOnly() ? tr("%1 (copy).melscope").arg(file.completeBaseName()) : file.fileName());
}

void MainWindow::updateTitle()
{
    const QString file = m_session->projectFile();
    QString name = (file.isEmpty() ? tr("untitled") : QFileInfo(file).completeBaseName()) + QStringLiteral("[*]");
    if (m_session->isReadOnly())
        name = tr("%1 (read-only)").arg(name);
    if (m_session->analysis())
        name = tr("%1 – run %2").arg(name, m_session->openRunTitle());
    setWindowTitle(tr("%1 – Melscope").arg(name));
    setWindowModified(m_session->isModified());
}

} // namespace melscope
