#pragma once

// Private to core/training: includes torch.

#include <torch/torch.h>

#include <cstdint>
#include <functional>

namespace melscope {

/// Identifies the random bits of one dropout layer in one step.
struct DropoutKey
{
    uint64_t seed = 0;
    uint64_t step = 0;
    uint64_t layer = 0;
};

/// Dropout whose mask is a function of seed, step, layer and element, not of a global generator: repeatable, the
/// same for any number of threads, and several times faster than torch's serial Bernoulli draw. The mask is made
/// again in the backward pass instead of being kept. CUDA tensors take torch's own dropout.
/// `interrupt` is asked before each pass and may throw to end the step.
torch::Tensor counterDropout(const torch::Tensor &input, double probability, const DropoutKey &key,
                             const std::function<void()> &interrupt);

} // namespace melscope
