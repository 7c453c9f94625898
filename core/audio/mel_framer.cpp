#include "core/audio/mel_framer.h"

#include <fftw3.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>

namespace melscope {

namespace {

constexpr double kSilence = 1e-9; // mean square of a frame
constexpr float kNoise = 1e-10F; // greatest sample of what is put in silence's place

/// Blackman and Harris' with 62 dB, symmetric, of which a full-scale sine has magnitude 1.
std::vector<float> makeWindow()
{
    std::vector<double> window(kFrameSize);
    double sum = 0;
    for (size_t i = 0; i < kFrameSize; ++i) {
        const double turn = 2 * std::numbers::pi * double(i) / double(kFrameSize - 1);
        window[i] = 0.44959 - 0.49364 * std::cos(turn) + 0.05677 * std::cos(2 * turn);
        sum += std::abs(window[i]);
    }
    std::vector<float> scaled(kFrameSize);
    for (size_t i = 0; i < kFrameSize; ++i)
        scaled[i] = float(window[i] * 2 / sum);
    return scaled;
}

const std::vector<float> &frameWindow()
{
    static const std::vector<float> window = makeWindow();
    return window;
}

struct FftwFree
{
    void operator()(void *memory) const { fftwf_free(memory); }
};
template <class T>
using FftwArray = std::unique_ptr<T[], FftwFree>;

/// One plan for all; FFTW makes plans in one thread at a time, and carries them out in any.
fftwf_plan framePlan(float *in, fftwf_complex *out)
{
    static std::mutex mutex;
    static fftwf_plan plan = nullptr;
    std::scoped_lock lock(mutex);
    if (plan == nullptr)
        plan = fftwf_plan_dft_r2c_1d(int(kFrameSize), in, out, FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
    return plan;
}

} // namespace

struct MelFramer::Buffers
{
    std::array<float, kFrameSize> frame {}; ///< scaled and clipped
    FftwArray<float> windowed { fftwf_alloc_real(kFrameSize) };
    FftwArray<fftwf_complex> spectrum { fftwf_alloc_complex(kSpectrumSize) };
    std::array<float, kSpectrumSize> power {};
    fftwf_plan plan = framePlan(windowed.get(), spectrum.get());
};

MelFramer::MelFramer(double scale, BandFrames &frames)
    : m_scale(scale)
    , m_frames(frames)
    , m_buffers(std::make_unique<Buffers>())
{
}

MelFramer::~MelFramer() = default;

Result<void> MelFramer::add(std::span<const float> samples)
{
    const auto scale = float(m_scale);
    while (!samples.empty()) {
        const std::span<const float> part = samples.first(std::min(samples.size(), kHopSize - m_filled));
        float *place = m_buffers->frame.data() + kHopSize + m_filled;
        for (size_t i = 0; i < part.size(); ++i)
            place[i] = std::clamp(part[i] * scale, -1.0F, 1.0F);
        m_filled += part.size();
        m_samples += part.size();
        samples = samples.subspan(part.size());
        if (m_filled == kHopSize) {
            if (const auto ended = endHop(); !ended)
                return ended;
        }
    }
    return {};
}

Result<void> MelFramer::finish()
{
    // The last frame is the first whose centre is at the sound's end or past it.
    const size_t frames = m_samples == 0 ? 0 : (m_samples + kHopSize - 1) / kHopSize + 1;
    while (m_made < frames) {
        std::fill(m_buffers->frame.begin() + ptrdiff_t(kHopSize + m_filled), m_buffers->frame.end(), 0.0F);
        m_filled = kHopSize;
        if (const auto ended = endHop(); !ended)
            return ended;
    }
    return {};
}

void MelFramer::addNoise(float *samples)
{
    for (size_t i = 0; i < kFrameSize; ++i) {
        const auto unit =
            float(m_random() - std::minstd_rand::min()) / float(std::minstd_rand::max() - std::minstd_rand::min());
        samples[i] += (2 * unit - 1) * kNoise;
    }
}

Result<void> MelFramer::endHop()
{
    Buffers &b = *m_buffers;
    double sums[4] = { 0, 0, 0, 0 };
    for (size_t i = kHopSize; i < kFrameSize; i += 4) {
        for (size_t lane = 0; lane < 4; ++lane)
            sums[lane] += double(b.frame[i + lane]) * double(b.frame[i + lane]);
    }
    m_energies[1] = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    const std::vector<float> &window = frameWindow();
    if ((m_energies[0] + m_energies[1]) / double(kFrameSize) < kSilence) {
        ++m_silentFrames;
        std::array<float, kFrameSize> noisy = b.frame;
        if (m_made == 0)
            noisy.fill(0); // as the extractor of the data set does
        addNoise(noisy.data());
        for (size_t i = 0; i < kFrameSize; ++i)
            b.windowed[i] = noisy[i] * window[i];
    } else {
        for (size_t i = 0; i < kFrameSize; ++i)
            b.windowed[i] = b.frame[i] * window[i];
    }
    fftwf_execute_dft_r2c(b.plan, b.windowed.get(), b.spectrum.get());
    for (size_t i = 0; i < kSpectrumSize; ++i)
        b.power[i] = b.spectrum[i][0] * b.spectrum[i][0] + b.spectrum[i][1] * b.spectrum[i][1];
    std::array<float, kBands> values;
    MelFilterBank::get().apply(b.power, values);
    ++m_made;
    std::copy(b.frame.begin() + ptrdiff_t(kHopSize), b.frame.end(), b.frame.begin());
    m_energies[0] = m_energies[1];
    m_filled = 0;
    return m_frames.add(values);
}

} // namespace melscope
