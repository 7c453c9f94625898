#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace melscope {

/// Precision, recall and F1 of one label against its threshold: one point per distinct score, ascending.
/// For drawing and for reading figures off at any threshold. [core/README.md, Thresholds]
class ThresholdCurve
{
public:
    struct Point
    {
        float threshold = 0;
        uint32_t truePositives = 0; ///< positives with score ≥ threshold
        uint32_t predicted = 0; ///< rows with score ≥ threshold
        double precision = 0;
        double recall = 0;
        double f1 = 0;
    };

    ThresholdCurve() = default;
    /// `scores` of all rows, `positives` the ascending rows bearing the label. O(n log n).
    ThresholdCurve(std::span<const float> scores, std::span<const uint32_t> positives);

    /// From scores that are sorted, ascending, and whether each row bears the label. O(n).
    static ThresholdCurve ofSorted(std::span<const float> scores, const std::function<bool(size_t)> &isPositive);

    const std::vector<Point> &points() const { return m_points; }
    size_t rows() const { return m_rows; }
    size_t support() const { return m_support; }
    /// The figures at any threshold: those of the lowest point at or above it.
    Point at(double threshold) const;
    /// At most `count` indices of points for drawing: first, last, the greatest F1, and between them
    /// an even choice along threshold, rank and recall.
    std::vector<size_t> thinned(size_t count) const;

private:
    std::vector<Point> m_points;
    size_t m_rows = 0;
    size_t m_support = 0;
};

} // namespace melscope
