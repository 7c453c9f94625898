#include "core/exploring/importance.h"

#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/base/words.h"
#include "core/network/fused_network.h"
#include "core/scoring/threshold_search.h"
#include "core/track/mel_image.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace melscope {

namespace {

constexpr size_t kBandsTogether = 5;
constexpr size_t kBatch = 1000; ///< tracks
// As many as make a batch's fixed costs small, and as few as take no time worth speaking of.
constexpr size_t kTriedTracks = 100;
constexpr double kEnoughSeconds = 0.15;

class Permutations
{
public:
    Permutations(const Model &model, const Dataset &tracks, const ImportanceSettings &settings,
                 const CancelToken &cancel)
        : m_settings(settings)
        , m_cancel(cancel)
        , m_network(model.shape, engineSettings(settings, cancel))
        , m_classes(size_t(model.shape.classes))
        , m_count(std::min(std::max<size_t>(1, settings.most), tracks.size()))
        , m_inputs(m_count * kImageSize)
        , m_scores(m_count * m_classes)
        , m_judged(m_classes)
        , m_positives(m_classes)
    {
        for (size_t i = 0; i < m_count; ++i) {
            const size_t track = i * tracks.size() / m_count;
            model.input.apply(std::span<const float, kImageSize>(tracks.images[track], kImageSize),
                              m_inputs.data() + i * kImageSize);
            for (size_t label = 0; label < m_classes; ++label) {
                if ((tracks.annotators[track] & tracks.knownBy[label]) != 0)
                    m_judged[label].push_back(uint32_t(i));
            }
            for (const uint32_t label : tracks.labelsOf(track)) {
                if (!m_judged[label].empty() && m_judged[label].back() == i)
                    m_positives[label].push_back(uint32_t(m_judged[label].size() - 1));
            }
        }
    }

    Result<void> begin(const Model &model) { return m_network.setState({ model.tensors, {}, {}, 0 }); }
    size_t tracks() const { return m_count; }
    size_t supportOf(size_t label) const { return m_positives[label].size(); }

    /// Figures of all classes where the cells are those of the tracks in `order`.
    std::vector<LabelThreshold> figures(const std::vector<size_t> &cells, const std::vector<uint32_t> &order)
    {
        for (size_t begin = 0; begin < m_count && !m_cancel.isCancelled(); begin += kBatch) {
            m_batch.tracks = std::min(kBatch, m_count - begin);
            m_batch.inputs.assign(m_inputs.begin() + ptrdiff_t(begin * kImageSize),
                                  m_inputs.begin() + ptrdiff_t((begin + m_batch.tracks) * kImageSize));
            for (size_t i = 0; i < m_batch.tracks; ++i) {
                for (const size_t cell : cells)
                    m_batch.inputs[i * kImageSize + cell] = m_inputs[order[begin + i] * kImageSize + cell];
            }
            (void)m_network.evaluate(m_batch, m_scores.data() + begin * m_classes);
        }
        std::vector<LabelThreshold> labels(m_classes);
        parallelFor(
            m_classes,
            [&](size_t label) {
                if (m_positives[label].empty() || m_cancel.isCancelled())
                    return;
                std::vector<float> column;
                column.reserve(m_judged[label].size());
                for (const uint32_t row : m_judged[label])
                    column.push_back(m_scores[row * m_classes + label]);
                labels[label] = searchThreshold(column, m_positives[label]);
            },
            m_settings.threads);
        return labels;
    }

    static EngineSettings engineSettings(const ImportanceSettings &settings, const CancelToken &cancel)
    {
        EngineSettings engine;
        engine.threads = settings.threads > 0 ? settings.threads : availableProcessors();
        engine.interrupt = [cancel] { return cancel.isCancelled(); };
        return engine;
    }

private:
    const ImportanceSettings &m_settings;
    const CancelToken &m_cancel;
    FusedNetwork m_network;
    size_t m_classes;
    size_t m_count;
    std::vector<float> m_inputs; ///< [tracks × 40 × 9]
    std::vector<float> m_scores; ///< [tracks × classes]
    std::vector<std::vector<uint32_t>> m_judged; ///< [classes] tracks whose sources know the class
    std::vector<std::vector<uint32_t>> m_positives; ///< [classes] places among those
    Batch m_batch;
};

Importance::Loss lossOf(double before, const std::vector<double> &after)
{
    const auto count = double(after.size());
    const double mean = std::accumulate(after.begin(), after.end(), 0.0) / count;
    double squares = 0;
    for (const double value : after)
        squares += (value - mean) * (value - mean);
    return { before - mean, after.size() > 1 ? std::sqrt(squares / (count - 1)) : 0 };
}

/// Of one figure: what each class, and their mean, lose in a group. `after` [repeats][classes].
void lose(const std::vector<double> &before, const std::vector<std::vector<double>> &after,
          const std::vector<size_t> &support, std::vector<Importance::Loss> &losses, Importance::Loss &meanLoss)
{
    std::vector<double> means(after.size());
    double meanBefore = 0;
    const auto supported = double(std::ranges::count_if(support, [](size_t tracks) { return tracks > 0; }));
    for (size_t label = 0; label < before.size(); ++label) {
        if (support[label] == 0) {
            losses.emplace_back();
            continue;
        }
        std::vector<double> own;
        for (size_t repeat = 0; repeat < after.size(); ++repeat) {
            own.push_back(after[repeat][label]);
            means[repeat] += own.back() / supported;
        }
        meanBefore += before[label] / supported;
        losses.push_back(lossOf(before[label], own));
    }
    meanLoss = lossOf(meanBefore, means);
}

} // namespace

QString InputGroup::name() const
{
    if (kind == Kind::Statistic)
        return QString::fromLatin1(kChannelNames[first]);
    return tr("bands %1–%2").arg(QString::number(first), QString::number(last));
}

std::vector<size_t> InputGroup::cells() const
{
    std::vector<size_t> cells;
    for (size_t cell = 0; cell < kImageSize; ++cell) {
        const size_t place = kind == Kind::Statistic ? cell % kChannels : cell / kChannels;
        if (place >= first && place <= last)
            cells.push_back(cell);
    }
    return cells;
}

double Importance::precisionOf(OfLabel label) const
{
    if (supportOf(label) == 0)
        return std::numeric_limits<double>::quiet_NaN();
    if (label)
        return precision[*label];
    double sum = 0;
    size_t supported = 0;
    for (size_t i = 0; i < support.size(); ++i) {
        if (support[i] == 0)
            continue;
        sum += precision[i];
        ++supported;
    }
    return sum / double(supported);
}

std::optional<size_t> Importance::greatestOf(OfLabel label) const
{
    if (supportOf(label) == 0 || groups.empty())
        return std::nullopt;
    size_t greatest = 0;
    for (size_t group = 1; group < groups.size(); ++group) {
        if (precisionLossOf(label, group).mean > precisionLossOf(label, greatest).mean)
            greatest = group;
    }
    return greatest;
}

std::vector<InputGroup> inputGroups()
{
    std::vector<InputGroup> groups;
    for (size_t channel = 0; channel < kChannels; ++channel)
        groups.push_back({ InputGroup::Kind::Statistic, channel, channel });
    for (size_t band = 0; band < kBands; band += kBandsTogether)
        groups.push_back({ InputGroup::Kind::Bands, band, band + kBandsTogether - 1 });
    return groups;
}

Result<Importance> permutationImportance(const Model &model, const Dataset &tracks, const ImportanceSettings &settings,
                                         const CancelToken &cancel, const ProgressCallback &progress)
{
    if (tracks.size() < 2)
        return fail(tr("there are not two tracks whose values could be exchanged"));
    Permutations permutations(model, tracks, settings, cancel);
    if (const auto begun = permutations.begin(model); !begun)
        return passOn(begun);
    Importance importance;
    importance.groups = inputGroups();
    importance.tracks = permutations.tracks();
    importance.repeats = std::max(1, settings.repeats);
    const auto classes = size_t(model.shape.classes);
    for (size_t label = 0; label < classes; ++label)
        importance.support.push_back(permutations.supportOf(label));
    const auto passes = qint64(importance.groups.size()) * importance.repeats + 1;
    StageProgress stage(progress, Stage::MeasuringImportance, QStringLiteral("tracks"),
                        passes * qint64(importance.tracks));
    qint64 done = 0;
    std::vector<uint32_t> order(importance.tracks);
    std::iota(order.begin(), order.end(), 0U);
    const auto figures = [&](const std::vector<size_t> &cells, std::vector<double> &precision,
                             std::vector<double> &f1) {
        for (const LabelThreshold &label : permutations.figures(cells, order)) {
            precision.push_back(label.averagePrecision);
            f1.push_back(label.f1);
        }
        stage.update(++done * qint64(importance.tracks));
    };
    figures({}, importance.precision, importance.f1);
    std::mt19937_64 random(settings.seed);
    for (const InputGroup &group : importance.groups) {
        std::vector<std::vector<double>> precision, f1;
        for (int repeat = 0; repeat < importance.repeats; ++repeat) {
            if (cancel.isCancelled())
                return cancelled();
            for (size_t i = order.size(); i-- > 1;) // std::shuffle differs between libraries
                std::swap(order[i], order[random() % (i + 1)]);
            figures(group.cells(), precision.emplace_back(), f1.emplace_back());
        }
        lose(importance.precision, precision, importance.support, importance.precisionLoss.emplace_back(),
             importance.meanPrecisionLoss.emplace_back());
        lose(importance.f1, f1, importance.support, importance.f1Loss.emplace_back(),
             importance.meanF1Loss.emplace_back());
    }
    if (cancel.isCancelled())
        return cancelled();
    return importance;
}

Result<double> estimateImportance(const Model &model, size_t tracks, const ImportanceSettings &settings,
                                  const CancelToken &cancel)
{
    FusedNetwork network(model.shape, Permutations::engineSettings(settings, cancel));
    if (const auto set = network.setState({ model.tensors, {}, {}, 0 }); !set)
        return passOn(set);
    Batch batch;
    batch.tracks = kTriedTracks;
    for (size_t i = 0; i < batch.tracks * kImageSize; ++i)
        batch.inputs.push_back(float(i % 97) * 0.01F);
    std::vector<float> scores(batch.tracks * size_t(model.shape.classes));
    (void)network.evaluate(batch, scores.data()); // allocates
    const auto start = std::chrono::steady_clock::now();
    double seconds = 0;
    double scored = 0;
    while (seconds < kEnoughSeconds) {
        if (network.evaluate(batch, scores.data()).interrupted)
            return cancelled();
        scored += double(batch.tracks);
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    const double passes = double(inputGroups().size()) * std::max(1, settings.repeats) + 1;
    return passes * double(std::min(tracks, settings.most)) * seconds / scored;
}

ResultTable importanceTable(const Importance &importance, const std::vector<std::string> &classes)
{
    ResultTable table;
    table.headers = { QStringLiteral("label"),       QStringLiteral("support"),
                      QStringLiteral("group"),       QStringLiteral("average_precision"),
                      QStringLiteral("loss"),        QStringLiteral("deviation"),
                      QStringLiteral("f1"),          QStringLiteral("f1_loss"),
                      QStringLiteral("f1_deviation") };
    const auto text = [](double value) { return QString::fromStdString(shortestText(value)); };
    for (size_t label = 0; label < classes.size(); ++label) {
        for (size_t group = 0; importance.support[label] > 0 && group < importance.groups.size(); ++group) {
            const Importance::Loss &loss = importance.precisionLoss[group][label];
            const Importance::Loss &f1Loss = importance.f1Loss[group][label];
            table.rows << QStringList { QString::fromStdString(classes[label]),
                                        QString::number(importance.support[label]),
                                        importance.groups[group].name(),
                                        text(importance.precision[label]),
                                        text(loss.mean),
                                        text(loss.deviation),
                                        text(importance.f1[label]),
                                        text(f1Loss.mean),
                                        text(f1Loss.deviation) };
        }
    }
    return table;
}

} // namespace melscope
