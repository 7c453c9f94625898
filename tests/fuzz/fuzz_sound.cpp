// Sound files as anybody may have them, and samples as any decoder may give them.
#include "fuzz_input.h"

#include "core/audio/mel_extractor.h"
#include "core/decoding/cover_art.h"
#include "core/decoding/ffmpeg_reader.h"

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace melscope;

namespace {

constexpr size_t kLargestFile = 1 << 16;
constexpr size_t kMostSamples = 1 << 20; // a small file may unpack to hours of silence

/// The input's bytes as samples, in pieces of odd sizes.
class SamplesReader : public AudioReader
{
public:
    SamplesReader(const uint8_t *data, size_t size)
        : m_samples(size / sizeof(int16_t))
    {
        for (size_t i = 0; i < m_samples.size(); ++i) {
            int16_t sample = 0;
            std::memcpy(&sample, data + i * sizeof sample, sizeof sample);
            m_samples[i] = float(sample) / 32'767;
        }
        m_format.channels = size % 2 == 0 ? 2 : 1;
    }
    const AudioFormat &format() const override { return m_format; }
    qint64 damagedPackets() const override { return 0; }
    Result<std::span<const float>> next() override
    {
        const size_t count = std::min(m_samples.size() - m_at, m_at % 1013 + 1);
        m_at += count;
        return std::span<const float>(m_samples).subspan(m_at - count, count);
    }
    Result<void> restart(Downmix downmix) override
    {
        require(downmix == Downmix::Left || m_at == m_samples.size());
        m_at = 0;
        return {};
    }

private:
    std::vector<float> m_samples;
    AudioFormat m_format;
    size_t m_at = 0;
};

void judge(const Result<MelSound> &sound)
{
    if (!sound) {
        require(!sound.error().what.isEmpty());
        return;
    }
    // The data set's extractor loses a sample at times.
    const auto frames = [](qint64 samples) { return size_t((samples + 1023) / 1024) + 1; };
    require(sound->frames == frames(sound->samples) || sound->frames == frames(sound->samples - 1));
    for (size_t band = 0; band < kBands; ++band) {
        const float *statistics = sound->image.data() + band * kChannels;
        for (size_t channel = 0; channel < kChannels; ++channel)
            require(std::isfinite(statistics[channel]) && statistics[channel] >= 0);
        // min ≤ mean, median ≤ max, to the rounding of sums
        require(statistics[0] <= statistics[2] && statistics[2] <= statistics[3]);
        require(statistics[1] <= statistics[3] * 1.0001F && statistics[1] >= statistics[0] * 0.9999F);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SamplesReader samples(data, size);
    judge(extractMel(samples));
    const MemoryFile file(textOf(data, std::min(size, kLargestFile)));
    require(coverArtOf(file.path()).size() <= qsizetype(kLargestFile));
    AudioOptions options;
    options.mixesSurround = size % 3 == 0;
    const auto reader = openWithFfmpeg(file.path(), options);
    if (!reader) {
        require(!reader.error().what.isEmpty());
        return 0;
    }
    size_t heard = 0;
    while (heard < kMostSamples) {
        const auto part = (*reader)->next();
        if (!part) {
            require(!part.error().what.isEmpty());
            return 0;
        }
        if (part->empty())
            break;
        heard += part->size();
        for (const float sample : *part)
            require(std::isfinite(sample) && std::abs(sample) < 2);
    }
    require(bool((*reader)->restart(Downmix::Left)));
    return 0;
}
