#include "core/scoring/threshold_search.h"

#include "core/base/parallel.h"
#include "core/truth/label.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>

namespace melscope {

TruthColumns TruthColumns::of(const ScoreMatrix &scores, const GroundTruth &truth, const std::function<int(uint32_t)> &classOf)
{
    TruthColumns columns;
    columns.m_positives.resize(scores.columns());
    std::vector<int> classes(truth.labels().size());
    for (size_t label = 0; label < classes.size(); ++label) {
        classes[label] = classOf(uint32_t(label));
        if (classes[label] < 0)
            columns.m_unknown.push_back(truth.labels()[label]);
    }
    for (size_t row = 0; row < scores.rows(); ++row) {
        const auto recording = truth.recordings().find(scores.ids().key(row));
        if (!recording)
            continue;
        const auto position = uint32_t(columns.m_rows.size());
        columns.m_rows.push_back(uint32_t(row));
        for (const uint32_t label : truth.labelsOf(*recording)) {
            if (classes[label] < 0)
                continue;
            auto &positives = columns.m_positives[size_t(classes[label])];
            // Two spellings of one class in the same row are one positive.
            if (positives.empty() || positives.back() != position)
                positives.push_back(position);
        }
    }
    return columns;
}

TruthColumns TruthColumns::byName(const ScoreMatrix &scores, const GroundTruth &truth)
{
    std::map<std::string, int, std::less<>> index;
    for (size_t i = 0; i < scores.classes().size(); ++i)
        index.emplace(scores.classes()[i], int(i));
    return of(scores, truth, [&](uint32_t label) {
        const std::string &name = truth.labels()[label];
        auto found = index.find(name);
        if (found == index.end())
            found = index.find(normaliseLabel(name));
        return found == index.end() ? -1 : found->second;
    });
}

TruthColumns TruthColumns::ofPositives(size_t rows, std::vector<std::vector<uint32_t>> positives)
{
    TruthColumns columns;
    columns.m_rows.resize(rows);
    std::iota(columns.m_rows.begin(), columns.m_rows.end(), 0U);
    columns.m_positives = std::move(positives);
    return columns;
}

LabelThreshold searchThreshold(std::span<const float> scores, std::span<const uint32_t> positives)
{
    LabelThreshold best;
    best.support = positives.size();
    if (positives.empty())
        return best;
    // The greatest F1 and every step of recall lie at a positive's score, and positives are rare:
    // sort them alone and count the negatives between their scores.
    std::vector<float> sorted;
    sorted.reserve(positives.size());
    for (const uint32_t row : positives)
        sorted.push_back(scores[row]);
    std::sort(sorted.begin(), sorted.end());
    std::vector<float> distinct;
    std::vector<size_t> atLeast; // positives with a score ≥ distinct[k]
    for (size_t i = 0; i < sorted.size(); ++i) {
        if (distinct.empty() || sorted[i] != distinct.back()) {
            distinct.push_back(sorted[i]);
            atLeast.push_back(sorted.size() - i);
        }
    }
    // Rows (positives too) whose score is ≥ distinct[k] but < distinct[k + 1].
    std::vector<size_t> between(distinct.size() + 1, 0);
    for (const float score : scores) {
        if (score >= distinct.front())
            ++between[size_t(std::upper_bound(distinct.begin(), distinct.end(), score) - distinct.begin()) - 1];
    }
    size_t predicted = 0;
    double recallAbove = 0;
    const auto support = double(positives.size());
    // From the highest threshold down, so that "≥" keeps the lowest of equals.
    best.f1 = -1;
    for (size_t k = distinct.size(); k-- > 0;) {
        predicted += between[k];
        const double precision = double(atLeast[k]) / double(predicted);
        const double recall = double(atLeast[k]) / support;
        best.averagePrecision += (recall - recallAbove) * precision;
        recallAbove = recall;
        if (const double f1 = f1Of(precision, recall); f1 >= best.f1) {
            best.f1 = f1;
            best.threshold = double(distinct[k]);
            best.precision = precision;
            best.recall = recall;
            best.predicted = predicted;
        }
    }
    return best;
}

Result<std::vector<LabelThreshold>> searchThresholds(const ScoreMatrix &scores, const TruthColumns &truth,
                                                     const CancelToken &cancel, const ProgressCallback &progress)
{
    const size_t classes = scores.columns();
    std::vector<LabelThreshold> results(classes);
    // Columns are gathered a cache line's worth at a time, so that each row's line is fetched once.
    constexpr size_t kTogether = 16;
    const size_t blocks = (classes + kTogether - 1) / kTogether;
    StageProgress stage(progress, QStringLiteral("Searching thresholds"), QStringLiteral("labels"), qint64(classes));
    std::mutex mutex;
    std::optional<Error> error;
    size_t finished = 0;
    std::atomic<bool> stopped = false;
    parallelFor(blocks, [&](size_t block) {
        if (stopped || cancel.isCancelled())
            return;
        const size_t first = block * kTogether;
        const size_t count = std::min(kTogether, classes - first);
        std::vector<float> columns(truth.rowCount() * count);
        for (size_t position = 0; position < truth.rowCount(); ++position) {
            const size_t row = truth.rows()[position];
            const auto values = scores.row(row).subspan(first, count);
            for (size_t i = 0; i < count; ++i) {
                if (!std::isfinite(values[i])) {
                    std::scoped_lock lock(mutex);
                    stopped = true;
                    error = Error::failure(QStringLiteral("the score of recording %1 for class \"%2\" is not a finite number")
                                               .arg(QString::fromStdString(scores.ids().text(row)),
                                                    QString::fromStdString(scores.classes()[first + i])),
                                           {}, QStringLiteral("Compute the scores anew."));
                    return;
                }
                columns[i * truth.rowCount() + position] = values[i];
            }
        }
        for (size_t i = 0; i < count && !cancel.isCancelled(); ++i)
            results[first + i] = searchThreshold(std::span(columns).subspan(i * truth.rowCount(), truth.rowCount()),
                                                 truth.positives(first + i));
        std::scoped_lock lock(mutex);
        finished += count;
        stage.update(qint64(finished));
    });
    if (cancel.isCancelled())
        return cancelled();
    if (error)
        return tl::make_unexpected(*error);
    return results;
}

MacroFigures macroFigures(const std::vector<LabelThreshold> &labels, const std::function<bool(size_t)> &isIncluded)
{
    MacroFigures figures;
    for (size_t i = 0; i < labels.size(); ++i) {
        if (!isIncluded(i))
            continue;
        ++figures.labels;
        figures.f1 += labels[i].f1;
        figures.map += labels[i].averagePrecision;
        figures.supported += labels[i].support > 0 ? 1 : 0;
    }
    if (figures.supported > 0) {
        figures.supportedF1 = figures.f1 / double(figures.supported);
        figures.supportedMap = figures.map / double(figures.supported);
    }
    if (figures.labels > 0) {
        figures.f1 /= double(figures.labels);
        figures.map /= double(figures.labels);
    }
    return figures;
}

} // namespace melscope
