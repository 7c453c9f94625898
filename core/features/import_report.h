#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <memory>
#include <string>
#include <vector>

namespace melscope {

class AtomicFile;

/// Something an import came upon that did not become a track, or a whole input that was read.
struct ImportProblem
{
    enum class Kind {
        Read, ///< an input, with the number of its documents
        Skipped, ///< not a document: AppleDouble "._*", ".DS_Store", files of Melscope, other files
        Repeated, ///< a recording that was imported before
        Failed, ///< a document, folder or archive that cannot be used
    };
    Kind kind;
    QString path; ///< of the file or folder, or "archive:entry"
    QString reason;
    qint64 offset = -1; ///< the byte at which `path` went wrong (compressed bytes of an archive); −1 unknown
    bool isUnread = false; ///< the disk or the network did not give it; another time it may (not in a report's file)
};

QString kindName(ImportProblem::Kind kind); ///< "read", "skipped", "repeated", "failed"

struct ImportCounts
{
    qint64 imported = 0;
    qint64 skipped = 0;
    qint64 repeated = 0;
    qint64 failed = 0;
    qint64 bytes = 0; ///< of the documents read

    ImportCounts &operator+=(const ImportCounts &other);
    void count(ImportProblem::Kind kind);
};

/// What an import did. A million problems are kept in the report's file alone; the first ones of each kind are here.
struct ImportReport : ImportCounts
{
    double seconds = 0;
    int inputs = 0; ///< folders, archives and groups of documents that were read
    int resumed = 0; ///< of these, done by an earlier import that was interrupted
    QString file; ///< the whole report as TSV, or empty
    std::vector<ImportProblem> problems; ///< in the order of the inputs; at most kKeptProblems of each kind
    static constexpr size_t kKeptProblems = 20'000;
};

/// Writes a report as it grows: kind, path, reason, offset, tab-separated; tabs and line ends inside are escaped.
class ImportReportWriter
{
public:
    /// `isKept`: the file is wanted for long and so goes to the disk at once; else it is made anew where it is lost.
    explicit ImportReportWriter(const QString &path, bool withHeader, bool isKept);
    ~ImportReportWriter();
    Result<void> open();
    Result<void> add(const ImportProblem &problem);
    /// The rows of another report, without its header.
    Result<void> append(const QString &path);
    Result<void> finish();

private:
    Result<void> flush();
    std::unique_ptr<AtomicFile> m_file;
    std::string m_buffer;
};

/// Reads the problems of a report's file, at most `most` of each kind. Errors: missing, no report.
Result<std::vector<ImportProblem>> readImportReport(const QString &path, size_t most = ImportReport::kKeptProblems);

} // namespace melscope
