#include "core/network/fused_implementation.h"

#include <cmath>

namespace melscope {

BatchFigures FusedNetwork::Implementation::evaluate(const Batch &batch, float *scores)
{
    m_batch = &batch;
    m_interrupted = false;
    if (m_affineIsOld)
        makeInferenceAffine();
    divideTracks(int64_t(batch.tracks));
    m_team.run([this, scores](int lane) { infer(lane, scores); });
    return takeFigures();
}

void FusedNetwork::Implementation::makeInferenceAffine()
{
    for (size_t i = 0; i < m_layers.size(); ++i) {
        const LayerLayout &layer = m_layout.layers[i];
        LayerState &state = m_layers[i];
        for (size_t c = 0; c < size_t(layer.out); ++c) {
            const double scale = double(m_parameters[size_t(layer.gamma) + c])
                / std::sqrt(double(state.runningVariance[c]) + kNormEpsilon);
            state.inferenceScale[c] = float(scale);
            state.inferenceOffset[c] =
                float(double(m_parameters[size_t(layer.beta) + c]) - double(state.runningMean[c]) * scale);
        }
    }
    m_affineIsOld = false;
}

void FusedNetwork::Implementation::infer(int lane, float *scores)
{
    LaneScratch &scratch = m_lanes[size_t(lane)];
    const LayerLayout &head = m_layout.layers.back();
    const auto classes = size_t(m_shape.classes);
    forChunks(lane, [&](TrackRange chunk) {
        // The head's outputs go where backward keeps its gradients.
        inferHead(chunk.size(), inferHidden(chunk, scratch), scratch);
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

const float *FusedNetwork::Implementation::inferHidden(TrackRange chunk, LaneScratch &scratch) const
{
    float *x = scratch.x.data();
    float *next = scratch.x2.data();
    makeInput(0, chunk, x);
    for (size_t i = 0; i + 1 < m_layers.size(); ++i) {
        inferBlock(i, chunk.size(), x, next, scratch);
        std::swap(x, next);
    }
    return x;
}

BatchFigures FusedNetwork::Implementation::embed(const Batch &batch, float *embedding)
{
    m_batch = &batch;
    m_interrupted = false;
    if (m_affineIsOld)
        makeInferenceAffine();
    divideTracks(int64_t(batch.tracks));
    const LayerLayout &head = m_layout.layers.back();
    const int64_t stride = (head.positions + 2 * head.margin) * head.in;
    const int64_t size = embeddingSize(); // the panels may have channels beyond
    m_team.run([&](int lane) {
        LaneScratch &scratch = m_lanes[size_t(lane)];
        forChunks(lane, [&](TrackRange chunk) {
            const float *x = inferHidden(chunk, scratch) + head.margin * head.in;
            for (int64_t track = 0; track < chunk.size(); ++track) {
                float *to = embedding + (chunk.begin + track) * size;
                std::fill_n(to, size, 0.0F);
                for (int64_t position = 0; position < head.positions; ++position) {
                    const float *row = x + track * stride + position * head.in;
                    for (int64_t c = 0; c < size; ++c)
                        to[c] += row[c];
                }
                for (int64_t c = 0; c < size; ++c)
                    to[c] /= float(head.positions);
            }
        });
    });
    return takeFigures();
}

void FusedNetwork::Implementation::inferBlock(size_t i, int64_t tracks, const float *x, float *next,
                                              LaneScratch &scratch) const
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

void FusedNetwork::Implementation::inferHead(int64_t tracks, const float *x, LaneScratch &scratch) const
{
    const LayerLayout &head = m_layout.layers.back();
    inferPanels(head, m_layers.back(), tracks, x, scratch, scratch.dz.data(), head.out, head.positions * head.out);
}

void FusedNetwork::Implementation::inferPanels(const LayerLayout &layer, const LayerState &state, int64_t tracks,
                                               const float *x, LaneScratch &scratch, float *output, int64_t rowStride,
                                               int64_t trackStride) const
{
    ConvolveTask task = convolution(layer, tracks, scratch);
    task.x = x;
    for (int64_t p = 0; p < layer.panels; ++p) {
        const int64_t channel = p * m_layout.panel;
        task.bias = m_parameters.data() + layer.bias + channel;
        task.weights = m_parameters.data() + layer.weights + p * layer.depth * m_layout.panel;
        m_kernels.convolve(task);
        m_kernels.activateAffine({ scratch.z.data(), tracks, layer.positions, layer.pooled,
                                   state.inferenceScale.data() + channel, state.inferenceOffset.data() + channel,
                                   output + channel, rowStride, trackStride });
    }
}

} // namespace melscope
