#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"

#include <memory>
#include <string>

namespace melscope {

/// Reads a text file, plain or compressed with bzip2 or gzip (told by its first bytes), in pieces of some megabytes
/// that end where lines end, so that the whole never lies in memory. Used by one thread.
class TextChunks
{
public:
    static constexpr size_t kChunkSize = 2 << 20;

    /// Errors: missing, unreadable or no file; damaged compression.
    static Result<TextChunks> open(const QString &path);
    TextChunks(TextChunks &&) noexcept;
    ~TextChunks();

    /// The next piece, at least one line; empty at the end. Errors: as open(); cancelled.
    Result<std::string> next(const CancelToken &cancel);
    qint64 bytesConsumed() const; ///< of the file, compressed or not
    qint64 bytesTotal() const; ///< 0 where the file does not tell

private:
    struct Input;
    explicit TextChunks(std::unique_ptr<Input> input);
    std::unique_ptr<Input> m_input;
    std::string m_rest; ///< the beginning of a line whose end comes with the next piece
    bool m_atEnd = false;
};

} // namespace melscope
