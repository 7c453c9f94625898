#pragma once

#include "core/audio/audio_reader.h"

namespace melscope {

/// Decodes a file by FFmpeg as the extractor of the data set did: one stream of one or two channels, nothing cut off at
/// its ends, 16 bits. Errors: as FfmpegInput; no sound that is known, none or several streams, more than two channels
/// (unless they are to be mixed), protected.
Result<std::unique_ptr<AudioReader>> openWithFfmpeg(const QString &path, const AudioOptions &options);

} // namespace melscope
