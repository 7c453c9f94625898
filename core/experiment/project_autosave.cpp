#include "core/experiment/project_autosave.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace melscope {

namespace {

const QString kFound = QStringLiteral(".found"); ///< moved aside, until the user has decided
const QString kDamaged = QStringLiteral(".damaged");

bool moveOver(const QString &from, const QString &to)
{
    QFile::remove(to);
    return QFile::rename(from, to);
}

} // namespace

QString autosavePath(const QString &projectFile)
{
    const QFileInfo given(projectFile);
    const QFileInfo file(given.exists() ? given.canonicalFilePath() : given.absoluteFilePath());
    return file.absolutePath() + QStringLiteral("/.") + file.fileName() + QStringLiteral(".autosave");
}

QString untitledAutosavePath(const QString &folder)
{
    return folder + QStringLiteral("/untitled.melscope.autosave");
}

LockTarget untitledLock(const QString &folder)
{
    return { folder + QStringLiteral(".lock"), folder, QStringLiteral("untitled project") };
}

Result<std::optional<AutosavedProject>> findAutosave(const QString &path, const Project &saved)
{
    const QString found = path + kFound;
    if (QFile::exists(path) && !moveOver(path, found))
        return fail(QStringLiteral("changes that were not saved lie here and cannot be moved aside"), path, QStringLiteral("Check the permissions of the folder."));
    if (!QFile::exists(found))
        return std::nullopt;
    auto project = readProjectFile(found);
    if (!project) {
        moveOver(found, path + kDamaged);
        return fail(QStringLiteral("changes that were not saved the last time cannot be read: ") + project.error().what, path + kDamaged,
                    QStringLiteral("The project is open as it was saved; delete this file."));
    }
    if (*project == saved) {
        QFile::remove(found);
        return std::nullopt;
    }
    return AutosavedProject { std::move(*project), QFileInfo(found).lastModified(), found };
}

std::optional<AutosavedProject> findUntitledAutosave(const QString &folder)
{
    const QStringList names = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString &name : names) {
        const QString own = folder + QLatin1Char('/') + name;
        const QString path = untitledAutosavePath(own);
        if (!QFile::exists(path) || FolderLock::holderOf(untitledLock(own)))
            continue;
        if (auto project = readProjectFile(path); project && !(*project == Project()))
            return AutosavedProject { std::move(*project), QFileInfo(path).lastModified(), path };
    }
    return std::nullopt;
}

void removeAutosave(const AutosavedProject &found)
{
    QFile::remove(found.file);
    // The folder of an untitled project holds nothing else but copies of features, unless it holds runs.
    const QString folder = QFileInfo(found.file).absolutePath();
    if (found.file == untitledAutosavePath(folder) && !QFileInfo::exists(folder + QStringLiteral("/runs")))
        QDir(folder).removeRecursively();
}

} // namespace melscope
