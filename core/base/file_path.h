#pragma once

#include <QString>

#include <string>
#include <string_view>

struct stat;

namespace melscope {

// Paths are bytes on the disk and text in the program. Names that are no UTF-8 (Latin-1, from an old disk) must lead
// back to their file, so each byte that cannot be decoded becomes a lone surrogate U+DC80…U+DCFF, as in Python.

/// The text of a path; reversible whatever its bytes are.
QString pathFromBytes(std::string_view bytes);
/// The bytes that open it.
std::string pathBytes(const QString &path);
/// The path for people: bytes that are no text as "\xE9".
QString shownPath(const QString &path);

/// What lies at a path, links followed.
struct FileStatus
{
    enum class Kind { Missing, Regular, Folder, Pipe, Other };
    Kind kind = Kind::Missing;
    qint64 size = 0; ///< bytes, of a regular file
    int error = 0; ///< errno, where it is Missing for another reason than that there is none

    bool exists() const { return kind != Kind::Missing; }
    bool isFolder() const { return kind == Kind::Folder; }
    bool isRegular() const { return kind == Kind::Regular; }
};
FileStatus fileStatus(const QString &path);
/// Whether a file that need not be there is to be opened: also where the disk does not tell, so that opening it does.
bool mayBeThere(const QString &path);

/// An errno for people: "the disk is full".
QString faultText(int error);
/// Whether a file's or folder's owner, group and mode keep this process from reading it.
bool isForbidden(const struct stat &status);
/// Whether an error of reading a file or a folder may pass by itself: it says nothing about what lies there, unlike a
/// path that leads nowhere or a mode that forbids it. `path` in the file system's bytes. Keeps errno.
bool mayPass(int error, const std::string &path);

} // namespace melscope
