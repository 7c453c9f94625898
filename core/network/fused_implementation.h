#pragma once

// Private to core/network: the fused network's state. fused_network.cpp makes and updates it, fused_step.cpp has the
// forward and backward pass, fused_inference.cpp inference, fused_gradient.cpp the gradient of a score by the input.

#include "core/track/mel_image.h"
#include "core/network/aligned_buffer.h"
#include "core/network/fused_network.h"
#include "core/network/network_layout.h"

#include <algorithm>
#include <atomic>

namespace melscope {

// Tracks that a lane takes through a convolution and what follows it at once. The largest working set, the last
// block's backward pass, is then about 600 kB: half of a usual second-level cache.
inline constexpr int64_t kChunk = 20;

inline int64_t roundedUp(int64_t value, int64_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

struct TrackRange
{
    int64_t begin = 0;
    int64_t end = 0;
    int64_t size() const { return end - begin; }
};

/// What one lane needs for itself.
struct LaneScratch
{
    AlignedBuffer<float> x; ///< a chunk's padded input
    AlignedBuffer<float> x2; ///< the next layer's, in inference
    AlignedBuffer<float> dz; ///< a chunk's padded gradient of the convolution's output
    AlignedBuffer<float> z; ///< one panel of a chunk
    AlignedBuffer<float> packed;
    AlignedBuffer<float> row; ///< a track's logits
    AlignedBuffer<float> sums; ///< a chunk's sums per channel
    AlignedBuffer<float> products;
    std::vector<double> laneSums; ///< the lane's, over its chunks
    std::vector<double> laneProducts;
    AlignedBuffer<float> gradients; ///< flat
    double loss = 0;
    double correct = 0;
    double weight = 0;
};

/// A layer's activations of the whole batch and its batch norm.
struct LayerState
{
    AlignedBuffer<float> y; ///< [tracks × outPositions × out]: the batch norm's input
    AlignedBuffer<float> slope; ///< [tracks × positions × out]
    AlignedBuffer<float> dy; ///< [tracks × outPositions × out]; of the head [tracks × out]
    AlignedBuffer<float> transposed; ///< weights for the input's gradient: [panels of in × kernel · out × panel]
    AlignedBuffer<float> runningMean, runningVariance;
    AlignedBuffer<float> mean, scale, offset; ///< of the batch; scale and offset make it an affine map
    AlignedBuffer<float> inferenceScale, inferenceOffset;
    AlignedBuffer<float> dyScale, yScale, shift; ///< of the backward pass
    std::vector<double> variance;
    std::vector<double> deviation; ///< 1 / sqrt(variance + ε)
};

class FusedNetwork::Implementation
{
public:
    Implementation(const NetworkShape &shape, const EngineSettings &settings, const Kernels &kernels);
    void setMasks(const std::vector<std::vector<float>> &masks);
    BatchFigures train(const Batch &batch, const StepSettings &settings);
    BatchFigures computeGradients(const Batch &batch, const StepSettings &settings);
    void update(const StepSettings &settings, bool summed);
    std::span<float> sumGradients();
    BatchFigures evaluate(const Batch &batch, float *scores);
    int embeddingSize() const { return m_shape.filters.back(); }
    BatchFigures embed(const Batch &batch, float *embedding);
    BatchFigures inputGradients(const Batch &batch, uint32_t classIndex, float *gradients, float *scores);
    NetworkState state() const;
    Result<void> setState(const NetworkState &state);
    std::map<std::string, ModelTensor> namedGradients() { return m_layout.named(sumGradients()); }
    QString description() const;

private:
    void makeScratch(LaneScratch &lane, int64_t widest);

    // --- dividing the work ---

    /// Whole vectors of [begin, end) for a lane.
    std::pair<int64_t, int64_t> share(int64_t begin, int64_t end, int lane) const;
    void divideTracks(int64_t tracks);

    /// Calls `work` with the lane's chunks, unless the step is to end.
    template <class Work>
    void forChunks(int lane, const Work &work)
    {
        const TrackRange range = m_ranges[size_t(lane)];
        const int64_t chunk = roundedUp(kChunk, m_tileTracks);
        for (int64_t begin = range.begin; begin < range.end; begin += chunk) {
            if (m_interrupted.load(std::memory_order_relaxed) || (m_settings.interrupt && m_settings.interrupt())) {
                m_interrupted.store(true, std::memory_order_relaxed);
                return;
            }
            work(TrackRange { begin, std::min(begin + chunk, range.end) });
        }
    }

    BatchFigures takeFigures() const;
    ProcessGroup *group() const { return m_settings.group.get(); }
    void prepareTraining(const Batch &batch);

    // --- weights for the other kernels ---

    /// The transposed weights. [Panels are divided between the lanes.]
    void packWeights(int lane);

    /// to[out][c] = weights[out, first channel of panel p + c, k]
    void transposePanel(const LayerLayout &layer, const float *weights, int64_t p, int64_t k, float *to) const;

    // --- forward ---

    /// The chunk's padded input of layer i: [padded tracks × (positions + 2) × in]. `scale` and `offset` are those of
    /// the norm below.
    void makeInput(size_t i, TrackRange chunk, float *x) const;
    ConvolveTask convolution(const LayerLayout &layer, int64_t tracks, LaneScratch &scratch) const;
    void forward(size_t i, int lane, const StepSettings &settings);

    DropoutBits dropoutBits(size_t layer, const StepSettings &settings) const;
    static void clearSums(LaneScratch &scratch, int64_t channels);

    /// A chunk's sums are floats; over the chunks they are added in double.
    static void addSums(LaneScratch &scratch, int64_t channels);
    /// Adds up the lanes' sums and products per channel, those of the other processes, and `more`, into m_totals.
    /// Whether anybody is interrupted is agreed on.
    void addUp(int64_t channels, std::span<double> more = {});

    /// Mean and variance of the batch, and the affine map that they make.
    void finishNorm(size_t i);
    void moveRunningStatistics();

    // --- loss ---

    const float *maskOf(int64_t track) const;

    /// Adds a track's loss and accuracy; `gradient` [out] becomes Σ-loss's gradient by the logits.
    void trackLoss(LaneScratch &scratch, int64_t track, const float *logits, float *gradient) const;
    void lossAndGradient(int lane);
    static void averagePositions(const LayerLayout &head, const float *y, float *average);

    // --- backward ---

    /// From the sums Σ dy and Σ dy (y − mean) of layer i's norm: the gradients of its parameters, and the affine map to
    /// dy's input.
    void startBackward(size_t i);
    void backward(size_t i, int lane);
    /// The chunk's padded gradient of layer i's convolution, into the scratch.
    void activationGradient(size_t i, TrackRange chunk, LaneScratch &scratch);
    void weightGradient(size_t i, int64_t padded, LaneScratch &scratch);

    /// The gradient of the norm's output below: a convolution of dz with the weights turned round.
    void inputGradient(size_t i, TrackRange chunk, LaneScratch &scratch);

    // --- inference ---

    void makeInferenceAffine();
    void infer(int lane, float *scores);
    /// Goes through the hidden blocks; the head's input is then what is returned, one of the lane's two.
    const float *inferHidden(TrackRange chunk, LaneScratch &scratch) const;
    void inferBlock(size_t i, int64_t tracks, const float *x, float *next, LaneScratch &scratch) const;
    void inferHead(int64_t tracks, const float *x, LaneScratch &scratch) const;
    void inferPanels(const LayerLayout &layer, const LayerState &state, int64_t tracks, const float *x,
                     LaneScratch &scratch, float *output, int64_t rowStride, int64_t trackStride) const;

    // --- the gradient of a score by the input ---

    void startInputGradients(const Batch &batch);
    void scoreGradient(int lane, size_t classIndex, float *scores);
    void gradientBelow(size_t i, int lane, float *gradients);
    void firstGradient(TrackRange chunk, const LaneScratch &scratch, float *gradients) const;

    NetworkShape m_shape;
    EngineSettings m_settings;
    const Kernels &m_kernels;
    NetworkLayout m_layout;
    LaneTeam m_team;
    std::vector<LayerState> m_layers;
    std::vector<LaneScratch> m_lanes;
    AlignedBuffer<float> m_parameters, m_first, m_second; ///< flat
    int64_t m_updates = 0;
    bool m_affineIsOld = true;
    AlignedBuffer<float> m_masks; ///< [masks × head.out]
    std::vector<double> m_maskSums;

    // --- of the current batch ---
    const Batch *m_batch = nullptr;
    int64_t m_tracks = 0;
    size_t m_capacity = 0;
    int64_t m_tileTracks = 1; ///< a chunk is made of whole groups of so many tracks
    int64_t m_wholeTracks = 0; ///< of all processes
    double m_weight = 0; ///< of all processes, once the first layer is done
    std::vector<double> m_totals; ///< [2 × channels] sums, then products
    bool m_endTogether = false; ///< all processes know of the interruption
    std::vector<TrackRange> m_ranges;
    std::atomic<bool> m_interrupted { false };
};

} // namespace melscope
