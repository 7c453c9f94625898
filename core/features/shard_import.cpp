#include "core/features/shard_import.h"

#include "core/audio/audio_module.h"
#include "core/audio/sound_file.h"
#include "core/base/byte_stream.h"
#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/base/ordered_pipeline.h"
#include "core/base/small_file.h"
#include "core/base/words.h"
#include "core/features/feature_store.h"
#include "core/features/heard_log.h"
#include "core/features/low_level_document.h"
#include "core/features/unit_walk.h"
#include "core/truth/recording_ids.h"

#include <QFileInfo>
#include <QScopeGuard>

#include <sys/stat.h>

#include <algorithm>
#include <thread>
#include <unordered_map>

namespace melscope {

namespace {

// The parser needs several times a document's size; those beyond this are parsed one at a time.
constexpr size_t kLargeDocument = 1 << 20;
constexpr size_t kBatchDocuments = 64;
constexpr size_t kBatchBytes = 1 << 20;
// What a document yet to be read weighs while it waits: its path and its place in the batch.
constexpr size_t kWaitingWeight = 512;

struct ParsedItem
{
    std::string path;
    std::string recording; ///< id
    std::optional<MelImage> image;
    TrackTags tags;
    std::optional<ImportProblem> problem;
    qint64 bytes = 0;
    std::optional<FileMark> mark; ///< where the fingerprint is of it
    QString remark; ///< what the report tells though it became a track
    bool isNew = false; ///< a sound that no earlier import heard
};

// What is heard of sounds: where that changes, this does, and all are heard anew.
const QString kHeardKey = QStringLiteral("heard");
const QString kHeard = QStringLiteral("1");
const QString kMixed = QStringLiteral(" mixed");

QString heardBy(const AudioOptions &options)
{
    return options.mixesSurround ? kHeard + kMixed : kHeard;
}

/// What an earlier import of the same unit heard, complete or not: sounds that have not changed since are not heard
/// again. Read by all threads.
class HeardBefore
{
    using Store = std::shared_ptr<const FeatureStore>;

public:
    HeardBefore(const QString &shard, const AudioOptions &options)
        : m_log(logOf(shard, options))
    {
        const auto store = QFileInfo::exists(shard) ? FeatureStore::open(shard) : Result<Store>(Store());
        if (!store || !*store || !(*store)->tags().hasFiles()
            || (*store)->metadata().value(kHeardKey) != heardBy(options))
            return;
        m_store = *store;
        const TagColumns::Texts &files = m_store->tags().texts(TextTag::File);
        for (uint32_t row = 0; row < m_store->size(); ++row)
            m_rows.emplace(files.value(files.rows[row]), row);
        const auto problems = readImportReport(shard + QStringLiteral(".tsv"));
        for (size_t i = 0; problems && i < problems->size(); ++i) {
            if ((*problems)[i].kind == ImportProblem::Kind::Read)
                m_remarks.emplace(pathBytes((*problems)[i].path), (*problems)[i].reason);
        }
    }

    /// Sounds that were heard otherwise are in another log.
    static QString logOf(const QString &shard, const AudioOptions &options)
    {
        return shard + (options.mixesSurround ? QStringLiteral(".heard-mixed") : QStringLiteral(".heard"));
    }

    /// A file that is as it was; `path` as the walk names it.
    std::optional<HeardSound> find(const std::string &file, const std::string &path, const FileMark &mark) const
    {
        if (mark.error != 0 || mark.isForbidden)
            return std::nullopt;
        std::optional<HeardSound> sound = m_log.find(file);
        if (!sound || !isOf(*sound, mark)) {
            const auto found = m_rows.find(file);
            if (found == m_rows.end())
                return std::nullopt;
            sound = at(found->second, path);
        }
        if (!isOf(*sound, mark))
            return std::nullopt;
        if (!IdKey(sound->recording).isUuid()) // its name among those that are there now is another matter
            sound->recording = melscope::recordingOf(pathFromBytes(path), {});
        return sound;
    }

    /// Those of the complete import below some folders, or of these files, in its order.
    std::vector<HeardSound> below(const QStringList &roots) const
    {
        const auto isBelow = [](const QString &file, const QString &root) {
            return file == root || file.startsWith(root.endsWith(QLatin1Char('/')) ? root : root + QLatin1Char('/'));
        };
        std::vector<HeardSound> sounds;
        for (uint32_t row = 0; m_store && !roots.isEmpty() && row < m_store->size(); ++row) {
            HeardSound sound = at(row, {});
            const QString file = pathFromBytes(sound.tags.file);
            if (!std::ranges::any_of(roots, [&](const QString &root) { return isBelow(file, root); }))
                continue;
            if (!IdKey(sound.recording).isUuid())
                sound.recording = melscope::recordingOf(file, {});
            sounds.push_back(std::move(sound));
        }
        return sounds;
    }

    static uint64_t timeOf(const FileMark &mark)
    {
        return uint64_t(mark.seconds) * 1'000'000'000U + uint64_t(mark.nanoseconds);
    }

private:
    static bool isOf(const HeardSound &sound, const FileMark &mark)
    {
        return sound.tags.fileSize == uint64_t(mark.size) && sound.tags.fileTime == timeOf(mark);
    }

    HeardSound at(uint32_t row, const std::string &path) const
    {
        HeardSound sound;
        sound.recording = m_store->id(row);
        const auto image = m_store->image(row);
        std::copy(image.begin(), image.end(), sound.image.begin());
        sound.tags = m_store->tags().at(row);
        if (const auto remark = m_remarks.find(path); remark != m_remarks.end())
            sound.remark = remark->second;
        return sound;
    }

    HeardLog m_log;
    Store m_store; ///< stays mapped while the new one takes its place
    std::unordered_map<std::string_view, uint32_t> m_rows; ///< by file
    std::unordered_map<std::string, QString> m_remarks; ///< by path
};

using Batch = std::vector<UnitEntry>;
using ParsedBatch = std::vector<ParsedItem>;

/// Parses documents and hears sounds; shared by the threads of a pool.
class TrackReader
{
public:
    TrackReader(const AudioOptions &options, std::shared_ptr<const HeardBefore> before)
        : m_options(options)
        , m_before(std::move(before))
    {
    }
    ParsedBatch operator()(Batch batch, const CancelToken &cancel)
    {
        ParsedBatch parsed;
        parsed.reserve(batch.size());
        for (UnitEntry &item : batch) {
            if (cancel.isCancelled())
                break;
            parsed.push_back(item.problem                ? withProblem(item)
                                 : isDocument(item.path) ? parse(item)
                                                         : hear(item, cancel));
            ParsedItem &done = parsed.back();
            if (item.isMarked && !done.mark)
                done.mark = markOf(done.path);
        }
        return parsed;
    }

private:
    static ParsedItem withProblem(UnitEntry &item)
    {
        ParsedItem parsed;
        parsed.path = std::move(item.path);
        parsed.problem = std::move(item.problem);
        return parsed;
    }

    ParsedItem hear(UnitEntry &item, const CancelToken &cancel)
    {
        ParsedItem parsed;
        parsed.path = std::move(item.path);
        const FileMark mark = markOf(parsed.path); // as it was before: one that changes meanwhile is heard again
        if (item.isMarked)
            parsed.mark = mark;
        const QString path = pathFromBytes(parsed.path);
        const std::string absolute = pathBytes(QFileInfo(path).absoluteFilePath());
        if (auto known = m_before->find(absolute, parsed.path, mark)) {
            parsed.bytes = mark.size;
            parsed.recording = std::move(known->recording);
            parsed.image = known->image;
            parsed.tags = std::move(known->tags);
            parsed.remark = known->remark;
            return parsed;
        }
        const auto module = audioModule();
        auto file = module ? readSoundFile(path, m_options, cancel) : Result<SoundFile>(passOn(module));
        if (!file) {
            const Error &error = file.error();
            parsed.problem =
                ImportProblem { ImportProblem::Kind::Failed, path,
                                error.remedy.isEmpty() ? error.what : error.what + QStringLiteral(". ") + error.remedy,
                                -1, !module || error.isUnread() }; // with the module it may be in order
            return parsed;
        }
        parsed.bytes = mark.size;
        parsed.recording = std::move(file->recording);
        parsed.image = file->sound.image;
        parsed.tags = std::move(file->tags.tags);
        parsed.tags.file = absolute;
        parsed.tags.fileSize = uint64_t(mark.size);
        parsed.tags.fileTime = HeardBefore::timeOf(mark);
        parsed.isNew = true;
        if (file->sound.damagedPackets > 0)
            parsed.remark = tr("damaged packets were left out: %1").arg(file->sound.damagedPackets);
        else if (file->sound.downmix == Downmix::Left)
            parsed.remark = tr("its channels cancel each other out; the left one alone was heard");
        return parsed;
    }

    ParsedItem parse(UnitEntry &item)
    {
        thread_local LowLevelDocumentReader reader;
        thread_local std::string buffer;
        ParsedItem parsed;
        parsed.path = std::move(item.path);
        parsed.recording = documentStem(parsed.path);
        auto failed = [&](const QString &reason, qint64 offset, bool isUnread = false) {
            parsed.problem =
                ImportProblem { ImportProblem::Kind::Failed, pathFromBytes(parsed.path), reason, offset, isUnread };
        };
        std::string *content = &item.content;
        if (item.isFile) {
            content = &buffer;
            struct stat status = {};
            const auto read = readSmallFile(parsed.path, buffer, kLargestDocument, status);
            if (item.isMarked && status.st_mode != 0)
                parsed.mark = markOf(status); // as it was opened: looking it up once more would take as long
            if (!read) {
                failed(read.error().what, -1, read.error().isUnread());
                return parsed;
            }
        }
        // Whatever one document does to the parser, the others are not to pay for it.
        try {
            std::string plain;
            if (const Compression compression = compressionOf(*content); compression != Compression::None) {
                auto unpacked =
                    readAll(*decompressed(memoryBytes(*content), compression, {}), kLargestDocument, m_never);
                if (!unpacked) {
                    failed(unpacked.error().what, -1);
                    return parsed;
                }
                plain = std::move(*unpacked);
                content = &plain;
            }
            parsed.bytes = qint64(content->size());
            if (content->size() < kLargeDocument) {
                finish(parsed, reader, *content, failed);
            } else {
                std::scoped_lock lock(m_largeMutex);
                LowLevelDocumentReader large;
                finish(parsed, large, *content, failed);
            }
        } catch (const std::exception &exception) {
            failed(QString::fromUtf8(exception.what()), -1);
        }
        if (buffer.capacity() > 2 * kLargeDocument)
            std::string().swap(buffer);
        return parsed;
    }

    template <class Failed>
    static void finish(ParsedItem &parsed, LowLevelDocumentReader &reader, std::string &content, const Failed &failed)
    {
        const auto document = reader.read(content);
        if (document) {
            parsed.image = (*document)->image;
            parsed.tags = (*document)->tags;
            return;
        }
        failed(document.error().what, reader.errorOffset());
        // A project or a run that lies among the documents is in order.
        if (content.find("\"format\"") != std::string::npos && content.find("\"melscope-") != std::string::npos)
            *parsed.problem = { ImportProblem::Kind::Skipped, parsed.problem->path,
                                tr("a file of Melscope, not a document"), -1 };
    }

    AudioOptions m_options;
    std::shared_ptr<const HeardBefore> m_before;
    const CancelToken m_never;
    std::mutex m_largeMutex;
};

/// One unit's import: a reader thread walks the input, the pool parses, the caller's thread writes.
class UnitImport
{
public:
    UnitImport(ImportUnit &unit, const QString &shard, const AudioOptions &options, ThreadPool &parsers,
               size_t mostBytes, ImportProgress &progress, const CancelToken &cancel)
        : m_unit(unit)
        , m_options(options)
        , m_progress(progress)
        , m_cancel(cancel)
        , m_ended(cancel.child())
        , m_writer(shard)
        , m_report(shard + QStringLiteral(".tsv"), false, false)
        , m_before(std::make_shared<const HeardBefore>(shard, options))
        , m_log(HeardBefore::logOf(shard, options))
        , m_pipeline(
              parsers,
              [reader = std::make_shared<TrackReader>(options, m_before), ended = m_ended](Batch batch) {
                  return (*reader)(std::move(batch), ended);
              },
              mostBytes, m_ended)
    {
    }

    Result<ImportCounts> run()
    {
        if (const auto opened = m_writer.open(); !opened)
            return passOn(opened);
        if (const auto opened = m_report.open(); !opened)
            return passOn(opened);
        Result<void> read;
        std::jthread reader([&] {
            // Nothing that a reader runs into may end the program.
            try {
                read = readInput();
                if (read)
                    read = flush();
            } catch (const std::exception &exception) {
                read = fail(QString::fromUtf8(exception.what()), m_unit.path);
            }
            m_pipeline.close();
        });
        Result<void> written = write();
        reader.join();
        if (m_cancel.isCancelled())
            return cancelled();
        if (!written)
            return passOn(written);
        if (!read)
            return passOn(read);
        return finish();
    }

private:
    Result<void> write()
    {
        // However this ends, the reader does not wait for room any more.
        const auto letGo = qScopeGuard([&] { m_ended.cancel(); });
        while (const auto batch = m_pipeline.take()) {
            for (const ParsedItem &item : *batch) {
                if (const auto taken = take(item); !taken)
                    return taken;
            }
            if (m_cancel.isCancelled())
                return cancelled();
        }
        return {};
    }

    Result<void> take(const ParsedItem &item)
    {
        if (item.mark)
            m_fingerprint.add(item.path, *item.mark);
        m_counts.bytes += item.bytes;
        m_progress.documentBytes += item.bytes;
        if (m_unit.kind != ImportUnit::Kind::Archive)
            m_progress.inputBytes += usualBytes(item.path);
        if (item.bytes > 0 || item.image)
            ++m_progress.documents;
        const bool isSound = m_unit.kind != ImportUnit::Kind::Archive && isSoundName(item.path);
        const QString path = isSound ? pathFromBytes(item.path) : QString();
        if (item.problem) {
            if (isSound) // it keeps its name, for when it can be heard
                (void)m_names.distinct(path, melscope::recordingOf(path, {}));
            return note(*item.problem);
        }
        const std::string recording = isSound ? m_names.distinct(path, item.recording) : item.recording;
        const auto added = m_writer.add(recordingIdOf(recording), *item.image, item.tags);
        if (!added)
            return passOn(added);
        if (!*added)
            return note({ ImportProblem::Kind::Repeated, pathFromBytes(item.path),
                          tr("this recording was imported before; the first is kept"), -1 });
        ++m_counts.imported;
        m_anyHeard = m_anyHeard || !item.tags.file.empty();
        if (item.isNew)
            m_log.add({ item.recording, *item.image, item.tags, item.remark });
        return item.remark.isEmpty()
            ? Result<void>()
            : m_report.add({ ImportProblem::Kind::Read, pathFromBytes(item.path), item.remark, -1 });
    }

    Result<void> note(const ImportProblem &problem)
    {
        m_counts.count(problem.kind);
        m_unread += problem.isUnread ? 1 : 0;
        return m_report.add(problem);
    }

    /// What was heard below inputs that cannot be reached now stays.
    Result<void> keep()
    {
        for (const HeardSound &sound : m_before->below(m_unit.kept)) {
            const QString path = pathFromBytes(sound.tags.file);
            const auto added = m_writer.add(m_names.distinct(path, sound.recording), sound.image, sound.tags);
            if (!added)
                return passOn(added);
            m_counts.imported += *added ? 1 : 0;
            m_anyHeard = true;
        }
        return {};
    }

    Result<ImportCounts> finish()
    {
        if (const auto kept = keep(); !kept)
            return passOn(kept);
        const QString source =
            m_unit.kind == ImportUnit::Kind::Documents ? m_unit.documents.join(QLatin1Char('\n')) : m_unit.path;
        if (const auto noted = m_report.add({ ImportProblem::Kind::Read, m_unit.path,
                                              tr("%1 tracks imported").arg(countText(m_counts.imported)), -1 });
            !noted)
            return passOn(noted);
        if (const auto finished = m_report.finish(); !finished)
            return passOn(finished);
        QMap<QString, QString> metadata;
        metadata.insert(QStringLiteral("source"),
                        source.size() <= 4000 ? source : source.left(4000) + QStringLiteral("\n…"));
        m_unit.fingerprint = heardFingerprint(
            m_unit.kind == ImportUnit::Kind::Folder ? m_fingerprint.text() : m_unit.fingerprint, m_options);
        // What the disk did not give may be there the next time: a shard without it is never taken for the whole one.
        if (m_unread > 0)
            m_unit.fingerprint += QStringLiteral(" without %1 unread").arg(m_unread);
        metadata.insert(QStringLiteral("fingerprint"), m_unit.fingerprint);
        if (m_anyHeard)
            metadata.insert(kHeardKey, heardBy(m_options));
        metadata.insert(QStringLiteral("import"),
                        QStringLiteral("%1 %2 %3 %4 %5")
                            .arg(QString::number(m_counts.imported), QString::number(m_counts.skipped),
                                 QString::number(m_counts.repeated), QString::number(m_counts.failed),
                                 QString::number(m_counts.bytes)));
        if (const auto finished = m_writer.finish(metadata); !finished)
            return passOn(finished);
        m_log.remove();
        return m_counts;
    }

    // --- the reader's thread ---

    Result<void> readInput()
    {
        return walkUnit(m_unit, { UnitWalk::Contents::Wanted, &m_progress.inputBytes }, m_ended,
                        [this](UnitEntry entry) { return push(std::move(entry)); });
    }

    bool push(UnitEntry item)
    {
        m_batchBytes += (isDocument(item.path) || item.problem ? item.content.size() : kBatchBytes) + kWaitingWeight
            + (item.problem ? kWaitingWeight : 0);
        m_batch.push_back(std::move(item));
        return (m_batch.size() < kBatchDocuments && m_batchBytes < kBatchBytes) || flush().has_value();
    }

    Result<void> flush()
    {
        if (m_batch.empty())
            return {};
        return m_pipeline.put(std::exchange(m_batch, {}), std::exchange(m_batchBytes, 0)) ? Result<void>()
                                                                                          : cancelled();
    }

    ImportUnit &m_unit;
    AudioOptions m_options;
    ImportProgress &m_progress;
    const CancelToken &m_cancel;
    CancelToken m_ended; ///< set when the user cancelled or the writer has left, whatever the reason
    FeatureStoreWriter m_writer;
    ImportReportWriter m_report;
    std::shared_ptr<const HeardBefore> m_before;
    HeardLog m_log;
    OrderedPipeline<Batch, ParsedBatch> m_pipeline;
    ImportCounts m_counts;
    SoundNames m_names;
    bool m_anyHeard = false; ///< a sound is among the tracks
    qint64 m_unread = 0; ///< of those that failed, what may be in order another time
    Fingerprint m_fingerprint; ///< of a folder
    Batch m_batch; ///< of the reader's thread
    size_t m_batchBytes = 0; ///< of the reader's thread
};

} // namespace

Result<ImportCounts> importUnit(ImportUnit &unit, const QString &shard, const AudioOptions &options,
                                ThreadPool &parsers, size_t mostBytes, ImportProgress &progress,
                                const CancelToken &cancel)
{
    return UnitImport(unit, shard, options, parsers, mostBytes, progress, cancel).run();
}

QString heardFingerprint(const QString &fingerprint, const AudioOptions &options)
{
    return options.mixesSurround ? fingerprint + kMixed : fingerprint;
}

ImportCounts countsOf(const QMap<QString, QString> &metadata)
{
    const QStringList numbers = metadata.value(QStringLiteral("import")).split(QLatin1Char(' '));
    // They are told to people alone: a store whose counts are lost is as good as any other.
    ImportCounts counts;
    std::array<qint64 *, 5> targets { &counts.imported, &counts.skipped, &counts.repeated, &counts.failed,
                                      &counts.bytes };
    if (numbers.size() != qsizetype(targets.size()))
        return counts;
    for (size_t i = 0; i < targets.size(); ++i) {
        const auto count = parseCount(numbers[qsizetype(i)]);
        if (!count || *count > uint64_t(std::numeric_limits<qint64>::max()))
            return {};
        *targets[i] = qint64(*count);
    }
    return counts;
}

} // namespace melscope
