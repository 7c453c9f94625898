#pragma once

#include "core/training/dataset.h"
#include "core/training/recipe.h"

#include <random>
#include <span>
#include <vector>

namespace melscope {

/// The order in which an epoch visits the tracks: every track once, shuffled; balanced, every main genre's
/// tracks cycled up to the count of the most frequent one. Depends on seed and epoch alone. [REFERENCE §4]
std::vector<uint32_t> epochOrder(const Dataset &dataset, bool balance, uint64_t seed, int epoch);

/// Fills `inputs` [tracks × 40 × 9] with the paper's scaled input of the given tracks and, unless it is
/// empty, `targets` [tracks × classes] with 0 and 1.
void gatherBatch(const Dataset &dataset, std::span<const uint32_t> tracks, std::span<float> inputs, std::span<float> targets);

} // namespace melscope
