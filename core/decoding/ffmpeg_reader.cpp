#include "core/decoding/ffmpeg_reader.h"

#include "core/base/file_path.h"
#include "core/base/words.h"
#include "core/decoding/ffmpeg_container.h"
#include "core/decoding/resampler.h"

extern "C" {
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace melscope {

namespace {

constexpr int kTargetRate = 44'100; // Hz
constexpr float kFullScale =
    32'767; // so that the least 16-bit value is a little below −1, as in the data set's extractor
// How much a header may promise too much, seconds and share of the whole.
constexpr double kRoundedSeconds = 0.2;
constexpr double kRoundedShare = 0.002;
// What a damaged packet may take along, seconds.
constexpr double kDamageSeconds = 0.5;

struct SwrDelete
{
    void operator()(SwrContext *context) const { swr_free(&context); }
};

bool isProtected(const AVCodecParameters &parameters)
{
    return parameters.codec_tag == MKTAG('d', 'r', 'm', 's') || parameters.codec_tag == MKTAG('e', 'n', 'c', 'a');
}

template <class Sample>
bool allFinite(const Sample *samples, size_t count)
{
    return std::all_of(samples, samples + count, [](Sample sample) { return std::isfinite(sample); });
}

/// Whether a frame of floating-point samples has numbers alone.
bool isFinite(const AVFrame &frame)
{
    const auto count = size_t(frame.nb_samples);
    const int channels = frame.ch_layout.nb_channels;
    const auto format = AVSampleFormat(frame.format);
    const bool isPlanar = av_sample_fmt_is_planar(format) != 0;
    for (int plane = 0; plane < (isPlanar ? channels : 1); ++plane) {
        const uint8_t *data = frame.extended_data[plane];
        const size_t samples = isPlanar ? count : count * size_t(channels);
        const AVSampleFormat packed = av_get_packed_sample_fmt(format);
        if ((packed == AV_SAMPLE_FMT_FLT && !allFinite(reinterpret_cast<const float *>(data), samples))
            || (packed == AV_SAMPLE_FMT_DBL && !allFinite(reinterpret_cast<const double *>(data), samples)))
            return false;
    }
    return true;
}

class FfmpegReader : public AudioReader
{
public:
    FfmpegReader(QString path, const AudioOptions &options)
        : m_path(std::move(path))
        , m_options(options)
    {
    }

    Result<void> open()
    {
        auto input = FfmpegInput::open(m_path);
        if (!input)
            return passOn(input);
        m_input = std::move(*input);
        if (const auto opened = openStreams(); !opened)
            return opened;
        if (const auto chosen = chooseStream(); !chosen)
            return chosen;
        return openDecoder();
    }

    const AudioFormat &format() const override { return m_format; }
    qint64 damagedPackets() const override { return m_damaged; }

    Result<void> restart(Downmix downmix) override
    {
        m_decoder.reset();
        m_container.reset();
        m_input.reset();
        m_resampler.reset();
        m_converter.reset();
        m_downmix = downmix;
        m_damaged = 0;
        m_decoded = 0;
        m_isCutOff = false;
        m_stage = Stage::Packets;
        return open();
    }

    Result<std::span<const float>> next() override
    {
        m_samples.clear();
        while (m_samples.empty() && m_stage != Stage::Ended) {
            const int received = avcodec_receive_frame(m_decoder.get(), m_frame.get());
            if (received == 0) {
                const auto taken = takeFrame();
                av_frame_unref(m_frame.get());
                if (!taken)
                    return passOn(taken);
            } else if (received == AVERROR_EOF) {
                if (const auto ended = end(); !ended)
                    return passOn(ended);
            } else if (received == AVERROR(EAGAIN)) {
                if (const auto sent = sendPacket(); !sent)
                    return passOn(sent);
            } else {
                ++m_damaged;
            }
        }
        return std::span<const float>(m_samples);
    }

private:
    enum class Stage { Packets, Flushing, Ended };

    Result<void> openStreams()
    {
        auto container = openContainer(*m_input);
        if (m_input->fault() != 0)
            return unread();
        if (!container)
            return passOn(container);
        m_container = std::move(*container);
        m_format.container = QString::fromUtf8(m_container->iformat->name);
        return {};
    }

    Result<void> chooseStream()
    {
        m_stream = nullptr;
        int streams = 0;
        int pictures = 0;
        for (unsigned i = 0; i < m_container->nb_streams; ++i) {
            AVStream *stream = m_container->streams[i];
            stream->discard = AVDISCARD_ALL;
            if (stream->codecpar->codec_type == AVMEDIA_TYPE_VIDEO)
                ++pictures;
            if (stream->codecpar->codec_type != AVMEDIA_TYPE_AUDIO)
                continue;
            ++streams;
            m_stream = stream;
        }
        if (streams == 0)
            return fail(pictures > 0 ? tr("there are pictures in it and no sound") : tr("there is no sound in it"));
        if (streams > 1)
            return fail(tr("there are %1 sounds in it, and it is not known which is meant").arg(streams), {},
                        tr("Save the one that is meant as a file of its own."));
        m_stream->discard = AVDISCARD_DEFAULT;
        if (isProtected(*m_stream->codecpar))
            return fail(tr("the sound is protected against copying (DRM) and cannot be decoded"));
        return {};
    }

    Result<void> openDecoder()
    {
        const AVCodecParameters &parameters = *m_stream->codecpar;
        // The data set's extractor had the decoder that computes with whole numbers.
        const AVCodec *codec = parameters.codec_id == AV_CODEC_ID_MP3 ? avcodec_find_decoder_by_name("mp3") : nullptr;
        if (codec == nullptr)
            codec = avcodec_find_decoder(parameters.codec_id);
        const AVCodecDescriptor *descriptor = avcodec_descriptor_get(parameters.codec_id);
        const QString name = QString::fromUtf8(descriptor == nullptr ? "unknown" : descriptor->name);
        if (codec == nullptr)
            return fail(tr("FFmpeg has no decoder for this codec, %1").arg(name));
        m_decoder.reset(avcodec_alloc_context3(codec));
        if (!m_decoder || avcodec_parameters_to_context(m_decoder.get(), &parameters) < 0)
            return fail(tr("out of memory"));
        m_decoder->flags2 |= AV_CODEC_FLAG2_SKIP_MANUAL; // nothing is cut off
        m_decoder->thread_count = 1; // there is a thread for each file
        m_decoder->pkt_timebase = m_stream->time_base;
        if (const int opened = avcodec_open2(m_decoder.get(), codec, nullptr); opened < 0)
            return fail(tr("the decoder for %1 does not take it: ").arg(name) + ffmpegText(opened));
        m_format.codec = QString::fromUtf8(codec->name);
        if (m_format.codec.startsWith(QLatin1String("pcm_")))
            m_format.codec = name;
        m_format.isLossless = descriptor != nullptr && (descriptor->props & AV_CODEC_PROP_LOSSLESS) != 0
            && (descriptor->props & AV_CODEC_PROP_LOSSY) == 0;
        m_format.sampleRate = parameters.sample_rate;
        m_format.channels = parameters.ch_layout.nb_channels;
        m_packet.reset(av_packet_alloc());
        m_frame.reset(av_frame_alloc());
        if (!m_packet || !m_frame)
            return fail(tr("out of memory"));
        return checkChannels(m_format.channels);
    }

    Result<void> checkChannels(int channels) const
    {
        if (channels > 2 && !m_options.mixesSurround)
            return fail(tr("it has %1 channels, and the training data were made of one or two").arg(channels), {},
                        tr("Mix it down to stereo, or have that done (--downmix)."));
        return {};
    }

    tl::unexpected<Error> unread() const
    {
        const QString what = tr("reading failed: ") + faultText(m_input->fault());
        return tl::make_unexpected(mayPass(m_input->fault(), pathBytes(m_path)) ? Error::unread(what)
                                                                                : Error::failure(what));
    }

    Result<void> sendPacket()
    {
        if (m_stage == Stage::Flushing) { // a decoder that wants more than the end
            m_stage = Stage::Ended;
            return {};
        }
        const int read = av_read_frame(m_container.get(), m_packet.get());
        if (read < 0) {
            if (m_input->fault() != 0)
                return unread();
            if (read != AVERROR_EOF)
                ++m_damaged;
            m_stage = Stage::Flushing;
            avcodec_send_packet(m_decoder.get(), nullptr);
            return {};
        }
        if (m_packet->stream_index == m_stream->index) {
            m_isCutOff = (m_packet->flags & AV_PKT_FLAG_CORRUPT) != 0; // the last one says how the file ends
            const int sent = avcodec_send_packet(m_decoder.get(), m_packet.get());
            if (sent < 0 && sent != AVERROR(EAGAIN) && sent != AVERROR_EOF)
                ++m_damaged;
        }
        av_packet_unref(m_packet.get());
        return {};
    }

    Result<void> takeFrame()
    {
        const AVFrame &frame = *m_frame;
        if (frame.nb_samples <= 0)
            return {};
        const int channels = frame.ch_layout.nb_channels;
        if (m_decoded == 0) {
            // What the header says is not always what is decoded: HE-AAC doubles the rate, or makes stereo of mono.
            m_format.sampleRate = frame.sample_rate;
            m_format.channels = channels;
            if (const auto checked = checkChannels(channels); !checked)
                return checked;
            if (const auto prepared = prepare(frame); !prepared)
                return prepared;
        } else if (frame.sample_rate != m_format.sampleRate || channels != m_format.channels
                   || AVSampleFormat(frame.format) != m_sampleFormat) {
            return fail(tr("after %1 s the sound goes on with %2 Hz and %3 channels, not %4 Hz and %5")
                            .arg(QString::number(double(m_decoded) / m_format.sampleRate, 'f', 1),
                                 QString::number(frame.sample_rate), QString::number(channels),
                                 QString::number(m_format.sampleRate), QString::number(m_format.channels)),
                        {}, tr("Encode it anew with one rate."));
        }
        if (!isFinite(frame))
            return fail(tr("a sample after %1 s is no number").arg(double(m_decoded) / m_format.sampleRate, 0, 'f', 1),
                        {}, tr("Make the file anew."));
        m_decoded += frame.nb_samples;
        return mix(frame);
    }

    /// What makes 16-bit samples of one or two channels of the decoder's, and 44.1 kHz of those.
    Result<void> prepare(const AVFrame &frame)
    {
        m_sampleFormat = AVSampleFormat(frame.format);
        m_mixedChannels = std::min(2, m_format.channels);
        if (m_format.sampleRate <= 0 || m_format.channels <= 0)
            return fail(tr("the sound has no sample rate or no channel"));
        if (m_sampleFormat != AV_SAMPLE_FMT_S16 || m_format.channels > 2) {
            AVChannelLayout from = {};
            AVChannelLayout to = {};
            if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
                av_channel_layout_default(&from, m_format.channels);
            else
                av_channel_layout_copy(&from, &frame.ch_layout);
            if (m_format.channels > 2)
                av_channel_layout_default(&to, 2);
            else
                av_channel_layout_copy(&to, &from);
            SwrContext *converter = nullptr;
            const int made = swr_alloc_set_opts2(&converter, &to, AV_SAMPLE_FMT_S16, m_format.sampleRate, &from,
                                                 m_sampleFormat, m_format.sampleRate, 0, nullptr);
            m_converter.reset(converter);
            av_channel_layout_uninit(&from);
            av_channel_layout_uninit(&to);
            if (made < 0 || swr_init(converter) < 0)
                return fail(tr("its samples cannot be made 16-bit ones"));
        }
        if (m_format.sampleRate == kTargetRate)
            return {};
        auto resampler = Resampler::make(m_format.sampleRate);
        if (!resampler)
            return passOn(resampler);
        m_resampler.emplace(std::move(*resampler));
        return {};
    }

    Result<void> mix(const AVFrame &frame)
    {
        const auto *samples = reinterpret_cast<const int16_t *>(frame.extended_data[0]);
        auto count = size_t(frame.nb_samples);
        if (m_converter) {
            m_whole.resize(count * size_t(m_mixedChannels));
            auto *to = reinterpret_cast<uint8_t *>(m_whole.data());
            const int converted = swr_convert(m_converter.get(), &to, frame.nb_samples,
                                              const_cast<const uint8_t **>(frame.extended_data), frame.nb_samples);
            if (converted < 0)
                return fail(tr("its samples cannot be made 16-bit ones: ") + ffmpegText(converted));
            samples = m_whole.data();
            count = size_t(converted);
        }
        std::vector<float> &mono = m_resampler ? m_mono : m_samples;
        mono.resize(count);
        if (m_mixedChannels == 1) {
            for (size_t i = 0; i < count; ++i)
                mono[i] = float(samples[i]) / kFullScale;
        } else if (m_downmix == Downmix::Left) {
            for (size_t i = 0; i < count; ++i)
                mono[i] = float(samples[2 * i]) / kFullScale;
        } else {
            for (size_t i = 0; i < count; ++i)
                mono[i] = (float(samples[2 * i]) / kFullScale + float(samples[2 * i + 1]) / kFullScale) / 2;
        }
        return m_resampler ? m_resampler->convert(mono, false, m_samples) : Result<void>();
    }

    /// All is decoded.
    Result<void> end()
    {
        m_stage = Stage::Ended;
        if (m_decoded == 0)
            return fail(m_damaged > 0 ? tr("nothing of it can be decoded: its data are damaged")
                                      : tr("there is no sound in it"));
        if (const auto whole = checkLength(); !whole)
            return whole;
        return m_resampler ? m_resampler->convert({}, true, m_samples) : Result<void>();
    }

    /// A file that was cut off would be heard as a shorter track, and nobody would know.
    Result<void> checkLength() const
    {
        if (m_isCutOff)
            return fail(tr("the file is cut off after %1 s").arg(double(m_decoded) / m_format.sampleRate, 0, 'f', 1),
                        {}, tr("Fetch it again."));
        if (m_container->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE || m_stream->duration <= 0)
            return {};
        const double promised = double(m_stream->duration) * av_q2d(m_stream->time_base);
        const double heard = double(m_decoded) / m_format.sampleRate;
        const double rounded = std::max(kRoundedSeconds, kRoundedShare * promised);
        if (heard + rounded + kDamageSeconds * double(m_damaged) >= promised)
            return {};
        return fail(tr("the file is cut off or damaged: %1 of %2 s can be decoded")
                        .arg(QString::number(heard, 'f', 1), QString::number(promised, 'f', 1)),
                    {}, tr("Fetch it again."));
    }

    QString m_path;
    AudioOptions m_options;
    Downmix m_downmix = Downmix::Mean;
    AudioFormat m_format;
    std::unique_ptr<FfmpegInput> m_input; ///< outlives the container
    FfmpegContainer m_container;
    std::unique_ptr<AVCodecContext, FfmpegDelete> m_decoder;
    std::unique_ptr<AVPacket, FfmpegDelete> m_packet;
    std::unique_ptr<AVFrame, FfmpegDelete> m_frame;
    std::unique_ptr<SwrContext, SwrDelete> m_converter; ///< null where samples are 16-bit ones side by side
    std::optional<Resampler> m_resampler;
    AVStream *m_stream = nullptr;
    AVSampleFormat m_sampleFormat = AV_SAMPLE_FMT_NONE;
    int m_mixedChannels = 1;
    Stage m_stage = Stage::Packets;
    qint64 m_damaged = 0;
    qint64 m_decoded = 0; ///< samples of each channel
    bool m_isCutOff = false; ///< in the last packet
    std::vector<int16_t> m_whole; ///< 16-bit samples, channel by channel
    std::vector<float> m_mono; ///< before resampling
    std::vector<float> m_samples;
};

} // namespace

Result<std::unique_ptr<AudioReader>> openWithFfmpeg(const QString &path, const AudioOptions &options)
{
    auto reader = std::make_unique<FfmpegReader>(path, options);
    if (const auto opened = reader->open(); !opened)
        return passOn(opened);
    return std::unique_ptr<AudioReader>(std::move(reader));
}

} // namespace melscope
