#include "core/collection/feature_cache.h"

#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/features/feature_import.h"
#include "core/features/import_unit.h"
#include "core/features/shard_import.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <thread>

namespace melscope {

namespace {

/// The folder of shards an input is imported into: its name, and a hash of its path, since names repeat.
QString cachePath(const QString &input, const QString &cacheFolder)
{
    const QFileInfo info(input);
    const QByteArray hash = QCryptographicHash::hash(info.absoluteFilePath().toUtf8(), QCryptographicHash::Sha256);
    QString name = info.isDir() ? info.fileName() : info.baseName();
    if (name.isEmpty())
        name = QStringLiteral("features");
    return cacheFolder + QLatin1Char('/') + name + QLatin1Char('-') + QString::fromLatin1(hash.toHex().left(8));
}

/// What an earlier import reported; nothing where its report is gone.
std::optional<ImportReport> knownReport(const QString &folder, const std::vector<FeaturePool::Store> &stores)
{
    const QString path = QDir(folder).filePath(QStringLiteral("report.tsv"));
    auto problems = readImportReport(path);
    if (!problems)
        return std::nullopt;
    ImportReport report;
    for (const auto &store : stores) {
        report += countsOf(store->metadata());
        ++report.inputs;
    }
    report.file = path;
    report.problems = std::move(*problems);
    return report;
}

/// Waits while another window or command imports the same documents into the same place; they are there afterwards.
Result<void> waitForImport(const QString &store, const CancelToken &cancel, const ProgressCallback &progress)
{
    const LockTarget lock = storeLock(store);
    while (const auto holder = FolderLock::holderOf(lock)) {
        if (cancel.isCancelled())
            return cancelled();
        if (!holder->isThisHost || holder->program.isEmpty())
            return {}; // it may be gone long since; the import will tell
        StageProgress(progress,
                      StageName(Stage::Waiting, holder->text() + QStringLiteral(", which imports these features")), {},
                      0)
            .update(0);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return {};
}

/// What documents or sounds were imported to, unless that is to be done yet or they have changed since.
Result<OpenedFeatures> openImported(const QStringList &inputs, const QString &store, const CancelToken &cancel,
                                    const ProgressCallback &progress)
{
    OpenedFeatures opened;
    if (const auto waited = waitForImport(store, cancel, progress); !waited)
        return passOn(waited);
    const auto known = ShardedStore::isOne(store) ? ShardedStore::read(store) : Result<ShardedStore>(ShardedStore());
    const auto fingerprint =
        known && !known->shards.empty() ? inputFingerprint(inputs, cancel) : Result<QString>(QString());
    if (!fingerprint)
        return passOn(fingerprint);
    if (!known || known->shards.empty() || known->fingerprint != *fingerprint) {
        auto report = importFeatures({ inputs, store, 0, {} }, cancel, progress);
        if (!report)
            return passOn(report);
        opened.report = std::move(*report);
        opened.importedNow = true;
    }
    auto stores = openFeatureStores(store);
    if (!stores)
        return passOn(stores);
    opened.stores = std::move(*stores);
    if (!opened.report)
        opened.report = knownReport(store, opened.stores);
    return opened;
}

} // namespace

QString reportSummary(const ImportReport &report)
{
    QString text = QStringLiteral("%1 tracks imported").arg(countText(report.imported));
    if (report.skipped > 0)
        text += QStringLiteral(", %1 skipped").arg(countText(report.skipped));
    if (report.repeated > 0)
        text += QStringLiteral(", %1 repeated").arg(countText(report.repeated));
    if (report.failed > 0)
        text += QStringLiteral(", %1 failed").arg(countText(report.failed));
    if (report.resumed > 0)
        text += QStringLiteral(", %1 of %2 inputs done before")
                    .arg(QString::number(report.resumed), QString::number(report.inputs));
    return text + QStringLiteral(" in ") + durationText(report.seconds);
}

Result<OpenedFeatures> openFeatures(const QString &input, const QString &cacheFolder, const CancelToken &cancel,
                                    const ProgressCallback &progress)
{
    const QFileInfo info(input);
    if (!info.exists())
        return fail(QStringLiteral("there is no such file or folder"), input, QStringLiteral("Check the path."));
    if (ShardedStore::isOne(input) || (!info.isDir() && FeatureStore::looksLikeStore(input))) {
        auto stores = openFeatureStores(input);
        if (!stores)
            return passOn(stores);
        return OpenedFeatures { std::move(*stores), {}, false };
    }
    return openImported({ input }, cachePath(input, cacheFolder), cancel, progress);
}

Result<OpenedFeatures> openMusic(const QStringList &inputs, const QString &name, const QString &cacheFolder,
                                 QStringList &missing, const CancelToken &cancel, const ProgressCallback &progress)
{
    // Sounds that were named one by one are one input of the import, whatever stands between them.
    QStringList files;
    QStringList folders;
    for (const QString &input : inputs) {
        const FileStatus status = fileStatus(input);
        if (!status.exists())
            missing << input;
        else
            (status.isFolder() ? folders : files) << input;
    }
    // What lies in another of the folders is found there.
    const QStringList all = folders;
    const auto isWithin = [&](const QString &input) {
        return std::ranges::any_of(all, [&](const QString &folder) {
            return input != folder
                && input.startsWith(folder.endsWith(QLatin1Char('/')) ? folder : folder + QLatin1Char('/'));
        });
    };
    erase_if(files, isWithin);
    erase_if(folders, isWithin);
    files.removeDuplicates();
    folders.removeDuplicates();
    if (files.isEmpty() && folders.isEmpty())
        return fail(QStringLiteral("none of its music is there any more"), inputs.value(0),
                    QStringLiteral("Add it from where it is now."));
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256);
    return openImported(files + folders,
                        cacheFolder + QStringLiteral("/music-") + QString::fromLatin1(hash.toHex().left(8)), cancel,
                        progress);
}

Result<FeaturePool> featuresAtHand(const QStringList &inputs, const QString &cacheFolder)
{
    std::vector<FeaturePool::Store> stores;
    for (const QString &input : inputs) {
        QString path = cachePath(input, cacheFolder);
        if (!mayBeThere(path)) {
            const bool isStore =
                (input.endsWith(QStringLiteral(".safetensors"), Qt::CaseInsensitive) && mayBeThere(input))
                || ShardedStore::isOne(input) || FeatureStore::looksLikeStore(input);
            if (!isStore)
                continue;
            path = input;
        }
        const auto opened = openFeatureStores(path);
        if (!opened)
            return passOn(opened);
        stores.insert(stores.end(), opened->begin(), opened->end());
    }
    return FeaturePool(std::move(stores));
}

Result<FeaturePool> openFeaturePool(const QStringList &inputs, const QString &cacheFolder, const CancelToken &cancel,
                                    const ProgressCallback &progress, QStringList *notes)
{
    std::vector<FeaturePool::Store> stores;
    QStringList opened;
    for (const QString &input : inputs) {
        const QString path = QFileInfo(input).absoluteFilePath();
        if (opened.contains(path))
            continue;
        opened << path;
        auto features = openFeatures(input, cacheFolder, cancel, progress);
        if (!features)
            return passOn(features);
        if (notes != nullptr && features->importedNow)
            *notes << input + QStringLiteral(": ") + reportSummary(*features->report);
        stores.insert(stores.end(), features->stores.begin(), features->stores.end());
    }
    return FeaturePool(std::move(stores));
}

} // namespace melscope
