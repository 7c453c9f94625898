#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/track/mel_image.h"

#include <cstdint>
#include <functional>

namespace melscope {

/// Mean and standard deviation (n−1) of each cell over many images, of the raw values.
struct ImageStatistics
{
    size_t count = 0;
    MelImage mean {};
    MelImage deviation {}; ///< NaN below two images
};

/// `imageAt(i)` gives the raw image [40 × 9] of 0 … count-1, or null to leave it out; it is called by several threads.
/// The result does not depend on their number. Errors: cancelled alone.
Result<ImageStatistics> imageStatistics(size_t count, const std::function<const float *(size_t)> &imageAt,
                                        const CancelToken &cancel = {});

} // namespace melscope
