#include "core/network/fused_implementation.h"

#include <cmath>

namespace melscope {

BatchFigures FusedNetwork::Implementation::inputGradients(const Batch &batch, uint32_t classIndex, float *gradients,
                                                          float *scores)
{
    startInputGradients(batch);
    m_team.run([this](int lane) {
        std::fill(m_lanes[size_t(lane)].gradients.begin(), m_lanes[size_t(lane)].gradients.end(), 0.0F);
        packWeights(lane);
    });
    for (size_t i = 0; i < m_layers.size() && !m_interrupted; ++i)
        m_team.run([this, i](int lane) { forward(i, lane, {}); });
    if (!m_interrupted)
        m_team.run([&](int lane) { scoreGradient(lane, classIndex, scores); });
    for (size_t i = m_layers.size(); i-- > 0 && !m_interrupted;)
        m_team.run([&](int lane) { gradientBelow(i, lane, gradients); });
    return takeFigures();
}

/// The running statistics take the places of the batch's, which makes each norm an affine map of its own channel.
void FusedNetwork::Implementation::startInputGradients(const Batch &batch)
{
    prepareTraining(batch);
    m_interrupted = false;
    if (m_affineIsOld)
        makeInferenceAffine();
    for (size_t i = 0; i < m_layers.size(); ++i) {
        const LayerLayout &layer = m_layout.layers[i];
        LayerState &state = m_layers[i];
        // The head's gradient is handed on as one row a track, of which each position has its share.
        const float share = layer.head ? 1.0F / float(layer.positions) : 1.0F;
        for (size_t c = 0; c < size_t(layer.out); ++c) {
            state.mean[c] = state.runningMean[c];
            state.scale[c] = state.inferenceScale[c];
            state.offset[c] = state.inferenceOffset[c];
            state.dyScale[c] = state.inferenceScale[c] * share;
            state.yScale[c] = 0;
            state.shift[c] = 0;
        }
    }
}

void FusedNetwork::Implementation::scoreGradient(int lane, size_t classIndex, float *scores)
{
    const LayerLayout &head = m_layout.layers.back();
    LayerState &state = m_layers.back();
    LaneScratch &scratch = m_lanes[size_t(lane)];
    forChunks(lane, [&](TrackRange chunk) {
        for (int64_t track = chunk.begin; track < chunk.end; ++track) {
            averagePositions(head, state.y.data() + track * head.positions * head.out, scratch.row.data());
            const double logit =
                double(scratch.row[classIndex]) * double(state.scale[classIndex]) + double(state.offset[classIndex]);
            const double score = 1 / (1 + std::exp(-logit));
            scores[track] = float(score);
            float *gradient = state.dy.data() + track * head.out;
            std::fill_n(gradient, head.out, 0.0F);
            gradient[classIndex] = float(score * (1 - score));
        }
    });
}

void FusedNetwork::Implementation::gradientBelow(size_t i, int lane, float *gradients)
{
    LaneScratch &scratch = m_lanes[size_t(lane)];
    forChunks(lane, [&](TrackRange chunk) {
        activationGradient(i, chunk, scratch);
        if (i > 0)
            inputGradient(i, chunk, scratch);
        else
            firstGradient(chunk, scratch, gradients);
    });
}

/// The first layer has no transposed weights, since training never asks for this gradient.
void FusedNetwork::Implementation::firstGradient(TrackRange chunk, const LaneScratch &scratch, float *gradients) const
{
    const LayerLayout &layer = m_layout.layers.front();
    const int64_t panel = m_layout.panel;
    const int64_t rows = layer.positions + 2 * layer.margin;
    const float *weights = m_parameters.data() + layer.weights;
    for (int64_t track = 0; track < chunk.size(); ++track) {
        const float *dz = scratch.dz.data() + track * rows * layer.out;
        float *to = gradients + size_t(chunk.begin + track) * kImageSize;
        for (int64_t position = 0; position < layer.positions; ++position) {
            for (int64_t c = 0; c < layer.in; ++c) {
                float sum = 0;
                for (int64_t k = 0; k < layer.kernel; ++k) {
                    // This value is what the kernel's place k reads at the output's row position − k + margin.
                    const float *row = dz + (position - k + 2 * layer.margin) * layer.out;
                    for (int64_t p = 0; p < layer.panels; ++p) {
                        const float *of = weights + (p * layer.depth + k * layer.in + c) * panel;
                        for (int64_t out = 0; out < panel; ++out)
                            sum += row[p * panel + out] * of[out];
                    }
                }
                to[position * layer.in + c] = sum;
            }
        }
    }
}

} // namespace melscope
