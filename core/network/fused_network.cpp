#include "core/network/fused_network.h"

#include "core/features/mel_image.h"
#include "core/network/aligned_buffer.h"
#include "core/network/network_layout.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>

namespace melscope {

namespace {

constexpr double kNormEpsilon = 1e-3; // [REFERENCE §4]

// Tracks that a lane takes through a convolution and what follows it at once. The largest working set, the last
// block's backward pass, is then about 600 kB: half of a usual second-level cache.
constexpr int64_t kChunk = 20;

int64_t roundedUp(int64_t value, int64_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

uint64_t mixed(uint64_t value)
{
    // SplitMix64's finaliser: every input bit reaches every output bit.
    value += 0x9E3779B97F4A7C15;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
    return value ^ (value >> 31);
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
    AlignedBuffer<uint32_t> xUnits; ///< as bfloat16
    AlignedBuffer<float> dz; ///< a chunk's padded gradient of the convolution's output
    AlignedBuffer<uint32_t> dzUnits;
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
    AlignedBuffer<uint32_t> weightUnits; ///< both as bfloat16
    AlignedBuffer<uint32_t> transposedUnits;
    AlignedBuffer<float> runningMean, runningVariance;
    AlignedBuffer<float> mean, scale, offset; ///< of the batch; scale and offset make it an affine map
    AlignedBuffer<float> inferenceScale, inferenceOffset;
    AlignedBuffer<float> alpha, beta, gamma; ///< of the backward pass
    std::vector<double> variance;
    std::vector<double> deviation; ///< 1 / sqrt(variance + ε)
};

} // namespace

class FusedNetwork::Implementation
{
public:
    Implementation(const NetworkShape &shape, const EngineSettings &settings, const Kernels &kernels)
        : m_shape(shape)
        , m_settings(settings)
        , m_kernels(kernels)
        , m_bfloat16(settings.bfloat16 && kernels.convolveBf16 != nullptr)
        , m_layout(shape, kernels.panel)
        , m_team(std::max(1, settings.threads))
        , m_layers(m_layout.layers.size())
        , m_lanes(size_t(m_team.lanes()))
    {
        const auto size = size_t(m_layout.size);
        for (AlignedBuffer<float> *flat : { &m_parameters, &m_first, &m_second })
            flat->resize(size);
        int64_t widest = 0;
        for (size_t i = 0; i < m_layers.size(); ++i) {
            const LayerLayout &layer = m_layout.layers[i];
            LayerState &state = m_layers[i];
            widest = std::max({ widest, layer.out, layer.in });
            for (AlignedBuffer<float> *channels : { &state.runningMean, &state.runningVariance, &state.mean, &state.scale, &state.offset,
                                                   &state.inferenceScale, &state.inferenceOffset, &state.alpha, &state.beta, &state.gamma })
                channels->resize(size_t(layer.out));
            state.deviation.resize(size_t(layer.out));
            if (i > 0) {
                state.transposed.resize(size_t(layer.in * layer.kernel * layer.out));
                if (m_bfloat16) {
                    state.weightUnits.resize(size_t(layer.panels * layer.depth / 2 * m_layout.panel));
                    state.transposedUnits.resize(size_t(layer.in * layer.kernel * layer.out / 2));
                }
            }
            // Whole tiles of kRowMultiple rows are made of so many tracks.
            if (layer.positions % kRowMultiple != 0)
                m_tileTracks = std::max(m_tileTracks, kRowMultiple / layer.positions);
        }
        if (m_bfloat16)
            m_tileTracks = roundedUp(m_tileTracks, 2); // tracks are multiplied in pairs
        for (LaneScratch &lane : m_lanes)
            makeScratch(lane, widest);
        setMasks({});
        (void)setState(initialState(shape, 0));
    }

    void setMasks(const std::vector<std::vector<float>> &masks)
    {
        const size_t stride = size_t(m_layout.layers.back().out);
        const auto classes = size_t(m_shape.classes);
        m_masks.resize(std::max<size_t>(1, masks.size()) * stride);
        m_maskSums.assign(std::max<size_t>(1, masks.size()), 0.0);
        std::fill(m_masks.begin(), m_masks.end(), 0.0F);
        for (size_t i = 0; i < m_maskSums.size(); ++i) {
            for (size_t c = 0; c < classes; ++c) {
                const float weight = masks.empty() ? 1.0F : masks[i][c];
                m_masks[i * stride + c] = weight;
                m_maskSums[i] += double(weight);
            }
        }
    }

    BatchFigures computeGradients(const Batch &batch, const StepSettings &settings)
    {
        prepareTraining(batch);
        m_interrupted = false;
        m_team.run([this](int lane) {
            std::fill(m_lanes[size_t(lane)].gradients.begin(), m_lanes[size_t(lane)].gradients.end(), 0.0F);
            packWeights(lane);
        });
        for (size_t i = 0; i < m_layers.size() && !m_interrupted; ++i) {
            m_team.run([this, i, &settings](int lane) { forward(i, lane, settings); });
            finishNorm(i);
        }
        if (!m_interrupted) {
            m_team.run([this](int lane) { lossAndGradient(lane); });
            startBackward(m_layers.size() - 1);
        }
        for (size_t i = m_layers.size(); i-- > 0 && !m_interrupted;) {
            m_team.run([this, i](int lane) { backward(i, lane); });
            if (i > 0)
                startBackward(i - 1);
        }
        BatchFigures figures = takeFigures();
        if (!figures.interrupted)
            moveRunningStatistics();
        return figures;
    }

    void update(const StepSettings &settings, bool summed)
    {
        ++m_updates;
        std::vector<const float *> gradients;
        for (const LaneScratch &lane : m_lanes)
            gradients.push_back(lane.gradients.data());
        AdamTask task {};
        task.parameters = m_parameters.data();
        task.first = m_first.data();
        task.second = m_second.data();
        task.gradients = gradients.data();
        task.lanes = summed ? 1 : int(gradients.size());
        task.rate = float(settings.learningRate / (1 - std::pow(settings.beta1, double(m_updates))));
        task.beta1 = float(settings.beta1);
        task.beta2 = float(settings.beta2);
        task.correction = float(1 / std::sqrt(1 - std::pow(settings.beta2, double(m_updates))));
        task.epsilon = float(settings.epsilon);
        m_team.run([&](int lane) {
            for (const LayerLayout &layer : m_layout.layers) {
                AdamTask part = task;
                part.decay = float(settings.learningRate * settings.weightDecay);
                std::tie(part.begin, part.end) = share(layer.weights, layer.bias, lane);
                m_kernels.adam(part);
                part.decay = 0;
                std::tie(part.begin, part.end) = share(layer.bias, layer.beta + layer.out, lane);
                m_kernels.adam(part);
            }
        });
        m_affineIsOld = true;
    }

    std::span<float> sumGradients()
    {
        std::vector<const float *> gradients;
        for (const LaneScratch &lane : m_lanes)
            gradients.push_back(lane.gradients.data());
        m_kernels.sumLanes(gradients.data(), int(gradients.size()), 0, m_layout.size, m_lanes[0].gradients.data());
        return { m_lanes[0].gradients.data(), size_t(m_layout.size) };
    }

    BatchFigures evaluate(const Batch &batch, float *scores)
    {
        m_batch = &batch;
        m_interrupted = false;
        if (m_affineIsOld)
            makeInferenceAffine();
        divideTracks(int64_t(batch.tracks));
        m_team.run([this, scores](int lane) { infer(lane, scores); });
        return takeFigures();
    }

    NetworkState state() const
    {
        NetworkState state { m_layout.named(m_parameters.span()), m_layout.named(m_first.span()), m_layout.named(m_second.span()), m_updates };
        for (size_t i = 0; i < m_layers.size(); ++i) {
            const auto channels = size_t(m_layout.layers[i].outChannels);
            const std::string norm = "norm" + std::to_string(i);
            for (const auto &[name, values] : { std::pair(norm + ".running_mean", &m_layers[i].runningMean), std::pair(norm + ".running_var", &m_layers[i].runningVariance) })
                state.tensors[name] = { { int64_t(channels) }, { values->begin(), values->begin() + ptrdiff_t(channels) } };
        }
        return state;
    }

    Result<void> setState(const NetworkState &state)
    {
        std::string wrong = misfit(m_shape, state.tensors, true);
        const bool moments = !state.firstMoments.empty();
        if (wrong.empty() && moments)
            wrong = misfit(m_shape, state.firstMoments, false) + misfit(m_shape, state.secondMoments, false);
        if (!wrong.empty())
            return fail(QStringLiteral("the model ") + QString::fromStdString(wrong));
        m_layout.flatten(state.tensors, m_parameters.span());
        std::fill(m_first.begin(), m_first.end(), 0.0F);
        std::fill(m_second.begin(), m_second.end(), 0.0F);
        if (moments) {
            m_layout.flatten(state.firstMoments, m_first.span());
            m_layout.flatten(state.secondMoments, m_second.span());
        }
        m_updates = moments ? state.updates : 0;
        for (size_t i = 0; i < m_layers.size(); ++i) {
            const std::string norm = "norm" + std::to_string(i);
            std::fill(m_layers[i].runningMean.begin(), m_layers[i].runningMean.end(), 0.0F);
            std::fill(m_layers[i].runningVariance.begin(), m_layers[i].runningVariance.end(), 1.0F);
            std::ranges::copy(state.tensors.at(norm + ".running_mean").values, m_layers[i].runningMean.begin());
            std::ranges::copy(state.tensors.at(norm + ".running_var").values, m_layers[i].runningVariance.begin());
        }
        m_affineIsOld = true;
        return {};
    }

    std::map<std::string, ModelTensor> namedGradients() { return m_layout.named(sumGradients()); }

    QString description() const
    {
        return QStringLiteral("cpu, %1 threads, %2, %3").arg(m_team.lanes()).arg(QLatin1String(m_kernels.name), m_bfloat16 ? QStringLiteral("bfloat16") : QStringLiteral("float32"));
    }

private:
    void makeScratch(LaneScratch &lane, int64_t widest)
    {
        int64_t x = 0;
        int64_t dz = 0;
        int64_t rows = 0;
        for (const LayerLayout &layer : m_layout.layers) {
            const int64_t padded = layer.positions + 2 * layer.margin;
            x = std::max(x, padded * layer.in);
            dz = std::max(dz, padded * layer.out);
            rows = std::max(rows, layer.positions);
        }
        const int64_t tracks = roundedUp(kChunk, m_tileTracks);
        lane.x.resize(size_t(tracks * x));
        lane.x2.resize(size_t(tracks * x));
        lane.dz.resize(size_t(tracks * dz));
        if (m_bfloat16) {
            lane.xUnits.resize(size_t(tracks * x / 2));
            lane.dzUnits.resize(size_t(tracks * dz / 2));
        }
        lane.z.resize(size_t(tracks * rows * m_layout.panel));
        lane.packed.resize(size_t(tracks * rows * m_layout.panel));
        lane.row.resize(size_t(widest));
        lane.sums.resize(size_t(widest));
        lane.products.resize(size_t(widest));
        lane.laneSums.resize(size_t(widest));
        lane.laneProducts.resize(size_t(widest));
        lane.gradients.resize(size_t(m_layout.size));
    }

    // --- dividing the work ---

    /// Whole vectors of [begin, end) for a lane.
    std::pair<int64_t, int64_t> share(int64_t begin, int64_t end, int lane) const
    {
        const int64_t panels = (end - begin) / m_layout.panel;
        const int64_t lanes = m_team.lanes();
        return { begin + panels * lane / lanes * m_layout.panel, begin + panels * (lane + 1) / lanes * m_layout.panel };
    }

    void divideTracks(int64_t tracks)
    {
        m_tracks = tracks;
        const int64_t tiles = roundedUp(tracks, m_tileTracks) / m_tileTracks;
        const int64_t lanes = m_team.lanes();
        m_ranges.resize(size_t(lanes));
        for (int64_t lane = 0; lane < lanes; ++lane) {
            m_ranges[size_t(lane)] = { std::min(tracks, tiles * lane / lanes * m_tileTracks), std::min(tracks, tiles * (lane + 1) / lanes * m_tileTracks) };
            LaneScratch &scratch = m_lanes[size_t(lane)];
            scratch.loss = scratch.correct = scratch.weight = 0;
        }
    }

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

    BatchFigures takeFigures() const
    {
        BatchFigures figures;
        for (const LaneScratch &lane : m_lanes) {
            figures.loss += lane.loss;
            figures.correct += lane.correct;
            figures.weight += lane.weight;
        }
        figures.interrupted = m_interrupted;
        return figures;
    }

    void prepareTraining(const Batch &batch)
    {
        m_batch = &batch;
        divideTracks(int64_t(batch.tracks));
        const auto capacity = size_t(roundedUp(m_tracks, m_tileTracks));
        if (capacity > m_capacity) {
            for (size_t i = 0; i < m_layers.size(); ++i) {
                const LayerLayout &layer = m_layout.layers[i];
                const size_t y = capacity * size_t(layer.outPositions * layer.out);
                m_layers[i].y.resize(y);
                m_layers[i].dy.resize(layer.head ? capacity * size_t(layer.out) : y);
                if (!layer.head)
                    m_layers[i].slope.resize(capacity * size_t(layer.positions * layer.out));
            }
            m_capacity = capacity;
        }
        m_weight = 0;
        for (size_t i = 0; i < batch.tracks; ++i)
            m_weight += m_maskSums[batch.masks.empty() ? 0 : batch.masks[i]];
    }

    // --- weights for the other kernels ---

    /// The transposed weights, and all of them as bfloat16. [Panels are divided between the lanes.]
    void packWeights(int lane)
    {
        const int64_t panel = m_layout.panel;
        for (size_t i = 1; i < m_layers.size(); ++i) {
            const LayerLayout &layer = m_layout.layers[i];
            LayerState &state = m_layers[i];
            const float *weights = m_parameters.data() + layer.weights;
            const int64_t depth = layer.kernel * layer.out;
            for (int64_t p = lane; p < layer.in / panel; p += m_team.lanes()) {
                for (int64_t k = 0; k < layer.kernel; ++k)
                    transposePanel(layer, weights, p, k, state.transposed.data() + (p * depth + (layer.kernel - 1 - k) * layer.out) * panel);
                if (m_bfloat16)
                    pairRows(state.transposed.data() + p * depth * panel, depth, state.transposedUnits.data() + p * depth / 2 * panel);
            }
            if (m_bfloat16) {
                for (int64_t p = lane; p < layer.panels; p += m_team.lanes())
                    pairRows(weights + p * layer.depth * panel, layer.depth, state.weightUnits.data() + p * layer.depth / 2 * panel);
            }
        }
    }

    /// to[out][c] = weights[out, first channel of panel p + c, k]
    void transposePanel(const LayerLayout &layer, const float *weights, int64_t p, int64_t k, float *to) const
    {
        const int64_t panel = m_layout.panel;
        for (int64_t outPanel = 0; outPanel < layer.panels; ++outPanel) {
            const float *from = weights + (outPanel * layer.depth + k * layer.in + p * panel) * panel;
            for (int64_t out = 0; out < panel; ++out) {
                for (int64_t c = 0; c < panel; ++c)
                    to[(outPanel * panel + out) * panel + c] = from[c * panel + out];
            }
        }
    }

    void pairRows(const float *rows, int64_t count, uint32_t *units) const
    {
        for (int64_t row = 0; row < count; row += 2)
            m_kernels.pairBf16(rows + row * m_layout.panel, rows + (row + 1) * m_layout.panel, m_layout.panel, units + row / 2 * m_layout.panel);
    }

    /// Pairs of tracks → units, for the weight gradient.
    void pairTracks(const float *tracks, int64_t count, int64_t stride, uint32_t *units) const
    {
        for (int64_t track = 0; track < count; track += 2)
            m_kernels.pairBf16(tracks + track * stride, tracks + (track + 1) * stride, stride, units + track / 2 * stride);
    }

    // --- forward ---

    /// The chunk's padded input of layer i: [padded tracks × (positions + 2) × in]. `scale` and `offset` are those of the norm below.
    void makeInput(size_t i, TrackRange chunk, float *x) const
    {
        const LayerLayout &layer = m_layout.layers[i];
        const int64_t padded = roundedUp(chunk.size(), m_tileTracks);
        if (i > 0) {
            const LayerState &below = m_layers[i - 1];
            m_kernels.affine({ below.y.data() + chunk.begin * layer.positions * layer.in, chunk.size(), padded, layer.positions, layer.margin, layer.in,
                               below.scale.data(), below.offset.data(), x });
            return;
        }
        const int64_t stride = (layer.positions + 2 * layer.margin) * layer.in;
        for (int64_t track = 0; track < padded; ++track) {
            float *to = x + track * stride;
            std::fill_n(to, layer.margin * layer.in, 0.0F);
            std::fill_n(to + stride - layer.margin * layer.in, layer.margin * layer.in, 0.0F);
            if (track < chunk.size())
                std::copy_n(m_batch->inputs.data() + size_t(chunk.begin + track) * kImageSize, kImageSize, to + layer.margin * layer.in);
            else
                std::fill_n(to + layer.margin * layer.in, kImageSize, 0.0F);
        }
    }

    ConvolveTask convolution(const LayerLayout &layer, int64_t tracks, LaneScratch &scratch) const
    {
        ConvolveTask task {};
        task.rowStride = layer.in;
        task.trackStride = (layer.positions + 2 * layer.margin) * layer.in;
        task.positions = layer.positions;
        task.rows = roundedUp(tracks, m_tileTracks) * layer.positions;
        task.depth = layer.depth;
        task.z = scratch.z.data();
        return task;
    }

    bool usesBfloat16(size_t layer) const { return m_bfloat16 && layer > 0; } // nine channels make no pairs

    void forward(size_t i, int lane, const StepSettings &settings)
    {
        const LayerLayout &layer = m_layout.layers[i];
        LayerState &state = m_layers[i];
        LaneScratch &scratch = m_lanes[size_t(lane)];
        const int64_t panel = m_layout.panel;
        const bool bfloat16 = usesBfloat16(i);
        ActivateTask activation {};
        activation.positions = layer.positions;
        activation.pooled = layer.pooled;
        activation.panels = uint32_t(layer.panels);
        activation.stride = layer.out;
        if (!layer.head)
            activation.dropout = dropoutBits(i, settings);
        clearSums(scratch, layer.out);
        forChunks(lane, [&](TrackRange chunk) {
            makeInput(i, chunk, scratch.x.data());
            ConvolveTask task = convolution(layer, chunk.size(), scratch);
            task.x = scratch.x.data();
            if (bfloat16)
                toUnits(task, scratch.x.data(), scratch.xUnits.data());
            activation.tracks = chunk.size();
            activation.firstRow = uint32_t(chunk.begin * layer.positions);
            activation.z = scratch.z.data();
            for (int64_t p = 0; p < layer.panels; ++p) {
                const int64_t channel = p * panel;
                task.bias = m_parameters.data() + layer.bias + channel;
                if (bfloat16) {
                    task.weights = state.weightUnits.data() + p * task.depth * panel;
                    m_kernels.convolveBf16(task);
                } else {
                    task.weights = m_parameters.data() + layer.weights + p * task.depth * panel;
                    m_kernels.convolve(task);
                }
                activation.panelIndex = uint32_t(p);
                activation.output = state.y.data() + chunk.begin * layer.outPositions * layer.out + channel;
                activation.slope = layer.head ? nullptr : state.slope.data() + chunk.begin * layer.positions * layer.out + channel;
                activation.shift = state.runningMean.data() + channel;
                activation.sum = scratch.sums.data() + channel;
                activation.squares = scratch.products.data() + channel;
                m_kernels.activate(activation);
            }
            addSums(scratch, layer.out);
        });
    }

    /// Turns a task on floats into one on units: pairs of channels.
    void toUnits(ConvolveTask &task, const float *values, uint32_t *units) const
    {
        const int64_t tracks = task.rows / task.positions;
        m_kernels.toBf16(values, tracks * task.trackStride, reinterpret_cast<uint16_t *>(units));
        task.x = units;
        task.rowStride /= 2;
        task.trackStride /= 2;
        task.depth /= 2;
    }

    DropoutBits dropoutBits(size_t layer, const StepSettings &settings) const
    {
        const uint64_t key = mixed(mixed(mixed(settings.seed) ^ settings.step) ^ layer);
        DropoutBits bits;
        bits.key0 = uint32_t(key);
        bits.key1 = uint32_t(key >> 32);
        bits.dropBelow = uint32_t(std::lround(m_settings.dropout * 65536));
        bits.scale = float(1.0 / (1.0 - double(bits.dropBelow) / 65536));
        return bits;
    }

    static void clearSums(LaneScratch &scratch, int64_t channels)
    {
        std::fill_n(scratch.sums.begin(), channels, 0.0F);
        std::fill_n(scratch.products.begin(), channels, 0.0F);
        std::fill_n(scratch.laneSums.begin(), channels, 0.0);
        std::fill_n(scratch.laneProducts.begin(), channels, 0.0);
    }

    /// A chunk's sums are floats; over the chunks they are added in double.
    static void addSums(LaneScratch &scratch, int64_t channels)
    {
        for (int64_t c = 0; c < channels; ++c) {
            scratch.laneSums[size_t(c)] += double(scratch.sums[size_t(c)]);
            scratch.laneProducts[size_t(c)] += double(scratch.products[size_t(c)]);
        }
        std::fill_n(scratch.sums.begin(), channels, 0.0F);
        std::fill_n(scratch.products.begin(), channels, 0.0F);
    }

    std::pair<double, double> totals(size_t channel) const
    {
        double sum = 0;
        double products = 0;
        for (const LaneScratch &lane : m_lanes) {
            sum += lane.laneSums[channel];
            products += lane.laneProducts[channel];
        }
        return { sum, products };
    }

    /// Mean and variance of the batch, and the affine map that they make.
    void finishNorm(size_t i)
    {
        const LayerLayout &layer = m_layout.layers[i];
        LayerState &state = m_layers[i];
        const double rows = double(m_tracks * layer.outPositions);
        state.variance.resize(size_t(layer.out));
        for (size_t c = 0; c < size_t(layer.out); ++c) {
            const auto [sum, squares] = totals(c);
            const double shifted = sum / rows;
            const double variance = std::max(0.0, squares / rows - shifted * shifted);
            const double mean = shifted + double(state.runningMean[c]);
            const double deviation = 1 / std::sqrt(variance + kNormEpsilon);
            const double gamma = double(m_parameters[size_t(layer.gamma) + c]);
            state.variance[c] = variance;
            state.deviation[c] = deviation;
            state.mean[c] = float(mean);
            state.scale[c] = float(gamma * deviation);
            state.offset[c] = float(double(m_parameters[size_t(layer.beta) + c]) - mean * gamma * deviation);
        }
    }

    void moveRunningStatistics()
    {
        const double keep = m_settings.normDecay;
        for (size_t i = 0; i < m_layers.size(); ++i) {
            const LayerLayout &layer = m_layout.layers[i];
            LayerState &state = m_layers[i];
            const double rows = double(m_tracks * layer.outPositions);
            const double unbiased = rows > 1 ? rows / (rows - 1) : 1;
            for (size_t c = 0; c < size_t(layer.outChannels); ++c) {
                state.runningMean[c] = float(keep * double(state.runningMean[c]) + (1 - keep) * double(state.mean[c]));
                state.runningVariance[c] = float(keep * double(state.runningVariance[c]) + (1 - keep) * state.variance[c] * unbiased);
            }
        }
        m_affineIsOld = true;
    }

    // --- loss ---

    const float *maskOf(int64_t track) const
    {
        return m_masks.data() + (m_batch->masks.empty() ? 0 : m_batch->masks[size_t(track)]) * size_t(m_layout.layers.back().out);
    }

    /// Adds a track's loss and accuracy; `gradient` [out] becomes Σ-loss's gradient by the logits.
    void trackLoss(LaneScratch &scratch, int64_t track, const float *logits, float *gradient) const
    {
        const float *mask = maskOf(track);
        LossTask task { logits, mask, m_layout.layers.back().out, gradient };
        m_kernels.loss(task);
        scratch.weight += m_maskSums[m_batch->masks.empty() ? 0 : m_batch->masks[size_t(track)]];
        for (uint32_t at = m_batch->offsets[size_t(track)]; at < m_batch->offsets[size_t(track) + 1]; ++at) {
            const uint32_t label = m_batch->labels[at];
            const float target = m_batch->targets.empty() ? 1.0F : m_batch->targets[at];
            gradient[label] -= mask[label] * target;
            task.loss -= double(mask[label]) * double(target) * double(logits[label]);
            if (target > 0.5F)
                task.negatives += double(mask[label]) * (logits[label] > 0 ? 1 : -1);
        }
        scratch.loss += task.loss;
        scratch.correct += task.negatives;
    }

    void lossAndGradient(int lane)
    {
        const LayerLayout &head = m_layout.layers.back();
        LayerState &state = m_layers.back();
        LaneScratch &scratch = m_lanes[size_t(lane)];
        const auto inverse = float(m_weight > 0 ? 1 / m_weight : 0);
        clearSums(scratch, head.out);
        forChunks(lane, [&](TrackRange chunk) {
            for (int64_t track = chunk.begin; track < chunk.end; ++track) {
                const float *y = state.y.data() + track * head.positions * head.out;
                float *gradient = state.dy.data() + track * head.out;
                float *logits = scratch.row.data();
                // The average of an affine map is the map of the average.
                averagePositions(head, y, logits);
                float *average = scratch.x.data();
                std::copy_n(logits, head.out, average);
                for (int64_t c = 0; c < head.out; ++c)
                    logits[c] = logits[c] * state.scale[size_t(c)] + state.offset[size_t(c)];
                trackLoss(scratch, track, logits, gradient);
                for (int64_t c = 0; c < head.out; ++c) {
                    gradient[c] *= inverse;
                    scratch.sums[size_t(c)] += gradient[c];
                    scratch.products[size_t(c)] += gradient[c] * (average[c] - state.mean[size_t(c)]);
                }
            }
            addSums(scratch, head.out);
        });
    }

    static void averagePositions(const LayerLayout &head, const float *y, float *average)
    {
        const float share = 1.0F / float(head.positions);
        std::copy_n(y, head.out, average);
        for (int64_t position = 1; position < head.positions; ++position) {
            for (int64_t c = 0; c < head.out; ++c)
                average[c] += y[position * head.out + c];
        }
        for (int64_t c = 0; c < head.out; ++c)
            average[c] *= share;
    }

    // --- backward ---

    /// From the sums Σ dy and Σ dy (y − mean) of layer i's norm: the gradients of its parameters, and the affine map to dy's input.
    void startBackward(size_t i)
    {
        if (m_interrupted)
            return;
        const LayerLayout &layer = m_layout.layers[i];
        LayerState &state = m_layers[i];
        const double rows = double(m_tracks * layer.outPositions);
        // The head's gradient is handed on as one row a track, of which each position has its share.
        const double share = layer.head ? 1.0 / double(layer.positions) : 1.0;
        float *gradients = m_lanes[0].gradients.data();
        for (size_t c = 0; c < size_t(layer.out); ++c) {
            const auto [sum, products] = totals(c);
            const double deviation = state.deviation[c];
            const double slope = double(m_parameters[size_t(layer.gamma) + c]) * deviation;
            gradients[size_t(layer.gamma) + c] = float(products * deviation);
            gradients[size_t(layer.beta) + c] = float(sum);
            const double beta = -slope * deviation * deviation * products / rows;
            state.alpha[c] = float(slope * share);
            state.beta[c] = float(beta);
            state.gamma[c] = float(-slope * sum / rows - beta * double(state.mean[c]));
        }
    }

    void backward(size_t i, int lane)
    {
        const LayerLayout &layer = m_layout.layers[i];
        LayerState &state = m_layers[i];
        LaneScratch &scratch = m_lanes[size_t(lane)];
        if (i > 0)
            clearSums(scratch, layer.in);
        forChunks(lane, [&](TrackRange chunk) {
            const int64_t padded = roundedUp(chunk.size(), m_tileTracks);
            ActivateBackwardTask activation {};
            const int64_t first = chunk.begin * layer.outPositions * layer.out;
            activation.dy = layer.head ? nullptr : state.dy.data() + first;
            activation.dyTrack = layer.head ? state.dy.data() + chunk.begin * layer.out : nullptr;
            activation.y = state.y.data() + first;
            activation.slope = layer.head ? nullptr : state.slope.data() + chunk.begin * layer.positions * layer.out;
            activation.tracks = chunk.size();
            activation.paddedTracks = padded;
            activation.positions = layer.positions;
            activation.pooled = layer.pooled;
            activation.margin = layer.margin;
            activation.channels = layer.out;
            activation.alpha = state.alpha.data();
            activation.beta = state.beta.data();
            activation.gamma = state.gamma.data();
            activation.dz = scratch.dz.data();
            activation.biasGradient = scratch.gradients.data() + layer.bias;
            m_kernels.activateBackward(activation);
            makeInput(i, chunk, scratch.x.data());
            weightGradient(i, padded, scratch);
            if (i > 0) {
                inputGradient(i, chunk, scratch);
                addSums(scratch, layer.in);
            }
        });
    }

    void weightGradient(size_t i, int64_t padded, LaneScratch &scratch)
    {
        const LayerLayout &layer = m_layout.layers[i];
        const int64_t panel = m_layout.panel;
        const int64_t paddedPositions = layer.positions + 2 * layer.margin;
        const bool bfloat16 = usesBfloat16(i);
        WeightGradientTask task {};
        task.rowStride = layer.in;
        task.trackStride = paddedPositions * layer.in;
        task.positions = layer.positions;
        task.tracks = bfloat16 ? padded / 2 : padded;
        task.depth = layer.depth;
        task.dzRowStride = layer.out;
        task.dzTrackStride = paddedPositions * layer.out;
        task.packed = scratch.packed.data();
        task.x = scratch.x.data();
        if (bfloat16) {
            pairTracks(scratch.x.data(), padded, task.trackStride, scratch.xUnits.data());
            pairTracks(scratch.dz.data(), padded, task.dzTrackStride, scratch.dzUnits.data());
            task.x = scratch.xUnits.data();
        }
        for (int64_t p = 0; p < layer.panels; ++p) {
            const int64_t column = layer.margin * layer.out + p * panel;
            task.dz = bfloat16 ? static_cast<const void *>(scratch.dzUnits.data() + column) : scratch.dz.data() + column;
            task.gradient = scratch.gradients.data() + layer.weights + p * layer.depth * panel;
            (bfloat16 ? m_kernels.weightGradientBf16 : m_kernels.weightGradient)(task);
        }
    }

    /// The gradient of the norm's output below: a convolution of dz with the weights turned round.
    void inputGradient(size_t i, TrackRange chunk, LaneScratch &scratch)
    {
        const LayerLayout &layer = m_layout.layers[i];
        LayerState &below = m_layers[i - 1];
        const int64_t panel = m_layout.panel;
        const bool bfloat16 = usesBfloat16(i);
        ConvolveTask task {};
        task.rowStride = layer.out;
        task.trackStride = (layer.positions + 2 * layer.margin) * layer.out;
        task.positions = layer.positions;
        task.rows = roundedUp(chunk.size(), m_tileTracks) * layer.positions;
        task.depth = layer.kernel * layer.out;
        task.x = scratch.dz.data();
        task.z = scratch.z.data();
        if (bfloat16)
            toUnits(task, scratch.dz.data(), scratch.dzUnits.data());
        for (int64_t p = 0; p < layer.in / panel; ++p) {
            if (bfloat16) {
                task.weights = m_layers[i].transposedUnits.data() + p * task.depth * panel;
                m_kernels.convolveBf16(task);
            } else {
                task.weights = m_layers[i].transposed.data() + p * task.depth * panel;
                m_kernels.convolve(task);
            }
            const int64_t first = chunk.begin * layer.positions * layer.in + p * panel;
            m_kernels.inputGradient({ scratch.z.data(), chunk.size() * layer.positions, below.y.data() + first, below.mean.data() + p * panel,
                                      below.dy.data() + first, layer.in, scratch.sums.data() + p * panel, scratch.products.data() + p * panel });
        }
    }

    // --- inference ---

    void makeInferenceAffine()
    {
        for (size_t i = 0; i < m_layers.size(); ++i) {
            const LayerLayout &layer = m_layout.layers[i];
            LayerState &state = m_layers[i];
            for (size_t c = 0; c < size_t(layer.out); ++c) {
                const double scale = double(m_parameters[size_t(layer.gamma) + c]) / std::sqrt(double(state.runningVariance[c]) + kNormEpsilon);
                state.inferenceScale[c] = float(scale);
                state.inferenceOffset[c] = float(double(m_parameters[size_t(layer.beta) + c]) - double(state.runningMean[c]) * scale);
            }
        }
        m_affineIsOld = false;
    }

    void infer(int lane, float *scores)
    {
        LaneScratch &scratch = m_lanes[size_t(lane)];
        const LayerLayout &head = m_layout.layers.back();
        const auto classes = size_t(m_shape.classes);
        forChunks(lane, [&](TrackRange chunk) {
            float *x = scratch.x.data();
            float *next = scratch.x2.data();
            makeInput(0, chunk, x);
            for (size_t i = 0; i + 1 < m_layers.size(); ++i) {
                inferBlock(i, chunk.size(), x, next, scratch);
                std::swap(x, next);
            }
            // The head's outputs go where backward keeps its gradients.
            inferHead(chunk.size(), x, scratch);
            for (int64_t track = 0; track < chunk.size(); ++track) {
                averagePositions(head, scratch.dz.data() + track * head.positions * head.out, scratch.row.data());
                if (m_batch->offsets.size() > m_batch->tracks)
                    trackLoss(scratch, chunk.begin + track, scratch.row.data(), scratch.sums.data());
                if (scores != nullptr) {
                    m_kernels.sigmoid(scratch.row.data(), scratch.sums.data(), head.out);
                    std::copy_n(scratch.sums.data(), classes, scores + size_t(chunk.begin + track) * classes);
                }
            }
        });
    }

    void inferBlock(size_t i, int64_t tracks, const float *x, float *next, LaneScratch &scratch) const
    {
        const LayerLayout &layer = m_layout.layers[i];
        const LayerLayout &above = m_layout.layers[i + 1];
        const LayerState &state = m_layers[i];
        const int64_t nextStride = (above.positions + 2 * above.margin) * above.in;
        for (int64_t track = 0; track < roundedUp(tracks, m_tileTracks); ++track) {
            float *to = next + track * nextStride;
            if (track >= tracks) {
                std::fill_n(to, nextStride, 0.0F);
                continue;
            }
            std::fill_n(to, above.margin * above.in, 0.0F);
            std::fill_n(to + nextStride - above.margin * above.in, above.margin * above.in, 0.0F);
        }
        inferPanels(layer, state, tracks, x, scratch, next + above.margin * above.in, above.in, nextStride);
    }

    void inferHead(int64_t tracks, const float *x, LaneScratch &scratch) const
    {
        const LayerLayout &head = m_layout.layers.back();
        inferPanels(head, m_layers.back(), tracks, x, scratch, scratch.dz.data(), head.out, head.positions * head.out);
    }

    void inferPanels(const LayerLayout &layer, const LayerState &state, int64_t tracks, const float *x, LaneScratch &scratch, float *output,
                     int64_t rowStride, int64_t trackStride) const
    {
        ConvolveTask task = convolution(layer, tracks, scratch);
        task.x = x;
        for (int64_t p = 0; p < layer.panels; ++p) {
            const int64_t channel = p * m_layout.panel;
            task.bias = m_parameters.data() + layer.bias + channel;
            task.weights = m_parameters.data() + layer.weights + p * layer.depth * m_layout.panel;
            m_kernels.convolve(task);
            m_kernels.activateAffine({ scratch.z.data(), tracks, layer.positions, layer.pooled, state.inferenceScale.data() + channel,
                                       state.inferenceOffset.data() + channel, output + channel, rowStride, trackStride });
        }
    }

    NetworkShape m_shape;
    EngineSettings m_settings;
    const Kernels &m_kernels;
    bool m_bfloat16;
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
    double m_weight = 0;
    std::vector<TrackRange> m_ranges;
    std::atomic<bool> m_interrupted { false };
};

FusedNetwork::FusedNetwork(const NetworkShape &shape, const EngineSettings &settings, const Kernels &kernels)
    : m_d(std::make_unique<Implementation>(shape, settings, kernels))
{
}

FusedNetwork::~FusedNetwork() = default;

void FusedNetwork::setMasks(const std::vector<std::vector<float>> &masks)
{
    m_d->setMasks(masks);
}

BatchFigures FusedNetwork::train(const Batch &batch, const StepSettings &settings)
{
    const BatchFigures figures = m_d->computeGradients(batch, settings);
    if (!figures.interrupted)
        m_d->update(settings, false);
    return figures;
}

BatchFigures FusedNetwork::computeGradients(const Batch &batch, const StepSettings &settings)
{
    return m_d->computeGradients(batch, settings);
}

std::span<float> FusedNetwork::gradients()
{
    return m_d->sumGradients();
}

void FusedNetwork::update(const StepSettings &settings)
{
    m_d->update(settings, true);
}

std::map<std::string, ModelTensor> FusedNetwork::namedGradients()
{
    return m_d->namedGradients();
}

BatchFigures FusedNetwork::evaluate(const Batch &batch, float *scores)
{
    return m_d->evaluate(batch, scores);
}

NetworkState FusedNetwork::state() const
{
    return m_d->state();
}

Result<void> FusedNetwork::setState(const NetworkState &state)
{
    return m_d->setState(state);
}

QString FusedNetwork::description() const
{
    return m_d->description();
}

} // namespace melscope
