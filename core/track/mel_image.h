#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace melscope {

inline constexpr size_t kBands = 40;
inline constexpr size_t kChannels = 9;
inline constexpr size_t kImageSize = kBands * kChannels;

/// The nine statistics of each mel band, in channel order. [core/README.md, Features]
inline constexpr std::array<const char *, kChannels> kChannelNames = { "min",   "mean", "median", "max",  "var",
                                                                       "dmean", "dvar", "dmean2", "dvar2" };

/// One track: [40 bands × 9 channels], row-major, raw values as in the document.
using MelImage = std::array<float, kImageSize>;

/// Centre frequency of a mel band, Hz. The extractor takes the 40 bands from its MFCC step, whose standard upper bound
/// is 11,000 Hz.
double bandCentreHz(size_t band);

/// A double rounded to the nearest IEEE half (ties to even), as a float; beyond the largest half, the largest.
float roundToHalf(double value);

/// The paper's input: each channel divided by its own maximum (unless that is 0), rounded to half.
/// [core/README.md, Features]
void scaleByChannelMaximum(std::span<const float, kImageSize> raw, std::span<float, kImageSize> scaled);

} // namespace melscope
