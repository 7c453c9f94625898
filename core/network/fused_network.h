#pragma once

#include "core/network/kernels.h"
#include "core/network/lane_team.h"
#include "core/network/training_engine.h"

#include <memory>

namespace melscope {

/// The network on the processor, without a graph: each step is a fixed sequence of phases over preallocated buffers.
/// A batch is divided between the lanes of a team, each lane goes through its tracks in chunks that fit the
/// cache, and per chunk a convolution and what follows it are done panel by panel (see kernels.h). Lanes
/// meet only where batch norm needs sums over the whole batch. Same seed, threads and machine: same bits.
class FusedNetwork final : public TrainingEngine
{
public:
    FusedNetwork(const NetworkShape &shape, const EngineSettings &settings, const Kernels &kernels = bestKernels());
    ~FusedNetwork() override;

    void setMasks(const std::vector<std::vector<float>> &masks) override;
    BatchFigures train(const Batch &batch, const StepSettings &settings) override;
    BatchFigures evaluate(const Batch &batch, float *scores) override;
    NetworkState state() const override;
    Result<void> setState(const NetworkState &state) override;
    QString description() const override;

    /// Values a track that embed() makes: the channels of the last hidden block.
    int embeddingSize() const;
    /// The last hidden block's output (what the head reads), in inference, averaged over its positions:
    /// `embedding` [tracks × embeddingSize()].
    BatchFigures embed(const Batch &batch, float *embedding);
    /// Of one class's score (the sigmoid of its logit), in inference, by each value of the input: `gradients`
    /// [tracks × 40 × 9]; and the scores themselves, [tracks]. The network must have been made without dropout.
    BatchFigures inputGradients(const Batch &batch, uint32_t classIndex, float *gradients, float *scores);

    /// The two halves of train(): whoever trains in several processes adds the gradients up between them.
    BatchFigures computeGradients(const Batch &batch, const StepSettings &settings);
    std::span<float> gradients();
    void update(const StepSettings &settings);
    /// The gradients by the names of the model's tensors.
    std::map<std::string, ModelTensor> namedGradients();

private:
    class Implementation;
    std::unique_ptr<Implementation> m_d;
};

} // namespace melscope
