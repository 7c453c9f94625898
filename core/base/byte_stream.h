#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace melscope {

/// Whether what is no regular file (a pipe, a terminal, a device) may be read. "-" is standard input and always may.
enum class Pipes { Refused, Allowed };
/// What this process reads; Refused unless its user said otherwise. Set once, before anything is read.
void setPipes(Pipes pipes);

/// Bytes that come block by block. Used by one thread.
class ByteStream
{
public:
    virtual ~ByteStream() = default;
    /// The next block, valid until the next call; empty at the end. Errors: reading failed, damaged, cancelled.
    virtual Result<std::string_view> next(const CancelToken &cancel) = 0;
    virtual qint64 consumed() const = 0; ///< bytes taken from the file
    virtual qint64 total() const { return 0; } ///< bytes of the file, 0 where it does not tell
};

/// A file's bytes. Opening never waits for a writer; reading a pipe answers to a cancel within 50 ms. Errors: missing,
/// unreadable, a folder, no regular file where that is refused.
Result<std::unique_ptr<ByteStream>> openFileBytes(const QString &path);
/// Bytes that are there already; they must outlive the stream.
std::unique_ptr<ByteStream> memoryBytes(std::string_view bytes);

/// How bytes are compressed, told by the first of them.
enum class Compression { None, Gzip, Bzip2, Xz, Lzma, Zstd };
/// Enough of the first bytes to tell a compression or a tar header by.
inline constexpr size_t kHeadBytes = 512;
Compression compressionOf(std::string_view head);

/// A stream behind whose beginning one has looked.
struct PeekedStream
{
    std::string head; ///< at least kHeadBytes, unless there are fewer in all
    std::unique_ptr<ByteStream> stream; ///< all bytes, the head included
};
/// Errors: as next().
Result<PeekedStream> peek(std::unique_ptr<ByteStream> stream, const CancelToken &cancel);

/// The plain bytes of compressed ones: all members that follow one another, each with its checksum proved. Errors,
/// with the byte of the compressed file: damaged, cut off, other data behind the last member (zeros are padding).
std::unique_ptr<ByteStream> decompressed(std::unique_ptr<ByteStream> stream, Compression compression,
                                         const QString &path);

/// A file's bytes, decompressed if they are compressed. Errors: as openFileBytes() and decompressed().
Result<std::unique_ptr<ByteStream>> openPlainBytes(const QString &path, const CancelToken &cancel);

/// All of a stream. Errors: as next(); more than `limit` bytes.
Result<std::string> readAll(ByteStream &stream, size_t limit, const CancelToken &cancel);

} // namespace melscope
