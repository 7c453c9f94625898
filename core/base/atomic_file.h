#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <string_view>

class QSaveFile;

namespace melscope {

/// Writes a whole file beside its place and renames it when complete, making its folder if need be.
/// A reader sees the old file or the new one, never a part.
Result<void> writeFileAtomically(const QString &path, std::string_view bytes);

/// Opens a QSaveFile at `path`, making its folder if need be.
Result<void> openForWriting(QSaveFile &file);
/// Commits it, or says why it could not be written (disk full, no permission).
Result<void> commitWriting(QSaveFile &file);

/// Makes a folder with its parents, and checks that files can be written into it.
Result<void> makeWritableFolder(const QString &path);

} // namespace melscope
