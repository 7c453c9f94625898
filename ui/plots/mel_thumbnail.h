#pragma once

#include "core/track/mel_image.h"

#include <QImage>
#include <QPalette>

#include <vector>

namespace melscope {

/// A small picture of a mel image, a pixel for each cell: the lowest band at the bottom, colours from the least to the
/// greatest value.
QImage melThumbnail(const MelImage &values, const QPalette &palette);

/// So many colours of the even gradient, 0xAARRGGBB, from dark to light.
std::vector<uint32_t> evenColours(size_t count, const QPalette &palette);

} // namespace melscope
