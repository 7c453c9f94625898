#pragma once

namespace melscope {

/// F1 of precision and recall, 0 where undefined. [core/README.md, Thresholds]
inline double f1Of(double precision, double recall)
{
    const double sum = precision + recall;
    return sum > 0 ? 2 * precision * recall / sum : 0;
}

/// The same of counts; the last bit may differ, since it is another computation.
inline double f1OfCounts(double hits, double predicted, double support)
{
    const double sum = predicted + support;
    return sum > 0 ? 2 * hits / sum : 0;
}

} // namespace melscope
