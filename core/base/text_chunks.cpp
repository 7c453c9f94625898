#include "core/base/text_chunks.h"

#include "core/base/file_content.h"
#include "core/base/words.h"

#include <QStringConverter>

#include <optional>

namespace melscope {

namespace {

using namespace std::string_view_literals;

std::optional<QStringConverter::Encoding> sixteenBitsOf(std::string_view head)
{
    if (head.starts_with("\xFF\xFE"sv))
        return QStringConverter::Utf16LE;
    if (head.starts_with("\xFE\xFF"sv))
        return QStringConverter::Utf16BE;
    if (head.size() < 8)
        return std::nullopt;
    // Without a mark: the Latin letters that texts of ours begin with have a zero beside them.
    auto zerosAt = [&](size_t first) { return head[first] == 0 && head[first + 2] == 0 && head[first + 4] == 0; };
    if (zerosAt(1) && head[0] != 0 && head[2] != 0)
        return QStringConverter::Utf16LE;
    if (zerosAt(0) && head[1] != 0 && head[3] != 0)
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

class UnifiedText : public ByteStream
{
public:
    UnifiedText(std::unique_ptr<ByteStream> stream, std::optional<QStringConverter::Encoding> encoding)
        : m_stream(std::move(stream))
    {
        if (encoding)
            m_decoder.emplace(*encoding);
    }
    Result<std::string_view> next(const CancelToken &cancel) override
    {
        while (true) {
            auto block = m_stream->next(cancel);
            if (!block || block->empty())
                return block;
            std::string_view text = *block;
            if (m_decoder) {
                const QString decoded = m_decoder->decode(QByteArrayView(text.data(), qsizetype(text.size())));
                m_decoded = decoded.toUtf8();
                text = { m_decoded.constData(), size_t(m_decoded.size()) };
            }
            if (m_atBegin && text.starts_with("\xEF\xBB\xBF"sv))
                text.remove_prefix(3);
            m_atBegin = false;
            text = withLineFeeds(text);
            if (!text.empty()) // one half of a character or of a line end
                return text;
        }
    }
    qint64 consumed() const override { return m_stream->consumed(); }
    qint64 total() const override { return m_stream->total(); }

private:
    std::string_view withLineFeeds(std::string_view text)
    {
        // The line feed of a pair that lay across two blocks.
        if (m_endedWithReturn && text.starts_with('\n'))
            text.remove_prefix(1);
        m_endedWithReturn = text.ends_with('\r');
        size_t place = text.find('\r');
        if (place == std::string_view::npos)
            return text;
        m_unified.clear();
        while (place != std::string_view::npos) {
            m_unified += text.substr(0, place);
            m_unified += '\n';
            text.remove_prefix(place + 1);
            if (text.starts_with('\n'))
                text.remove_prefix(1);
            place = text.find('\r');
        }
        m_unified += text;
        return m_unified;
    }

    std::unique_ptr<ByteStream> m_stream;
    std::optional<QStringDecoder> m_decoder;
    QByteArray m_decoded;
    std::string m_unified;
    bool m_atBegin = true;
    bool m_endedWithReturn = false;
};

} // namespace

Result<std::unique_ptr<ByteStream>> unifiedText(std::unique_ptr<ByteStream> stream, const CancelToken &cancel)
{
    auto peeked = peek(std::move(stream), cancel);
    if (!peeked)
        return passOn(peeked);
    return std::make_unique<UnifiedText>(std::move(peeked->stream), sixteenBitsOf(peeked->head));
}

TextChunks::TextChunks(std::unique_ptr<ByteStream> stream)
    : m_stream(std::move(stream))
{
}
TextChunks::TextChunks(TextChunks &&) noexcept = default;
TextChunks::~TextChunks() = default;

Result<TextChunks> TextChunks::open(const QString &path, const CancelToken &cancel)
{
    auto plain = openPlainBytes(path, cancel);
    if (!plain)
        return passOn(plain);
    auto peeked = peek(std::move(*plain), cancel);
    if (!peeked)
        return passOn(peeked);
    const FileContent content = fileContentOf(peeked->head);
    for (const FileContent other : { FileContent::Tar, FileContent::Zip, FileContent::SevenZip, FileContent::Rar,
                                     FileContent::Html, FileContent::LfsPointer, FileContent::Safetensors }) {
        if (content == other)
            return fail(tr("a text was expected, but this is ") + contentName(content), path,
                        tr("Choose another file, or fetch it again."));
    }
    auto text = unifiedText(std::move(peeked->stream), cancel);
    if (!text)
        return passOn(text);
    return TextChunks(std::move(*text));
}

Result<std::string> TextChunks::next(const CancelToken &cancel)
{
    std::string chunk = std::move(m_rest);
    m_rest.clear();
    if (!m_atEnd)
        chunk.reserve(kChunkSize + (512 << 10));
    while (!m_atEnd) {
        const auto block = m_stream->next(cancel);
        if (!block)
            return passOn(block);
        m_atEnd = block->empty();
        chunk += *block;
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
    return m_stream->consumed();
}

qint64 TextChunks::bytesTotal() const
{
    return m_stream->total();
}

} // namespace melscope
