#include "core/scoring/evaluation.h"

#include "core/truth/label.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>

namespace melscope {

namespace {

class Evaluator
{
public:
    Evaluator(const GroundTruth &truth, const RunLabels &run, bool expanded, const CancelToken &cancel,
              const ProgressCallback &progress)
        : m_truth(truth)
        , m_run(run)
        , m_expanded(expanded)
        , m_cancel(cancel)
        , m_stage(progress, Stage::Evaluating, QStringLiteral("tracks"), qint64(truth.size()))
    {
    }

    Result<Evaluation> run()
    {
        numberLabels();
        m_result.perTrack.reserve(m_truth.size());
        for (size_t recording = 0; recording < m_truth.size(); ++recording) {
            if ((recording & 0x3FF) == 0) {
                if (m_cancel.isCancelled())
                    return cancelled();
                m_stage.update(qint64(recording));
            }
            evaluateTrack(recording);
        }
        m_stage.update(qint64(m_truth.size()));
        finishLabels();
        finishMeans();
        finishConfusions();
        return std::move(m_result);
    }

private:
    /// Labels of truth and run in one numbering by code point of their keys.
    void numberLabels()
    {
        std::map<std::string_view, uint32_t> all;
        for (const std::string &label : m_truth.labels())
            all.emplace(label, 0);
        for (const std::string &key : m_run.keys) {
            if (key.empty())
                continue;
            all.emplace(key, 0);
            if (m_expanded)
                all.emplace(genreOf(key), 0);
        }
        uint32_t next = 0;
        for (auto &[name, index] : all) {
            index = next++;
            m_result.columns.emplace_back(name);
            m_isGenre.push_back(isGenre(name));
        }
        for (size_t label = 0; label < m_truth.labels().size(); ++label) {
            m_columnOfTruth.push_back(all.at(m_truth.labels()[label]));
            m_result.columns[m_columnOfTruth.back()] = m_truth.spelling(label);
        }
        for (const std::string &key : m_run.keys) {
            m_columnOfRun.push_back(key.empty() ? kNoColumn : all.at(key));
            m_genreOfRun.push_back(!m_expanded || key.empty() ? kNoColumn : all.at(genreOf(key)));
        }
        m_support.assign(next, 0);
        m_predicted.assign(next, 0);
        m_hits.assign(next, 0);
        if (size_t(next) * next <= kMostCells)
            m_cells.assign(size_t(next) * next, 0.0);
    }

    void evaluateTrack(size_t recording)
    {
        m_expectedLabels.clear();
        for (const uint32_t label : m_truth.labelsOf(recording))
            m_expectedLabels.push_back(m_columnOfTruth[label]);
        m_predictedLabels.clear();
        for (const uint32_t label : m_run.labels.of(recording)) {
            for (const uint32_t column : { m_columnOfRun[label], m_genreOfRun[label] }) {
                if (column != kNoColumn)
                    m_predictedLabels.push_back(column);
            }
        }
        for (auto *labels : { &m_expectedLabels, &m_predictedLabels }) {
            std::sort(labels->begin(), labels->end());
            labels->erase(std::unique(labels->begin(), labels->end()), labels->end());
        }
        countTrack(recording);
    }

    void countTrack(size_t recording)
    {
        // [all, genre, subgenre] of hits, predicted and expected labels.
        std::array<size_t, kLevels> hits {};
        std::array<size_t, kLevels> predicted {};
        std::array<size_t, kLevels> expected {};
        auto add = [&](std::array<size_t, kLevels> &counts, uint32_t label) {
            ++counts[0];
            ++counts[m_isGenre[label] ? 1 : 2];
        };
        m_missed.clear();
        m_wrong.clear();
        for (const uint32_t label : m_expectedLabels) {
            add(expected, label);
            ++m_support[label];
            if (!std::binary_search(m_predictedLabels.begin(), m_predictedLabels.end(), label))
                m_missed.push_back(label);
        }
        for (const uint32_t label : m_predictedLabels) {
            add(predicted, label);
            ++m_predicted[label];
            if (std::binary_search(m_expectedLabels.begin(), m_expectedLabels.end(), label)) {
                add(hits, label);
                ++m_hits[label];
                confusion(label, label) += 1;
            } else {
                m_wrong.push_back(label);
            }
        }
        for (const uint32_t missed : m_missed) {
            for (const uint32_t wrong : m_wrong)
                confusion(missed, wrong) += 1 / double(m_missed.size());
        }
        Evaluation::Track track { m_truth.recordings().text(recording), {} };
        for (size_t level = 0; level < kLevels; ++level)
            track.figures[level] = prfOf(PrfBins::table().of(hits[level], predicted[level], expected[level]));
        // The evaluator divides by what is predicted; only where genres or subgenres are missing it says 0 instead.
        if (predicted[0] == 0)
            track.figures[0].precision = std::numeric_limits<double>::quiet_NaN();
        m_result.perTrack.push_back(std::move(track));
    }

    double &confusion(uint32_t row, uint32_t column)
    {
        return m_cells.empty() ? m_confusions[uint64_t(row) << 32 | column]
                               : m_cells[size_t(row) * m_hits.size() + column];
    }

    void finishLabels()
    {
        for (const uint32_t column : m_columnOfTruth)
            m_result.perLabel.push_back({ m_result.columns[column],
                                          roundedPrf(m_hits[column], m_predicted[column], m_support[column]),
                                          m_hits[column], m_predicted[column], m_support[column] });
        m_result.columnOfLabel = m_columnOfTruth;
        m_result.predicted = m_predicted;
    }

    void finishMeans()
    {
        std::vector<double> values;
        for (size_t level = 0; level < kLevels; ++level) {
            for (size_t i = 0; i < 3; ++i) {
                values.clear();
                for (const auto &track : m_result.perTrack) {
                    if (!std::isnan(track.figures[level][i]))
                        values.push_back(track.figures[level][i]);
                }
                m_result.tracks[level][i] = meanFigure(values);
                values.clear();
                for (const auto &label : m_result.perLabel) {
                    if (level == 0 || isGenre(label.name) == (level == 1))
                        values.push_back(label.figures[i]);
                }
                m_result.labels[level][i] = meanFigure(values);
            }
        }
    }

    void finishConfusions()
    {
        std::vector<uint32_t> rowOfColumn(m_result.columns.size(), 0);
        for (size_t row = 0; row < m_columnOfTruth.size(); ++row)
            rowOfColumn[m_columnOfTruth[row]] = uint32_t(row);
        for (size_t cell = 0; cell < m_cells.size(); ++cell) {
            if (m_cells[cell] != 0)
                m_result.confusions.push_back(
                    { rowOfColumn[cell / m_hits.size()], uint32_t(cell % m_hits.size()), m_cells[cell] });
        }
        for (const auto &[key, weight] : m_confusions)
            m_result.confusions.push_back({ rowOfColumn[size_t(key >> 32)], uint32_t(key & UINT32_MAX), weight });
        std::sort(m_result.confusions.begin(), m_result.confusions.end(),
                  [](const auto &a, const auto &b) { return a.row != b.row ? a.row < b.row : a.column < b.column; });
    }

    static Prf prfOf(const PrfBins::Bins &bins)
    {
        auto value = [&](size_t i) {
            return bins[i] == PrfBins::kNone ? std::numeric_limits<double>::quiet_NaN() : double(bins[i]) / 10'000;
        };
        return { value(0), value(1), value(2) };
    }

    const GroundTruth &m_truth;
    const RunLabels &m_run;
    bool m_expanded;
    const CancelToken &m_cancel;
    StageProgress m_stage;
    static constexpr uint32_t kNoColumn = UINT32_MAX;
    std::vector<uint32_t> m_columnOfRun; ///< by label of the run
    std::vector<uint32_t> m_genreOfRun; ///< of an expanded evaluation
    std::vector<char> m_isGenre;
    std::vector<uint32_t> m_columnOfTruth;
    std::vector<size_t> m_support;
    std::vector<size_t> m_predicted;
    std::vector<size_t> m_hits;
    static constexpr size_t kMostCells = 1 << 22; // 32 MB; larger vocabularies have them one by one
    std::vector<double> m_cells; ///< [columns × columns], or empty
    std::unordered_map<uint64_t, double> m_confusions; ///< [row << 32 | column] where there are no cells
    std::vector<uint32_t> m_expectedLabels;
    std::vector<uint32_t> m_predictedLabels;
    std::vector<uint32_t> m_missed;
    std::vector<uint32_t> m_wrong;
    Evaluation m_result;
};

} // namespace

std::array<const char *, 18> figureNames()
{
    return { "Ptrackall", "Rtrackall", "Ftrackall", "Ptrackgen", "Rtrackgen", "Ftrackgen",
             "Ptracksub", "Rtracksub", "Ftracksub", "Plabelall", "Rlabelall", "Flabelall",
             "Plabelgen", "Rlabelgen", "Flabelgen", "Plabelsub", "Rlabelsub", "Flabelsub" };
}

const MeanFigure &figure(const Evaluation &evaluation, size_t index)
{
    const auto &part = index < 9 ? evaluation.tracks : evaluation.labels;
    return part[index % 9 / 3][index % 3];
}

Result<Evaluation> evaluate(const GroundTruth &truth, const RunLabels &run, bool expanded, const CancelToken &cancel,
                            const ProgressCallback &progress)
{
    return Evaluator(truth, run, expanded, cancel, progress).run();
}

Result<Evaluation> evaluate(const GroundTruth &truth, const Submission &run, bool expanded, const CancelToken &cancel,
                            const ProgressCallback &progress)
{
    const auto labels = submittedLabels(truth, run);
    if (!labels)
        return passOn(labels);
    return evaluate(truth, *labels, expanded, cancel, progress);
}

} // namespace melscope
