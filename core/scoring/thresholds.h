#pragma once

#include "core/base/result.h"

#include <cmath>
#include <vector>

namespace melscope {

/// Scores are at most 1. A greater threshold is reached by none: its class can but stand in for a track that no class
/// reaches, so much the harder. Nobody needs more than this.
inline constexpr double kGreatestThreshold = 1000;

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
/// one without a positive is "nan". Errors: a value that is neither NaN nor between 0 and kGreatestThreshold; it would
/// read back as something else. [core/README.md, Thresholds; Files of a run]
Result<void> writeThresholds(const Thresholds &thresholds, const QString &path);
/// `count` is the number of classes, in their order. Errors name the line: no "index: value", an index out of order, a
/// value beyond kGreatestThreshold, too few or too many lines. A negative value (also -0.0) marks a class that is not
/// in the target; whether a "nan" is in it the file does not tell, and it makes no difference.
Result<Thresholds> readThresholds(const QString &path, size_t count);

} // namespace melscope
