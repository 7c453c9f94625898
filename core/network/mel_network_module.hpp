#pragma once

// Private to core/network and its tests: includes torch.

#include "core/base/result.h"
#include "core/network/mel_network.h"
#include "core/network/step_exchange.hpp"

#include <torch/torch.h>

namespace melscope {

/// A pass of tracks that may be a share of a batch.
struct PassSettings
{
    StepExchange *exchange = nullptr; ///< asked for interruptions; null: nobody interrupts
    uint64_t dropoutSeed = 0; ///< of this step
    int64_t first = 0; ///< place of the tracks in the whole batch
    int64_t whole = 0; ///< tracks of that
};

/// The paper's network over channels-last 4-D tensors (N, C, 1, L), which is where oneDNN is fastest. For CUDA and
/// for comparisons: on the processor the fused network is several times faster.
/// Used by the thread that made it. [core/README.md, Network and training]
class MelNetworkModule : public torch::nn::Module
{
public:
    MelNetworkModule(const NetworkShape &shape, double dropout, double normDecay);

    /// `input` [N, 40, 9], the loader's layout. Returns the logits [N, classes]. In training, dropout and batch norm
    /// are those of the whole batch. Throws Interrupted, ProcessLost.
    torch::Tensor forward(const torch::Tensor &input, const PassSettings &pass);
    /// The running statistics, which a training pass moves.
    std::vector<torch::Tensor> runningStatistics() const { return buffers(); }

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
    torch::Tensor drop(size_t layer, const torch::Tensor &input, const PassSettings &pass) const;
    torch::Tensor normalise(const Block &block, const torch::Tensor &input, const PassSettings &pass) const;

    NetworkShape m_shape;
    double m_dropout;
    double m_normDecay;
    std::vector<Block> m_blocks; ///< the last one is the k = 1 head
};

} // namespace melscope
