#include "core/features/feature_import.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/parallel.h"
#include "core/features/document_pipeline.h"
#include "core/features/feature_store.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <chrono>

namespace melscope {

namespace {

constexpr size_t kBatchDocuments = 64;

enum class NameKind { Document, AppleDouble, Other };

NameKind kindOfName(const QString &path)
{
    const QString name = path.mid(path.lastIndexOf(QLatin1Char('/')) + 1);
    if (name.startsWith(QStringLiteral("._")))
        return NameKind::AppleDouble;
    return name.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive) && name.size() > 5 ? NameKind::Document : NameKind::Other;
}

bool hasArchiveName(const QString &path)
{
    for (const char *suffix : { ".tar", ".tar.bz2", ".tar.gz", ".tgz", ".tbz2", ".zip" }) {
        if (path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

ImportProblem skippedFile(const QString &path, NameKind kind)
{
    return { ImportProblem::Kind::Skipped, path,
             kind == NameKind::AppleDouble ? QStringLiteral("AppleDouble file of macOS, not a document")
                                           : QStringLiteral("not a .json document") };
}

/// One import: walks the inputs, feeds the pipeline, writes what comes out.
class FeatureImport
{
public:
    FeatureImport(const ImportSettings &settings, const CancelToken &cancel, const ProgressCallback &progress)
        : m_settings(settings)
        , m_cancel(cancel)
        , m_stage(progress, QStringLiteral("Importing features"), QStringLiteral("documents"), 0)
        , m_writer(settings.output)
        , m_pipeline(settings.jobs > 0 ? settings.jobs : availableProcessors(), cancel)
    {
    }

    Result<ImportReport> run()
    {
        const auto begin = std::chrono::steady_clock::now();
        if (const auto checked = checkInputs(); !checked)
            return passOn(checked);
        if (const auto opened = m_writer.open(); !opened)
            return passOn(opened);
        for (const QString &input : m_settings.inputs) {
            if (const auto read = readInput(input); !read)
                return passOn(read);
        }
        if (const auto drained = drain(); !drained)
            return passOn(drained);
        if (m_writer.size() == 0)
            return nothingImported();
        QMap<QString, QString> metadata;
        metadata.insert(QStringLiteral("source"), sourceText());
        if (m_settings.inputs.size() == 1)
            metadata.insert(QStringLiteral("fingerprint"), inputFingerprint(m_settings.inputs.front()));
        if (const auto finished = m_writer.finish(metadata); !finished)
            return passOn(finished);
        m_stage.setTotal(m_seen);
        m_stage.update(m_seen);
        m_report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        return std::move(m_report);
    }

private:
    Result<void> checkInputs() const
    {
        if (m_settings.inputs.isEmpty())
            return fail(QStringLiteral("there is nothing to import"), {}, QStringLiteral("Name a folder, an archive or a document."));
        for (const QString &input : m_settings.inputs) {
            const QFileInfo info(input);
            if (!info.exists())
                return fail(QStringLiteral("there is no such file or folder"), input, QStringLiteral("Check the path."));
            if (!info.isReadable())
                return fail(QStringLiteral("cannot be read"), input, QStringLiteral("Check the permissions."));
        }
        return {};
    }

    QString sourceText() const
    {
        QString names = m_settings.inputs.join(QLatin1Char('\n'));
        return names.size() <= 4000 ? names : names.left(4000) + QStringLiteral("\n…");
    }

    tl::unexpected<Error> nothingImported() const
    {
        QString what = QStringLiteral("not one document could be imported");
        const auto failed = std::find_if(m_report.problems.begin(), m_report.problems.end(),
                                         [](const auto &problem) { return problem.kind == ImportProblem::Kind::Failed; });
        if (failed != m_report.problems.end())
            what += QStringLiteral(" (%1 failed; the first, %2: %3)").arg(m_report.failed).arg(failed->path, failed->reason);
        else
            what += QStringLiteral(": there is no .json document in it");
        return fail(what, m_settings.inputs.join(QStringLiteral(", ")),
                    QStringLiteral("Choose a folder or archive of AcousticBrainz low-level documents."));
    }

    Result<void> readInput(const QString &input)
    {
        const QFileInfo info(input);
        if (info.isDir())
            return readFolder(input);
        if (ArchiveReader::isArchive(input))
            return readArchive(input);
        if (const NameKind kind = kindOfName(input); kind != NameKind::Document) {
            m_report.problems.push_back(skippedFile(input, kind));
            ++m_report.skipped;
            return {};
        }
        return push({ input, input, {} });
    }

    Result<void> readFolder(const QString &folder)
    {
        QStringList files;
        // Symbolic links to folders are not followed: they may loop.
        QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            files << walk.next();
            if ((files.size() & 0xFF) == 0 && m_cancel.isCancelled())
                return cancelled();
        }
        files.sort();
        m_expected += files.size();
        m_stage.setTotal(m_expected);
        for (const QString &file : std::as_const(files)) {
            const NameKind kind = kindOfName(file);
            // A folder may hold the distribution's archives as they were fetched.
            if (kind == NameKind::Other && hasArchiveName(file) && ArchiveReader::isArchive(file)) {
                if (const auto flushed = flush(); !flushed)
                    return flushed;
                if (const auto read = readArchive(file); !read)
                    return read;
                continue;
            }
            if (kind != NameKind::Document) {
                m_report.problems.push_back(skippedFile(file, kind));
                ++m_report.skipped;
                ++m_seen;
                continue;
            }
            if (const auto pushed = push({ file, file, {} }); !pushed)
                return pushed;
        }
        return flush();
    }

    Result<void> readArchive(const QString &path)
    {
        auto archive = ArchiveReader::open(path);
        if (!archive)
            return passOn(archive);
        bool any = false;
        while (true) {
            if (m_cancel.isCancelled())
                return cancelled();
            auto entry = archive->next();
            if (!entry)
                return damagedArchive(path, entry.error(), any);
            if (!entry->has_value())
                return flush();
            any = true;
            const QString shown = path + QLatin1Char(':') + (*entry)->path;
            if (const NameKind kind = kindOfName((*entry)->path); kind != NameKind::Document) {
                m_report.problems.push_back(skippedFile(shown, kind));
                ++m_report.skipped;
                continue;
            }
            auto content = archive->readAll(kLargestDocument);
            if (!content)
                return damagedArchive(path, content.error(), any);
            if (const auto pushed = push({ shown, {}, std::move(*content) }); !pushed)
                return pushed;
        }
    }

    /// What came before the damage is kept, and the damage is listed; an archive without any entry is an error.
    Result<void> damagedArchive(const QString &path, const Error &error, bool any)
    {
        if (!any)
            return tl::make_unexpected(error);
        m_report.problems.push_back({ ImportProblem::Kind::Failed, path, error.what });
        ++m_report.failed;
        return flush();
    }

    Result<void> push(Document document)
    {
        m_batch.push_back(std::move(document));
        return m_batch.size() >= kBatchDocuments ? flush() : Result<void>();
    }

    Result<void> flush()
    {
        if (m_batch.empty())
            return {};
        while (m_pipeline.full()) {
            if (const auto written = writeNext(); !written)
                return written;
        }
        m_pipeline.submit(std::exchange(m_batch, {}));
        return {};
    }

    Result<void> drain()
    {
        if (const auto flushed = flush(); !flushed)
            return flushed;
        while (true) {
            const size_t before = m_batchesWritten;
            if (const auto written = writeNext(); !written)
                return written;
            if (m_batchesWritten == before)
                return {};
        }
    }

    Result<void> writeNext()
    {
        if (m_cancel.isCancelled())
            return cancelled();
        auto batch = m_pipeline.take();
        if (m_cancel.isCancelled())
            return cancelled();
        if (!batch)
            return {};
        ++m_batchesWritten;
        for (const ParsedDocument &parsed : *batch) {
            ++m_seen;
            m_report.bytes += parsed.bytes;
            if (!parsed.image) {
                m_report.problems.push_back({ ImportProblem::Kind::Failed, parsed.path, parsed.image.error().what });
                ++m_report.failed;
                continue;
            }
            const auto added = m_writer.add(parsed.id, *parsed.image);
            if (!added)
                return passOn(added);
            if (*added) {
                ++m_report.imported;
            } else {
                m_report.problems.push_back({ ImportProblem::Kind::Repeated, parsed.path,
                                              QStringLiteral("this recording was imported before; the first is kept") });
                ++m_report.repeated;
            }
        }
        m_stage.update(m_seen);
        return {};
    }

    const ImportSettings &m_settings;
    const CancelToken &m_cancel;
    StageProgress m_stage;
    FeatureStoreWriter m_writer;
    DocumentPipeline m_pipeline;
    ImportReport m_report;
    std::vector<Document> m_batch;
    qint64 m_seen = 0;
    qint64 m_expected = 0;
    size_t m_batchesWritten = 0;
};

} // namespace

Result<ImportReport> importFeatures(const ImportSettings &settings, const CancelToken &cancel, const ProgressCallback &progress)
{
    return FeatureImport(settings, cancel, progress).run();
}

QString inputFingerprint(const QString &input)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    auto add = [&](const QFileInfo &info) {
        hash.addData(info.absoluteFilePath().toUtf8());
        hash.addData(QByteArray::number(info.size()) + ' ' + QByteArray::number(info.lastModified().toMSecsSinceEpoch()) + '\n');
    };
    const QFileInfo info(input);
    if (!info.isDir()) {
        add(info);
    } else {
        QStringList files;
        QDirIterator walk(input, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (walk.hasNext())
            files << walk.next();
        files.sort();
        for (const QString &file : std::as_const(files))
            add(QFileInfo(file));
    }
    return QString::fromLatin1(hash.result().toHex());
}

Result<void> writeImportReport(const ImportReport &report, const QString &path)
{
    std::string text = "kind\tpath\treason\n";
    for (const ImportProblem &problem : report.problems) {
        switch (problem.kind) {
        case ImportProblem::Kind::Skipped:
            text += "skipped";
            break;
        case ImportProblem::Kind::Repeated:
            text += "repeated";
            break;
        case ImportProblem::Kind::Failed:
            text += "failed";
            break;
        }
        text += '\t' + problem.path.toStdString() + '\t' + problem.reason.toStdString() + '\n';
    }
    return writeFileAtomically(path, text);
}

} // namespace melscope
