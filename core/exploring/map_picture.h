#pragma once

#include "core/base/cancel_token.h"
#include "core/exploring/map_points.h"

namespace melscope {

/// How a point of a map is drawn: an index into the colours, or one of these.
namespace map_shade {
inline constexpr uint8_t kPale = 254; ///< beneath all others, in grey
inline constexpr uint8_t kHidden = 255;
}

/// Colours as 0xAARRGGBB, not premultiplied.
struct MapColours
{
    std::vector<uint32_t> shades; ///< 254 at most
    uint32_t pale = 0xFF808080;
};

/// A map as pixels, 0xAARRGGBB premultiplied with alpha, from the upper left corner, on nothing.
struct MapPicture
{
    MapExtent extent;
    int width = 0;
    int height = 0;
    std::vector<uint32_t> pixels;
    size_t seen = 0; ///< points within, hidden ones left out
    bool isDensity = false; ///< there are too many for a disc each: pixels are denser where more points lie
};

/// Draws what an extent shows of a map. `shades` [points]; `scale`: pixels of a screen's unit, by which discs grow.
/// Cancelled: what there is till then, which is of no use.
MapPicture drawMap(const MapPoints &points, std::span<const uint8_t> shades, const MapColours &colours,
                   const MapExtent &extent, int width, int height, double scale, const CancelToken &cancel = {});

} // namespace melscope
