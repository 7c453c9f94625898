#include "core/collection/feature_cache.h"

#include "core/audio/sound_file.h"
#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/features/feature_import.h"
#include "core/features/import_unit.h"
#include "core/features/shard_import.h"
#include "core/features/unit_walk.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSet>

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

Result<OpenedFeatures> openStores(OpenedFeatures opened, const QString &store)
{
    auto stores = openFeatureStores(store);
    if (!stores)
        return passOn(stores);
    opened.stores = std::move(*stores);
    if (!opened.report)
        opened.report = knownReport(store, opened.stores);
    return opened;
}

/// Whether all tracks are of sounds below some inputs.
bool areBelow(const OpenedFeatures &opened, const QStringList &inputs)
{
    for (const auto &store : opened.stores) {
        for (size_t row = 0; row < store->size(); ++row) {
            const QString file = pathFromBytes(store->tags().at(row).file);
            if (!std::ranges::any_of(inputs, [&](const QString &input) {
                    return file == input || file.startsWith(input + QLatin1Char('/'));
                }))
                return false;
        }
    }
    return true;
}

/// The sounds of a source's music, each once, and what of it cannot be reached now.
struct MusicFiles
{
    QStringList sounds;
    QStringList missing;
    std::vector<ImportProblem> problems; ///< of folders
};

Result<MusicFiles> musicFilesOf(const QStringList &inputs, const CancelToken &cancel)
{
    MusicFiles files;
    QSet<QString> known;
    auto add = [&](const QString &path) {
        const QString absolute = QFileInfo(path).absoluteFilePath();
        if (!known.contains(absolute)) {
            known.insert(absolute);
            files.sounds << absolute;
        }
    };
    for (const QString &input : inputs) {
        const FileStatus status = fileStatus(input);
        if (!status.exists()) {
            files.missing << input;
            continue;
        }
        if (!status.isFolder()) {
            add(input);
            continue;
        }
        const qsizetype before = files.sounds.size();
        const auto units = listImportUnits({ input }, cancel);
        if (!units && units.error().isCancelled())
            return passOn(units);
        for (const ImportUnit &unit : units ? *units : std::vector<ImportUnit>()) {
            if (unit.kind == ImportUnit::Kind::Archive)
                continue;
            const auto walked =
                walkUnit(unit, { UnitWalk::Contents::Unwanted, nullptr }, cancel, [&](const UnitEntry &entry) {
                    if (entry.problem && entry.problem->kind == ImportProblem::Kind::Failed)
                        files.problems.push_back(*entry.problem);
                    else if (entry.isFile && isSoundName(entry.path))
                        add(pathFromBytes(entry.path));
                    return true;
                });
            if (!walked && walked.error().isCancelled())
                return passOn(walked);
        }
        // A mount point without its disk is an empty folder.
        if (files.sounds.size() == before)
            files.missing << QFileInfo(input).absoluteFilePath();
    }
    return files;
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
        StageProgress(progress, StageName(Stage::Waiting, holder->text() + tr(", which imports these features")), {}, 0)
            .update(0);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return {};
}

/// What documents or sounds were imported to, unless that is to be done yet or they have changed since.
Result<OpenedFeatures> openImported(const ImportSettings &settings, const CancelToken &cancel,
                                    const ProgressCallback &progress)
{
    const QString &store = settings.output;
    OpenedFeatures opened;
    if (const auto waited = waitForImport(store, cancel, progress); !waited)
        return passOn(waited);
    const auto known = ShardedStore::isOne(store) ? ShardedStore::read(store) : Result<ShardedStore>(ShardedStore());
    const auto fingerprint =
        known && !known->shards.empty() ? inputFingerprint(settings, cancel) : Result<QString>(QString());
    if (!fingerprint)
        return passOn(fingerprint);
    if (!known || known->shards.empty() || known->fingerprint != *fingerprint) {
        auto report = importFeatures(settings, cancel, progress);
        if (!report)
            return passOn(report);
        opened.report = std::move(*report);
        opened.importedNow = true;
    }
    return openStores(std::move(opened), store);
}

} // namespace

QString reportSummary(const ImportReport &report)
{
    QString text = tr("%1 tracks imported").arg(countText(report.imported));
    if (report.skipped > 0)
        text += tr(", %1 skipped").arg(countText(report.skipped));
    if (report.repeated > 0)
        text += tr(", %1 repeated").arg(countText(report.repeated));
    if (report.failed > 0)
        text += tr(", %1 failed").arg(countText(report.failed));
    if (report.resumed > 0)
        text +=
            tr(", %1 of %2 inputs done before").arg(QString::number(report.resumed), QString::number(report.inputs));
    return text + QStringLiteral(" in ") + durationText(report.seconds);
}

Result<OpenedFeatures> openFeatures(const QString &input, const QString &cacheFolder, const CancelToken &cancel,
                                    const ProgressCallback &progress)
{
    const QFileInfo info(input);
    if (!info.exists())
        return fail(tr("there is no such file or folder"), input, tr("Check the path."));
    if (ShardedStore::isOne(input) || (!info.isDir() && FeatureStore::looksLikeStore(input))) {
        auto stores = openFeatureStores(input);
        if (!stores)
            return passOn(stores);
        return OpenedFeatures { std::move(*stores), {}, false };
    }
    return openImported({ { input }, cachePath(input, cacheFolder), 0, {} }, cancel, progress);
}

Result<OpenedFeatures> openMusic(const QStringList &inputs, const QString &name, const QString &cacheFolder,
                                 QStringList &missing, const CancelToken &cancel, const ProgressCallback &progress,
                                 const AudioOptions &options)
{
    const auto files = musicFilesOf(inputs, cancel);
    if (!files)
        return passOn(files);
    missing = files->missing;
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256);
    ImportSettings settings;
    settings.inputs = files->sounds;
    settings.output = cacheFolder + QStringLiteral("/music-") + QString::fromLatin1(hash.toHex().left(8));
    settings.unitName = QStringLiteral("music");
    settings.kept = files->missing;
    settings.audio = options;
    if (settings.inputs.isEmpty()) {
        // All of it is out of reach: what was heard is still known.
        if (ShardedStore::isOne(settings.output)) {
            auto known = openStores({}, settings.output);
            if (known && areBelow(*known, missing))
                return known;
        }
        return fail(tr("none of its music is there, or there is no sound in it"), inputs.value(0),
                    tr("Add it from where it is now."));
    }
    auto opened = openImported(settings, cancel, progress);
    if (opened && opened->report) {
        for (const ImportProblem &problem : files->problems) {
            opened->report->count(problem.kind);
            opened->report->problems.push_back(problem);
        }
    }
    return opened;
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
