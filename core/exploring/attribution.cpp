#include "core/exploring/attribution.h"

#include "core/base/parallel.h"
#include "core/base/words.h"
#include "core/network/fused_network.h"

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {
constexpr size_t kPointsTogether = 256; ///< of the lines from the baseline to several tracks
}

double Attribution::error() const
{
    return std::fabs(sum - (score - baselineScore));
}

class Explainer::Implementation
{
public:
    Implementation(const Model &model, int threads)
        : input(model.input)
        , network(model.shape, settingsOf(threads))
        , classes(size_t(model.shape.classes))
    {
    }

    EngineSettings settingsOf(int threads) const
    {
        EngineSettings settings; // without dropout
        settings.threads = threads > 0 ? threads : availableProcessors();
        settings.interrupt = [this] { return cancel.isCancelled(); };
        return settings;
    }

    /// A batch without labels, of `tracks` inputs to be filled in.
    Batch &emptyBatch(size_t tracks)
    {
        batch.tracks = tracks;
        batch.inputs.resize(tracks * kImageSize);
        return batch;
    }
    float *inputAt(size_t track) { return batch.inputs.data() + track * kImageSize; }

    /// Of the tracks, one behind the other, in one batch. False: cancelled.
    bool attribute(std::span<const NetworkInput> tracks, const NetworkInput &baseline, uint32_t classIndex, int steps,
                   std::vector<Attribution> &attributions);

    const InputTransform input;
    CancelToken cancel; ///< of what is being done
    FusedNetwork network;
    const size_t classes;
    Batch batch;
    std::vector<float> gradients, scores;
};

Explainer::Explainer(std::unique_ptr<Implementation> implementation)
    : m_d(std::move(implementation))
{
}

Explainer::~Explainer() = default;

Result<std::unique_ptr<Explainer>> Explainer::of(const Model &model, int threads)
{
    auto implementation = std::make_unique<Implementation>(model, threads);
    if (const auto set = implementation->network.setState({ model.tensors, {}, {}, 0 }); !set)
        return passOn(set);
    return std::unique_ptr<Explainer>(new Explainer(std::move(implementation)));
}

size_t Explainer::classes() const
{
    return m_d->classes;
}

NetworkInput Explainer::inputOf(const float *image) const
{
    NetworkInput input {};
    m_d->input.apply(std::span<const float, kImageSize>(image, kImageSize), input.data());
    return input;
}

Result<NetworkInput> Explainer::meanInput(std::span<const float *const> images, const CancelToken &cancel) const
{
    if (images.empty())
        return fail(tr("there is no track to take the mean of"));
    std::array<double, kImageSize> sums {};
    for (size_t track = 0; track < images.size(); ++track) {
        if (track % 1024 == 0 && cancel.isCancelled())
            return cancelled();
        const NetworkInput input = inputOf(images[track]);
        for (size_t i = 0; i < kImageSize; ++i)
            sums[i] += double(input[i]);
    }
    NetworkInput mean {};
    for (size_t i = 0; i < kImageSize; ++i)
        mean[i] = float(sums[i] / double(images.size()));
    return mean;
}

Result<NetworkInput> Explainer::meanInput(const Dataset &tracks, std::optional<uint32_t> classIndex,
                                          const CancelToken &cancel) const
{
    std::vector<const float *> bearers;
    for (size_t track = 0; classIndex && track < tracks.size(); ++track) {
        if (std::ranges::binary_search(tracks.labelsOf(track), *classIndex))
            bearers.push_back(tracks.images[track]);
    }
    return bearers.empty() ? meanInput(std::span(tracks.images), cancel) : meanInput(std::span(bearers), cancel);
}

std::vector<float> Explainer::scoresOf(const NetworkInput &input)
{
    std::vector<float> scores(m_d->classes);
    const Batch &batch = m_d->emptyBatch(1);
    std::ranges::copy(input, m_d->inputAt(0));
    (void)m_d->network.evaluate(batch, scores.data());
    return scores;
}

bool Explainer::Implementation::attribute(std::span<const NetworkInput> tracks, const NetworkInput &baseline,
                                          uint32_t classIndex, int steps, std::vector<Attribution> &attributions)
{
    // The ends, whose scores are wanted, go along.
    const auto points = size_t(std::max(1, steps));
    const Batch &filled = emptyBatch(tracks.size() * (points + 2));
    for (size_t row = 0; row < filled.tracks; ++row) {
        const NetworkInput &of = tracks[row / (points + 2)];
        const size_t k = row % (points + 2);
        const float share = k < points ? (float(k) + 0.5F) / float(points) : float(k - points);
        for (size_t i = 0; i < kImageSize; ++i)
            inputAt(row)[i] = baseline[i] + share * (of[i] - baseline[i]);
    }
    gradients.resize(filled.tracks * kImageSize);
    scores.resize(filled.tracks);
    if (network.inputGradients(filled, classIndex, gradients.data(), scores.data()).interrupted)
        return false;
    attributions.assign(tracks.size(), {});
    for (size_t track = 0; track < tracks.size(); ++track) {
        Attribution &attribution = attributions[track];
        const size_t first = track * (points + 2);
        attribution.baselineScore = double(scores[first + points]);
        attribution.score = double(scores[first + points + 1]);
        for (size_t i = 0; i < kImageSize; ++i) {
            double sum = 0;
            for (size_t k = 0; k < points; ++k)
                sum += double(gradients[(first + k) * kImageSize + i]);
            const double cell = sum / double(points) * (double(tracks[track][i]) - double(baseline[i]));
            attribution.cells[i] = float(cell);
            attribution.sum += cell;
        }
    }
    return true;
}

Attribution Explainer::attribute(const NetworkInput &input, const NetworkInput &baseline, uint32_t classIndex,
                                 int steps)
{
    std::vector<Attribution> attributions;
    (void)m_d->attribute(std::span(&input, 1), baseline, classIndex, steps, attributions);
    return attributions.front();
}

Occlusion Explainer::occlude(const NetworkInput &input, const NetworkInput &baseline, uint32_t classIndex)
{
    const Batch &batch = m_d->emptyBatch(1 + kBands + kChannels);
    for (size_t track = 0; track < batch.tracks; ++track)
        std::ranges::copy(input, m_d->inputAt(track));
    for (size_t band = 0; band < kBands; ++band) {
        for (size_t channel = 0; channel < kChannels; ++channel) {
            const size_t cell = band * kChannels + channel;
            m_d->inputAt(1 + band)[cell] = baseline[cell];
            m_d->inputAt(1 + kBands + channel)[cell] = baseline[cell];
        }
    }
    std::vector<float> scores(batch.tracks * m_d->classes);
    (void)m_d->network.evaluate(batch, scores.data());
    const auto scoreOf = [&](size_t track) { return scores[track * m_d->classes + classIndex]; };
    Occlusion occlusion;
    for (size_t band = 0; band < kBands; ++band)
        occlusion.bands[band] = scoreOf(0) - scoreOf(1 + band);
    for (size_t channel = 0; channel < kChannels; ++channel)
        occlusion.statistics[channel] = scoreOf(0) - scoreOf(1 + kBands + channel);
    return occlusion;
}

Result<LabelAttribution> Explainer::attributeLabel(const Dataset &tracks, const NetworkInput &baseline,
                                                   uint32_t classIndex, size_t most, int steps,
                                                   const CancelToken &cancel, const ProgressCallback &progress,
                                                   const QString &label)
{
    std::vector<size_t> bearers;
    for (size_t track = 0; track < tracks.size(); ++track) {
        if (std::ranges::binary_search(tracks.labelsOf(track), classIndex))
            bearers.push_back(track);
    }
    if (bearers.empty())
        return fail(tr("no track with features bears the label"), label);
    const size_t count = std::min(std::max<size_t>(1, most), bearers.size());
    StageProgress stage(progress, StageName(Stage::Explaining, label), QStringLiteral("tracks"), qint64(count));
    LabelAttribution found;
    found.tracks = count;
    found.bearers = bearers.size();
    std::array<double, kImageSize> means {}; // [Welford 1962]
    std::array<double, kImageSize> squares {};
    std::vector<NetworkInput> inputs;
    std::vector<Attribution> attributions;
    const size_t together = std::max<size_t>(1, kPointsTogether / size_t(std::max(1, steps)));
    m_d->cancel = cancel;
    for (size_t done = 0; done < count;) {
        inputs.clear();
        for (size_t i = done; i < std::min(count, done + together); ++i)
            inputs.push_back(inputOf(tracks.images[bearers[i * bearers.size() / count]]));
        if (cancel.isCancelled() || !m_d->attribute(inputs, baseline, classIndex, steps, attributions))
            break;
        for (const Attribution &own : attributions) {
            const auto n = double(++done);
            for (size_t cell = 0; cell < kImageSize; ++cell) {
                const double away = double(own.cells[cell]) - means[cell];
                means[cell] += away / n;
                squares[cell] += away * (double(own.cells[cell]) - means[cell]);
            }
            found.mean.score += own.score / double(count);
            found.mean.baselineScore = own.baselineScore;
            found.mean.sum += own.sum / double(count);
            found.greatestError = std::max(found.greatestError, own.error());
        }
        stage.update(qint64(done));
    }
    m_d->cancel = {};
    if (cancel.isCancelled())
        return cancelled();
    for (size_t cell = 0; cell < kImageSize; ++cell) {
        found.mean.cells[cell] = float(means[cell]);
        found.deviation[cell] = count > 1 ? float(std::sqrt(squares[cell] / double(count - 1))) : 0;
    }
    return found;
}

} // namespace melscope
