#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace melscope {

/// For each of many points the nearest others. Immutable.
struct NeighbourGraph
{
    size_t degree = 0; ///< neighbours of each point; fewer only where there are no more points
    std::vector<uint32_t> neighbours; ///< [points × degree], the nearest first; of equal ones the first
    std::vector<float> distances; ///< [points × degree] squared

    size_t size() const { return degree > 0 ? neighbours.size() / degree : 0; }
};

/// Of `points` [any × dimensions]. Looks only into the lists of points about centres (k-means) nearest to each, which
/// finds nearly all; up to 4,000 points into all. The same with any number of threads. Errors: cancelled.
Result<NeighbourGraph> nearestOfEach(std::span<const float> points, size_t dimensions, size_t degree, int threads = 0,
                                     const CancelToken &cancel = {}, const ProgressCallback &progress = {});

} // namespace melscope
