#pragma once

// Private to core/training and its tests: includes torch.

#include "core/base/result.h"
#include "core/training/dropout.hpp"
#include "core/training/mel_network.h"

#include <torch/torch.h>

namespace melscope {

/// The paper's network over channels-last 4-D tensors (N, C, 1, L), which is where oneDNN is fastest.
/// Used by the thread that made it. [REFERENCE §4]
class MelNetworkModule : public torch::nn::Module
{
public:
    MelNetworkModule(const NetworkShape &shape, double dropout);

    /// Glorot-uniform kernels, zero biases, unit norms; the same for the same seed.
    void initialise(uint64_t seed);
    /// `input` [N, 40, 9], the loader's layout. Returns the logits [N, classes].
    torch::Tensor forward(const torch::Tensor &input);

    /// Decides dropout's random bits; set before each training step.
    void setDropoutStep(uint64_t seed, uint64_t step) { m_seed = seed, m_step = step; }
    /// Asked several times within each forward and backward pass; may throw to end it.
    void setInterrupt(std::function<void()> interrupt) { m_interrupt = std::move(interrupt); }

    std::map<std::string, ModelTensor> exportTensors() const;
    /// Errors: a tensor is missing or has another shape (torch itself would load it silently).
    Result<void> importTensors(const std::map<std::string, ModelTensor> &tensors);

private:
    struct Block
    {
        torch::Tensor weight, bias; ///< [out, in, k], [out]
        torch::Tensor gamma, beta, mean, variance; ///< [out]
    };
    torch::Tensor convolve(const Block &block, const torch::Tensor &input) const;
    torch::Tensor normalise(const Block &block, const torch::Tensor &input) const;

    NetworkShape m_shape;
    double m_dropout;
    std::vector<Block> m_blocks; ///< the last one is the k = 1 head
    uint64_t m_seed = 0;
    uint64_t m_step = 0;
    std::function<void()> m_interrupt;
};

} // namespace melscope
