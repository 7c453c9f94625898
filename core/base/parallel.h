#pragma once

#include <cstddef>
#include <functional>

namespace melscope {

/// The processors this process may use (its affinity mask), at least 1.
int availableProcessors();

/// Calls `work(index)` for 0 … count-1 from up to `threads` threads (0: all processors), in chunks handed
/// out as they are asked for. Returns when all are done. The first exception of a worker is rethrown here.
void parallelFor(size_t count, const std::function<void(size_t)> &work, int threads = 0);

} // namespace melscope
