#pragma once

// Private to core/network: includes torch.

#include "core/network/process_group.h"

#include <torch/torch.h>

#include <functional>
#include <memory>

namespace melscope {

/// Thrown out of the middle of a step.
struct Interrupted
{
};

/// What the processes that share a batch tell one another within a step of libtorch's: sums, and whether one of them is
/// interrupted, upon which all are in the same place. Sums go through the processor's memory and the group's own
/// connections, whatever device they were made on. Without a group every sum is what it was.
class StepExchange
{
public:
    StepExchange(std::shared_ptr<ProcessGroup> group, std::function<bool()> interrupt);

    bool isShared() const { return m_group != nullptr; }
    /// Throws Interrupted; with a group, the next sum does.
    void askForInterrupt();
    /// Forgets an interruption that has ended its step.
    void clear() { m_isInterrupted = false; }

    /// Of doubles, few of them; on the device of `values`. Throws Interrupted, ProcessLost.
    torch::Tensor sum(const torch::Tensor &values);
    /// Of all parameters' gradients, in place and at once. Throws as sum() does.
    void sumGradients(const std::vector<torch::Tensor> &parameters);

private:
    std::shared_ptr<ProcessGroup> m_group;
    std::function<bool()> m_interrupt;
    bool m_isInterrupted = false;
    std::vector<float> m_gradients; ///< and a word to the others
};

/// Batch norm over (N, C, 1, L) whose statistics, forward and backward, are those of all processes' rows together;
/// `rows` of them. Moves `mean` and `variance`, the running ones, by `1 − decay`. The gradients of `gamma` and `beta`
/// are those of this process's rows, as all other parameters' are.
torch::Tensor sharedBatchNorm(const torch::Tensor &x, const torch::Tensor &gamma, const torch::Tensor &beta,
                              torch::Tensor mean, torch::Tensor variance, double decay, double epsilon, int64_t rows,
                              StepExchange &exchange);

} // namespace melscope
