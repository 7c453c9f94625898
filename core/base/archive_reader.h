#pragma once

#include "core/base/byte_stream.h"
#include "core/base/file_content.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <string>

struct archive;

namespace melscope {

/// Reads the entries of an archive one after the other, never unpacking to disk: tar (all dialects; plain or
/// compressed with gzip, bzip2, xz, lzma, zstd; several written one after the other), zip and 7z. What a file is, its
/// bytes tell, not its name. Used by one thread.
class ArchiveReader
{
public:
    struct Entry
    {
        std::string path; ///< the archive's own bytes
        qint64 size = 0; ///< bytes, as the archive says; may lie
        QString odd; ///< why this is no file to read ("a symbolic link to …", "a named pipe"); empty for a file
    };

    /// Errors: missing or unreadable file; no archive (the error says what it is); damaged at its beginning.
    static Result<ArchiveReader> open(const QString &path, const CancelToken &cancel = {});
    /// Whether the file's first bytes, decompressed, are those of an archive we read.
    static bool isArchive(const QString &path);

    ArchiveReader(ArchiveReader &&) noexcept;
    ArchiveReader &operator=(ArchiveReader &&) noexcept;
    ~ArchiveReader();

    /// The next entry that is no folder, or nothing at the archive's end. Errors: damaged or truncated archive.
    Result<std::optional<Entry>> next();
    /// The whole content of the current entry, with some room behind it for a parser's padding. Errors: damaged data;
    /// more than `limit` bytes or a content that cannot be unpacked (canContinue() then); cancelled.
    Result<std::string> readAll(size_t limit, const CancelToken &cancel = {});
    /// Passes over the current entry's content. next() does so too, but cannot be cancelled while it decompresses.
    /// Errors: damaged data, cancelled.
    Result<void> skip(const CancelToken &cancel = {});
    /// The current entry, which is an archive itself, as one; it is done with before next() is called here.
    /// Errors: no archive, a kind that can only be read from a disk, damaged.
    Result<ArchiveReader> openEntry(const QString &shown, const CancelToken &cancel = {});
    /// Whether what could not be read concerns the current entry alone.
    bool canContinue() const { return m_canContinue; }

    /// Compressed bytes read so far, for progress.
    qint64 bytesConsumed() const;
    /// Parts of the file that are not read, with the reason: a zip before this one, data behind the end.
    const QStringList &unread() const { return m_unread; }

private:
    struct Source;
    class EntryBytes;
    struct Closer
    {
        void operator()(archive *handle) const;
    };
    explicit ArchiveReader(const QString &path);
    Result<void> openStream(std::unique_ptr<ByteStream> stream, const CancelToken &cancel);
    Result<void> openSeekable();
    tl::unexpected<Error> damaged() const;

    QString m_path;
    std::unique_ptr<Source> m_source; ///< what libarchive reads; none where it reads the file itself
    std::unique_ptr<archive, Closer> m_archive;
    qint64 m_entrySize = 0;
    bool m_canContinue = false;
    QStringList m_unread;
};

/// A whole text file, plain or compressed (told by its first bytes), as UTF-8 with LF at the line ends: UTF-16 and the
/// line ends of other systems are converted. Errors: missing, unreadable, damaged, no regular file, cancelled.
Result<std::string> readPlainOrCompressed(const QString &path, const CancelToken &cancel = {});

} // namespace melscope
