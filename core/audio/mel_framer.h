#pragma once

#include "core/audio/band_frames.h"
#include "core/audio/mel_filter_bank.h"

#include <memory>
#include <random>

namespace melscope {

/// Cuts sound into frames of 2,048 samples every 1,024, the first centred on its first sample, and turns each into 40
/// mel bands. [core/README.md, Sound]
class MelFramer
{
public:
    /// Each sample is multiplied by `scale` and clipped to [−1, 1].
    MelFramer(double scale, BandFrames &frames);
    ~MelFramer();

    /// Mono samples at 44.1 kHz, in order. Errors: as BandFrames::add().
    Result<void> add(std::span<const float> samples);
    /// The frames that the end of the sound still lies in. Errors: likewise.
    Result<void> finish();

    size_t silentFrames() const { return m_silentFrames; }

private:
    struct Buffers;
    Result<void> endHop();
    void addNoise(float *samples);

    double m_scale;
    BandFrames &m_frames;
    std::unique_ptr<Buffers> m_buffers;
    size_t m_filled = 0; ///< samples of the hop that is being filled
    size_t m_samples = 0; ///< in all
    double m_energies[2] = { 0, 0 }; ///< sum of squares of the frame's halves
    size_t m_made = 0; ///< frames
    size_t m_silentFrames = 0;
    std::minstd_rand m_random;
};

} // namespace melscope
