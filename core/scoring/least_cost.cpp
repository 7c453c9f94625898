#include "core/scoring/least_cost.h"

#include <cmath>
#include <limits>

namespace melscope {

namespace {

LabelCost costOf(const ThresholdCurve::Point &point, size_t support, double wrong, double missed)
{
    LabelCost cost { double(point.threshold), 0, point.predicted - point.truePositives,
                     uint32_t(support) - point.truePositives };
    cost.cost = wrong * cost.falsePositives + missed * cost.falseNegatives;
    return cost;
}

} // namespace

LabelCost costAt(const ThresholdCurve &curve, double threshold, double wrong, double missed)
{
    ThresholdCurve::Point point; // nothing is predicted
    if (!std::isnan(threshold))
        point = curve.at(threshold);
    LabelCost cost = costOf(point, curve.support(), wrong, missed);
    cost.threshold = threshold;
    return cost;
}

LabelCost leastCost(const ThresholdCurve &curve, double wrong, double missed)
{
    LabelCost best = costAt(curve, std::numeric_limits<double>::quiet_NaN(), wrong, missed);
    // From the highest threshold down, so that the first of equal ones stays.
    for (size_t i = curve.points().size(); i-- > 0;) {
        const LabelCost cost = costOf(curve.points()[i], curve.support(), wrong, missed);
        if (cost.cost < best.cost)
            best = cost;
    }
    return best;
}

} // namespace melscope
