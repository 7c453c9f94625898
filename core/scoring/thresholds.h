#pragma once

#include "core/base/result.h"

#include <cmath>
#include <vector>

namespace melscope {

/// One threshold a class: a label is predicted where its score is ≥ its threshold; NaN is never predicted.
/// Classes that the target source does not have bear `inTarget` false and are never predicted either.
struct Thresholds
{
    std::vector<double> values;
    std::vector<char> inTarget;

    size_t size() const { return values.size(); }
    bool predicts(size_t classIndex) const { return inTarget[classIndex] != 0 && !std::isnan(values[classIndex]); }
};

/// A thresholds file: lines "index: value"; a class that is not in the target has its value negated,
/// one without a positive is "nan". [REFERENCE §5, §10]
Result<void> writeThresholds(const Thresholds &thresholds, const QString &path);
/// `count` is the number of classes. A negative value (also -0.0) marks a class that is not in the target;
/// whether a "nan" is in it the file does not tell, and it makes no difference.
Result<Thresholds> readThresholds(const QString &path, size_t count);

} // namespace melscope
