#pragma once

#include "core/audio/audio_reader.h"
#include "core/base/thread_pool.h"
#include "core/features/import_report.h"
#include "core/features/import_unit.h"

#include <QMap>

#include <atomic>

namespace melscope {

/// How far the units are, over all of them; counted by their threads, read by who reports.
struct ImportProgress
{
    std::atomic<qint64> documents = 0;
    std::atomic<qint64> documentBytes = 0; ///< of JSON
    std::atomic<qint64> inputBytes = 0; ///< as they lie on the disk
};

/// Imports one unit into a shard, with its report beside it (`<shard>.tsv`, written first): readers, parsers and
/// writer overlap, the order is that of the input. `mostBytes` bounds what is under way. Documents that cannot be
/// used are listed and the rest goes on; an archive damaged half-way keeps what came before. Errors: an archive
/// without a readable entry, the shard cannot be written, cancelled; there is no shard then.
Result<ImportCounts> importUnit(ImportUnit &unit, const QString &shard, const AudioOptions &options,
                                ThreadPool &parsers, size_t mostBytes, ImportProgress &progress,
                                const CancelToken &cancel);

/// A unit's fingerprint as its shard bears it: sounds that are heard otherwise are heard anew.
QString heardFingerprint(const QString &fingerprint, const AudioOptions &options);

/// The counts that importUnit() put into a shard's metadata.
ImportCounts countsOf(const QMap<QString, QString> &metadata);

} // namespace melscope
