#pragma once

#include "core/track/mel_image.h"

#include <cstddef>

namespace melscope {

/// A sound made louder or softer in part, to see what a network would say of it.
struct ImageChange
{
    enum class Extent {
        Band, ///< all statistics of a band: as if it sounded louder, so that variances grow by the square
        Cell,
        Statistic, ///< one statistic of all bands
    };
    Extent extent = Extent::Band;
    size_t band = 0;
    size_t channel = 0;
    double decibels = 0; ///< of the level; what is nought stays so
};

/// The same image with a change; raw values, as in the document.
MelImage changed(const MelImage &raw, const ImageChange &change);

/// Whether a statistic is a variance, which grows by the square of the level.
bool isVariance(size_t channel);

} // namespace melscope
