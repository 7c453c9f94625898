#include "core/exploring/map_points.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

constexpr double kPointsOfCell = 16;
constexpr size_t kMostCells = 512; ///< in each direction
constexpr double kLeastSide = 1e-6; ///< of a map, so that all points in one place have some room about them

} // namespace

std::shared_ptr<const MapPoints> MapPoints::of(std::vector<float> positions)
{
    auto points = std::make_shared<MapPoints>();
    points->m_positions = std::move(positions);
    const std::vector<float> &all = points->m_positions;
    MapExtent &extent = points->m_extent;
    const double infinite = std::numeric_limits<double>::infinity();
    extent = { infinite, -infinite, infinite, -infinite };
    for (size_t i = 0; i < all.size(); i += 2) {
        extent.left = std::min(extent.left, double(all[i]));
        extent.right = std::max(extent.right, double(all[i]));
        extent.bottom = std::min(extent.bottom, double(all[i + 1]));
        extent.top = std::max(extent.top, double(all[i + 1]));
    }
    if (all.empty())
        extent = {};
    for (auto [low, high] : { std::pair(&extent.left, &extent.right), std::pair(&extent.bottom, &extent.top) }) {
        const double missing = kLeastSide * std::max(1.0, std::abs(*low)) - (*high - *low);
        if (missing > 0) {
            *low -= missing / 2;
            *high += missing / 2;
        }
    }
    const size_t count = points->size();
    points->m_side = std::clamp(size_t(std::sqrt(double(count) / kPointsOfCell)), size_t(1), kMostCells);
    std::vector<uint32_t> cells(count);
    points->m_begins.assign(points->m_side * points->m_side + 1, 0);
    for (size_t i = 0; i < count; ++i) {
        const MapPoint place = points->at(i);
        cells[i] = uint32_t(points->rowOf(place.y) * points->m_side + points->columnOf(place.x));
        ++points->m_begins[cells[i] + 1];
    }
    for (size_t i = 1; i < points->m_begins.size(); ++i)
        points->m_begins[i] += points->m_begins[i - 1];
    std::vector<uint32_t> next(points->m_begins.begin(), points->m_begins.end() - 1);
    points->m_order.resize(count);
    points->m_places.resize(2 * count);
    for (uint32_t i = 0; i < count; ++i) {
        const uint32_t place = next[cells[i]]++;
        points->m_order[place] = i;
        points->m_places[2 * place] = all[2 * size_t(i)];
        points->m_places[2 * place + 1] = all[2 * size_t(i) + 1];
    }
    return points;
}

size_t MapPoints::columnOf(double x) const
{
    const double share = (x - m_extent.left) / (m_extent.right - m_extent.left);
    return size_t(std::clamp(share * double(m_side), 0.0, double(m_side - 1)));
}

size_t MapPoints::rowOf(double y) const
{
    const double share = (y - m_extent.bottom) / (m_extent.top - m_extent.bottom);
    return size_t(std::clamp(share * double(m_side), 0.0, double(m_side - 1)));
}

std::pair<size_t, size_t> MapPoints::columnsOf(const MapExtent &extent) const
{
    if (extent.right < m_extent.left || extent.left > m_extent.right)
        return { 0, 0 };
    return { columnOf(extent.left), columnOf(extent.right) + 1 };
}

std::pair<size_t, size_t> MapPoints::rowsOf(const MapExtent &extent) const
{
    if (extent.top < m_extent.bottom || extent.bottom > m_extent.top)
        return { 0, 0 };
    return { rowOf(extent.bottom), rowOf(extent.top) + 1 };
}

std::optional<uint32_t> MapPoints::nearest(MapPoint place, double halfWidth, double halfHeight) const
{
    std::optional<uint32_t> nearest;
    double least = 1;
    forCells({ place.x - halfWidth, place.x + halfWidth, place.y - halfHeight, place.y + halfHeight },
             [&](std::span<const uint32_t> points, std::span<const float> places) {
                 for (size_t i = 0; i < points.size(); ++i) {
                     const double dx = (double(places[2 * i]) - place.x) / halfWidth;
                     const double dy = (double(places[2 * i + 1]) - place.y) / halfHeight;
                     const double distance = dx * dx + dy * dy;
                     if (distance < least || (distance == least && (!nearest || points[i] < *nearest))) {
                         least = distance;
                         nearest = points[i];
                     }
                 }
             });
    return nearest;
}

std::vector<uint32_t> MapPoints::within(std::span<const MapPoint> polygon) const
{
    std::vector<uint32_t> found;
    if (polygon.size() < 3)
        return found;
    MapExtent extent { polygon[0].x, polygon[0].x, polygon[0].y, polygon[0].y };
    for (const MapPoint &corner : polygon) {
        extent.left = std::min(extent.left, corner.x);
        extent.right = std::max(extent.right, corner.x);
        extent.bottom = std::min(extent.bottom, corner.y);
        extent.top = std::max(extent.top, corner.y);
    }
    // Only the edges at a row's height can be crossed there.
    std::vector<MapPoint> near;
    forCells(extent, [&](std::span<const uint32_t> points, std::span<const float> places) {
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (size_t i = 0; i < points.size(); ++i) {
            low = std::min(low, double(places[2 * i + 1]));
            high = std::max(high, double(places[2 * i + 1]));
        }
        near.clear(); // pairs of corners
        for (size_t i = 0, before = polygon.size() - 1; i < polygon.size(); before = i++) {
            if (std::max(polygon[i].y, polygon[before].y) >= low && std::min(polygon[i].y, polygon[before].y) <= high) {
                near.push_back(polygon[i]);
                near.push_back(polygon[before]);
            }
        }
        // Inside is from where a ray to the right crosses an odd number of edges.
        for (size_t i = 0; i < points.size(); ++i) {
            const MapPoint place { double(places[2 * i]), double(places[2 * i + 1]) };
            bool isInside = false;
            for (size_t k = 0; k < near.size(); k += 2) {
                const MapPoint a = near[k];
                const MapPoint b = near[k + 1];
                if ((a.y > place.y) != (b.y > place.y) && place.x < (b.x - a.x) * (place.y - a.y) / (b.y - a.y) + a.x)
                    isInside = !isInside;
            }
            if (isInside)
                found.push_back(points[i]);
        }
    });
    std::ranges::sort(found);
    return found;
}

} // namespace melscope
