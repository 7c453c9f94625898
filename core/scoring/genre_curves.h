#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/scoring/score_matrix.h"
#include "core/truth/ground_truth.h"
#include "core/truth/label_space.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace melscope {

/// What thresholds do to one genre of a source, evenly spaced from 0 to 1: threshold i is i / (size() − 1), as a float.
struct GenreCurve
{
    QString source;
    std::string genre; ///< in the source's own spelling
    uint32_t tracks = 0; ///< with scores and truth
    uint32_t positives = 0;
    std::vector<uint32_t> predicted; ///< [thresholds] tracks with at least that score
    std::vector<uint32_t> truePositives; ///< [thresholds]

    size_t size() const { return predicted.size(); }
};

/// As many as TensorBoard asks for by itself.
inline constexpr size_t kCurveThresholds = 201;

/// Of a source's genres that its truth has, in the order of the classes. Errors: as labelSteps().
Result<std::vector<GenreCurve>> genreCurves(const ScoreMatrix &scores, const GroundTruth &truth,
                                            const LabelSpace &space, size_t source, const QString &sourceName,
                                            const CancelToken &cancel = {}, const ProgressCallback &progress = {});

} // namespace melscope
