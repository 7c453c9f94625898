#include "core/exploring/map_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace melscope {

namespace {

// Up to so many points a disc each, of these radii in screen units: fewer points, larger discs.
constexpr std::pair<size_t, double> kDiscs[] = { { 1'000, 4.5 }, { 8'000, 3.5 }, { 25'000, 2.5 }, { 60'000, 1.75 } };
constexpr double kDiscAlpha = 0.85;
constexpr double kPaleAlpha = 0.35; ///< of what is pale, against all else
constexpr double kLeastAlpha = 0.4; ///< of a pixel with one point, where they are counted
constexpr uint32_t kMostCounted = 1023;

/// Sums of the colours of a pixel's points, and their number.
struct alignas(16) Sum
{
    uint32_t red = 0;
    uint32_t green = 0;
    uint32_t blue = 0;
    uint32_t count = 0;
};

uint32_t channel(uint32_t colour, int shift)
{
    return (colour >> shift) & 0xFF;
}

uint32_t premultiplied(double red, double green, double blue, double alpha)
{
    const auto byte = [](double value) { return uint32_t(std::clamp(value, 0.0, 255.0) + 0.5); };
    return byte(alpha * 255) << 24 | byte(red * alpha) << 16 | byte(green * alpha) << 8 | byte(blue * alpha);
}

/// A premultiplied colour over another, `alpha` of 256 of it.
uint32_t over(uint32_t below, uint32_t above, uint32_t alpha)
{
    const uint32_t rest = 256 - (channel(above, 24) + (channel(above, 24) >> 7)) * alpha / 256;
    uint32_t result = 0;
    for (int shift = 0; shift < 32; shift += 8)
        result |= std::min<uint32_t>(255, (channel(above, shift) * alpha + channel(below, shift) * rest) >> 8) << shift;
    return result;
}

class Drawing
{
public:
    Drawing(const MapPoints &points, std::span<const uint8_t> shades, const MapColours &colours, MapPicture &picture,
            const CancelToken &cancel)
        : m_points(points)
        , m_shades(shades)
        , m_colours(colours)
        , m_picture(picture)
        , m_cancel(cancel)
        , m_byColumn(picture.width / (picture.extent.right - picture.extent.left))
        , m_byRow(picture.height / (picture.extent.top - picture.extent.bottom))
    {
    }

    size_t countSeen() const
    {
        size_t seen = 0;
        forSeen([&](uint32_t, uint8_t, float, float) { ++seen; });
        return seen;
    }

    void drawDiscs(double radius)
    {
        const auto reach = int(std::ceil(radius + 0.5));
        const int side = 2 * reach + 1;
        std::vector<std::array<float, 2>> at; // the pale ones first
        std::vector<uint8_t> shadeOf;
        for (const bool isPale : { true, false }) {
            forSeen(
                [&](uint32_t, uint8_t shade, float x, float y) {
                    if ((shade == map_shade::kPale) == isPale) {
                        at.push_back({ x, y });
                        shadeOf.push_back(shade);
                    }
                },
                reach);
        }
        for (size_t i = 0; i < at.size(); ++i) {
            if (i % 1024 == 0 && m_cancel.isCancelled())
                return;
            const bool isPale = shadeOf[i] == map_shade::kPale;
            const uint32_t colour = isPale ? m_colours.pale : m_colours.shades[shadeOf[i]];
            const uint32_t opaque = premultiplied(channel(colour, 16), channel(colour, 8), channel(colour, 0), 1);
            const auto left = int(std::floor(at[i][0])) - reach;
            const auto top = int(std::floor(at[i][1])) - reach;
            for (int row = 0; row < side; ++row) {
                for (int column = 0; column < side; ++column) {
                    const int x = left + column;
                    const int y = top + row;
                    if (x < 0 || y < 0 || x >= m_picture.width || y >= m_picture.height)
                        continue;
                    const double distance = std::hypot(x + 0.5 - double(at[i][0]), y + 0.5 - double(at[i][1]));
                    const double covered = std::clamp(radius + 0.5 - distance, 0.0, 1.0);
                    uint32_t &pixel = m_picture.pixels[size_t(y) * size_t(m_picture.width) + size_t(x)];
                    if (covered > 0)
                        pixel = over(pixel, opaque, uint32_t(256 * covered * (isPale ? kPaleAlpha : kDiscAlpha)));
                }
            }
        }
    }

    void drawDensity()
    {
        const size_t size = m_picture.pixels.size();
        std::vector<Sum> sums(size);
        std::vector<uint32_t> pale(size);
        std::array<Sum, 256> added {};
        for (size_t i = 0; i < m_colours.shades.size(); ++i) {
            const uint32_t colour = m_colours.shades[i];
            added[i] = { channel(colour, 16), channel(colour, 8), channel(colour, 0), 1 };
        }
        forSeen([&](uint32_t, uint8_t shade, float x, float y) {
            const size_t pixel = size_t(y) * size_t(m_picture.width) + size_t(x);
            if (shade == map_shade::kPale) {
                ++pale[pixel];
                return;
            }
            Sum &sum = sums[pixel];
            const Sum &more = added[shade];
            sum.red += more.red;
            sum.green += more.green;
            sum.blue += more.blue;
            sum.count += more.count;
        });
        if (m_cancel.isCancelled())
            return;
        uint32_t most = 1;
        uint32_t mostPale = 1;
        for (size_t i = 0; i < size; ++i) {
            most = std::max(most, sums[i].count);
            mostPale = std::max(mostPale, pale[i]);
        }
        const std::vector<float> alphas = alphasUpTo(std::min(most, kMostCounted));
        const std::vector<float> paleAlphas = alphasUpTo(std::min(mostPale, kMostCounted));
        const uint32_t grey = m_colours.pale;
        for (size_t i = 0; i < size; ++i) {
            uint32_t &pixel = m_picture.pixels[i];
            if (pale[i] > 0)
                pixel = premultiplied(channel(grey, 16), channel(grey, 8), channel(grey, 0),
                                      kPaleAlpha * double(paleAlphas[std::min(pale[i], kMostCounted)]));
            if (const Sum &sum = sums[i]; sum.count > 0) {
                const float mean = 1 / float(sum.count);
                const uint32_t colour =
                    premultiplied(double(float(sum.red) * mean), double(float(sum.green) * mean),
                                  double(float(sum.blue) * mean), double(alphas[std::min(sum.count, kMostCounted)]));
                pixel = over(pixel, colour, 256);
            }
        }
    }

private:
    /// By number of points: by its logarithm, so that both one and thousands are seen.
    static std::vector<float> alphasUpTo(uint32_t most)
    {
        std::vector<float> alphas(most + 1);
        for (uint32_t count = 1; count <= most; ++count) {
            const double share = most > 1 ? std::log(double(count)) / std::log(double(most)) : 1;
            alphas[count] = float(kLeastAlpha + (1 - kLeastAlpha) * share);
        }
        return alphas;
    }

    /// Calls `work(point, shade, x, y)` for each point that is seen, or is at most `beyond` pixels outside, with its
    /// place in pixels.
    template <class Work>
    void forSeen(const Work &work, int beyond = 0) const
    {
        const MapExtent &extent = m_picture.extent;
        const auto least = float(-beyond);
        const auto width = float(m_picture.width + beyond);
        const auto height = float(m_picture.height + beyond);
        const double across = beyond / m_byColumn;
        const double up = beyond / m_byRow;
        const MapExtent wider { extent.left - across, extent.right + across, extent.bottom - up, extent.top + up };
        m_points.forCells(wider, [&](std::span<const uint32_t> points, std::span<const float> places) {
            if (m_cancel.isCancelled())
                return;
            for (size_t i = 0; i < points.size(); ++i) {
                const uint8_t shade = m_shades[points[i]];
                const auto x = float((double(places[2 * i]) - extent.left) * m_byColumn);
                const auto y = float((extent.top - double(places[2 * i + 1])) * m_byRow);
                if (shade != map_shade::kHidden && x >= least && y >= least && x < width && y < height)
                    work(points[i], shade, x, y);
            }
        });
    }

    const MapPoints &m_points;
    std::span<const uint8_t> m_shades;
    const MapColours &m_colours;
    MapPicture &m_picture;
    const CancelToken &m_cancel;
    double m_byColumn; ///< pixels of a unit of the map
    double m_byRow;
};

} // namespace

MapPicture drawMap(const MapPoints &points, std::span<const uint8_t> shades, const MapColours &colours,
                   const MapExtent &extent, int width, int height, double scale, const CancelToken &cancel)
{
    MapPicture picture;
    picture.extent = extent;
    picture.width = std::max(0, width);
    picture.height = std::max(0, height);
    picture.pixels.assign(size_t(picture.width) * size_t(picture.height), 0);
    if (picture.pixels.empty() || !(extent.right > extent.left) || !(extent.top > extent.bottom))
        return picture;
    Drawing drawing(points, shades, colours, picture, cancel);
    picture.seen = drawing.countSeen();
    for (const auto &[most, radius] : kDiscs) {
        if (picture.seen <= most) {
            drawing.drawDiscs(radius * scale);
            return picture;
        }
    }
    picture.isDensity = true;
    drawing.drawDensity();
    return picture;
}

} // namespace melscope
