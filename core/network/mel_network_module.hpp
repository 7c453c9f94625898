#pragma once

// Private to core/network and its tests: includes torch.

#include "core/base/result.h"
#include "core/network/mel_network.h"

#include <torch/torch.h>

#include <functional>

namespace melscope {

/// The paper's network over channels-last 4-D tensors (N, C, 1, L), which is where oneDNN is fastest. For CUDA and
/// for comparisons: on the processor the fused network is several times faster.
/// Used by the thread that made it. [core/README.md, Network and training]
class MelNetworkModule : public torch::nn::Module
{
public:
    MelNetworkModule(const NetworkShape &shape, double dropout, double normDecay);

    /// `input` [N, 40, 9], the loader's layout. Returns the logits [N, classes].
    torch::Tensor forward(const torch::Tensor &input);

    /// Asked several times within each forward pass; may throw to end it.
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
    double m_normDecay;
    std::vector<Block> m_blocks; ///< the last one is the k = 1 head
    std::function<void()> m_interrupt;
};

} // namespace melscope
