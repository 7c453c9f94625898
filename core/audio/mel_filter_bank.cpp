#include "core/audio/mel_filter_bank.h"

#include <cmath>

namespace melscope {

namespace {

constexpr double kHighestHz = 11'000;
constexpr double kBinHz = kSampleRate / double(kFrameSize);

double melOf(double hz)
{
    return 1127.01048 * std::log1p(hz / 700);
}

double hzOf(double mel)
{
    return 700 * std::expm1(mel / 1127.01048);
}

size_t nearestBin(double hz)
{
    return size_t(std::floor(hz / kBinHz + 0.5));
}

} // namespace

MelFilterBank::MelFilterBank()
{
    const double highest = melOf(kHighestHz);
    std::array<double, kBands + 2> mels {};
    for (size_t i = 0; i < mels.size(); ++i) {
        mels[i] = highest * double(i) / double(kBands + 1);
        m_edges[i] = hzOf(mels[i]);
    }
    for (size_t b = 0; b < kBands; ++b) {
        Band &band = m_bands[b];
        band.first = nearestBin(m_edges[b]);
        std::vector<double> weights;
        double sum = 0;
        for (size_t bin = band.first; bin < nearestBin(m_edges[b + 2]); ++bin) {
            const double mel = melOf(double(bin) * kBinHz);
            const double weight = mel < mels[b + 1] ? (mel - mels[b]) / (mels[b + 1] - mels[b])
                                                    : (mels[b + 2] - mel) / (mels[b + 2] - mels[b + 1]);
            weights.push_back(std::max(0.0, weight));
            sum += weights.back();
        }
        for (const double weight : weights)
            band.weights.push_back(float(weight / sum));
    }
}

const MelFilterBank &MelFilterBank::get()
{
    static const MelFilterBank bank;
    return bank;
}

void MelFilterBank::apply(std::span<const float, kSpectrumSize> power, std::span<float, kBands> values) const
{
    for (size_t b = 0; b < kBands; ++b) {
        const Band &band = m_bands[b];
        const float *bins = power.data() + band.first;
        // Four sums, which the compiler keeps in one register.
        float sums[4] = { 0, 0, 0, 0 };
        size_t i = 0;
        for (; i + 4 <= band.weights.size(); i += 4) {
            for (size_t lane = 0; lane < 4; ++lane)
                sums[lane] += band.weights[i + lane] * bins[i + lane];
        }
        for (; i < band.weights.size(); ++i)
            sums[0] += band.weights[i] * bins[i];
        values[b] = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }
}

} // namespace melscope
