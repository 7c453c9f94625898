#include "core/scoring/threshold_curve.h"

#include "core/scoring/threshold_search.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace melscope {

ThresholdCurve::ThresholdCurve(std::span<const float> scores, std::span<const uint32_t> positives)
    : m_rows(scores.size())
    , m_support(positives.size())
{
    std::vector<uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return scores[a] > scores[b]; });
    std::vector<char> isPositive(scores.size(), 0);
    for (const uint32_t row : positives)
        isPositive[row] = 1;
    uint32_t truePositives = 0;
    for (size_t i = 0; i < order.size(); ++i) {
        truePositives += isPositive[order[i]] ? 1 : 0;
        if (i + 1 < order.size() && scores[order[i + 1]] == scores[order[i]])
            continue;
        Point point;
        point.threshold = scores[order[i]];
        point.truePositives = truePositives;
        point.predicted = uint32_t(i + 1);
        point.precision = double(truePositives) / double(i + 1);
        point.recall = m_support > 0 ? double(truePositives) / double(m_support) : 0;
        point.f1 = f1Of(point.precision, point.recall);
        m_points.push_back(point);
    }
    std::reverse(m_points.begin(), m_points.end());
}

ThresholdCurve::Point ThresholdCurve::at(double threshold) const
{
    const auto found = std::lower_bound(m_points.begin(), m_points.end(), threshold,
                                        [](const Point &point, double value) { return double(point.threshold) < value; });
    Point point;
    if (found != m_points.end())
        point = *found;
    point.threshold = float(threshold);
    return point;
}

std::vector<size_t> ThresholdCurve::thinned(size_t count) const
{
    std::vector<size_t> chosen;
    if (m_points.size() <= count) {
        chosen.resize(m_points.size());
        std::iota(chosen.begin(), chosen.end(), size_t(0));
        return chosen;
    }
    for (size_t i = 0; i + 1 < count; ++i)
        chosen.push_back(i * (m_points.size() - 1) / (count - 2));
    const auto best = std::max_element(m_points.begin(), m_points.end(),
                                       [](const Point &a, const Point &b) { return a.f1 < b.f1; });
    chosen.push_back(size_t(best - m_points.begin()));
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
}

} // namespace melscope
