#pragma once

#include "core/base/result.h"
#include "core/network/mel_network.h"
#include "core/network/process_group.h"

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace melscope {

/// Tracks as the loader prepares them. Labels are a CSR; what is not listed has target 0.
struct Batch
{
    size_t tracks = 0;
    std::vector<float> inputs; ///< [tracks × 40 × 9], scaled as the recipe wants it
    std::vector<uint32_t> offsets; ///< [tracks + 1] into labels; empty: the labels are not known, and there is no loss
    std::vector<uint32_t> labels; ///< classes
    std::vector<float> targets; ///< [labels], in (0, 1]; empty: all 1
    std::vector<uint32_t> masks; ///< [tracks]: which mask; empty: mask 0
    size_t first = 0; ///< place of its tracks in the whole batch, where several processes share one
    size_t whole = 0; ///< tracks of that; 0: this is all of it
};

struct StepSettings
{
    double learningRate = 0;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-7;
    double weightDecay = 0; ///< decoupled, of the convolutions' kernels
    uint64_t seed = 0; ///< of dropout
    uint64_t step = 0; ///< counted from 0 over the whole training
};

/// Sums over a batch.
struct BatchFigures
{
    double loss = 0; ///< Σ weight · binary cross-entropy
    double correct = 0; ///< Σ weight where the score's side of 0.5 is the target's
    double weight = 0; ///< Σ weight over tracks and labels
    bool interrupted = false; ///< nothing was changed, the sums are of no use; with a group: in all of its processes
};

/// What training needs to go on: exact copies, so that it goes on bit for bit.
struct NetworkState
{
    std::map<std::string, ModelTensor> tensors; ///< parameters and running statistics by the names of Model
    std::map<std::string, ModelTensor> firstMoments; ///< Adam's, of the parameters
    std::map<std::string, ModelTensor> secondMoments;
    int64_t updates = 0; ///< that Adam has made
};

/// Of a network; what a training takes for them stands in its recipe.
struct EngineSettings
{
    double dropout = 0;
    double normDecay = 0; ///< of the running statistics
    int threads = 1;
    /// Asked many times within a step, from any of the engine's threads; true ends the step.
    std::function<bool()> interrupt;
    /// Others with whom each batch is shared out: its statistics, figures and gradients are those of the whole batch.
    std::shared_ptr<ProcessGroup> group {};
};

/// A network with its optimiser. Used by one thread at a time.
class TrainingEngine
{
public:
    virtual ~TrainingEngine() = default;

    /// Weights of the classes in the loss, one row per kind of track; without them one row of ones.
    /// A row may be all zeros: such a track teaches nothing.
    virtual void setMasks(const std::vector<std::vector<float>> &masks) = 0;
    /// Forward, backward, Adam. The loss whose gradient is taken is the batch's Σ loss / Σ weight.
    virtual BatchFigures train(const Batch &batch, const StepSettings &settings) = 0;
    /// Inference with the running statistics. `scores` [tracks × classes], or null.
    virtual BatchFigures evaluate(const Batch &batch, float *scores) = 0;
    virtual NetworkState state() const = 0;
    /// Errors: a tensor is missing or has another shape. Without moments Adam starts afresh.
    virtual Result<void> setState(const NetworkState &state) = 0;
    /// "cpu, 2 threads, avx512, float32"
    virtual QString description() const = 0;
};

/// The engine for a device: "cpu" is the fused one, "cuda" torch's, "auto" CUDA where there is one and the torch module
/// is installed. "torch" is torch's on the processor, slow, for comparisons. Loads the torch module, which takes about
/// a second, where it is needed. With a group, each process takes the device of its place on its machine. Errors: no
/// such device; see torchModule(), chosenKernels().
Result<std::unique_ptr<TrainingEngine>> makeEngine(const NetworkShape &shape, const EngineSettings &settings,
                                                   const QString &device);

/// Told before any data is read: what would keep makeEngine() from this device. Errors: as there.
Result<void> checkDevice(const QString &device);

} // namespace melscope
