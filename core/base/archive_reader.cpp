#include "core/base/archive_reader.h"

#include "core/base/file_path.h"
#include "core/base/text_chunks.h"
#include "core/base/words.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace melscope {

namespace {

constexpr size_t kBlockSize = 256 << 10;
QString fetchAgainText()
{
    return tr("Fetch the archive again.");
}

QString reasonOf(archive *handle)
{
    const char *reason = archive_error_string(handle);
    return QString::fromUtf8(reason != nullptr ? reason : "no reason given");
}

std::string nameOf(archive_entry *entry)
{
    // Names may be in any encoding; the raw bytes are what a POSIX system would have shown.
    const char *name = archive_entry_pathname(entry);
    if (name == nullptr)
        name = archive_entry_pathname_utf8(entry);
    return name != nullptr ? name : "";
}

QString textOr(const char *bytes, const char *utf8)
{
    const char *text = bytes != nullptr ? bytes : utf8;
    return shownPath(pathFromBytes(text != nullptr ? text : ""));
}

/// Why an entry is no file whose content lies here; empty for one.
QString oddOf(archive_entry *entry)
{
    if (archive_entry_hardlink(entry) != nullptr || archive_entry_hardlink_utf8(entry) != nullptr)
        return tr("a hard link to %1").arg(textOr(archive_entry_hardlink(entry), archive_entry_hardlink_utf8(entry)));
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
        return {};
    case AE_IFLNK:
        return tr("a symbolic link to %1").arg(textOr(archive_entry_symlink(entry), archive_entry_symlink_utf8(entry)));
    case AE_IFIFO:
        return tr("a named pipe");
    case AE_IFSOCK:
        return tr("a socket");
    case AE_IFCHR:
    case AE_IFBLK:
        return tr("a device");
    default:
        return tr("an entry of an unknown kind");
    }
}

/// A zip's directory stands at its end and tells where the zip begins. What lies before (another zip, by `cat`) or
/// behind (a comment that is longer than it says) is in no directory.
QStringList unreadOfZip(const QString &path, qint64 size)
{
    constexpr qint64 endSize = 22;
    constexpr qint64 longestComment = 65535;
    std::ifstream file(pathBytes(path), std::ios::binary);
    const qint64 begin = std::max<qint64>(0, size - endSize - longestComment);
    std::string tail(size_t(size - begin), '\0');
    file.seekg(begin);
    if (!file.read(tail.data(), std::streamsize(tail.size())))
        return {};
    const size_t end = tail.rfind("PK\x05\x06");
    if (end == std::string::npos || tail.size() - end < size_t(endSize))
        return {};
    auto number = [&](size_t offset, int bytes) {
        uint32_t value = 0;
        std::memcpy(&value, tail.data() + end + offset, size_t(bytes));
        return qint64(value);
    };
    const qint64 place = begin + qint64(end);
    const qint64 directorySize = number(12, 4);
    const qint64 directoryOffset = number(16, 4);
    if (directoryOffset == 0xFFFFFFFF || directorySize == 0xFFFFFFFF)
        return {}; // zip64 tells it elsewhere
    QStringList unread;
    if (const qint64 before = place - directorySize - directoryOffset; before > 0)
        unread << tr("the first %1 bytes belong to no entry of this zip and are not read, perhaps another "
                     "zip; unpack them apart")
                      .arg(QString::number(before));
    if (const qint64 behind = size - place - endSize - number(20, 2); behind > 0)
        unread << tr("the last %1 bytes belong to no entry of this zip and are not read").arg(QString::number(behind));
    return unread;
}

} // namespace

/// What libarchive asks for bytes. Its errors are kept, since libarchive's own words for them say less.
struct ArchiveReader::Source
{
    std::unique_ptr<ByteStream> stream;
    CancelToken cancel;
    std::optional<Error> error;

    static la_ssize_t read(archive *handle, void *self, const void **block)
    {
        auto *source = static_cast<Source *>(self);
        const auto bytes = source->stream->next(source->cancel);
        if (!bytes) {
            source->error = bytes.error();
            archive_set_error(handle, EIO, "reading failed");
            return -1;
        }
        *block = bytes->data();
        return la_ssize_t(bytes->size());
    }
};

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
    if (m_source && m_source->error && m_source->error->isCancelled())
        return cancelled();
    if (m_source && m_source->error && m_source->error->isUnread())
        return tl::make_unexpected(*m_source->error);
    // Of a file that libarchive reads itself; damage has numbers of its own.
    if (const int error = archive_errno(m_archive.get());
        !m_source && (error == EIO || error == ESTALE || error == ENOMEM))
        return tl::make_unexpected(
            Error::unread(tr("reading failed: ") + faultText(error), m_path, tr("Check the disk or the network.")));
    const QString reason = m_source && m_source->error ? m_source->error->what : reasonOf(m_archive.get());
    return fail(tr("the archive is damaged or truncated (%1) after %2 compressed bytes")
                    .arg(reason, QString::number(bytesConsumed())),
                m_path, fetchAgainText());
}

bool ArchiveReader::isArchive(const QString &path)
{
    if (!fileStatus(path).isRegular())
        return false; // a pipe's first bytes would be gone
    auto file = openFileBytes(path);
    auto peeked = file ? peek(std::move(*file), {}) : Result<PeekedStream>(passOn(file));
    if (peeked) {
        if (const Compression compression = compressionOf(peeked->head); compression != Compression::None)
            peeked = peek(decompressed(std::move(peeked->stream), compression, path), {});
    }
    if (!peeked)
        return false;
    const FileContent content = fileContentOf(peeked->head);
    return content == FileContent::Tar || content == FileContent::Zip || content == FileContent::SevenZip;
}

Result<ArchiveReader> ArchiveReader::open(const QString &path, const CancelToken &cancel)
{
    auto file = openFileBytes(path);
    if (!file)
        return passOn(file);
    const qint64 size = (*file)->total();
    auto peeked = peek(std::move(*file), cancel);
    if (!peeked)
        return passOn(peeked);
    ArchiveReader reader(path);
    const FileContent content = fileContentOf(peeked->head);
    Result<void> opened;
    if (size > 0 && (content == FileContent::Zip || content == FileContent::SevenZip)) {
        if (content == FileContent::Zip)
            reader.m_unread = unreadOfZip(path, size);
        opened = reader.openSeekable();
    } else {
        opened = reader.openStream(std::move(peeked->stream), cancel);
    }
    if (!opened)
        return passOn(opened);
    return reader;
}

Result<void> ArchiveReader::openSeekable()
{
    archive *handle = m_archive.get();
    archive_read_support_format_zip_seekable(handle);
    archive_read_support_format_zip_streamable(handle);
    archive_read_support_format_7zip(handle);
    if (archive_read_open_filename(handle, pathBytes(m_path).c_str(), kBlockSize) != ARCHIVE_OK)
        return damaged();
    return {};
}

Result<void> ArchiveReader::openStream(std::unique_ptr<ByteStream> stream, const CancelToken &cancel)
{
    auto peeked = peek(std::move(stream), cancel);
    if (!peeked)
        return passOn(peeked);
    QString packed;
    if (const Compression compression = compressionOf(peeked->head); compression != Compression::None) {
        peeked = peek(decompressed(std::move(peeked->stream), compression, m_path), cancel);
        if (!peeked)
            return passOn(peeked);
        packed = tr("compressed, and inside it is ");
    }
    const FileContent content = fileContentOf(peeked->head);
    archive *handle = m_archive.get();
    switch (content) {
    case FileContent::Tar:
        archive_read_support_format_tar(handle);
        // Archives that were written one after the other; else all but the first would go unread.
        archive_read_set_format_option(handle, "tar", "read_concatenated_archives", "1");
        break;
    case FileContent::Zip:
        archive_read_support_format_zip_streamable(handle);
        break;
    case FileContent::SevenZip:
        return fail(tr("a 7z archive can be read from a disk alone, not from inside another file"), m_path,
                    tr("Unpack it."));
    default:
        return fail(tr("this is no archive, but ") + packed + contentName(content), m_path, fetchAgainText());
    }
    m_source = std::make_unique<Source>(Source { std::move(peeked->stream), cancel, {} });
    if (archive_read_open(handle, m_source.get(), nullptr, Source::read, nullptr) != ARCHIVE_OK)
        return damaged();
    return {};
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
        QString odd = oddOf(entry);
        if (archive_entry_filetype(entry) == AE_IFDIR)
            continue;
        m_entrySize = qint64(archive_entry_size(entry));
        return Entry { nameOf(entry), m_entrySize, std::move(odd) };
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
        if (status == ARCHIVE_FAILED || status == ARCHIVE_WARN) {
            // Encrypted, packed in an unknown way, a wrong checksum: the others may be in order.
            m_canContinue = true;
            return fail(tr("the entry cannot be unpacked (%1)").arg(reasonOf(m_archive.get())), m_path);
        }
        if (status != ARCHIVE_OK)
            return damaged();
        if (offset < 0 || size_t(offset) > limit || size > limit - size_t(offset)) {
            m_canContinue = true;
            return fail(tr("the entry is larger than %1 bytes").arg(limit), m_path);
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
        // What is passed over need not be in order, as long as the archive goes on behind it.
        if (status == ARCHIVE_EOF || status == ARCHIVE_FAILED || status == ARCHIVE_WARN)
            return {};
        if (status != ARCHIVE_OK)
            return damaged();
    }
}

/// The content of the current entry as a stream, for an archive in an archive.
class ArchiveReader::EntryBytes : public ByteStream
{
public:
    explicit EntryBytes(ArchiveReader &outer)
        : m_outer(outer)
    {
    }
    Result<std::string_view> next(const CancelToken &cancel) override
    {
        if (cancel.isCancelled())
            return cancelled();
        m_block.resize(kBlockSize);
        const la_ssize_t got = archive_read_data(m_outer.m_archive.get(), m_block.data(), m_block.size());
        if (got < 0)
            return m_outer.damaged();
        return std::string_view(m_block.data(), size_t(got));
    }
    qint64 consumed() const override { return m_outer.bytesConsumed(); }

private:
    ArchiveReader &m_outer;
    std::vector<char> m_block;
};

Result<ArchiveReader> ArchiveReader::openEntry(const QString &shown, const CancelToken &cancel)
{
    ArchiveReader inner(shown);
    if (const auto opened = inner.openStream(std::make_unique<EntryBytes>(*this), cancel); !opened)
        return passOn(opened);
    return inner;
}

qint64 ArchiveReader::bytesConsumed() const
{
    return m_source ? m_source->stream->consumed() : archive_filter_bytes(m_archive.get(), -1);
}

Result<std::string> readPlainOrCompressed(const QString &path, const CancelToken &cancel)
{
    auto chunks = TextChunks::open(path, cancel);
    if (!chunks)
        return passOn(chunks);
    std::string text;
    text.reserve(size_t(chunks->bytesTotal()));
    while (true) {
        const auto chunk = chunks->next(cancel);
        if (!chunk)
            return passOn(chunk);
        if (chunk->empty())
            return text;
        text += *chunk;
    }
}

} // namespace melscope
