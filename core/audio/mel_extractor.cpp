#include "core/audio/mel_extractor.h"

#include "core/audio/loudness_meter.h"
#include "core/audio/mel_framer.h"
#include "core/base/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

constexpr size_t kSamplesHeld = size_t(12) << 20; // 285 s, most tracks
constexpr double kHeadroom = 6; // dB that are added to the gain

/// One channel's samples: held while they are few, else forgotten and read again.
class Sound
{
public:
    Sound(AudioReader &reader, const CancelToken &cancel, const std::function<void(qint64)> &heard)
        : m_reader(reader)
        , m_cancel(cancel)
        , m_heard(heard)
        , m_held(buffer())
    {
    }

    /// The gain; holds the samples.
    Result<double> listen()
    {
        LoudnessMeter meter;
        m_held.clear();
        m_held.reserve(kSamplesHeld); // what is not used takes no memory
        m_isHeld = true;
        m_samples = 0;
        const auto done = each([&](std::span<const float> samples) -> Result<void> {
            meter.add(samples);
            m_samples += qint64(samples.size());
            if (m_samples > std::numeric_limits<int32_t>::max())
                return fail(tr("the sound is longer than 13 hours, which is more than is analysed"), {},
                            tr("Cut it into pieces."));
            if (m_isHeld && m_held.size() + samples.size() > kSamplesHeld) {
                m_isHeld = false;
                std::vector<float>().swap(m_held); // long sounds come seldom, and have other needs
            }
            if (m_isHeld)
                m_held.insert(m_held.end(), samples.begin(), samples.end());
            return {};
        });
        if (!done)
            return passOn(done);
        return meter.gain();
    }

    /// All samples once more. The reader is at its end.
    Result<void> again(Downmix downmix, const std::function<Result<void>(std::span<const float>)> &take)
    {
        if (m_isHeld) {
            for (size_t at = 0; at < m_held.size(); at += kPiece) {
                if (m_cancel.isCancelled())
                    return cancelled();
                if (const auto taken = take(std::span(m_held).subspan(at, std::min(kPiece, m_held.size() - at)));
                    !taken)
                    return taken;
            }
            return {};
        }
        if (const auto restarted = m_reader.restart(downmix); !restarted)
            return restarted;
        return each(take);
    }

    qint64 samples() const { return m_samples; }

private:
    static constexpr size_t kPiece = 1 << 16;

    /// Of the thread, which mostly hears one sound after the other: fresh memory would take as long as the analysis.
    static std::vector<float> &buffer()
    {
        static thread_local std::vector<float> held;
        return held;
    }

    Result<void> each(const std::function<Result<void>(std::span<const float>)> &take)
    {
        qint64 count = 0;
        while (true) {
            if (m_cancel.isCancelled())
                return cancelled();
            const auto samples = m_reader.next();
            if (!samples)
                return passOn(samples);
            if (samples->empty())
                return {};
            if (const auto taken = take(*samples); !taken)
                return taken;
            count += qint64(samples->size());
            if (m_heard)
                m_heard(count);
        }
    }

    AudioReader &m_reader;
    const CancelToken &m_cancel;
    const std::function<void(qint64)> &m_heard;
    std::vector<float> &m_held;
    bool m_isHeld = true;
    qint64 m_samples = 0;
};

/// The samples that the extractor of the data set analyses: it cuts at a length in seconds, of single precision.
qint64 keptSamples(qint64 samples)
{
    const float seconds = float(samples) / 44'100.0F;
    return std::min(samples, qint64(std::floor(seconds * 44'100.0F)));
}

} // namespace

Result<MelSound> extractMel(AudioReader &reader, const CancelToken &cancel, BandFrames *frames,
                            const std::function<void(qint64 samples)> &heard)
{
    MelSound result;
    Sound sound(reader, cancel, heard);
    auto gain = sound.listen();
    if (!gain)
        return passOn(gain);
    if (sound.samples() == 0)
        return fail(tr("there is no sound in it"), {}, {});
    if (*gain > LoudnessMeter::kSilentGain) {
        // Channels that cancel each other out are heard by the left one alone.
        result.downmix = Downmix::Left;
        if (reader.format().channels > 1) {
            if (const auto restarted = reader.restart(Downmix::Left); !restarted)
                return passOn(restarted);
            gain = sound.listen();
            if (!gain)
                return passOn(gain);
        }
        if (*gain > LoudnessMeter::kSilentGain)
            return fail(tr("it is silent"), {}, {});
    }
    result.gain = *gain;
    result.samples = sound.samples();

    BandFrames own;
    BandFrames &bands = frames != nullptr ? *frames : own;
    bands.clear();
    MelFramer framer(std::pow(10.0, (double(float(*gain)) + kHeadroom) / 20), bands);
    auto left = size_t(keptSamples(sound.samples()));
    const auto framed = sound.again(result.downmix, [&](std::span<const float> samples) {
        samples = samples.first(std::min(samples.size(), left));
        left -= samples.size();
        return framer.add(samples);
    });
    if (!framed)
        return passOn(framed);
    if (const auto finished = framer.finish(); !finished)
        return passOn(finished);
    const auto image = statisticsOf(bands);
    if (!image)
        return passOn(image);
    result.image = *image;
    result.frames = bands.size();
    result.silentFrames = framer.silentFrames();
    result.damagedPackets = reader.damagedPackets();
    return result;
}

} // namespace melscope
