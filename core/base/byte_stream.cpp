#include "core/base/byte_stream.h"

#include "core/base/file_path.h"
#include "core/base/words.h"

#include <QScopeGuard>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <vector>

namespace melscope {

namespace {

// Large blocks keep the decompressor busy and the system calls few.
constexpr size_t kBlockSize = 256 << 10;
constexpr int kPollMilliseconds = 50;

std::atomic<Pipes> g_pipes = Pipes::Refused;

tl::unexpected<Error> unreadable(const QString &path, int error)
{
    const QString what = tr("cannot be read: ") + faultText(error);
    const QString remedy =
        error == EACCES || error == EPERM ? tr("Check the permissions.") : tr("Check the disk and the path.");
    return tl::make_unexpected(mayPass(error, pathBytes(path)) ? Error::unread(what, path, remedy)
                                                               : Error::failure(what, path, remedy));
}

class FileBytes : public ByteStream
{
public:
    FileBytes(int descriptor, QString path, qint64 size, bool isRegular)
        : m_descriptor(descriptor)
        , m_path(std::move(path))
        , m_total(size)
        , m_isRegular(isRegular)
        , m_block(kBlockSize)
    {
    }
    ~FileBytes() override { ::close(m_descriptor); }

    Result<std::string_view> next(const CancelToken &cancel) override
    {
        while (true) {
            if (cancel.isCancelled())
                return cancelled();
            if (!m_isRegular && !isReady())
                continue;
            const ssize_t got = ::read(m_descriptor, m_block.data(), m_block.size());
            if (got >= 0) {
                m_consumed += got;
                return std::string_view(m_block.data(), size_t(got));
            }
            if (errno != EINTR && errno != EAGAIN)
                return tl::make_unexpected(Error::unread(
                    tr("reading failed at byte %1: %2").arg(QString::number(m_consumed), faultText(errno)), m_path,
                    tr("Check the disk or the network.")));
        }
    }
    qint64 consumed() const override { return m_consumed; }
    qint64 total() const override { return m_total; }

private:
    /// A pipe whose writer is stopped must not keep anybody from cancelling.
    bool isReady() const
    {
        pollfd request { m_descriptor, POLLIN, 0 };
        const int ready = ::poll(&request, 1, kPollMilliseconds);
        return ready > 0 || (ready < 0 && errno != EINTR);
    }

    int m_descriptor;
    QString m_path;
    qint64 m_consumed = 0;
    qint64 m_total;
    bool m_isRegular;
    std::vector<char> m_block;
};

class MemoryBytes : public ByteStream
{
public:
    explicit MemoryBytes(std::string_view bytes)
        : m_rest(bytes)
        , m_size(bytes.size())
    {
    }
    Result<std::string_view> next(const CancelToken &cancel) override
    {
        if (cancel.isCancelled())
            return cancelled();
        const std::string_view block = m_rest.substr(0, kBlockSize);
        m_rest.remove_prefix(block.size());
        return block;
    }
    qint64 consumed() const override { return qint64(m_size - m_rest.size()); }
    qint64 total() const override { return qint64(m_size); }

private:
    std::string_view m_rest;
    size_t m_size;
};

/// Gives bytes that were looked at once more, then the others.
class PeekedBytes : public ByteStream
{
public:
    PeekedBytes(std::string head, std::unique_ptr<ByteStream> rest)
        : m_head(std::move(head))
        , m_rest(std::move(rest))
    {
    }
    Result<std::string_view> next(const CancelToken &cancel) override
    {
        if (!m_headGiven && !m_head.empty()) {
            m_headGiven = true;
            return std::string_view(m_head);
        }
        return m_rest->next(cancel);
    }
    qint64 consumed() const override { return m_rest->consumed(); }
    qint64 total() const override { return m_rest->total(); }

private:
    std::string m_head;
    std::unique_ptr<ByteStream> m_rest;
    bool m_headGiven = false;
};

} // namespace

void setPipes(Pipes pipes)
{
    g_pipes = pipes;
}

Result<std::unique_ptr<ByteStream>> openFileBytes(const QString &path)
{
    const bool isInput = path == QLatin1String("-");
    // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    int descriptor = -1;
    do {
        descriptor = isInput ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                             : ::open(pathBytes(path).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fail(tr("there is no such file"), path, tr("Check the path."));
    if (descriptor < 0)
        return unreadable(path, errno);
    auto closing = qScopeGuard([&] { ::close(descriptor); });
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return unreadable(path, errno);
    if (S_ISDIR(status.st_mode))
        return fail(tr("this is a folder, not a file"), path);
    const bool isRegular = S_ISREG(status.st_mode);
    if (!isRegular && !isInput && g_pipes == Pipes::Refused)
        return fail(tr("this is a pipe or a device, no regular file"), path,
                    tr("Name a file, or say that pipes may be read."));
    closing.dismiss();
    return std::make_unique<FileBytes>(descriptor, path, isRegular ? qint64(status.st_size) : 0, isRegular);
}

std::unique_ptr<ByteStream> memoryBytes(std::string_view bytes)
{
    return std::make_unique<MemoryBytes>(bytes);
}

Compression compressionOf(std::string_view head)
{
    using namespace std::string_view_literals;
    if (head.starts_with("\x1f\x8b"sv))
        return Compression::Gzip;
    if (head.starts_with("BZh"sv) && head.size() >= 4 && head[3] >= '1' && head[3] <= '9')
        return Compression::Bzip2;
    if (head.starts_with("\xFD\x37zXZ\0"sv))
        return Compression::Xz;
    if (head.starts_with("\x28\xB5\x2F\xFD"sv))
        return Compression::Zstd;
    // A skippable frame, which parallel compressors put first.
    if (head.size() >= 8 && (head[0] & 0xF0) == 0x50 && head.substr(1, 3) == "\x2A\x4D\x18"sv)
        return Compression::Zstd;
    // .lzma has no magic: the usual property byte, a dictionary of a power of two, an unknown or a sensible length.
    if (head.size() >= 13 && head.starts_with("\x5D\0\0"sv)) {
        const bool unknown = head.substr(5, 8) == "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv;
        const bool sensible = head[10] == 0 && head[11] == 0 && head[12] == 0;
        if (unknown || sensible)
            return Compression::Lzma;
    }
    return Compression::None;
}

Result<PeekedStream> peek(std::unique_ptr<ByteStream> stream, const CancelToken &cancel)
{
    std::string head;
    while (head.size() < kHeadBytes) {
        const auto block = stream->next(cancel);
        if (!block)
            return passOn(block);
        if (block->empty())
            break;
        head += *block;
    }
    std::string copy = head;
    return PeekedStream { std::move(head), std::make_unique<PeekedBytes>(std::move(copy), std::move(stream)) };
}

Result<std::unique_ptr<ByteStream>> openPlainBytes(const QString &path, const CancelToken &cancel)
{
    auto file = openFileBytes(path);
    if (!file)
        return passOn(file);
    auto peeked = peek(std::move(*file), cancel);
    if (!peeked)
        return passOn(peeked);
    const Compression compression = compressionOf(peeked->head);
    if (compression == Compression::None)
        return std::move(peeked->stream);
    return decompressed(std::move(peeked->stream), compression, path);
}

Result<std::string> readAll(ByteStream &stream, size_t limit, const CancelToken &cancel)
{
    std::string content;
    while (true) {
        const auto block = stream.next(cancel);
        if (!block)
            return passOn(block);
        if (block->empty())
            return content;
        if (block->size() > limit - content.size())
            return fail(tr("larger than %1 bytes").arg(limit));
        content += *block;
    }
}

} // namespace melscope
