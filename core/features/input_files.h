#pragma once

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
/// A .json that may be an AcousticBrainz document.
bool isDocument(std::string_view path);
/// A file in a folder that is an archive, by name and first bytes, and so an input of its own.
bool isArchiveInFolder(const std::string &path);

// What a loose document counts for in the progress before it was read.
inline constexpr qint64 kUsualDocument = 64 << 10;

/// Of files: their paths, sizes and times.
class Fingerprint
{
public:
    /// Returns the file's size.
    qint64 add(const std::string &path);
    QString text() const { return QString::fromLatin1(m_hash.result().toHex()); }

private:
    QCryptographicHash m_hash { QCryptographicHash::Sha256 };
};

} // namespace melscope
