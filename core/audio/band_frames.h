#pragma once

#include "core/base/result.h"
#include "core/track/mel_image.h"

#include <QTemporaryFile>

#include <memory>
#include <span>
#include <vector>

namespace melscope {

/// The 40 band values of each frame of a sound, in order. Those of half an hour are held in memory, of longer sounds
/// all lie in a temporary file.
class BandFrames
{
public:
    static constexpr size_t kFramesInMemory = 80'000; ///< half an hour, 13 MB

    explicit BandFrames(size_t mostInMemory = kFramesInMemory)
        : m_mostInMemory(mostInMemory)
    {
    }
    /// Errors: the temporary file cannot be written.
    Result<void> add(std::span<const float, kBands> values);
    size_t size() const { return m_size; }
    void clear();

    /// Some bands, each with all its frames: [bands][frames]. Errors: the temporary file cannot be read.
    Result<std::vector<float>> columns(size_t firstBand, size_t bands) const;
    /// Values [frames × 40] of frames [first, first + count). Errors: likewise.
    Result<std::vector<float>> rows(size_t first, size_t count) const;

private:
    Result<void> spill();
    Result<void> read(size_t first, std::span<float> values) const;

    size_t m_mostInMemory;
    size_t m_size = 0;
    std::vector<float> m_values; ///< all frames; of those in a file the last ones, which it lacks yet
    std::unique_ptr<QTemporaryFile> m_file;
};

/// The nine statistics of each band over the frames. Errors: there is no frame; as BandFrames.
Result<MelImage> statisticsOf(const BandFrames &frames);

} // namespace melscope
