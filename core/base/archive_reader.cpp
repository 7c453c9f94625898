#include "core/base/archive_reader.h"

#include <QFile>
#include <QFileInfo>

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <cstring>

namespace melscope {

namespace {

// Large blocks keep the decompressor busy and the system calls few.
constexpr size_t kBlockSize = 1 << 18;

Result<QByteArray> firstBytes(const QString &path, qint64 count)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(QStringLiteral("there is no such file"), path, QStringLiteral("Check the path."));
    if (info.isDir())
        return fail(QStringLiteral("this is a folder, not a file"), path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(QStringLiteral("cannot be read: ") + file.errorString(), path,
                    QStringLiteral("Check the permissions."));
    return file.read(count);
}

bool isCompressed(const QByteArray &head)
{
    return head.startsWith("BZh") || head.startsWith("\x1f\x8b");
}

Result<std::string> readPlain(const QString &path, const CancelToken &cancel)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(QStringLiteral("cannot be read: ") + file.errorString(), path,
                    QStringLiteral("Check the permissions."));
    std::string text;
    text.resize(size_t(std::max<qint64>(file.size(), 0)));
    size_t filled = 0;
    constexpr qint64 chunk = 1 << 24;
    while (true) {
        if (cancel.isCancelled())
            return cancelled();
        if (filled == text.size())
            text.resize(text.size() + 4096); // also files that do not tell their size, such as pipes
        const qint64 got = file.read(text.data() + filled, std::min<qint64>(chunk, qint64(text.size() - filled)));
        if (got < 0)
            return fail(QStringLiteral("reading failed: ") + file.errorString(), path);
        if (got == 0)
            break;
        filled += size_t(got);
    }
    text.resize(filled);
    return text;
}

} // namespace

void ArchiveReader::Closer::operator()(archive *handle) const
{
    archive_read_free(handle);
}

ArchiveReader::ArchiveReader(const QString &path)
    : m_path(path)
    , m_archive(archive_read_new())
{
}
ArchiveReader::ArchiveReader(ArchiveReader &&) noexcept = default;
ArchiveReader &ArchiveReader::operator=(ArchiveReader &&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

tl::unexpected<Error> ArchiveReader::damaged() const
{
    const char *reason = archive_error_string(m_archive.get());
    return fail(QStringLiteral("the archive is damaged or truncated (%1) after %2 compressed bytes")
                    .arg(QString::fromUtf8(reason != nullptr ? reason : "no reason given"))
                    .arg(bytesConsumed()),
                m_path, QStringLiteral("Fetch the archive again."));
}

bool ArchiveReader::isArchive(const QString &path)
{
    const auto head = firstBytes(path, 512);
    if (!head)
        return false;
    if (head->startsWith("PK\x03\x04") || head->startsWith("PK\x05\x06"))
        return true;
    if (head->size() >= 262 && std::memcmp(head->constData() + 257, "ustar", 5) == 0)
        return true;
    const QString name = path.toLower();
    return isCompressed(*head) && !name.endsWith(QStringLiteral(".tsv.bz2")) && !name.endsWith(QStringLiteral(".tsv.gz"));
}

Result<ArchiveReader> ArchiveReader::open(const QString &path)
{
    if (const auto head = firstBytes(path, 1); !head)
        return passOn(head);
    else if (head->isEmpty())
        return fail(QStringLiteral("the file is empty"), path, QStringLiteral("Fetch the archive again."));
    ArchiveReader reader(path);
    archive *handle = reader.m_archive.get();
    archive_read_support_filter_all(handle);
    archive_read_support_format_tar(handle);
    archive_read_support_format_zip_seekable(handle);
    archive_read_support_format_zip_streamable(handle);
    if (archive_read_open_filename(handle, QFile::encodeName(path).constData(), kBlockSize) != ARCHIVE_OK)
        return reader.damaged();
    return reader;
}

Result<std::optional<ArchiveReader::Entry>> ArchiveReader::next()
{
    archive_entry *entry = nullptr;
    while (true) {
        const int status = archive_read_next_header(m_archive.get(), &entry);
        if (status == ARCHIVE_EOF)
            return std::nullopt;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return damaged();
        if (archive_entry_filetype(entry) != AE_IFREG)
            continue;
        // Names may be in any encoding; the raw bytes are what a POSIX system would have shown.
        const char *name = archive_entry_pathname(entry);
        if (name == nullptr)
            name = archive_entry_pathname_utf8(entry);
        m_entrySize = qint64(archive_entry_size(entry));
        return Entry { QString::fromUtf8(name != nullptr ? name : ""), m_entrySize };
    }
}

Result<std::string> ArchiveReader::readAll(size_t limit, const CancelToken &cancel)
{
    constexpr size_t padding = 64;
    m_canContinue = false;
    std::string content;
    content.reserve(std::min(size_t(std::max<qint64>(m_entrySize, 0)), limit) + padding);
    const void *block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    while (true) {
        if (cancel.isCancelled())
            return cancelled();
        const int status = archive_read_data_block(m_archive.get(), &block, &size, &offset);
        if (status == ARCHIVE_EOF)
            return content;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return damaged();
        if (offset < 0 || size_t(offset) > limit || size > limit - size_t(offset)) {
            m_canContinue = true;
            return fail(QStringLiteral("the entry is larger than %1 bytes").arg(limit), m_path);
        }
        // Blocks may leave holes, which are zeros (sparse files).
        if (content.size() < size_t(offset))
            content.resize(size_t(offset));
        content.append(static_cast<const char *>(block), size);
    }
}

Result<void> ArchiveReader::skip(const CancelToken &cancel)
{
    const void *block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    while (true) {
        if (cancel.isCancelled())
            return cancelled();
        const int status = archive_read_data_block(m_archive.get(), &block, &size, &offset);
        if (status == ARCHIVE_EOF)
            return {};
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return damaged();
    }
}

qint64 ArchiveReader::bytesConsumed() const
{
    return archive_filter_bytes(m_archive.get(), -1);
}

Result<std::string> readPlainOrCompressed(const QString &path, const CancelToken &cancel)
{
    const auto head = firstBytes(path, 4);
    if (!head)
        return passOn(head);
    if (!isCompressed(*head))
        return readPlain(path, cancel);

    std::unique_ptr<archive, void (*)(archive *)> handle(archive_read_new(), [](archive *a) { archive_read_free(a); });
    archive_read_support_filter_all(handle.get());
    archive_read_support_format_raw(handle.get());
    archive_read_support_format_empty(handle.get());
    auto damaged = [&] {
        const char *reason = archive_error_string(handle.get());
        return fail(QStringLiteral("the compressed file is damaged or truncated (%1)")
                        .arg(QString::fromUtf8(reason != nullptr ? reason : "no reason given")),
                    path, QStringLiteral("Fetch the file again."));
    };
    archive_entry *entry = nullptr;
    if (archive_read_open_filename(handle.get(), QFile::encodeName(path).constData(), kBlockSize) != ARCHIVE_OK)
        return damaged();
    const int status = archive_read_next_header(handle.get(), &entry);
    if (status == ARCHIVE_EOF)
        return std::string();
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        return damaged();
    // The first bytes promised a compression that libarchive does not find.
    if (archive_filter_code(handle.get(), 0) == ARCHIVE_FILTER_NONE)
        return fail(QStringLiteral("the compressed file is damaged: it only begins like one"), path, QStringLiteral("Fetch the file again."));
    std::string text;
    size_t filled = 0;
    while (true) {
        if (cancel.isCancelled())
            return cancelled();
        if (text.size() - filled < kBlockSize)
            text.resize(std::max<size_t>(4 * kBlockSize, text.size() * 2));
        const la_ssize_t got = archive_read_data(handle.get(), text.data() + filled, kBlockSize);
        if (got < 0)
            return damaged();
        if (got == 0)
            break;
        filled += size_t(got);
    }
    text.resize(filled);
    return text;
}

} // namespace melscope
