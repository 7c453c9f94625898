#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace melscope {

struct MapPoint
{
    double x = 0;
    double y = 0;
};

/// A rectangle of a map.
struct MapExtent
{
    double left = 0;
    double right = 0;
    double bottom = 0;
    double top = 0;

    bool operator==(const MapExtent &) const = default;
};

/// The points of a map in the cells of a grid, so that those of a place are found without looking at all. Immutable.
class MapPoints
{
public:
    /// `positions` [points × 2].
    static std::shared_ptr<const MapPoints> of(std::vector<float> positions);

    size_t size() const { return m_positions.size() / 2; }
    MapPoint at(size_t point) const { return { double(m_positions[2 * point]), double(m_positions[2 * point + 1]) }; }
    const std::vector<float> &positions() const { return m_positions; }
    /// Of all points; never without area.
    const MapExtent &extent() const { return m_extent; }

    /// The nearest within an ellipse of these half-axes; of equal ones the first.
    std::optional<uint32_t> nearest(MapPoint place, double halfWidth, double halfHeight) const;
    /// Those within, ascending; a polygon is closed by its first corner, and what it encloses twice is outside.
    std::vector<uint32_t> within(std::span<const MapPoint> polygon) const;

    /// Calls `work(points, places)` for each cell that an extent touches, with the cell's points and where they lie.
    template <class Work>
    void forCells(const MapExtent &extent, const Work &work) const
    {
        const auto [left, right] = columnsOf(extent);
        const auto [bottom, top] = rowsOf(extent);
        for (size_t row = bottom; row < top; ++row) {
            // Cells of a row lie one after the other.
            const size_t first = m_begins[row * m_side + left];
            const size_t count = m_begins[row * m_side + right] - first;
            if (count > 0)
                work(std::span(m_order).subspan(first, count), std::span(m_places).subspan(2 * first, 2 * count));
        }
    }

private:
    std::pair<size_t, size_t> columnsOf(const MapExtent &extent) const;
    std::pair<size_t, size_t> rowsOf(const MapExtent &extent) const;
    size_t columnOf(double x) const;
    size_t rowOf(double y) const;

    std::vector<float> m_positions;
    MapExtent m_extent;
    size_t m_side = 1; ///< cells in each direction
    std::vector<uint32_t> m_begins; ///< [side × side + 1]
    std::vector<uint32_t> m_order; ///< points, cell by cell
    std::vector<float> m_places; ///< their positions
};

} // namespace melscope
