#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace melscope {

/// Replay gain as the extractor of the data set measures it: the sound through the filters of the Replay Gain proposal,
/// its power in blocks of 50 ms, the loudness that 95 % of them stay below. [core/README.md, Sound]
class LoudnessMeter
{
public:
    /// Mono samples at 44.1 kHz, in order.
    void add(std::span<const float> samples);
    /// dB to the reference level. The last block is filled up with silence; nothing may be added afterwards.
    double gain();

    static constexpr size_t kBlock = 2205; ///< samples
    static constexpr double kSilentGain = 40; ///< dB; what needs more is silent
    /// Gain of what is digitally silent, dB.
    static double gainOfSilence();

    static constexpr size_t kChunk = 64 * kBlock; ///< samples that are measured together

private:
    void measureChunk();
    void measureRest();

    std::array<double, 12> m_state {}; ///< of the equal-loudness filter, 10, and of the high-pass, 2
    std::vector<float> m_pending; ///< clipped samples of the chunk that is being filled
    std::vector<float> m_powers; ///< mean squares, by block
};

} // namespace melscope
