#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"

#include <memory>
#include <optional>
#include <string>

struct archive;

namespace melscope {

/// Reads the entries of a .tar, .tar.bz2, .tar.gz or .zip one after the other, never unpacking to disk.
/// Used by one thread.
class ArchiveReader
{
public:
    struct Entry
    {
        QString path;
        qint64 size = 0; ///< bytes, as the archive says; may lie
    };

    /// Errors: missing or unreadable file; not an archive.
    static Result<ArchiveReader> open(const QString &path);
    /// Whether the file's first bytes (or, for tar, its header block) are those of an archive we read.
    static bool isArchive(const QString &path);

    ArchiveReader(ArchiveReader &&) noexcept;
    ArchiveReader &operator=(ArchiveReader &&) noexcept;
    ~ArchiveReader();

    /// The next regular file, or nothing at the archive's end. Errors: damaged or truncated archive.
    Result<std::optional<Entry>> next();
    /// The whole content of the current entry, with some room behind it for a parser's padding. Errors: damaged data;
    /// more than `limit` bytes (the rest of the archive can still be read); cancelled.
    Result<std::string> readAll(size_t limit, const CancelToken &cancel = {});
    /// Passes over the current entry's content. next() does so too, but cannot be cancelled while it decompresses.
    Result<void> skip(const CancelToken &cancel);
    /// Whether the last error of readAll() was the entry's size and not the archive's state.
    bool canContinue() const { return m_canContinue; }
    /// Compressed bytes consumed so far, for progress.
    qint64 bytesConsumed() const;

private:
    struct Closer
    {
        void operator()(archive *handle) const;
    };
    explicit ArchiveReader(const QString &path);
    tl::unexpected<Error> damaged() const;

    QString m_path;
    qint64 m_entrySize = 0; ///< as the archive says
    bool m_canContinue = false;
    std::unique_ptr<archive, Closer> m_archive;
};

/// The content of a file that is plain or compressed with bzip2 or gzip (told by its first bytes).
/// Errors: missing or unreadable file; damaged or truncated compression; cancelled.
Result<std::string> readPlainOrCompressed(const QString &path, const CancelToken &cancel = {});

} // namespace melscope
