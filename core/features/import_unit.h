#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/features/input_files.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace melscope {

/// The part of an import that becomes one shard: an archive, or the loose documents of a folder, or documents that
/// were named one by one.
struct ImportUnit
{
    enum class Kind { Archive, Folder, Documents };
    Kind kind = Kind::Archive;
    QString path; ///< archive or folder; of several documents the first
    QStringList documents; ///< of Kind::Documents
    qint64 bytes = 0; ///< on the disk; of a folder an estimate by the number of its documents
    /// Of paths, sizes and times; of a folder empty until fingerprintUnit() or importUnit(). After an import that could
    /// not read all of it, one that no input has.
    QString fingerprint;
    QString shardName; ///< file name of the shard, the same for the same input
    QStringList kept {}; ///< files and folders that cannot be reached now; what was heard below them stays
    std::optional<Error> unread {}; ///< the disk did not even say what it is; the other units go on
};

/// The units of some inputs, in order; an archive inside a folder is a unit of its own. Folders are only listed: a
/// million files are not looked at one by one before the import begins. Errors: an input is missing or unreadable;
/// cancelled.
Result<std::vector<ImportUnit>> listImportUnits(const QStringList &inputs, const CancelToken &cancel);

/// The fingerprint that importing the unit would give it. Errors: unreadable, cancelled.
Result<QString> fingerprintUnit(const ImportUnit &unit, const CancelToken &cancel);
/// Tells whether inputs changed since they were imported; every unit has its fingerprint.
QString fingerprintOf(const std::vector<ImportUnit> &units);

} // namespace melscope
