#include "core/base/text_chunks.h"

#include <QFile>
#include <QFileInfo>

#include <archive.h>
#include <archive_entry.h>

namespace melscope {

namespace {
constexpr size_t kCompressedBlock = 1 << 18;
} // namespace

/// libarchive reads plain files as well, through the same calls.
struct TextChunks::Input
{
    QString path;
    qint64 size = 0;
    bool compressed = false;
    bool empty = false;
    std::unique_ptr<archive, void (*)(archive *)> handle { archive_read_new(), [](archive *a) { archive_read_free(a); } };

    tl::unexpected<Error> damaged() const
    {
        const char *reason = archive_error_string(handle.get());
        const QString why = QString::fromUtf8(reason != nullptr ? reason : "no reason given");
        if (!compressed)
            return fail(QStringLiteral("reading failed: ") + why, path, QStringLiteral("Check the disk and the permissions."));
        return fail(QStringLiteral("the compressed file is damaged or truncated (%1)").arg(why), path, QStringLiteral("Fetch the file again."));
    }
};

TextChunks::TextChunks(std::unique_ptr<Input> input)
    : m_input(std::move(input))
{
}
TextChunks::TextChunks(TextChunks &&) noexcept = default;
TextChunks::~TextChunks() = default;

Result<TextChunks> TextChunks::open(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(QStringLiteral("there is no such file"), path, QStringLiteral("Check the path."));
    if (info.isDir())
        return fail(QStringLiteral("this is a folder, not a file"), path);
    auto input = std::make_unique<Input>();
    input->path = path;
    input->size = info.size();
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(QStringLiteral("cannot be read: ") + file.errorString(), path, QStringLiteral("Check the permissions."));
        // A pipe's first bytes would be gone; only files that can be opened twice are looked at.
        const QByteArray head = info.isFile() ? file.read(4) : QByteArray();
        input->compressed = head.startsWith("BZh") || head.startsWith("\x1f\x8b");
    }
    archive *handle = input->handle.get();
    if (input->compressed)
        archive_read_support_filter_all(handle);
    archive_read_support_format_raw(handle);
    archive_read_support_format_empty(handle);
    archive_entry *entry = nullptr;
    if (archive_read_open_filename(handle, QFile::encodeName(path).constData(), kCompressedBlock) != ARCHIVE_OK)
        return input->damaged();
    const int status = archive_read_next_header(handle, &entry);
    input->empty = status == ARCHIVE_EOF;
    if (!input->empty && status != ARCHIVE_OK && status != ARCHIVE_WARN)
        return input->damaged();
    // The first bytes promised a compression that libarchive does not find.
    if (!input->empty && input->compressed && archive_filter_code(handle, 0) == ARCHIVE_FILTER_NONE)
        return fail(QStringLiteral("the compressed file is damaged: it only begins like one"), path, QStringLiteral("Fetch the file again."));
    TextChunks chunks(std::move(input));
    chunks.m_atEnd = chunks.m_input->empty;
    return chunks;
}

Result<std::string> TextChunks::next(const CancelToken &cancel)
{
    std::string chunk = std::move(m_rest);
    m_rest.clear();
    while (!m_atEnd) {
        if (cancel.isCancelled())
            return cancelled();
        const size_t filled = chunk.size();
        chunk.resize(filled + kCompressedBlock);
        const la_ssize_t got = archive_read_data(m_input->handle.get(), chunk.data() + filled, kCompressedBlock);
        if (got < 0)
            return m_input->damaged();
        chunk.resize(filled + size_t(got));
        m_atEnd = got == 0;
        if (chunk.size() < kChunkSize)
            continue;
        // A line longer than a piece makes the piece longer.
        const size_t end = chunk.rfind('\n');
        if (end == std::string::npos)
            continue;
        m_rest.assign(chunk, end + 1, std::string::npos);
        chunk.resize(end + 1);
        break;
    }
    return chunk;
}

qint64 TextChunks::bytesConsumed() const
{
    return archive_filter_bytes(m_input->handle.get(), -1);
}

qint64 TextChunks::bytesTotal() const
{
    return m_input->size;
}

} // namespace melscope
