#include "core/network/fused_implementation.h"
#include "core/base/words.h"
#include "core/network/initial_state.h"

#include <cmath>
#include <numeric>
#include <tuple>

namespace melscope {

FusedNetwork::Implementation::Implementation(const NetworkShape &shape, const EngineSettings &settings,
                                             const Kernels &kernels)
    : m_shape(shape)
    , m_settings(settings)
    , m_kernels(kernels)
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
        for (AlignedBuffer<float> *channels :
             { &state.runningMean, &state.runningVariance, &state.mean, &state.scale, &state.offset,
               &state.inferenceScale, &state.inferenceOffset, &state.dyScale, &state.yScale, &state.shift })
            channels->resize(size_t(layer.out));
        state.deviation.resize(size_t(layer.out));
        if (i > 0)
            state.transposed.resize(size_t(layer.in * layer.kernel * layer.out));
        // So many tracks make whole tiles of kRowMultiple rows, in every layer.
        m_tileTracks = std::lcm(m_tileTracks, kRowMultiple / std::gcd(kRowMultiple, layer.positions));
    }
    for (LaneScratch &lane : m_lanes)
        makeScratch(lane, widest);
    setMasks({});
    (void)setState(initialState(shape, 0));
}

void FusedNetwork::Implementation::makeScratch(LaneScratch &lane, int64_t widest)
{
    const int64_t tracks = roundedUp(kChunk, m_tileTracks);
    int64_t x = 0;
    int64_t dz = 0;
    int64_t rows = 0;
    for (const LayerLayout &layer : m_layout.layers) {
        const int64_t padded = layer.positions + 2 * layer.margin;
        x = std::max(x, tracks * padded * layer.in);
        dz = std::max(dz, tracks * padded * layer.out);
        rows = std::max(rows, layer.positions);
    }
    lane.x.resize(size_t(x));
    lane.x2.resize(size_t(x));
    lane.dz.resize(size_t(dz));
    lane.z.resize(size_t(tracks * rows * m_layout.panel));
    lane.packed.resize(size_t(tracks * rows * m_layout.panel));
    lane.row.resize(size_t(widest));
    lane.sums.resize(size_t(widest));
    lane.products.resize(size_t(widest));
    lane.laneSums.resize(size_t(widest));
    lane.laneProducts.resize(size_t(widest));
    lane.gradients.resize(size_t(m_layout.size) + 1); // and a word to the other processes
}

void FusedNetwork::Implementation::setMasks(const std::vector<std::vector<float>> &masks)
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

void FusedNetwork::Implementation::update(const StepSettings &settings, bool summed)
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

std::span<float> FusedNetwork::Implementation::sumGradients()
{
    std::vector<const float *> gradients;
    for (const LaneScratch &lane : m_lanes)
        gradients.push_back(lane.gradients.data());
    m_kernels.sumLanes(gradients.data(), int(gradients.size()), 0, m_layout.size, m_lanes[0].gradients.data());
    return { m_lanes[0].gradients.data(), size_t(m_layout.size) };
}

NetworkState FusedNetwork::Implementation::state() const
{
    NetworkState state { m_layout.named(m_parameters.span()), m_layout.named(m_first.span()),
                         m_layout.named(m_second.span()), m_updates };
    for (size_t i = 0; i < m_layers.size(); ++i) {
        const auto channels = size_t(m_layout.layers[i].outChannels);
        const std::string norm = "norm" + std::to_string(i);
        for (const auto &[name, values] : { std::pair(norm + ".running_mean", &m_layers[i].runningMean),
                                            std::pair(norm + ".running_var", &m_layers[i].runningVariance) })
            state.tensors[name] = { { int64_t(channels) }, { values->begin(), values->begin() + ptrdiff_t(channels) } };
    }
    return state;
}

Result<void> FusedNetwork::Implementation::setState(const NetworkState &state)
{
    std::string wrong = misfit(m_shape, state.tensors, true);
    const bool moments = !state.firstMoments.empty();
    if (wrong.empty() && moments)
        wrong = misfit(m_shape, state.firstMoments, false) + misfit(m_shape, state.secondMoments, false);
    if (!wrong.empty())
        return fail(tr("the model ") + QString::fromStdString(wrong));
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

QString FusedNetwork::Implementation::description() const
{
    return QStringLiteral("cpu, %1 threads, %2, float32")
        .arg(QString::number(m_team.lanes()), QLatin1String(m_kernels.name));
}

std::pair<int64_t, int64_t> FusedNetwork::Implementation::share(int64_t begin, int64_t end, int lane) const
{
    const int64_t panels = (end - begin) / m_layout.panel;
    const int64_t lanes = m_team.lanes();
    return { begin + panels * lane / lanes * m_layout.panel, begin + panels * (lane + 1) / lanes * m_layout.panel };
}

void FusedNetwork::Implementation::divideTracks(int64_t tracks)
{
    m_tracks = tracks;
    const int64_t tiles = roundedUp(tracks, m_tileTracks) / m_tileTracks;
    const int64_t lanes = m_team.lanes();
    m_ranges.resize(size_t(lanes));
    for (int64_t lane = 0; lane < lanes; ++lane) {
        m_ranges[size_t(lane)] = { std::min(tracks, tiles * lane / lanes * m_tileTracks),
                                   std::min(tracks, tiles * (lane + 1) / lanes * m_tileTracks) };
        LaneScratch &scratch = m_lanes[size_t(lane)];
        scratch.loss = scratch.correct = scratch.weight = 0;
    }
}

BatchFigures FusedNetwork::Implementation::takeFigures() const
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

void FusedNetwork::Implementation::averagePositions(const LayerLayout &head, const float *y, float *average)
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

void FusedNetwork::Implementation::trackLoss(LaneScratch &scratch, int64_t track, const float *logits,
                                             float *gradient) const
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

const float *FusedNetwork::Implementation::maskOf(int64_t track) const
{
    return m_masks.data()
        + (m_batch->masks.empty() ? 0 : m_batch->masks[size_t(track)]) * size_t(m_layout.layers.back().out);
}

void FusedNetwork::Implementation::makeInput(size_t i, TrackRange chunk, float *x) const
{
    const LayerLayout &layer = m_layout.layers[i];
    const int64_t padded = roundedUp(chunk.size(), m_tileTracks);
    if (i > 0) {
        const LayerState &below = m_layers[i - 1];
        m_kernels.affine({ below.y.data() + chunk.begin * layer.positions * layer.in, chunk.size(), padded,
                           layer.positions, layer.margin, layer.in, below.scale.data(), below.offset.data(), x });
        return;
    }
    const int64_t stride = (layer.positions + 2 * layer.margin) * layer.in;
    for (int64_t track = 0; track < padded; ++track) {
        float *to = x + track * stride;
        std::fill_n(to, layer.margin * layer.in, 0.0F);
        std::fill_n(to + stride - layer.margin * layer.in, layer.margin * layer.in, 0.0F);
        if (track < chunk.size())
            std::copy_n(m_batch->inputs.data() + size_t(chunk.begin + track) * kImageSize, kImageSize,
                        to + layer.margin * layer.in);
        else
            std::fill_n(to + layer.margin * layer.in, kImageSize, 0.0F);
    }
}

ConvolveTask FusedNetwork::Implementation::convolution(const LayerLayout &layer, int64_t tracks,
                                                       LaneScratch &scratch) const
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
    return m_d->train(batch, settings);
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

int FusedNetwork::embeddingSize() const
{
    return m_d->embeddingSize();
}

BatchFigures FusedNetwork::embed(const Batch &batch, float *embedding)
{
    return m_d->embed(batch, embedding);
}

BatchFigures FusedNetwork::inputGradients(const Batch &batch, uint32_t classIndex, float *gradients, float *scores)
{
    return m_d->inputGradients(batch, classIndex, gradients, scores);
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
