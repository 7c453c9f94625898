#include "ui/controls/file_questions.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace melscope::file_questions {

namespace {

constexpr auto kFolder = "folderOfQuestions"; // a property of the application, as long as it runs

QString lastFolder()
{
    const QString folder = QCoreApplication::instance()->property(kFolder).toString();
    return folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : folder;
}

QString beginning(const QString &folder)
{
    return folder.isEmpty() ? lastFolder() : folder;
}

} // namespace

void beginIn(const QString &folder)
{
    QCoreApplication::instance()->setProperty(kFolder, folder);
}

QString save(QWidget *parent, const QString &title, const QString &name, const QString &kinds)
{
    const QString proposed = QDir::isAbsolutePath(name) ? name : lastFolder() + QLatin1Char('/') + name;
    const QString path = QFileDialog::getSaveFileName(parent, title, proposed, kinds);
    if (!path.isEmpty())
        beginIn(QFileInfo(path).absolutePath());
    return path;
}

QString open(QWidget *parent, const QString &title, const QString &folder, const QString &kinds)
{
    const QString path = QFileDialog::getOpenFileName(parent, title, beginning(folder), kinds);
    if (!path.isEmpty())
        beginIn(QFileInfo(path).absolutePath());
    return path;
}

QStringList openSeveral(QWidget *parent, const QString &title, const QString &folder, const QString &kinds)
{
    const QStringList paths = QFileDialog::getOpenFileNames(parent, title, beginning(folder), kinds);
    if (!paths.isEmpty())
        beginIn(QFileInfo(paths.front()).absolutePath());
    return paths;
}

QString folder(QWidget *parent, const QString &title, const QString &folder)
{
    const QString path = QFileDialog::getExistingDirectory(parent, title, beginning(folder));
    if (!path.isEmpty())
        beginIn(path);
    return path;
}

} // namespace melscope::file_questions
