#include "core/scoring/label_steps.h"

#include "core/base/parallel.h"
#include "core/scoring/score_range.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>

namespace melscope {

namespace {

/// Integers that order as finite floats do; -0 counts as 0.
uint32_t orderedBits(float score)
{
    const auto bits = std::bit_cast<uint32_t>(score + 0.0F);
    return bits ^ (uint32_t(int32_t(bits) >> 31) | 0x80000000U);
}

/// Counts scores between ascending marks, whatever floats these are: a NaN reaches no mark. A table over the scores'
/// bits tells where to begin, so that most scores cost one look-up and one comparison instead of a binary search.
class MarkCounter
{
public:
    explicit MarkCounter(std::vector<float> marks)
        : m_marks(std::move(marks))
        , m_counts(m_marks.size() + 1, 0)
    {
        if (m_marks.empty())
            return;
        m_lowest = orderedBits(m_marks.front());
        const uint32_t range = orderedBits(m_marks.back()) - m_lowest;
        const size_t wanted = std::clamp<size_t>(std::bit_ceil(m_marks.size() * 8), 256, 1U << 18);
        while ((range >> m_shift) >= wanted)
            ++m_shift;
        m_table.resize((range >> m_shift) + 1);
        size_t mark = 0;
        for (size_t bucket = 0; bucket < m_table.size(); ++bucket) {
            while (mark < m_marks.size() && ((orderedBits(m_marks[mark]) - m_lowest) >> m_shift) < bucket)
                ++mark;
            m_table[bucket] = uint32_t(mark);
        }
        m_marks.push_back(std::numeric_limits<float>::quiet_NaN()); // ends every search, also that of infinity
    }

    /// Scores below this count nowhere, and are best left out beforehand.
    float lowest() const { return m_marks.empty() ? std::numeric_limits<float>::infinity() : m_marks.front(); }

    void count(std::span<const float> scores)
    {
        if (m_marks.empty())
            return;
        const auto last = uint32_t(m_table.size() - 1);
        const uint32_t *table = m_table.data();
        const float *marks = m_marks.data();
        for (const float score : scores) {
            // A score below the lowest mark falls to the first bucket and stays below its first mark.
            const uint32_t bucket = (std::max(orderedBits(score), m_lowest) - m_lowest) >> m_shift;
            uint32_t mark = table[std::min(last, bucket)];
            mark += marks[mark] <= score ? 1U : 0U; // mostly enough, and without a branch to guess
            while (marks[mark] <= score)
                ++mark;
            ++m_counts[mark];
        }
    }

    /// [k] scores that are at least mark k and below mark k + 1.
    uint32_t between(size_t mark) const { return m_counts[mark + 1]; }

private:
    std::vector<float> m_marks;
    std::vector<uint32_t> m_counts; ///< by number of marks that a score reaches
    std::vector<uint32_t> m_table; ///< by bucket: the marks in lower buckets
    uint32_t m_lowest = 0;
    int m_shift = 0;
};

/// One column while its rows come by.
class StepCounter
{
public:
    explicit StepCounter(std::vector<float> positives)
    {
        for (float &score : positives)
            score += 0.0F; // −0 becomes 0, and no threshold "-0.0"
        std::sort(positives.begin(), positives.end(), comesBefore);
        m_steps.support = positives.size();
        for (size_t i = 0; i < positives.size(); ++i) {
            if (m_steps.scores.empty() || positives[i] != m_steps.scores.back()) {
                m_steps.scores.push_back(positives[i]);
                m_steps.truePositives.push_back(uint32_t(positives.size() - i));
            }
        }
        m_counter.emplace(m_steps.scores);
    }
    float lowest() const { return m_counter->lowest(); }
    /// `kept` of `rows` rows, those that are at least lowest(), and the highest score of any of them.
    void count(std::span<const float> kept, size_t rows, float highest)
    {
        highest += 0.0F;
        if (m_steps.rows == 0 || highest > m_steps.highest) {
            m_steps.highest = highest;
            m_steps.highestRows = 0;
        }
        if (highest == m_steps.highest)
            m_steps.highestRows += uint32_t(std::count(kept.begin(), kept.end(), highest));
        m_steps.rows += rows;
        m_counter->count(kept);
    }
    LabelSteps finish()
    {
        m_steps.predicted.resize(m_steps.size());
        uint32_t above = 0;
        for (size_t k = m_steps.size(); k-- > 0;)
            m_steps.predicted[k] = above += m_counter->between(k);
        return std::move(m_steps);
    }

private:
    LabelSteps m_steps;
    std::optional<MarkCounter> m_counter;
};

std::vector<float> positiveScores(const ScoreMatrix &scores, const PartTruth &truth, size_t column)
{
    std::vector<float> values;
    values.reserve(truth.positives(column).size());
    for (const uint32_t position : truth.positives(column))
        values.push_back(scores.row(truth.rows()[position])[column]);
    return values;
}

/// Columns are gathered a cache line's worth at a time, some rows at a time, so that each line of the matrix is fetched
/// once and what is made of it stays in the second-level cache.
constexpr size_t kColumnsTogether = 16;
constexpr size_t kRowsTogether = 1024;
constexpr size_t kRowsAhead = 32;

/// Some rows of some columns, sorted by column.
class ColumnBlock
{
public:
    /// Takes a row's values; those below `lowest` are left out without a branch.
    void take(const float *values, const std::array<float, kColumnsTogether> &lowest)
    {
        for (size_t i = 0; i < kColumnsTogether; ++i) {
            m_odd |= uint32_t(!(values[i] >= 0)) | uint32_t(!(values[i] <= 1)); // isProbability(), without a branch
            m_highest[i] = m_highest[i] > values[i] ? m_highest[i] : values[i];
        }
        for (size_t i = 0; i < kColumnsTogether; ++i) {
            m_kept[i * kStride + m_count[i]] = values[i];
            m_count[i] += values[i] >= lowest[i] ? 1U : 0U;
        }
    }
    void clear()
    {
        m_odd = 0;
        m_highest.fill(-std::numeric_limits<float>::infinity());
        m_count.fill(0);
    }
    bool hasOdd() const { return m_odd != 0; }
    float highest(size_t column) const { return m_highest[column]; }
    std::span<const float> kept(size_t column) const
    {
        return std::span(m_kept).subspan(column * kStride, m_count[column]);
    }

private:
    static constexpr size_t kStride = kRowsTogether + 16; // columns a page apart would share one set of the cache
    uint32_t m_odd = 0;
    std::array<float, kColumnsTogether> m_highest {};
    std::array<uint32_t, kColumnsTogether> m_count {};
    std::vector<float> m_kept = std::vector<float>(kColumnsTogether * kStride);
};

/// Calls `make(column)` for the state of a column, `count(state, kept scores, rows, highest)` for its rows part by
/// part, and `finish(column, state)`; columns in parallel. Scores below the state's lowest() are left out.
template <class Make, class Count, class Finish>
Result<void> scanColumns(const ScoreMatrix &scores, const PartTruth &truth, const CancelToken &cancel,
                         const ProgressCallback &progress, const Make &make, const Count &count, const Finish &finish)
{
    const size_t classes = scores.columns();
    const size_t rows = truth.size();
    StageProgress stage(progress, Stage::SearchingThresholds, QStringLiteral("labels"), qint64(classes));
    std::mutex mutex;
    std::optional<Error> error;
    size_t finished = 0;
    std::atomic<bool> stopped = false;
    parallelFor((classes + kColumnsTogether - 1) / kColumnsTogether, [&](size_t block) {
        // The last columns are scanned together with some before them, which are not counted again.
        const size_t first = std::min(block * kColumnsTogether, classes - std::min(classes, kColumnsTogether));
        const size_t width = std::min(kColumnsTogether, classes);
        const size_t skipped = block * kColumnsTogether - first;
        std::vector<decltype(make(size_t(0)))> states;
        std::array<float, kColumnsTogether> lowest;
        lowest.fill(std::numeric_limits<float>::infinity());
        for (size_t i = skipped; i < width; ++i) {
            states.push_back(make(first + i));
            lowest[i] = states.back().lowest();
        }
        ColumnBlock part;
        std::array<float, kColumnsTogether> narrow {}; // where the matrix has fewer columns than a block
        for (size_t begin = 0; begin < rows && !stopped; begin += kRowsTogether) {
            if (cancel.isCancelled())
                return;
            const size_t height = std::min(kRowsTogether, rows - begin);
            part.clear();
            for (size_t position = begin; position < begin + height; ++position) {
                const float *values = scores.values().data() + size_t(truth.rows()[position]) * classes + first;
                // Rows are too far apart for the processor to see them coming.
                if (position + kRowsAhead < rows) {
                    const float *ahead =
                        scores.values().data() + size_t(truth.rows()[position + kRowsAhead]) * classes + first;
                    __builtin_prefetch(ahead);
                    __builtin_prefetch(ahead + width - 1);
                }
                if (width < kColumnsTogether)
                    values = std::copy_n(values, width, narrow.begin()) - ptrdiff_t(width);
                part.take(values, lowest);
            }
            if (part.hasOdd()) {
                std::scoped_lock lock(mutex);
                for (size_t position = begin; position < begin + height && !stopped; ++position) {
                    const auto values = scores.row(truth.rows()[position]);
                    const auto odd = std::find_if_not(values.begin(), values.end(), isProbability);
                    if (odd == values.end())
                        continue;
                    stopped = true;
                    error = notAProbability(scores, truth.rows()[position], size_t(odd - values.begin()));
                }
                return;
            }
            for (size_t i = skipped; i < width; ++i)
                count(states[i - skipped], part.kept(i), height, part.highest(i));
        }
        if (stopped)
            return;
        for (size_t i = skipped; i < width; ++i)
            finish(first + i, states[i - skipped]);
        std::scoped_lock lock(mutex);
        finished += width - skipped;
        stage.update(qint64(finished));
    });
    if (cancel.isCancelled())
        return cancelled();
    if (error)
        return tl::make_unexpected(*error);
    return {};
}

} // namespace

LabelSteps labelSteps(std::span<const float> scores, std::span<const uint32_t> positives)
{
    std::vector<float> values;
    values.reserve(positives.size());
    for (const uint32_t row : positives)
        values.push_back(scores[row]);
    StepCounter counter(std::move(values));
    counter.count(scores, scores.size(),
                  scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end(), comesBefore));
    return counter.finish();
}

Result<std::vector<LabelSteps>> labelSteps(const ScoreMatrix &scores, const PartTruth &truth, const CancelToken &cancel,
                                           const ProgressCallback &progress)
{
    std::vector<LabelSteps> steps(scores.columns());
    const auto scanned = scanColumns(
        scores, truth, cancel, progress,
        [&](size_t column) { return StepCounter(positiveScores(scores, truth, column)); },
        [](StepCounter &counter, std::span<const float> kept, size_t height, float highest) {
            counter.count(kept, height, highest);
        },
        [&](size_t column, StepCounter &counter) { steps[column] = counter.finish(); });
    if (!scanned)
        return passOn(scanned);
    return steps;
}

Result<ThresholdCounts> countAtThresholds(const ScoreMatrix &scores, const PartTruth &truth,
                                          std::vector<float> thresholds, const CancelToken &cancel,
                                          const ProgressCallback &progress)
{
    ThresholdCounts counts;
    std::sort(thresholds.begin(), thresholds.end(), comesBefore);
    thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
    counts.thresholds = std::move(thresholds);
    const size_t marks = counts.thresholds.size();
    counts.predicted.assign(scores.columns() * marks, 0);
    counts.truePositives.assign(scores.columns() * marks, 0);
    auto fill = [&](std::vector<uint32_t> &target, size_t column, const MarkCounter &counter) {
        uint32_t above = 0;
        for (size_t k = marks; k-- > 0;)
            target[column * marks + k] = above += counter.between(k);
    };
    const auto scanned = scanColumns(
        scores, truth, cancel, progress, [&](size_t) { return MarkCounter(counts.thresholds); },
        [](MarkCounter &counter, std::span<const float> kept, size_t, float) { counter.count(kept); },
        [&](size_t column, MarkCounter &counter) {
            fill(counts.predicted, column, counter);
            MarkCounter hits(counts.thresholds);
            hits.count(positiveScores(scores, truth, column));
            fill(counts.truePositives, column, hits);
        });
    if (!scanned)
        return passOn(scanned);
    return counts;
}

} // namespace melscope
