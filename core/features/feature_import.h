#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <QStringList>

#include <vector>

namespace melscope {

struct ImportSettings
{
    QStringList inputs; ///< folders, archives, documents
    QString output; ///< the store to write
    int jobs = 0; ///< parser threads; 0: all processors
};

/// A document that did not become a track.
struct ImportProblem
{
    enum class Kind {
        Skipped, ///< not a document by its name: AppleDouble "._*", ".DS_Store", other files
        Repeated, ///< a recording that was imported before
        Failed, ///< a document that cannot be used
    };
    Kind kind;
    QString path; ///< of the file, or "archive:entry"
    QString reason;
};

struct ImportReport
{
    qint64 imported = 0;
    qint64 skipped = 0;
    qint64 repeated = 0;
    qint64 failed = 0;
    qint64 bytes = 0; ///< of the documents read
    double seconds = 0;
    std::vector<ImportProblem> problems; ///< in the order of the inputs
};

/// Imports documents into a feature store: inputs in the order given, each folder in the order of its paths,
/// so that the store does not depend on timing. Documents that cannot be used are listed and the rest goes on;
/// an archive that is damaged half-way keeps what came before. Errors: an input is missing, not one document
/// could be used, the store cannot be written, cancelled – the old store is then untouched.
Result<ImportReport> importFeatures(const ImportSettings &settings, const CancelToken &cancel = {},
                                    const ProgressCallback &progress = {});

/// Tells whether an input changed since it was imported: its path with size and time, for a folder over all files.
QString inputFingerprint(const QString &input);

/// Writes the problems as TSV: kind, path, reason. Atomic.
Result<void> writeImportReport(const ImportReport &report, const QString &path);

} // namespace melscope
