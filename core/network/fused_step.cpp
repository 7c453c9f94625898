#include "core/network/fused_implementation.h"

#include <array>
#include <cmath>
#include <tuple>

namespace melscope {

namespace {

uint64_t mixed(uint64_t value)
{
    // SplitMix64's finaliser: every input bit reaches every output bit.
    value += 0x9E3779B97F4A7C15;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
    return value ^ (value >> 31);
}

} // namespace

BatchFigures FusedNetwork::Implementation::computeGradients(const Batch &batch, const StepSettings &settings)
{
    prepareTraining(batch);
    m_interrupted = false;
    m_endTogether = false;
    m_team.run([this](int lane) {
        std::fill(m_lanes[size_t(lane)].gradients.begin(), m_lanes[size_t(lane)].gradients.end(), 0.0F);
        packWeights(lane);
    });
    for (size_t i = 0; i < m_layers.size() && !m_interrupted; ++i) {
        m_team.run([this, i, &settings](int lane) { forward(i, lane, settings); });
        addUp(m_layout.layers[i].out, i == 0 ? std::span(&m_weight, 1) : std::span<double>());
        finishNorm(i);
    }
    BatchFigures figures;
    if (!m_interrupted) {
        m_team.run([this](int lane) { lossAndGradient(lane); });
        figures = takeFigures();
        std::array<double, 3> sums { figures.loss, figures.correct, figures.weight };
        addUp(m_layout.layers.back().out, sums);
        std::tie(figures.loss, figures.correct, figures.weight) = std::tuple(sums[0], sums[1], sums[2]);
        startBackward(m_layers.size() - 1);
    }
    for (size_t i = m_layers.size(); i-- > 0 && !m_interrupted;) {
        m_team.run([this, i](int lane) { backward(i, lane); });
        if (i > 0) {
            addUp(m_layout.layers[i].in);
            startBackward(i - 1);
        }
    }
    figures.interrupted = m_interrupted;
    if (!figures.interrupted && group() == nullptr)
        moveRunningStatistics();
    return figures;
}

BatchFigures FusedNetwork::Implementation::train(const Batch &batch, const StepSettings &settings)
{
    BatchFigures figures = computeGradients(batch, settings);
    if (group() != nullptr && !m_endTogether) {
        // Who was interrupted since the last sums takes part all the same, and says so in the place behind the
        // gradients.
        const std::span<float> gradients = sumGradients();
        float &interrupted = gradients.data()[gradients.size()];
        interrupted = figures.interrupted ? 1.0F : 0.0F;
        group()->sum(std::span(gradients.data(), gradients.size() + 1));
        figures.interrupted = interrupted > 0;
        if (!figures.interrupted)
            moveRunningStatistics();
    }
    if (!figures.interrupted)
        update(settings, group() != nullptr);
    return figures;
}

void FusedNetwork::Implementation::prepareTraining(const Batch &batch)
{
    m_batch = &batch;
    m_wholeTracks = int64_t(batch.whole > 0 ? batch.whole : batch.tracks);
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

void FusedNetwork::Implementation::packWeights(int lane)
{
    const int64_t panel = m_layout.panel;
    for (size_t i = 1; i < m_layers.size(); ++i) {
        const LayerLayout &layer = m_layout.layers[i];
        LayerState &state = m_layers[i];
        const float *weights = m_parameters.data() + layer.weights;
        const int64_t depth = layer.kernel * layer.out;
        for (int64_t p = lane; p < layer.in / panel; p += m_team.lanes()) {
            for (int64_t k = 0; k < layer.kernel; ++k)
                transposePanel(layer, weights, p, k,
                               state.transposed.data() + (p * depth + (layer.kernel - 1 - k) * layer.out) * panel);
        }
    }
}

void FusedNetwork::Implementation::transposePanel(const LayerLayout &layer, const float *weights, int64_t p, int64_t k,
                                                  float *to) const
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

void FusedNetwork::Implementation::forward(size_t i, int lane, const StepSettings &settings)
{
    const LayerLayout &layer = m_layout.layers[i];
    LayerState &state = m_layers[i];
    LaneScratch &scratch = m_lanes[size_t(lane)];
    const int64_t panel = m_layout.panel;
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
        activation.tracks = chunk.size();
        activation.firstRow = uint32_t((int64_t(m_batch->first) + chunk.begin) * layer.positions);
        activation.z = scratch.z.data();
        for (int64_t p = 0; p < layer.panels; ++p) {
            const int64_t channel = p * panel;
            task.bias = m_parameters.data() + layer.bias + channel;
            task.weights = m_parameters.data() + layer.weights + p * task.depth * panel;
            m_kernels.convolve(task);
            activation.panelIndex = uint32_t(p);
            activation.output = state.y.data() + chunk.begin * layer.outPositions * layer.out + channel;
            activation.slope =
                layer.head ? nullptr : state.slope.data() + chunk.begin * layer.positions * layer.out + channel;
            activation.shift = state.runningMean.data() + channel;
            activation.sum = scratch.sums.data() + channel;
            activation.squares = scratch.products.data() + channel;
            m_kernels.activate(activation);
        }
        addSums(scratch, layer.out);
    });
}

DropoutBits FusedNetwork::Implementation::dropoutBits(size_t layer, const StepSettings &settings) const
{
    const uint64_t key = mixed(mixed(mixed(settings.seed) ^ settings.step) ^ layer);
    DropoutBits bits;
    bits.key0 = uint32_t(key);
    bits.key1 = uint32_t(key >> 32);
    bits.dropBelow = uint32_t(std::clamp(std::lround(m_settings.dropout * 65536), 0L, 65535L));
    bits.scale = float(1.0 / (1.0 - double(bits.dropBelow) / 65536));
    return bits;
}

void FusedNetwork::Implementation::clearSums(LaneScratch &scratch, int64_t channels)
{
    std::fill_n(scratch.sums.begin(), channels, 0.0F);
    std::fill_n(scratch.products.begin(), channels, 0.0F);
    std::fill_n(scratch.laneSums.begin(), channels, 0.0);
    std::fill_n(scratch.laneProducts.begin(), channels, 0.0);
}

void FusedNetwork::Implementation::addSums(LaneScratch &scratch, int64_t channels)
{
    for (int64_t c = 0; c < channels; ++c) {
        scratch.laneSums[size_t(c)] += double(scratch.sums[size_t(c)]);
        scratch.laneProducts[size_t(c)] += double(scratch.products[size_t(c)]);
    }
    std::fill_n(scratch.sums.begin(), channels, 0.0F);
    std::fill_n(scratch.products.begin(), channels, 0.0F);
}

void FusedNetwork::Implementation::addUp(int64_t channels, std::span<double> more)
{
    const auto count = size_t(channels);
    m_totals.assign(2 * count, 0.0);
    for (const LaneScratch &lane : m_lanes) {
        for (size_t c = 0; c < count; ++c) {
            m_totals[c] += lane.laneSums[c];
            m_totals[count + c] += lane.laneProducts[c];
        }
    }
    if (group() == nullptr)
        return;
    m_totals.insert(m_totals.end(), more.begin(), more.end());
    m_totals.push_back(m_interrupted ? 1.0 : 0.0);
    group()->sum(m_totals);
    m_endTogether = m_totals.back() > 0;
    m_interrupted = m_endTogether;
    std::copy_n(m_totals.begin() + ptrdiff_t(2 * count), more.size(), more.begin());
}

void FusedNetwork::Implementation::finishNorm(size_t i)
{
    const LayerLayout &layer = m_layout.layers[i];
    LayerState &state = m_layers[i];
    const double rows = double(m_wholeTracks * layer.outPositions);
    state.variance.resize(size_t(layer.out));
    for (size_t c = 0; c < size_t(layer.out); ++c) {
        const double sum = m_totals[c];
        const double squares = m_totals[size_t(layer.out) + c];
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

void FusedNetwork::Implementation::moveRunningStatistics()
{
    const double keep = m_settings.normDecay;
    for (size_t i = 0; i < m_layers.size(); ++i) {
        const LayerLayout &layer = m_layout.layers[i];
        LayerState &state = m_layers[i];
        const double rows = double(m_wholeTracks * layer.outPositions);
        const double unbiased = rows > 1 ? rows / (rows - 1) : 1;
        for (size_t c = 0; c < size_t(layer.outChannels); ++c) {
            state.runningMean[c] = float(keep * double(state.runningMean[c]) + (1 - keep) * double(state.mean[c]));
            state.runningVariance[c] =
                float(keep * double(state.runningVariance[c]) + (1 - keep) * state.variance[c] * unbiased);
        }
    }
    m_affineIsOld = true;
}

void FusedNetwork::Implementation::lossAndGradient(int lane)
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

void FusedNetwork::Implementation::startBackward(size_t i)
{
    if (m_interrupted)
        return;
    const LayerLayout &layer = m_layout.layers[i];
    LayerState &state = m_layers[i];
    const double rows = double(m_wholeTracks * layer.outPositions);
    // The head's gradient is handed on as one row a track, of which each position has its share.
    const double share = layer.head ? 1.0 / double(layer.positions) : 1.0;
    float *gradients = m_lanes[0].gradients.data();
    const bool isFirst = group() == nullptr || group()->isFirst();
    for (size_t c = 0; c < size_t(layer.out); ++c) {
        const double sum = m_totals[c];
        const double products = m_totals[size_t(layer.out) + c];
        const double deviation = state.deviation[c];
        const double slope = double(m_parameters[size_t(layer.gamma) + c]) * deviation;
        if (isFirst) { // the sums are those of all processes already
            gradients[size_t(layer.gamma) + c] = float(products * deviation);
            gradients[size_t(layer.beta) + c] = float(sum);
        }
        const double yScale = -slope * deviation * deviation * products / rows;
        state.dyScale[c] = float(slope * share);
        state.yScale[c] = float(yScale);
        state.shift[c] = float(-slope * sum / rows - yScale * double(state.mean[c]));
    }
}

void FusedNetwork::Implementation::backward(size_t i, int lane)
{
    const LayerLayout &layer = m_layout.layers[i];
    LaneScratch &scratch = m_lanes[size_t(lane)];
    if (i > 0)
        clearSums(scratch, layer.in);
    forChunks(lane, [&](TrackRange chunk) {
        activationGradient(i, chunk, scratch);
        makeInput(i, chunk, scratch.x.data());
        weightGradient(i, roundedUp(chunk.size(), m_tileTracks), scratch);
        if (i > 0) {
            inputGradient(i, chunk, scratch);
            addSums(scratch, layer.in);
        }
    });
}

void FusedNetwork::Implementation::activationGradient(size_t i, TrackRange chunk, LaneScratch &scratch)
{
    const LayerLayout &layer = m_layout.layers[i];
    LayerState &state = m_layers[i];
    ActivateBackwardTask activation {};
    const int64_t first = chunk.begin * layer.outPositions * layer.out;
    activation.dy = layer.head ? nullptr : state.dy.data() + first;
    activation.dyTrack = layer.head ? state.dy.data() + chunk.begin * layer.out : nullptr;
    activation.y = state.y.data() + first;
    activation.slope = layer.head ? nullptr : state.slope.data() + chunk.begin * layer.positions * layer.out;
    activation.tracks = chunk.size();
    activation.paddedTracks = roundedUp(chunk.size(), m_tileTracks);
    activation.positions = layer.positions;
    activation.pooled = layer.pooled;
    activation.margin = layer.margin;
    activation.channels = layer.out;
    activation.dyScale = state.dyScale.data();
    activation.yScale = state.yScale.data();
    activation.shift = state.shift.data();
    activation.dz = scratch.dz.data();
    activation.biasGradient = scratch.gradients.data() + layer.bias;
    m_kernels.activateBackward(activation);
}

void FusedNetwork::Implementation::weightGradient(size_t i, int64_t padded, LaneScratch &scratch)
{
    const LayerLayout &layer = m_layout.layers[i];
    const int64_t panel = m_layout.panel;
    const int64_t paddedPositions = layer.positions + 2 * layer.margin;
    WeightGradientTask task {};
    task.rowStride = layer.in;
    task.trackStride = paddedPositions * layer.in;
    task.positions = layer.positions;
    task.tracks = padded;
    task.depth = layer.depth;
    task.dzRowStride = layer.out;
    task.dzTrackStride = paddedPositions * layer.out;
    task.packed = scratch.packed.data();
    task.x = scratch.x.data();
    for (int64_t p = 0; p < layer.panels; ++p) {
        task.dz = scratch.dz.data() + layer.margin * layer.out + p * panel;
        task.gradient = scratch.gradients.data() + layer.weights + p * layer.depth * panel;
        m_kernels.weightGradient(task);
    }
}

void FusedNetwork::Implementation::inputGradient(size_t i, TrackRange chunk, LaneScratch &scratch)
{
    const LayerLayout &layer = m_layout.layers[i];
    LayerState &below = m_layers[i - 1];
    const int64_t panel = m_layout.panel;
    ConvolveTask task {};
    task.rowStride = layer.out;
    task.trackStride = (layer.positions + 2 * layer.margin) * layer.out;
    task.positions = layer.positions;
    task.rows = roundedUp(chunk.size(), m_tileTracks) * layer.positions;
    task.depth = layer.kernel * layer.out;
    task.x = scratch.dz.data();
    task.z = scratch.z.data();
    for (int64_t p = 0; p < layer.in / panel; ++p) {
        task.weights = m_layers[i].transposed.data() + p * task.depth * panel;
        m_kernels.convolve(task);
        const int64_t first = chunk.begin * layer.positions * layer.in + p * panel;
        m_kernels.inputGradient({ scratch.z.data(), chunk.size() * layer.positions, below.y.data() + first,
                                  below.mean.data() + p * panel, below.dy.data() + first, layer.in,
                                  scratch.sums.data() + p * panel, scratch.products.data() + p * panel });
    }
}

} // namespace melscope
