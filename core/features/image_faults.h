#pragma once

#include "core/base/cancel_token.h"
#include "core/features/feature_pool.h"

#include <span>
#include <vector>

namespace melscope {

/// A value in a store that no music has: statistics of energies and of their differences' magnitudes are numbers from 0
/// up, and small ones (loud music reaches 1). Importing refuses what is not finite; stores made elsewhere may hold
/// anything.
struct ImageFault
{
    enum class Kind : uint8_t {
        NotFinite, ///< the track is of no use: it would make the loss NaN
        Negative,
        TooLarge, ///< beyond kLargestValue
    };
    Kind kind = Kind::NotFinite;
    uint8_t band = 0;
    uint8_t channel = 0;
    uint32_t row = 0; ///< of the pool
    float value = 0;
};

/// Far beyond what any scale of the samples brings (16-bit integers squared reach 1e9).
inline constexpr float kLargestValue = 1e12F;

/// The worst fault of each of the rows (kNoRow is left out), ascending by row, each once. Reads the images on all
/// processors. Incomplete after a cancel.
std::vector<ImageFault> imageFaults(const FeaturePool &pool, std::span<const uint32_t> rows,
                                    const CancelToken &cancel = {});

/// "the mean of band 12 of recording 463a… is nan"
QString faultText(const FeaturePool &pool, const ImageFault &fault);

} // namespace melscope
