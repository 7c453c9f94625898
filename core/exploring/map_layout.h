#pragma once

#include "core/exploring/neighbour_graph.h"

#include <functional>
#include <memory>

namespace melscope {

/// Where points lie on a map: x and y of each. Immutable once it is shown.
using MapPositions = std::vector<float>;

struct LayoutConfig
{
    uint64_t seed = 1;
    int rounds = 0; ///< over all neighbours; 0: 500 up to 10,000 points, 200 beyond
    double spread = 1; ///< the scale of the whole
    double leastDistance = 0.1; ///< between neighbours, in units of the spread
    int repulsions = 5; ///< of others, for each attraction of a neighbour
};

/// Called by the layout's thread after a round, with the round's number from 1 and the positions, which change when it
/// returns.
using LayoutWatcher = std::function<void(int round, int rounds, const MapPositions &positions)>;

/// How near neighbours are, as a map keeps it: each point's distances in units of its own neighbourhood, the two views
/// of a pair united [McInnes, Healy, Melville 2018, "UMAP", algorithm 3]. Rows of edges as CSR; weights in (0, 1].
struct NearnessGraph
{
    std::vector<uint64_t> begins; ///< [points + 1]
    std::vector<uint32_t> points;
    std::vector<float> weights;

    /// `distances` are those of the graph; they may have any unit.
    static NearnessGraph of(const NeighbourGraph &neighbours, int threads = 0);
};

/// Lays points out so that neighbours lie together [UMAP: cross entropy by sampled attraction and repulsion], beginning
/// at `initial` [points × 2]. In each round every point moves by where the others were before it, so that the map is
/// the same with any number of threads. Errors: cancelled.
Result<MapPositions> layOut(const NearnessGraph &graph, MapPositions initial, const LayoutConfig &config,
                            int threads = 0, const CancelToken &cancel = {}, const ProgressCallback &progress = {},
                            const LayoutWatcher &watcher = {});

} // namespace melscope
