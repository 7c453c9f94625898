#pragma once

#include "core/audio/audio_reader.h"
#include "core/audio/band_frames.h"
#include "core/base/cancel_token.h"

#include <functional>

namespace melscope {

/// What analysing a sound brings.
struct MelSound
{
    MelImage image {};
    double gain = 0; ///< replay gain, dB
    Downmix downmix = Downmix::Mean;
    qint64 samples = 0; ///< at 44.1 kHz
    size_t frames = 0;
    size_t silentFrames = 0;
    qint64 damagedPackets = 0; ///< left out

    float seconds() const { return float(samples) / 44'100.0F; }
};

/// Listens to a sound twice, as the extractor of the data set does: for its loudness, then for its mel bands; only long
/// ones are decoded twice. At most 48 MiB of samples are held, and as much again of a long sound's frames while its
/// statistics are made. `frames` receives the frames where they are wanted. `heard` is told how many samples were
/// heard, from 0 on in each pass. Errors: silent, too long, as AudioReader and BandFrames; cancelled.
Result<MelSound> extractMel(AudioReader &reader, const CancelToken &cancel = {}, BandFrames *frames = nullptr,
                            const std::function<void(qint64 samples)> &heard = {});

} // namespace melscope
