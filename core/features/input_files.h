#pragma once

#include "core/features/import_report.h"

#include <QCryptographicHash>
#include <QString>

#include <string>
#include <string_view>

namespace melscope {

// What files of an import are, told by their names, and whether they changed. Paths are the file system's own bytes.

/// The last part of a path.
std::string_view nameOf(std::string_view path);
/// "._*", which macOS puts beside files.
bool isAppleDouble(std::string_view path);
/// A .json that may be an AcousticBrainz document, also a compressed one (.json.gz, .bz2, .xz, .lzma, .zst).
bool isDocument(std::string_view path);
/// A document's name without its endings.
std::string_view documentStem(std::string_view path);
/// A file that calls itself an archive of a kind we read, and so is an input of its own.
bool isArchiveName(std::string_view path);
/// What becomes of a file that is neither: skipped, or failed where it is data that cannot be read, with the reason.
ImportProblem problemOfOther(std::string_view path);

// What a loose document counts for in the progress before it was read.
inline constexpr qint64 kUsualDocument = 64 << 10;

/// Of files: their paths, sizes and times, and whether they may be read at all.
class Fingerprint
{
public:
    /// Returns the file's size.
    qint64 add(const std::string &path);
    int fault() const { return m_fault; } ///< errno of the last file, where it could not be looked at
    QString text() const { return QString::fromLatin1(m_hash.result().toHex()); }

private:
    QCryptographicHash m_hash { QCryptographicHash::Sha256 };
    int m_fault = 0;
};

} // namespace melscope
