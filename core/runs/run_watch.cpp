#include "core/runs/run_watch.h"

#include "core/runs/unfinished_training.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace melscope {

namespace {

QByteArray stampOf(const QString &run)
{
    const auto holder = FolderLock::holderOf(runLock(run));
    if (holder && holder->isThisProcess)
        return QByteArrayLiteral("ours");
    QByteArray stamp = holder ? holder->text().toUtf8() + '\n' : QByteArray();
    auto addFiles = [&stamp](const QString &path, QDir::Filters filters) {
        for (const QFileInfo &file : QDir(path).entryInfoList(filters, QDir::Name))
            stamp += file.fileName().toUtf8() + ' ' + QByteArray::number(file.lastModified().toMSecsSinceEpoch()) + ' '
                + QByteArray::number(file.size()) + '\n';
    };
    addFiles(run, QDir::Files | QDir::Hidden);
    addFiles(checkpointFolder(run), QDir::Files);
    return stamp;
}

} // namespace

bool WatchedRuns::update(const QString &folder, const CancelToken &cancel)
{
    bool isChanged = false;
    std::map<QString, QByteArray> now;
    for (const QString &name :
         folder.isEmpty() ? QStringList() : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (cancel.isCancelled())
            return false;
        const QString run = folder + QLatin1Char('/') + name;
        const QByteArray &stamp = now[name] = stampOf(run);
        const auto known = stamps.find(name);
        if (known != stamps.end() && known->second == stamp)
            continue;
        isChanged = true;
        std::erase_if(runs, [&run](const RunSummary &summary) { return summary.folder == run; });
        auto summary = readRunSummary(run);
        if (!summary)
            continue; // no run, or one that is just being moved to its place: then its files change again
        const auto place = std::ranges::lower_bound(runs, run, {}, &RunSummary::folder);
        runs.insert(place, std::move(*summary));
    }
    isChanged =
        std::erase_if(runs,
                      [&](const RunSummary &summary) { return !now.contains(QFileInfo(summary.folder).fileName()); })
            > 0
        || isChanged;
    stamps = std::move(now);
    return isChanged;
}

} // namespace melscope
