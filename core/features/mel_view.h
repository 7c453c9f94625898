#pragma once

#include "core/track/mel_image.h"

#include <string>

namespace melscope {

/// Ways to look at a mel image; all start from the raw values.
enum class MelView {
    Input, ///< as a run's network sees it; what that is, is the run's
    Scaled, ///< each statistic divided by its maximum over the bands
    Decibel, ///< 10 log10 of the raw value
    Raw,
    Difference, ///< decibels above or below a reference image
};

/// The image as the view shows it, an input scaled; NaN where there is nothing to show (no level, no reference).
MelImage viewed(const MelImage &raw, MelView view, const MelImage *reference = nullptr);

/// A table of an image as CSV: band, centre frequency in Hz, and a column for each statistic.
std::string imageAsCsv(const MelImage &image);

} // namespace melscope
