#pragma once

#include "core/base/byte_stream.h"

#include <memory>
#include <string>

namespace melscope {

/// Text as UTF-8 with LF at the line ends, whatever it was: UTF-16 (told by its mark, or by the zeros between Latin
/// letters) is converted, byte order marks are dropped, CR LF and lone CR become LF. Errors: as the stream's.
Result<std::unique_ptr<ByteStream>> unifiedText(std::unique_ptr<ByteStream> stream, const CancelToken &cancel);

/// Reads a text file, plain or compressed (told by its first bytes), in pieces of some megabytes that end where lines
/// end, as unifiedText(), so that the whole never lies in memory. Used by one thread.
class TextChunks
{
public:
    static constexpr size_t kChunkSize = 2 << 20;

    /// Errors: missing, unreadable, no regular file; damaged compression; an archive, which is no text; cancelled.
    static Result<TextChunks> open(const QString &path, const CancelToken &cancel = {});
    TextChunks(TextChunks &&) noexcept;
    ~TextChunks();

    /// The next piece, at least one line; empty at the end. Errors: as open().
    Result<std::string> next(const CancelToken &cancel);
    qint64 bytesConsumed() const; ///< of the file, compressed or not
    qint64 bytesTotal() const; ///< 0 where the file does not tell

private:
    explicit TextChunks(std::unique_ptr<ByteStream> stream);
    std::unique_ptr<ByteStream> m_stream;
    std::string m_rest; ///< the beginning of a line whose end comes with the next piece
    bool m_atEnd = false;
};

} // namespace melscope
