#pragma once

#include "core/features/import_report.h"

#include <QCryptographicHash>
#include <QString>

#include <string>
#include <string_view>

struct stat;

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
/// What becomes a track where it lies on the disk: a document or a sound.
bool isTrackFile(std::string_view path);
/// A file that calls itself an archive of a kind we read, and so is an input of its own.
bool isArchiveName(std::string_view path);
/// What becomes of a file that is no document, nor a sound on the disk: skipped, or failed where it is data that cannot
/// be read, with the reason.
ImportProblem problemOfOther(std::string_view path);

// What a loose document counts for in the progress before it was read, and what a sound, which takes longer.
inline constexpr qint64 kUsualDocument = 64 << 10;
inline constexpr qint64 kUsualSound = 16 << 20;
/// Of these two the one that a file is, or nothing.
qint64 usualBytes(std::string_view path);

/// What tells whether a file is as it was.
struct FileMark
{
    qint64 size = 0; ///< bytes
    qint64 seconds = 0; ///< of the time it was changed
    qint64 nanoseconds = 0;
    bool isForbidden = false;
    int error = 0; ///< errno, where the disk did not say, but may another time
};
/// A file that is not there counts as an empty one; reading it tells why.
FileMark markOf(const std::string &path);
FileMark markOf(const struct stat &status);

/// Of files: their paths, sizes and times, and whether they may be read at all.
class Fingerprint
{
public:
    Fingerprint() { m_hash.addData(kTaken); }

    void add(std::string_view path, const FileMark &mark);
    /// Of marks that the disk did not give, one that no input has.
    QString text() const
    {
        return QString::fromLatin1(m_hash.result().toHex()) + QLatin1String(m_isUnread ? " unread" : "");
    }

private:
    // What is taken of documents: stores that were made when it was less are made anew.
    static constexpr QByteArrayView kTaken = "image tags\n";
    QCryptographicHash m_hash { QCryptographicHash::Sha256 };
    bool m_isUnread = false;
};

} // namespace melscope
