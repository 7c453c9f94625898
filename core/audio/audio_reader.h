#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>
#include <span>

namespace melscope {

/// What a file's sound is before it is made ready for analysis.
struct AudioFormat
{
    QString container; ///< "flac", "mp3", "mov,mp4,m4a…": FFmpeg's name
    QString codec; ///< "flac", "mp3", "aac" …
    int sampleRate = 0; ///< Hz
    int channels = 0;
    bool isLossless = false;
};

/// Which channels become the one that is analysed.
enum class Downmix {
    Mean, ///< (left + right) / 2
    Left, ///< left alone, where left and right cancel each other out
};

struct AudioOptions
{
    bool mixesSurround = false; ///< takes the mean of more than two channels; the data set's extractor refuses them
};

/// A file's sound as one channel of 44.1 kHz, in order, made as the extractor of the data set makes it. Used by one
/// thread. [core/README.md, Sound]
class AudioReader
{
public:
    virtual ~AudioReader() = default;

    virtual const AudioFormat &format() const = 0;
    /// The next samples, valid until the next call; empty at the end. Errors: no number, another rate or number of
    /// channels than before, cut off, nothing can be decoded. They name no file.
    virtual Result<std::span<const float>> next() = 0;
    /// Begins anew with other channels. Errors: the file cannot be read any more.
    virtual Result<void> restart(Downmix downmix) = 0;
    /// Damaged packets that were left out so far, as the extractor of the data set does.
    virtual qint64 damagedPackets() const = 0;
};

} // namespace melscope
