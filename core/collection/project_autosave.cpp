#include "core/collection/project_autosave.h"

#include "core/base/words.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace melscope {

namespace {

const QString kFound = QStringLiteral(".found"); ///< moved aside, until the user has decided
const QString kDamaged = QStringLiteral(".damaged");

/// Under that name, or with a number behind it: what an earlier session left there stays.
QString movedAside(const QString &from, const QString &to)
{
    QString place = to;
    for (int number = 2; QFile::exists(place); ++number)
        place = to + QLatin1Char('-') + QString::number(number);
    return QFile::rename(from, place) ? place : QString();
}

/// What was moved aside, the newest first.
QStringList movedAsideOf(const QString &path)
{
    const QFileInfo info(path);
    QFileInfoList files = info.dir().entryInfoList(QDir::Files | QDir::Hidden);
    files.removeIf(
        [name = info.fileName() + kFound](const QFileInfo &file) { return !file.fileName().startsWith(name); });
    std::stable_sort(files.begin(), files.end(),
                     [](const QFileInfo &a, const QFileInfo &b) { return a.lastModified() > b.lastModified(); });
    QStringList paths;
    for (const QFileInfo &file : std::as_const(files))
        paths << file.filePath();
    return paths;
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
    return { folder + QStringLiteral(".lock"), folder, tr("untitled project") };
}

Result<std::optional<AutosavedProject>> findAutosave(const QString &path, const Project &saved)
{
    if (QFile::exists(path) && movedAside(path, path + kFound).isEmpty())
        return fail(tr("changes that were not saved lie here and cannot be moved aside"), path,
                    tr("Check the permissions of the folder."));
    return nextAutosave(path, saved);
}

Result<std::optional<AutosavedProject>> nextAutosave(const QString &path, const Project &saved)
{
    for (const QString &found : movedAsideOf(path)) {
        auto project = readProjectFile(found);
        if (!project) {
            const QString damaged = movedAside(found, path + kDamaged);
            return fail(tr("changes that were not saved the last time cannot be read: ") + project.error().what,
                        damaged.isEmpty() ? found : damaged,
                        tr("The project is open as it was saved; delete this file."));
        }
        if (!(*project == saved))
            return AutosavedProject { std::move(*project), QFileInfo(found).lastModified(), found };
        QFile::remove(found);
    }
    return std::nullopt;
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
