#pragma once

#include "core/scoring/score_matrix.h"
#include "core/scoring/thresholds.h"

#include <cstdint>
#include <span>
#include <vector>

namespace melscope {

/// The classes of one track: those with score ≥ threshold, ascending; if none, the one with the largest
/// score / threshold, the lowest index on a tie. Empty only where no class may be predicted. [REFERENCE §6]
std::vector<uint32_t> labelsOfScores(std::span<const float> scores, const Thresholds &thresholds);

/// The same for every row.
std::vector<std::vector<uint32_t>> labelScores(const ScoreMatrix &scores, const Thresholds &thresholds);

} // namespace melscope
