#include "core/track/mel_image.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace melscope {

double bandCentreHz(size_t band)
{
    // Essentia's (HTK-like) mel scale: 1127.01048 ln(1 + f / 700), band edges equally spaced on it.
    constexpr double scale = 1127.01048;
    constexpr double highest = 11000;
    const double top = scale * std::log1p(highest / 700.0);
    const double mel = top * double(band + 1) / double(kBands + 1);
    return 700.0 * std::expm1(mel / scale);
}

float roundToHalf(double value)
{
    constexpr double largest = 65504;
    if (!(std::fabs(value) <= largest))
        return std::isnan(value) ? float(value) : float(std::copysign(largest, value));
    // A half has 11 significant bits down to 2^-14 and steps of 2^-24 below. Adding and subtracting
    // 1.5 · 2^52 steps rounds to whole steps, ties to even, without a branch.
    const auto exponent = int(std::bit_cast<uint64_t>(value) >> 52 & 0x7FF) - 1023;
    const int step = std::max(exponent, -14) - 10;
    const double shift = std::bit_cast<double>(uint64_t(step + 52 + 1023) << 52 | uint64_t(1) << 51);
    return float(value + shift - shift);
}

void scaleByChannelMaximum(std::span<const float, kImageSize> raw, std::span<float, kImageSize> scaled)
{
    std::array<float, kChannels> maximum;
    std::copy_n(raw.begin(), kChannels, maximum.begin());
    for (size_t band = 1; band < kBands; ++band) {
        for (size_t channel = 0; channel < kChannels; ++channel)
            maximum[channel] = std::max(maximum[channel], raw[band * kChannels + channel]);
    }
    std::array<double, kChannels> divisor;
    for (size_t channel = 0; channel < kChannels; ++channel)
        divisor[channel] = maximum[channel] == 0 ? 1.0 : double(maximum[channel]);
    for (size_t band = 0; band < kBands; ++band) {
        for (size_t channel = 0; channel < kChannels; ++channel) {
            const size_t i = band * kChannels + channel;
            scaled[i] = roundToHalf(double(raw[i]) / divisor[channel]);
        }
    }
}

} // namespace melscope
