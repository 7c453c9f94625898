#include "core/decoding/resampler.h"

#include "core/base/words.h"

namespace melscope {

namespace {

constexpr double kTargetRate = 44'100;

} // namespace

Result<Resampler> Resampler::make(int sampleRate)
{
    Resampler resampler;
    resampler.m_ratio = kTargetRate / sampleRate;
    int error = 0;
    if (src_is_valid_ratio(resampler.m_ratio) != 0)
        resampler.m_state.reset(src_new(SRC_SINC_MEDIUM_QUALITY, 1, &error));
    if (!resampler.m_state)
        return fail(tr("a sample rate of %1 Hz cannot be converted to 44,100 Hz").arg(sampleRate));
    return resampler;
}

Result<void> Resampler::convert(std::span<const float> samples, bool isEnd, std::vector<float> &resampled)
{
    const float nothing = 0; // at the end; without an address the library holds the last samples back
    SRC_DATA data = {};
    data.src_ratio = m_ratio;
    data.end_of_input = isEnd ? 1 : 0;
    do {
        const size_t have = resampled.size();
        resampled.resize(have + size_t(double(samples.size()) * m_ratio) + 1024);
        data.data_in = samples.empty() ? &nothing : samples.data();
        data.input_frames = long(samples.size());
        data.data_out = resampled.data() + have;
        data.output_frames = long(resampled.size() - have);
        const int error = src_process(m_state.get(), &data);
        resampled.resize(have + size_t(data.output_frames_gen));
        if (error != 0)
            return fail(tr("the sound cannot be converted to 44,100 Hz: ") + QString::fromUtf8(src_strerror(error)));
        samples = samples.subspan(size_t(data.input_frames_used));
    } while (data.output_frames_gen > 0 || !samples.empty());
    return {};
}

} // namespace melscope
