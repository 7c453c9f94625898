#include "core/features/feature_import.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/folder_lock.h"
#include "core/base/half_written.h"
#include "core/base/parallel.h"
#include "core/base/words.h"
#include "core/features/feature_shards.h"
#include "core/features/import_unit.h"
#include "core/features/shard_import.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <optional>

namespace melscope {

namespace {

// Documents under way, over all inputs; with the parsers' own buffers the import stays under 300 MiB.
constexpr size_t kMostBytesUnderWay = 64 << 20;
const QString kStoreSuffix = QStringLiteral(".safetensors");
// In the folder of shards, beside them.
const QString kReport = QStringLiteral("report.tsv");
const QString kJoined = QStringLiteral("joined.safetensors");

/// The units of inputs, of which files alone may have a name in common.
Result<std::vector<ImportUnit>> listUnits(const ImportSettings &settings, const CancelToken &cancel)
{
    auto units = listImportUnits(settings.inputs, cancel);
    if (!units || settings.unitName.isEmpty() || units->size() != 1
        || units->front().kind != ImportUnit::Kind::Documents)
        return units;
    units->front().shardName = settings.unitName + kStoreSuffix;
    units->front().kept = settings.kept;
    // What cannot be reached is a part of what there is: with it or without it is not the same.
    for (const QString &input : settings.kept)
        units->front().fingerprint += QStringLiteral(" without ") + input;
    return units;
}

class FeatureImport
{
public:
    FeatureImport(const ImportSettings &settings, const CancelToken &cancel, const ProgressCallback &progress)
        : m_settings(settings)
        , m_cancel(cancel)
        , m_progress(progress)
        , m_oneFile(settings.output.endsWith(kStoreSuffix, Qt::CaseInsensitive))
        , m_shardFolder(m_oneFile ? settings.output + QStringLiteral(".parts") : settings.output)
    {
    }

    Result<ImportReport> run()
    {
        const auto begin = std::chrono::steady_clock::now();
        auto units = listUnits(m_settings, m_cancel);
        if (!units)
            return passOn(units);
        m_units = std::move(*units);
        if (const auto writable = makeWritableFolder(QFileInfo(m_settings.output).absolutePath()); !writable)
            return passOn(writable);
        const auto lock = FolderLock::take(storeLock(m_settings.output));
        if (!lock)
            return passOn(lock);
        if (const auto writable = makeWritableFolder(m_shardFolder); !writable)
            return passOn(writable);
        removeHalfWritten();
        for (const auto step : { &FeatureImport::importUnits, &FeatureImport::openShards, &FeatureImport::findRepeated,
                                 &FeatureImport::judge, &FeatureImport::writeStore }) {
            const Result<void> done = (this->*step)();
            if (done)
                continue;
            if (m_oneFile)
                QDir().rmdir(m_shardFolder); // only where nothing is in it
            return passOn(done);
        }
        m_report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        return std::move(m_report);
    }

    const ImportReport &untilFailure() const { return m_report; }

private:
    struct Outcome
    {
        std::optional<ImportCounts> counts;
        std::optional<Error> error;
        bool resumed = false;
    };

    QString shardOf(const ImportUnit &unit) const { return QDir(m_shardFolder).filePath(unit.shardName); }

    /// A shard that an earlier import finished, of the same input.
    std::optional<ImportCounts> finishedShard(ImportUnit &unit) const
    {
        const QString path = shardOf(unit);
        if (!QFileInfo::exists(path) || !QFileInfo::exists(path + QStringLiteral(".tsv")))
            return std::nullopt;
        const auto store = FeatureStore::open(path);
        const auto fingerprint = fingerprintUnit(unit, m_cancel);
        const QString heard = fingerprint ? heardFingerprint(*fingerprint, m_settings.audio) : QString();
        if (!store || !fingerprint || (*store)->metadata().value(QStringLiteral("fingerprint")) != heard)
            return std::nullopt;
        unit.fingerprint = heard;
        return countsOf((*store)->metadata());
    }

    Result<void> importUnits()
    {
        std::vector<size_t> open;
        qint64 total = 0;
        m_outcomes.resize(m_units.size());
        for (size_t i = 0; i < m_units.size(); ++i) {
            m_outcomes[i].counts = finishedShard(m_units[i]);
            m_outcomes[i].resumed = m_outcomes[i].counts.has_value();
            if (!m_outcomes[i].resumed) {
                open.push_back(i);
                total += m_units[i].bytes;
            }
        }
        if (!open.empty())
            importOpenUnits(open, total);
        if (m_cancel.isCancelled())
            return cancelled();
        return countUnits();
    }

    void importOpenUnits(const std::vector<size_t> &open, qint64 total)
    {
        const int jobs = m_settings.jobs > 0 ? m_settings.jobs : availableProcessors();
        const auto atOnce = std::min<size_t>(open.size(), size_t(jobs));
        ThreadPool parsers(jobs);
        ImportProgress counts;
        StageProgress stage(m_progress, Stage::Importing, QStringLiteral("bytes"), total);
        std::mutex mutex;
        std::condition_variable ended;
        size_t running = atOnce;
        std::atomic<size_t> next = 0;
        CancelToken stop = m_cancel.child(); // a full disk ends all of them
        std::vector<std::jthread> threads;
        for (size_t t = 0; t < atOnce; ++t) {
            threads.emplace_back([&] {
                for (size_t i = next++; i < open.size() && !stop.isCancelled(); i = next++)
                    importOne(open[i], parsers, kMostBytesUnderWay / atOnce, counts, stop);
                std::scoped_lock lock(mutex);
                --running;
                ended.notify_all();
            });
        }
        std::unique_lock lock(mutex);
        while (!ended.wait_for(lock, std::chrono::milliseconds(30), [&] { return running == 0; })) {
            stage.count(counts.documents, QStringLiteral("documents"), counts.documentBytes);
            stage.update(std::min<qint64>(counts.inputBytes, std::max<qint64>(total - 1, 0)));
        }
        stage.count(counts.documents, QStringLiteral("documents"), counts.documentBytes);
        stage.update(total);
    }

    void importOne(size_t i, ThreadPool &parsers, size_t mostBytes, ImportProgress &counts, const CancelToken &stop)
    {
        Outcome &outcome = m_outcomes[i];
        const QString shard = shardOf(m_units[i]);
        try {
            auto imported = importUnit(m_units[i], shard, m_settings.audio, parsers, mostBytes, counts, stop);
            if (imported)
                outcome.counts = *imported;
            else
                outcome.error = imported.error();
        } catch (const std::exception &exception) {
            outcome.error = Error::failure(QString::fromUtf8(exception.what()), m_units[i].path);
        }
        // A store without it is not to be taken for the whole one the next time.
        if (outcome.error && outcome.error->isUnread())
            m_units[i].fingerprint += QStringLiteral(" unread");
        // What cannot be written will not be for the others either.
        if (outcome.error && outcome.error->file.startsWith(shard))
            stop.cancel();
    }

    /// An input that could not be read does not keep the others from being imported; a store that cannot be written
    /// ends all.
    Result<void> countUnits()
    {
        for (size_t i = 0; i < m_units.size(); ++i) {
            Outcome &outcome = m_outcomes[i];
            if (outcome.error && !outcome.error->isCancelled() && outcome.error->file.startsWith(shardOf(m_units[i])))
                return tl::make_unexpected(*outcome.error);
        }
        for (size_t i = 0; i < m_units.size(); ++i) {
            Outcome &outcome = m_outcomes[i];
            ++m_report.inputs;
            m_report.resumed += outcome.resumed ? 1 : 0;
            if (outcome.counts) {
                m_report += *outcome.counts;
                continue;
            }
            ++m_report.failed;
        }
        return {};
    }

    Result<void> openShards()
    {
        for (size_t i = 0; i < m_units.size(); ++i) {
            m_stores.emplace_back();
            if (!m_outcomes[i].counts)
                continue;
            auto store = FeatureStore::open(shardOf(m_units[i]));
            if (!store)
                return passOn(store);
            m_stores.back() = std::move(*store);
        }
        return {};
    }

    /// An import that brought nothing is an error, whose report has been written all the same.
    Result<void> judge()
    {
        if (m_report.imported > 0)
            return {};
        const auto nothing = nothingImported();
        if (m_units.size() == 1 && m_outcomes.front().error)
            return tl::make_unexpected(*m_outcomes.front().error);
        return nothing;
    }

    /// Recordings that an earlier shard has, and the report's file, input by input.
    Result<void> findRepeated()
    {
        const QString path = m_settings.report.isEmpty() ? QDir(m_shardFolder).filePath(kReport) : m_settings.report;
        ImportReportWriter report(path, true, !m_oneFile || !m_settings.report.isEmpty());
        if (const auto opened = report.open(); !opened)
            return opened;
        for (size_t i = 0; i < m_units.size(); ++i) {
            if (!m_stores[i]) {
                if (const auto noted =
                        report.add({ ImportProblem::Kind::Failed, m_units[i].path, m_outcomes[i].error->what, -1 });
                    !noted)
                    return noted;
                continue;
            }
            if (const auto appended = report.append(shardOf(m_units[i]) + QStringLiteral(".tsv")); !appended)
                return appended;
            for (size_t row = 0; row < m_stores[i]->size(); ++row) {
                if ((row & 0xFFFF) == 0 && m_cancel.isCancelled())
                    return cancelled();
                const IdKey id(m_stores[i]->id(row));
                if (m_ids.insert(id).second)
                    continue;
                ++m_report.repeated;
                --m_report.imported;
                if (const auto noted =
                        report.add({ ImportProblem::Kind::Repeated,
                                     m_units[i].path + QLatin1Char(':') + QString::fromStdString(id.text()),
                                     tr("an earlier input had this recording; the first is kept"), -1 });
                    !noted)
                    return noted;
            }
        }
        if (const auto finished = report.finish(); !finished)
            return finished;
        auto problems = readImportReport(path);
        if (!problems)
            return passOn(problems);
        m_report.problems = std::move(*problems);
        m_report.file = m_oneFile && m_settings.report.isEmpty() ? QString() : path;
        return {};
    }

    Result<void> writeStore()
    {
        if (!m_oneFile)
            return writeManifest();
        if (m_units.size() == 1) {
            if (const auto published = publish(shardOf(m_units.front())); !published) // the shard is the store
                return published;
        } else {
            // Made among the shards, so that whatever a kill leaves behind lies there.
            const QString joined = QDir(m_shardFolder).filePath(kJoined);
            if (const auto done = joinShards(joined); !done)
                return done;
            if (const auto published = publish(joined); !published)
                return published;
        }
        QDir(m_shardFolder).removeRecursively();
        return {};
    }

    Result<void> publish(const QString &file)
    {
        m_stores.clear();
        return moveIntoPlace(file, m_settings.output);
    }

    /// What an import that was killed had begun to write. Nobody else writes here: the store is locked.
    void removeHalfWritten() const
    {
        QSet<QString> names { kReport, kJoined, ShardedStore::kManifest };
        for (const ImportUnit &unit : m_units)
            names << unit.shardName << unit.shardName + QStringLiteral(".tsv");
        for (const QString &file : QDir(m_shardFolder).entryList(QDir::Files | QDir::Hidden)) {
            if (names.contains(nameOfHalfWritten(file)))
                QFile::remove(QDir(m_shardFolder).filePath(file));
        }
    }

    Result<void> writeManifest()
    {
        ShardedStore store;
        store.fingerprint = fingerprintOf(m_units);
        store.tracks = m_report.imported;
        for (size_t i = 0; i < m_units.size(); ++i) {
            if (m_stores[i] && m_stores[i]->size() > 0)
                store.shards << m_units[i].shardName;
        }
        const QString manifest = QDir(m_shardFolder).filePath(ShardedStore::kManifest);
        // Shards that nobody names any more would stay for ever.
        const FileStatus known = fileStatus(manifest);
        if (known.error != 0)
            return fail(tr("cannot be read: ") + faultText(known.error), manifest, tr("Check the disk."));
        const auto older = known.exists() ? ShardedStore::read(m_shardFolder) : Result<ShardedStore>(ShardedStore());
        if (!older && older.error().isUnread()) // a damaged one is replaced, though
            return passOn(older);
        if (const auto written = store.write(m_shardFolder); !written)
            return written;
        // Shards of inputs that are no more.
        for (const QString &shard : older ? older->shards : QStringList()) {
            if (store.shards.contains(shard))
                continue;
            QFile::remove(QDir(m_shardFolder).filePath(shard));
            QFile::remove(QDir(m_shardFolder).filePath(shard) + QStringLiteral(".tsv"));
        }
        return {};
    }

    Result<void> joinShards(const QString &path)
    {
        FeatureStoreWriter writer(path);
        if (const auto opened = writer.open(); !opened)
            return opened;
        StageProgress stage(m_progress, Stage::JoiningParts, QStringLiteral("tracks"), m_report.imported);
        for (const auto &store : m_stores) {
            for (size_t row = 0; store && row < store->size(); ++row) {
                if ((row & 0x3FF) == 0) {
                    if (m_cancel.isCancelled())
                        return cancelled();
                    stage.update(qint64(writer.size()));
                }
                if (const auto added = writer.add(store->id(row), store->image(row), store->tags().at(row)); !added)
                    return passOn(added);
            }
        }
        stage.update(m_report.imported);
        QMap<QString, QString> metadata;
        const QString source = m_settings.inputs.join(QLatin1Char('\n'));
        metadata.insert(QStringLiteral("source"),
                        source.size() <= 4000 ? source : source.left(4000) + QStringLiteral("\n…"));
        metadata.insert(QStringLiteral("fingerprint"), fingerprintOf(m_units));
        return writer.finish(metadata);
    }

    tl::unexpected<Error> nothingImported()
    {
        QString what = tr("not one document could be imported");
        QString first;
        for (size_t i = 0; i < m_units.size() && first.isEmpty(); ++i) {
            if (m_outcomes[i].error) {
                first = m_units[i].path + QStringLiteral(": ") + m_outcomes[i].error->what;
                continue;
            }
            const auto problems = readImportReport(shardOf(m_units[i]) + QStringLiteral(".tsv"), 1);
            for (size_t p = 0; problems && p < problems->size(); ++p) {
                if ((*problems)[p].kind == ImportProblem::Kind::Failed)
                    first = (*problems)[p].path + QStringLiteral(": ") + (*problems)[p].reason;
            }
        }
        what += first.isEmpty() ? tr(": there is no .json document and no sound in it")
                                : tr(" (%1 failed; the first, %2)").arg(QString::number(m_report.failed), first);
        m_stores.clear();
        for (const ImportUnit &unit : m_units) {
            QFile::remove(shardOf(unit));
            QFile::remove(shardOf(unit) + QStringLiteral(".tsv"));
        }
        if (m_settings.report.isEmpty())
            QFile::remove(QDir(m_shardFolder).filePath(kReport));
        return fail(what, m_settings.inputs.join(QStringLiteral(", ")),
                    tr("Choose a folder or archive of AcousticBrainz low-level documents, or a folder of sounds."));
    }

    const ImportSettings &m_settings;
    const CancelToken &m_cancel;
    const ProgressCallback &m_progress;
    bool m_oneFile;
    QString m_shardFolder;
    std::vector<ImportUnit> m_units;
    std::vector<Outcome> m_outcomes; ///< each written by the thread of its unit
    std::vector<FeaturePool::Store> m_stores; ///< null where the unit failed
    RecordingIds m_ids;
    ImportReport m_report;
};

} // namespace

LockTarget storeLock(const QString &output)
{
    return { output + QStringLiteral(".lock"), output, QStringLiteral("store") };
}

Result<ImportReport> importFeatures(const ImportSettings &settings, const CancelToken &cancel,
                                    const ProgressCallback &progress, ImportReport *untilFailure)
{
    FeatureImport import(settings, cancel, progress);
    auto report = import.run();
    if (!report && untilFailure != nullptr)
        *untilFailure = import.untilFailure();
    return report;
}

Result<QString> inputFingerprint(const ImportSettings &settings, const CancelToken &cancel)
{
    auto units = listUnits(settings, cancel);
    if (!units)
        return passOn(units);
    for (ImportUnit &unit : *units) {
        const auto fingerprint = fingerprintUnit(unit, cancel);
        if (!fingerprint)
            return passOn(fingerprint);
        unit.fingerprint = heardFingerprint(*fingerprint, settings.audio);
    }
    return fingerprintOf(*units);
}

} // namespace melscope
