#include "ui/session/recent_projects.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace melscope::recent_projects {

namespace {

constexpr qsizetype kKept = 12;
const QString kFiles = QStringLiteral("recentProjects");
const QString kRuns = QStringLiteral("openRuns");
const QString kTimes = QStringLiteral("recentProjectTimes");
const QSize kPicture(320, 200); // twice what is shown, for fine screens

QString pictureFile(const QString &file)
{
    const QByteArray name = QCryptographicHash::hash(file.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/recent/")
        + QString::fromLatin1(name) + QStringLiteral(".png");
}

} // namespace

std::vector<Entry> list()
{
    const QSettings settings;
    const QStringList files = settings.value(kFiles).toStringList();
    const QVariantMap times = settings.value(kTimes).toMap();
    std::vector<Entry> entries;
    for (const QString &file : files)
        entries.push_back({ file, times.value(file).toDateTime(), pictureFile(file) });
    return entries;
}

void remember(const QString &file)
{
    if (file.isEmpty())
        return;
    QSettings settings;
    QStringList files = settings.value(kFiles).toStringList();
    files.removeAll(file);
    files.prepend(file);
    for (const QString &old : files.mid(kKept))
        QFile::remove(pictureFile(old));
    files = files.mid(0, kKept);
    QVariantMap times = settings.value(kTimes).toMap();
    times.insert(file, QDateTime::currentDateTime());
    for (const QString &known : times.keys()) {
        if (!files.contains(known))
            times.remove(known);
    }
    settings.setValue(kFiles, files);
    settings.setValue(kTimes, times);
}

void forget(const QString &file)
{
    QSettings settings;
    QStringList files = settings.value(kFiles).toStringList();
    files.removeAll(file);
    settings.setValue(kFiles, files);
    QFile::remove(pictureFile(file));
}

QString openRun(const QString &file)
{
    return QSettings().value(kRuns).toMap().value(file).toString();
}

void setOpenRun(const QString &file, const QString &folder)
{
    if (file.isEmpty() || openRun(file) == folder)
        return;
    QSettings settings;
    QVariantMap runs = settings.value(kRuns).toMap();
    const QStringList files = settings.value(kFiles).toStringList();
    for (const QString &known : runs.keys()) {
        if (!files.contains(known))
            runs.remove(known);
    }
    runs.insert(file, folder);
    settings.setValue(kRuns, runs);
}

void picture(const QString &file, const QImage &image)
{
    const QString path = pictureFile(file);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return; // a picture more or less
    QSaveFile saved(path);
    if (saved.open(QIODevice::WriteOnly)
        && image.scaled(kPicture, Qt::KeepAspectRatio, Qt::SmoothTransformation).save(&saved, "PNG"))
        saved.commit();
}

std::vector<Found> lookUp(const std::vector<Entry> &entries)
{
    std::vector<Found> found;
    for (const Entry &entry : entries)
        found.push_back({ entry, QFileInfo(entry.file).isFile(), QImage(entry.picture) });
    return found;
}

} // namespace melscope::recent_projects
