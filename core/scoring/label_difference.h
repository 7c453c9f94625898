#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/scoring/run_labels.h"
#include "core/scoring/threshold_uncertainty.h"
#include "core/truth/ground_truth.h"

namespace melscope {

/// One label under two runs.
struct LabelDifference
{
    std::string name;
    size_t support = 0;
    double first = 0; ///< F1
    double second = 0;
    double difference = 0; ///< second − first
    Interval interval; ///< 95 % of the difference, over bootstrap resamples of the tracks
    double p = 1; ///< share of resamples, doubled, that lie on the other side of 0: two-sided
    bool isSignificant() const { return p < 0.05; }
};

struct RunDifference
{
    std::vector<LabelDifference> labels; ///< of the truth, by code point
    LabelDifference mean; ///< of the labels' F1; its resamples are those of the labels
};

/// Compares two runs label by label on the tracks of a truth. Tracks are drawn by a Poisson bootstrap, both runs on the
/// same ones. Errors: cancelled.
Result<RunDifference> compareRuns(const GroundTruth &truth, const RunLabels &first, const RunLabels &second,
                                  int resamples = 1000, uint64_t seed = 1, const CancelToken &cancel = {});
/// Recordings that the truth lacks are left out. Errors also: those of submittedLabels().
Result<RunDifference> compareRuns(const GroundTruth &truth, const Submission &first, const Submission &second,
                                  int resamples = 1000, uint64_t seed = 1, const CancelToken &cancel = {});

} // namespace melscope
