#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace melscope {

/// The names in a folder, hidden ones too, in the order of their bytes. Errors: it cannot be read to its end; a list
/// that is cut short would be taken for all there is.
Result<QStringList> entriesOf(const QString &folder);

/// Moves entries of one folder into another of the same disk, in their order, in place of what has these names there
/// and of `older` (moved away first). Whatever fails, all is put back as it was; only then is the error told. What was
/// replaced is deleted at the end. Errors: an entry cannot be moved, the folder cannot be synchronised with the disk.
Result<void> replaceEntries(const QString &from, const QStringList &names, const QString &to,
                            const QStringList &older = {});

} // namespace melscope
