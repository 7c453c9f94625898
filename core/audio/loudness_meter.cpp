#include "core/audio/loudness_meter.h"

#include <algorithm>
#include <cmath>

// Compiled for wider vectors too; the program chooses when it starts.
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define MELSCOPE_FOR_ALL_PROCESSORS [[gnu::target_clones("default", "avx2")]]
#else
#define MELSCOPE_FOR_ALL_PROCESSORS
#endif

namespace melscope {

namespace {

// David Robinson's filters for 44.1 kHz, of the Replay Gain proposal of 2001: b0 … bn, and a1 … an negated.
constexpr double kYuleB[] = { 0.05418656406430,  -0.02911007808948, -0.00848709379851, -0.00851165645469,
                              -0.00834990904936, 0.02245293253339,  -0.02596338512915, 0.01624864962975,
                              -0.00240879051584, 0.00674613682247,  -0.00187763777362 };
constexpr double kYuleA[] = { 3.47845948550071, -6.36317777566148, 8.54751527471874, -9.47693607801280,
                              8.81498681370155, -6.85401540936998, 4.39470996079559, -2.19611684890774,
                              0.75104302451432, -0.13149317958808 };
constexpr double kButterB[] = { 0.98500175787242, -1.97000351574484, 0.98500175787242 };
constexpr double kButterA[] = { 1.96977855582618, -0.97022847566350 };

constexpr double kReference = -31.462667465209961; // dB
constexpr double kQuietest = 1e-9; // power
constexpr double kLoudnessOfSilence = -90; // dB
constexpr double kShare = 0.95; // of the blocks that are less loud

// A filter's results wait for one another; four parts of the sound that are filtered side by side do not.
constexpr size_t kLanes = 4;
using Lanes = double __attribute__((vector_size(kLanes * sizeof(double))));
constexpr size_t kLaneBlocks = LoudnessMeter::kChunk / LoudnessMeter::kBlock / kLanes;
constexpr size_t kWarmUp = 1 << 12; // samples
static_assert(kWarmUp < LoudnessMeter::kChunk / kLanes);

/// Both filters, one after the other, of doubles or of lanes of them.
template <class T>
struct Filter
{
    T state[12] = {};

    /// Transposed direct form: only one product lies between a sample's result and the next one's.
    [[gnu::always_inline]] void next(const T &x, T &z)
    {
        const T y = state[0] + kYuleB[0] * x;
        for (size_t i = 0; i < 9; ++i)
            state[i] = state[i + 1] + kYuleB[i + 1] * x + kYuleA[i] * y;
        state[9] = kYuleB[10] * x + kYuleA[9] * y;
        z = state[10] + kButterB[0] * y;
        state[10] = state[11] + kButterB[1] * y + kButterA[0] * z;
        state[11] = kButterB[2] * y + kButterA[1] * z;
    }
};

} // namespace

double LoudnessMeter::gainOfSilence()
{
    return kReference - kLoudnessOfSilence;
}

void LoudnessMeter::add(std::span<const float> samples)
{
    while (!samples.empty()) {
        const std::span<const float> part = samples.first(std::min(samples.size(), kChunk - m_pending.size()));
        for (const float sample : part)
            m_pending.push_back(std::clamp(sample, -1.0F, 1.0F));
        samples = samples.subspan(part.size());
        if (m_pending.size() == kChunk) {
            measureChunk();
            m_pending.clear();
        }
    }
}

void LoudnessMeter::measureRest()
{
    Filter<double> filter;
    std::copy(m_state.begin(), m_state.end(), filter.state);
    for (size_t begin = 0; begin < m_pending.size(); begin += kBlock) {
        double power = 0;
        for (size_t i = begin; i < std::min(begin + kBlock, m_pending.size()); ++i) {
            double z = 0;
            filter.next(double(m_pending[i]), z);
            power += z * z;
        }
        m_powers.push_back(float(power / double(kBlock)));
    }
    m_pending.clear();
}

MELSCOPE_FOR_ALL_PROCESSORS
void LoudnessMeter::measureChunk()
{
    constexpr size_t length = kChunk / kLanes;
    Filter<Lanes> filter;
    const float *samples = m_pending.data();
    Lanes x {};
    Lanes z {};
    auto read = [&](size_t place) {
        for (size_t lane = 0; lane < kLanes; ++lane)
            x[lane] = double(samples[lane * length + place]);
    };
    // The other lanes begin where the one before them is not yet: what they hear before fills their memory, and what
    // came before that has faded to 10⁻²⁶ and less.
    for (size_t i = length - kWarmUp; i < length; ++i) {
        for (size_t lane = 1; lane < kLanes; ++lane)
            x[lane] = double(samples[(lane - 1) * length + i]);
        filter.next(x, z);
    }
    for (size_t i = 0; i < m_state.size(); ++i)
        filter.state[i][0] = m_state[i];
    std::array<Lanes, kLaneBlocks> powers {};
    for (size_t block = 0; block < kLaneBlocks; ++block) {
        Lanes power {};
        for (size_t i = block * kBlock; i < (block + 1) * kBlock; ++i) {
            read(i);
            filter.next(x, z);
            power += z * z;
        }
        powers[block] = power;
        // In silence the memory would fade into numbers so small that processors compute with them in software.
        for (Lanes &value : filter.state)
            value = (value > 1e-100) | (value < -1e-100) ? value : Lanes {};
    }
    for (size_t lane = 0; lane < kLanes; ++lane) {
        for (const Lanes &power : powers)
            m_powers.push_back(float(power[lane] / double(kBlock)));
    }
    for (size_t i = 0; i < m_state.size(); ++i)
        m_state[i] = filter.state[i][kLanes - 1];
}

double LoudnessMeter::gain()
{
    measureRest();
    if (m_powers.empty())
        return gainOfSilence();
    const auto place = m_powers.begin() + ptrdiff_t(std::floor(kShare * double(m_powers.size())));
    std::nth_element(m_powers.begin(), place, m_powers.end());
    const double power = double(*place);
    return kReference - (power < kQuietest ? kLoudnessOfSilence : 10 * std::log10(power));
}

} // namespace melscope
