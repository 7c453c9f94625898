#pragma once

#include "core/track/mel_image.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace melscope {

inline constexpr double kSampleRate = 44'100; ///< of everything that is analysed, Hz
inline constexpr size_t kFrameSize = 2048; ///< samples
inline constexpr size_t kHopSize = 1024;
inline constexpr size_t kSpectrumSize = kFrameSize / 2 + 1;

/// The 40 triangles that the extractor of the data set lays over a spectrum of 1,025 bins: their edges are evenly
/// spaced in mel from 0 to 11,000 Hz, each rises and falls linearly in mel, and its weights sum to 1. Its last bin is
/// left out where the upper edge lies in the lower half of a bin, as there. [core/README.md, Sound]
class MelFilterBank
{
public:
    struct Band
    {
        size_t first = 0; ///< bin
        std::vector<float> weights; ///< of that and the following bins
    };

    static const MelFilterBank &get();

    const std::array<Band, kBands> &bands() const { return m_bands; }
    /// The 42 edges, Hz; band b spans those from b to b + 2.
    const std::array<double, kBands + 2> &edges() const { return m_edges; }
    /// Weighted sums of the squared magnitudes [1025], by band.
    void apply(std::span<const float, kSpectrumSize> power, std::span<float, kBands> values) const;

private:
    MelFilterBank();

    std::array<double, kBands + 2> m_edges {};
    std::array<Band, kBands> m_bands;
};

} // namespace melscope
