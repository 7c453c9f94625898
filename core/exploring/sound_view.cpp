#include "core/exploring/sound_view.h"

#include "core/audio/audio_module.h"
#include "core/audio/mel_extractor.h"
#include "core/base/words.h"
#include "core/runs/run_model.h"
#include "core/training/scorer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace melscope {

namespace {

constexpr double kRate = 44'100; // Hz
constexpr size_t kHop = 1024; // samples from one frame to the next
constexpr float kLeastPower = 1e-12F; // -120 dB
constexpr size_t kRowsAtOnce = 4096;

/// Passes a sound on, and notes how far its samples swing within each frame's step.
class SwingMeter : public AudioReader
{
public:
    explicit SwingMeter(AudioReader &reader)
        : m_reader(reader)
    {
    }

    const AudioFormat &format() const override { return m_reader.format(); }
    qint64 damagedPackets() const override { return m_reader.damagedPackets(); }

    Result<std::span<const float>> next() override
    {
        auto samples = m_reader.next();
        if (samples)
            add(*samples);
        return samples;
    }

    Result<void> restart(Downmix downmix) override
    {
        m_low.clear();
        m_high.clear();
        m_filled = 0;
        return m_reader.restart(downmix);
    }

    const std::vector<float> &low() const { return m_low; }
    const std::vector<float> &high() const { return m_high; }

private:
    void add(std::span<const float> samples)
    {
        while (!samples.empty()) {
            const auto piece = samples.first(std::min(samples.size(), kHop - m_filled));
            const auto [low, high] = std::ranges::minmax(piece);
            if (m_filled == 0) {
                m_low.push_back(low);
                m_high.push_back(high);
            } else {
                m_low.back() = std::min(m_low.back(), low);
                m_high.back() = std::max(m_high.back(), high);
            }
            m_filled = (m_filled + piece.size()) % kHop;
            samples = samples.subspan(piece.size());
        }
    }

    AudioReader &m_reader;
    std::vector<float> m_low; ///< [steps]
    std::vector<float> m_high;
    size_t m_filled = 0; ///< samples of the step that is being filled
};

/// Mean power of each column's frames, and its swing.
Result<void> fillColumns(SoundView &view, const BandFrames &frames, const SwingMeter &swings, const CancelToken &cancel)
{
    const size_t steps = std::min(frames.size(), swings.low().size());
    if (steps == 0)
        return fail(tr("there is no sound"), view.file);
    const size_t columns = std::min(SoundView::kMostColumns, steps);
    view.bands.resize(columns * kBands);
    view.low.resize(columns);
    view.high.resize(columns);
    for (size_t column = 0; column < columns; ++column) {
        if (cancel.isCancelled())
            return cancelled();
        const size_t begin = column * steps / columns;
        const size_t end = (column + 1) * steps / columns;
        std::array<double, kBands> sums {};
        for (size_t first = begin; first < end; first += kRowsAtOnce) {
            const size_t count = std::min(kRowsAtOnce, end - first);
            const auto rows = frames.rows(first, count);
            if (!rows)
                return passOn(rows);
            for (size_t i = 0; i < count * kBands; ++i)
                sums[i % kBands] += double((*rows)[i]);
        }
        for (size_t band = 0; band < kBands; ++band)
            view.bands[column * kBands + band] =
                10 * std::log10(std::max(float(sums[band] / double(end - begin)), kLeastPower));
        view.low[column] =
            *std::min_element(swings.low().begin() + ptrdiff_t(begin), swings.low().begin() + ptrdiff_t(end));
        view.high[column] =
            *std::max_element(swings.high().begin() + ptrdiff_t(begin), swings.high().begin() + ptrdiff_t(end));
    }
    return {};
}

Result<void> fillWindows(SoundView &view, const BandFrames &frames, const CancelToken &cancel)
{
    const auto length = std::min(frames.size(), size_t(std::lround(SoundView::kWindowSeconds * kRate / kHop)));
    const auto leastStep = size_t(std::lround(SoundView::kLeastStep * kRate / kHop));
    const size_t step =
        std::max(leastStep, (frames.size() - length + SoundView::kMostWindows - 1) / SoundView::kMostWindows);
    for (size_t first = 0; first + length <= frames.size() && view.windows.size() < SoundView::kMostWindows;
         first += step) {
        if (cancel.isCancelled())
            return cancelled();
        const auto rows = frames.rows(first, length);
        if (!rows)
            return passOn(rows);
        BandFrames window(length);
        for (size_t i = 0; i < length; ++i) {
            if (const auto added =
                    window.add(std::span<const float, kBands>(rows->data() + i * kBands, size_t(kBands)));
                !added)
                return added;
        }
        const auto image = statisticsOf(window);
        if (!image)
            return passOn(image);
        view.windows.push_back(*image);
        view.windowCentres.push_back((double(first) + double(length) / 2) * kHop / kRate);
    }
    return {};
}

} // namespace

Result<std::shared_ptr<const SoundView>> viewSound(const QString &path, const AudioOptions &options,
                                                   const CancelToken &cancel, const ProgressCallback &progress)
{
    auto inFile = [&](Error error) {
        if (!error.isCancelled() && error.file.isEmpty())
            error.file = path;
        return tl::make_unexpected(std::move(error));
    };
    const auto module = audioModule();
    if (!module)
        return passOn(module);
    const auto reader = (*module)->open(path, options);
    if (!reader)
        return inFile(reader.error());
    SwingMeter meter(**reader);
    BandFrames frames;
    StageProgress stage(progress, Stage::Listening, tr("seconds of sound"), 0);
    const auto sound =
        extractMel(meter, cancel, &frames, [&](qint64 samples) { stage.update(qint64(double(samples) / kRate)); });
    if (!sound)
        return inFile(sound.error());
    auto view = std::make_shared<SoundView>();
    view->file = path;
    view->seconds = double(sound->samples) / kRate;
    view->gain = sound->gain;
    if (const auto filled = fillColumns(*view, frames, meter, cancel); !filled)
        return inFile(filled.error());
    if (const auto filled = fillWindows(*view, frames, cancel); !filled)
        return inFile(filled.error());
    view->cover = (*module)->readCover(path);
    return std::shared_ptr<const SoundView>(std::move(view));
}

std::vector<uint32_t> ScoresOverTime::strongest(size_t most, const std::function<bool(uint32_t)> &isWanted) const
{
    std::vector<std::pair<float, uint32_t>> classes;
    for (uint32_t label = 0; label < scores->columns(); ++label) {
        if (!isWanted(label))
            continue;
        float highest = 0;
        for (size_t window = 0; window < scores->rows(); ++window)
            highest = std::max(highest, scores->row(window)[label]);
        classes.emplace_back(-highest, label); // so that of equal ones the first comes first
    }
    const size_t kept = std::min(most, classes.size());
    std::ranges::partial_sort(classes, classes.begin() + ptrdiff_t(kept));
    std::vector<uint32_t> strongest;
    for (size_t i = 0; i < kept; ++i)
        strongest.push_back(classes[i].second);
    return strongest;
}

Result<std::shared_ptr<const ScoresOverTime>> scoresOverTime(const std::shared_ptr<const Run> &run,
                                                             const std::shared_ptr<const SoundView> &sound,
                                                             const CancelToken &cancel)
{
    const auto model = readRunModel(*run);
    if (!model)
        return passOn(model);
    Dataset dataset;
    dataset.classes = run->space.size();
    for (size_t window = 0; window < sound->windows.size(); ++window) {
        dataset.ids.insert(std::to_string(window));
        dataset.images.push_back(sound->windows[window].data());
        dataset.labelOffsets.push_back(0);
        dataset.mainGenre.push_back(Dataset::kNoGenre);
        dataset.annotators.push_back(0);
    }
    ScorerSettings settings;
    settings.device = QStringLiteral("cpu");
    auto scores = scoreTracks(*model, dataset, settings, cancel);
    if (!scores)
        return passOn(scores);
    return std::make_shared<const ScoresOverTime>(ScoresOverTime { run, sound, std::move(*scores) });
}

} // namespace melscope
