#pragma once

#include "core/decoding/ffmpeg_input.h"

namespace melscope {

using FfmpegContainer = std::unique_ptr<AVFormatContext, FfmpegDelete>;

/// What a file's container says of its streams; nothing is cut off at their ends. The input outlives it. Errors: no
/// container of sounds; where reading failed, the input has its fault.
Result<FfmpegContainer> openContainer(FfmpegInput &input);

/// FFmpeg's own words for an error.
QString ffmpegText(int error);

} // namespace melscope
