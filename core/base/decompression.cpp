#include "core/base/byte_stream.h"

#include "core/base/words.h"

#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <vector>

namespace melscope {

namespace {

constexpr size_t kOutputSize = 256 << 10;

/// One decompression library: turns input into output until a member ends.
class Decoder
{
public:
    enum class Step { More, MemberEnd, Damaged };
    virtual ~Decoder() = default;
    /// Takes bytes from the front of `input` and fills `output`; tells how many bytes of output it made.
    virtual Step decode(std::string_view &input, std::span<char> output, size_t &written) = 0;
    /// Makes ready for another member.
    virtual bool begin() = 0;
    virtual const char *name() const = 0;
    /// Whether these bytes, behind a member's end, can be the beginning of another one.
    virtual bool startsMember(std::string_view bytes) const = 0;
    /// Bytes that startsMember() looks at.
    virtual size_t magicSize() const = 0;
};

class GzipDecoder : public Decoder
{
public:
    ~GzipDecoder() override { end(); }
    bool begin() override
    {
        end();
        m_stream = {};
        m_begun = inflateInit2(&m_stream, 15 + 16) == Z_OK; // gzip alone; its checksum and length are proved
        return m_begun;
    }
    Step decode(std::string_view &input, std::span<char> output, size_t &written) override
    {
        const auto offered = uInt(std::min<size_t>(input.size(), 1 << 30));
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(input.data()));
        m_stream.avail_in = offered;
        m_stream.next_out = reinterpret_cast<Bytef *>(output.data());
        m_stream.avail_out = uInt(output.size());
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        input.remove_prefix(offered - m_stream.avail_in);
        written = output.size() - m_stream.avail_out;
        if (status == Z_STREAM_END)
            return Step::MemberEnd;
        return status == Z_OK || status == Z_BUF_ERROR ? Step::More : Step::Damaged;
    }
    const char *name() const override { return "gzip"; }
    bool startsMember(std::string_view bytes) const override { return bytes.starts_with("\x1f\x8b"); }
    size_t magicSize() const override { return 2; }

private:
    void end()
    {
        if (m_begun)
            inflateEnd(&m_stream);
        m_begun = false;
    }
    z_stream m_stream {};
    bool m_begun = false;
};

class Bzip2Decoder : public Decoder
{
public:
    ~Bzip2Decoder() override { end(); }
    bool begin() override
    {
        end();
        m_stream = {};
        m_begun = BZ2_bzDecompressInit(&m_stream, 0, 0) == BZ_OK;
        return m_begun;
    }
    Step decode(std::string_view &input, std::span<char> output, size_t &written) override
    {
        const auto offered = unsigned(std::min<size_t>(input.size(), 1 << 30));
        m_stream.next_in = const_cast<char *>(input.data());
        m_stream.avail_in = offered;
        m_stream.next_out = output.data();
        m_stream.avail_out = unsigned(output.size());
        const int status = BZ2_bzDecompress(&m_stream);
        input.remove_prefix(offered - m_stream.avail_in);
        written = output.size() - m_stream.avail_out;
        if (status == BZ_STREAM_END)
            return Step::MemberEnd;
        return status == BZ_OK ? Step::More : Step::Damaged;
    }
    const char *name() const override { return "bzip2"; }
    bool startsMember(std::string_view bytes) const override { return bytes.starts_with("BZh"); }
    size_t magicSize() const override { return 3; }

private:
    void end()
    {
        if (m_begun)
            BZ2_bzDecompressEnd(&m_stream);
        m_begun = false;
    }
    bz_stream m_stream {};
    bool m_begun = false;
};

class LzmaDecoder : public Decoder
{
public:
    explicit LzmaDecoder(Compression kind)
        : m_kind(kind)
    {
    }
    ~LzmaDecoder() override { lzma_end(&m_stream); }
    bool begin() override
    {
        // As much memory as xz itself takes for its greatest setting, and some more.
        constexpr uint64_t most = 512 << 20;
        return (m_kind == Compression::Xz ? lzma_stream_decoder(&m_stream, most, LZMA_TELL_UNSUPPORTED_CHECK)
                                          : lzma_alone_decoder(&m_stream, most))
            == LZMA_OK;
    }
    Step decode(std::string_view &input, std::span<char> output, size_t &written) override
    {
        const size_t offered = input.size();
        m_stream.next_in = reinterpret_cast<const uint8_t *>(input.data());
        m_stream.avail_in = offered;
        m_stream.next_out = reinterpret_cast<uint8_t *>(output.data());
        m_stream.avail_out = output.size();
        const lzma_ret status = lzma_code(&m_stream, LZMA_RUN);
        input.remove_prefix(offered - m_stream.avail_in);
        written = output.size() - m_stream.avail_out;
        if (status == LZMA_STREAM_END)
            return Step::MemberEnd;
        return status == LZMA_OK || status == LZMA_BUF_ERROR ? Step::More : Step::Damaged;
    }
    const char *name() const override { return m_kind == Compression::Xz ? "xz" : "lzma"; }
    bool startsMember(std::string_view bytes) const override
    {
        return m_kind == Compression::Xz && bytes.starts_with("\xFD\x37zXZ");
    }
    size_t magicSize() const override { return 5; }

private:
    Compression m_kind;
    lzma_stream m_stream = LZMA_STREAM_INIT;
};

class ZstdDecoder : public Decoder
{
public:
    ~ZstdDecoder() override { ZSTD_freeDStream(m_stream); }
    bool begin() override
    {
        if (m_stream == nullptr)
            m_stream = ZSTD_createDStream();
        if (m_stream == nullptr)
            return false;
        // Long-range archives (zstd --long=31) are read too.
        return ZSTD_isError(ZSTD_initDStream(m_stream)) == 0
            && ZSTD_isError(ZSTD_DCtx_setParameter(m_stream, ZSTD_d_windowLogMax, 30)) == 0;
    }
    Step decode(std::string_view &input, std::span<char> output, size_t &written) override
    {
        ZSTD_inBuffer in { input.data(), input.size(), 0 };
        ZSTD_outBuffer out { output.data(), output.size(), 0 };
        const size_t status = ZSTD_decompressStream(m_stream, &out, &in);
        input.remove_prefix(in.pos);
        written = out.pos;
        if (ZSTD_isError(status) != 0)
            return Step::Damaged;
        return status == 0 ? Step::MemberEnd : Step::More;
    }
    const char *name() const override { return "zstd"; }
    bool startsMember(std::string_view bytes) const override
    {
        return compressionOf(std::string(bytes) + std::string(4, '\0')) == Compression::Zstd;
    }
    size_t magicSize() const override { return 4; }

private:
    ZSTD_DStream *m_stream = nullptr;
};

std::unique_ptr<Decoder> decoderOf(Compression compression)
{
    switch (compression) {
    case Compression::Gzip:
        return std::make_unique<GzipDecoder>();
    case Compression::Bzip2:
        return std::make_unique<Bzip2Decoder>();
    case Compression::Xz:
    case Compression::Lzma:
        return std::make_unique<LzmaDecoder>(compression);
    case Compression::Zstd:
    case Compression::None:
        break;
    }
    return std::make_unique<ZstdDecoder>();
}

/// Members one after the other, each proved; nothing behind them but zeros.
class DecompressedBytes : public ByteStream
{
public:
    DecompressedBytes(std::unique_ptr<ByteStream> stream, Compression compression, QString path)
        : m_source(std::move(stream))
        , m_decoder(decoderOf(compression))
        , m_path(std::move(path))
        , m_output(kOutputSize)
    {
    }

    Result<std::string_view> next(const CancelToken &cancel) override
    {
        while (!m_atEnd) {
            if (cancel.isCancelled())
                return cancelled();
            if (!m_inMember) {
                const auto more = beginMember(cancel);
                if (!more)
                    return passOn(more);
                if (!*more)
                    break;
            }
            if (m_input.empty() && !m_sourceEnded) {
                if (const auto filled = fill(cancel); !filled)
                    return passOn(filled);
            }
            size_t written = 0;
            const size_t before = m_input.size();
            const auto step = m_decoder->decode(m_input, m_output, written);
            if (step == Decoder::Step::Damaged)
                return damaged(tr("its data or its checksum are wrong"));
            m_inMember = step != Decoder::Step::MemberEnd;
            const bool stuck = written == 0 && m_inMember && m_input.size() == before;
            if (stuck && m_sourceEnded)
                return damaged(tr("it is cut off"));
            if (stuck && !m_input.empty())
                return damaged(tr("its data are wrong"));
            if (written > 0)
                return std::string_view(m_output.data(), written);
        }
        m_atEnd = true;
        return std::string_view();
    }
    qint64 consumed() const override { return m_source->consumed() - qint64(m_input.size()); }
    qint64 total() const override { return m_source->total(); }

private:
    /// False at the end of all members.
    Result<bool> beginMember(const CancelToken &cancel)
    {
        // A member's magic may lie across two blocks.
        while (m_input.size() < m_decoder->magicSize() && !m_sourceEnded) {
            if (const auto filled = fill(cancel); !filled)
                return passOn(filled);
        }
        if (m_members > 0) {
            if (m_input.empty())
                return false;
            if (m_input.front() == '\0')
                return skipPadding(cancel);
            if (!m_decoder->startsMember(m_input))
                return damaged(tr("other data follow its end"));
        }
        ++m_members;
        if (!m_decoder->begin())
            return fail(tr("there is not enough memory to decompress it"), m_path, tr("Close other programs."));
        m_inMember = true;
        return true;
    }

    /// Zeros behind the last member are padding of tapes and block devices; anything else among them is not.
    Result<bool> skipPadding(const CancelToken &cancel)
    {
        while (true) {
            if (m_input.find_first_not_of('\0') != std::string_view::npos)
                return damaged(tr("other data follow its end"));
            m_input = {};
            if (m_sourceEnded)
                return false;
            if (const auto filled = fill(cancel); !filled)
                return passOn(filled);
        }
    }

    Result<void> fill(const CancelToken &cancel)
    {
        std::string rest(m_input); // a few bytes of a magic
        const auto block = m_source->next(cancel);
        if (!block)
            return passOn(block);
        m_sourceEnded = block->empty();
        if (rest.empty()) {
            m_input = *block;
            return {};
        }
        m_joined = std::move(rest);
        m_joined += *block;
        m_input = m_joined;
        return {};
    }

    tl::unexpected<Error> damaged(const QString &why) const
    {
        return fail(tr("the %1 data are damaged: %2 (byte %3)")
                        .arg(QLatin1String(m_decoder->name()), why, QString::number(consumed())),
                    m_path, tr("Fetch the file again."));
    }

    std::unique_ptr<ByteStream> m_source;
    std::unique_ptr<Decoder> m_decoder;
    QString m_path;
    std::vector<char> m_output;
    std::string m_joined; ///< what m_input points into where a magic lay across blocks
    std::string_view m_input;
    int m_members = 0;
    bool m_inMember = false;
    bool m_sourceEnded = false;
    bool m_atEnd = false;
};

} // namespace

std::unique_ptr<ByteStream> decompressed(std::unique_ptr<ByteStream> stream, Compression compression,
                                         const QString &path)
{
    return std::make_unique<DecompressedBytes>(std::move(stream), compression, path);
}

} // namespace melscope
