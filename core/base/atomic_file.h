#pragma once

#include "core/base/result.h"

#include <QString>

#include <span>
#include <string>
#include <string_view>

namespace melscope {

/// Writes a file beside its place and puts it there when it is complete: all bytes written and on the disk, closed,
/// renamed, the folder's entry on the disk too. Every step is checked; the first that fails is told by it and by all
/// later ones, and an older file is then still there, byte for byte. Without commit() nothing
/// remains; what a process that was killed left half-written goes when the same file is written again.
/// A target that is no regular file (a pipe, /dev/stdout) is written straight away. Used by one thread.
class AtomicFile
{
public:
    /// Whether commit() waits for the disk. Thousands of small files that can be made anew need not: it takes minutes.
    enum class Durability { OnDisk, InTime };
    explicit AtomicFile(QString path, Durability durability = Durability::OnDisk);
    ~AtomicFile();
    AtomicFile(const AtomicFile &) = delete;
    AtomicFile &operator=(const AtomicFile &) = delete;

    /// Makes the folder if need be. Errors: the folder or the file cannot be made.
    Result<void> open();
    /// Appends. Errors: the disk is full, the quota used up, the disk at fault …
    Result<void> write(std::string_view bytes);
    Result<void> write(std::span<const std::byte> bytes);
    /// Overwrites what was written at the front. Errors: as write().
    Result<void> writeAtFront(std::string_view bytes);
    /// Sends what was written so far to the disk, without waiting for it, so that commit() need not wait long.
    void sendToDisk();
    Result<void> commit();

    const QString &path() const { return m_path; }
    qint64 size() const { return m_size; } ///< bytes written

private:
    tl::unexpected<Error> failed(const char *step, int error);
    Result<void> flush();
    Result<void> put(const char *bytes, size_t count, qint64 offset);
    Result<void> publish();
    void discard();

    QString m_path;
    Durability m_durability;
    std::string m_target; ///< bytes of the path, links resolved
    std::string m_temporary; ///< empty where it is written straight away
    std::string m_buffer;
    int m_descriptor = -1;
    qint64 m_size = 0;
    qint64 m_sent = 0;
    Result<void> m_state; ///< the first failure, kept
};

/// Writes a whole file by AtomicFile.
Result<void> writeFileAtomically(const QString &path, std::string_view bytes,
                                 AtomicFile::Durability durability = AtomicFile::Durability::OnDisk);

/// Makes a folder with its parents, and checks that files can be written into it.
Result<void> makeWritableFolder(const QString &path);
/// Makes a folder with its parents; one that exists is fine.
Result<void> makeFolder(const QString &path);

/// Puts a complete file in another's place, checked as AtomicFile does. Errors: as there; the older file is untouched.
Result<void> moveIntoPlace(const QString &file, const QString &place);

/// Sends a folder's entries to the disk. Returns an errno; 0 when done, or where the file system cannot do that.
int syncFolder(const QString &folder);

} // namespace melscope
