#pragma once

#include "core/network/training_engine.h"

namespace melscope {

/// Glorot-uniform kernels, zero biases, unit norms; the same for the same seed. [core/README.md, Network and training]
NetworkState initialState(const NetworkShape &shape, uint64_t seed);

} // namespace melscope
