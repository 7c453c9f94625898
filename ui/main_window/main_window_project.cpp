// The window's project file: opening, saving, what was left of an earlier session, and the title.
#include "ui/main_window/main_window.h"

#include "ui/numbers/number_field.h"
#include "ui/session/session.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>

#include <algorithm>

namespace melscope {

namespace {
constexpr int kDemoTracks = 2000;
constexpr int kRecentProjects = 8;
const QString kRecentKey = QStringLiteral("recentProjects");
const QString kLastProjectKey = QStringLiteral("lastProject");
} // namespace

void MainWindow::openDemo()
{
    if (mayLeaveProject())
        m_session->openDemo(demoFolder(), kDemoTracks);
}

void MainWindow::openProject()
{
    if (!mayLeaveProject())
        return;
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a project"), {}, tr("Melscope projects (*.melscope)"));
    if (!path.isEmpty() && m_session->openProject(path))
        rememberProject();
}

bool MainWindow::save()
{
    refusedField(*m_pages); // what is typed belongs to the project
    if (m_session->projectFile().isEmpty() || m_session->isReadOnly())
        return saveAs();
    return m_session->saveProject(m_session->projectFile());
}

bool MainWindow::saveAs()
{
    refusedField(*m_pages);
    QString path = QFileDialog::getSaveFileName(this, tr("Save the project"), proposedFile(),
                                                tr("Melscope projects (*.melscope)"));
    if (path.isEmpty())
        return false;
    if (!path.endsWith(QStringLiteral(".melscope")))
        path += QStringLiteral(".melscope");
    if (!m_session->saveProject(path))
        return false;
    rememberProject();
    return true;
}

bool MainWindow::mayLeaveProject()
{
    refusedField(*m_pages);
    if (!m_session->isModified() && !m_session->isTraining())
        return true;
    QMessageBox box(QMessageBox::Question, tr("Melscope"),
                    m_session->isTraining() ? tr("A training is running. Leaving the project interrupts it; it can go "
                                                 "on later after its last complete epoch.")
                                            : tr("The project has unsaved changes."),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setObjectName(QStringLiteral("leaveProjectBox"));
    switch (box.exec()) {
    case QMessageBox::Save:
        return save();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

void MainWindow::rememberProject()
{
    QSettings settings;
    QStringList recent = settings.value(kRecentKey).toStringList();
    recent.removeAll(m_session->projectFile());
    recent.prepend(m_session->projectFile());
    settings.setValue(kRecentKey, recent.mid(0, kRecentProjects));
}

void MainWindow::fillRecent()
{
    m_recent->clear();
    const QStringList recent = QSettings().value(kRecentKey).toStringList();
    for (const QString &path : recent) {
        QAction *action = m_recent->addAction(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, this, [this, path] {
            if (mayLeaveProject() && m_session->openProject(path))
                rememberProject();
        });
    }
    if (recent.isEmpty())
        m_recent->addAction(tr("None yet"))->setEnabled(false);
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
    if (!m_session->recovery().isUntitled() || mayLeaveProject())
        m_session->restoreFound();
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
        return tr("untitled.melscope");
    return file.absolutePath() + QLatin1Char('/')
        + (m_session->isReadOnly() ? tr("%1 (copy).melscope").arg(file.completeBaseName()) : file.fileName());
}

void MainWindow::updateTitle()
{
    const QString file = m_session->projectFile();
    const QString name = file.isEmpty() ? tr("untitled") : QFileInfo(file).completeBaseName();
    setWindowTitle(m_session->isReadOnly() ? tr("%1[*] (read-only) – Melscope").arg(name)
                                           : tr("%1[*] – Melscope").arg(name));
    setWindowModified(m_session->isModified());
}

} // namespace melscope
