#include "core/scoring/threshold_curve.h"

#include "core/scoring/score_range.h"
#include "core/scoring/threshold_search.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace melscope {

ThresholdCurve::ThresholdCurve(std::span<const float> scores, std::span<const uint32_t> positives)
{
    std::vector<std::pair<float, char>> order(scores.size());
    for (size_t row = 0; row < scores.size(); ++row)
        order[row] = { scores[row], 0 };
    for (const uint32_t row : positives)
        order[row].second = 1;
    std::sort(order.begin(), order.end(), pairComesBefore);
    std::vector<float> sorted(scores.size());
    std::transform(order.begin(), order.end(), sorted.begin(), [](const auto &row) { return row.first; });
    *this = ofSorted(sorted, [&](size_t i) { return order[i].second != 0; });
}

ThresholdCurve ThresholdCurve::ofSorted(std::span<const float> scores, const std::function<bool(size_t)> &isPositive)
{
    ThresholdCurve curve;
    curve.m_rows = scores.size();
    for (size_t i = 0; i < scores.size(); ++i)
        curve.m_support += isPositive(i) ? 1 : 0;
    uint32_t truePositives = 0;
    for (size_t i = scores.size(); i-- > 0;) {
        truePositives += isPositive(i) ? 1 : 0;
        if (i > 0 && scores[i - 1] == scores[i])
            continue;
        Point point;
        point.threshold = scores[i] + 0.0F; // −0 is 0
        point.truePositives = truePositives;
        point.predicted = uint32_t(scores.size() - i);
        point.precision = double(truePositives) / double(point.predicted);
        point.recall = curve.m_support > 0 ? double(truePositives) / double(curve.m_support) : 0;
        point.f1 = f1Of(point.precision, point.recall);
        curve.m_points.push_back(point);
    }
    std::reverse(curve.m_points.begin(), curve.m_points.end());
    return curve;
}

ThresholdCurve::Point ThresholdCurve::at(double threshold) const
{
    const auto found =
        std::lower_bound(m_points.begin(), m_points.end(), threshold,
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
    chosen = { 0, m_points.size() - 1 };
    const auto best =
        std::max_element(m_points.begin(), m_points.end(), [](const Point &a, const Point &b) { return a.f1 < b.f1; });
    chosen.push_back(size_t(best - m_points.begin()));
    // A third each: along the threshold, as it is drawn; along the ranks; along recall, since positives are rare and
    // lie among the last ranks, where the curves move.
    const size_t third = count > 3 ? (count - 3) / 3 : 0;
    const double lowest = double(m_points.front().threshold);
    const double range = double(m_points.back().threshold) - lowest;
    size_t next[2] = { 0, 0 };
    for (size_t i = 0; i < m_points.size(); ++i) {
        const double along[2] = { (double(m_points[i].threshold) - lowest) / std::max(1e-300, range),
                                  m_points[i].recall == 0 ? 1 : 1 - m_points[i].recall };
        for (int k = 0; k < 2; ++k) {
            const size_t bucket = placeOfShare(along[k], third);
            if (bucket >= next[k] && next[k] < third) {
                chosen.push_back(i);
                next[k] = bucket + 1;
            }
        }
    }
    for (size_t i = 0; i < third; ++i)
        chosen.push_back(i * (m_points.size() - 1) / std::max<size_t>(1, third));
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
}

} // namespace melscope
