#include "core/training/epoch_metrics.h"

#include "core/base/parallel.h"
#include "core/scoring/threshold_search.h"
#include "core/truth/label.h"

#include <algorithm>
#include <map>

namespace melscope {

EpochMetrics::EpochMetrics(const Dataset &validation, const std::vector<std::string> &classes, bool masked,
                           ProcessGroup *group)
    : m_validation(validation)
    , m_classes(classes.size())
    , m_step(std::max<size_t>(1, (validation.size() * classes.size() + kMostScores - 1) / kMostScores))
    , m_groupOf(classes.size())
    , m_positives(classes.size())
    , m_group(group)
    , m_tracks(group != nullptr ? group->shareOf(validation.size()) : Share { 0, validation.size() })
    , m_firstKept(group != nullptr ? kept(m_tracks).begin : 0)
{
    for (const std::string &name : classes)
        m_isGenre.push_back(isGenre(name));
    for (size_t track = 0; track < validation.size(); track += m_step)
        m_kept.push_back(uint32_t(track));
    // Classes that the same sources know are judged on the same tracks.
    std::map<uint32_t, uint32_t> groups;
    for (size_t i = 0; i < m_classes; ++i)
        m_groupOf[i] = groups.try_emplace(masked ? validation.knownBy[i] : ~0U, uint32_t(groups.size())).first->second;
    m_groupRows.resize(groups.size());
    for (const auto &[sources, group] : groups) {
        for (uint32_t position = 0; position < m_kept.size(); ++position) {
            if (!masked || (validation.annotators[m_kept[position]] & sources) != 0)
                m_groupRows[group].push_back(position);
        }
    }
    for (uint32_t group = 0; group < m_groupRows.size(); ++group) {
        for (uint32_t row = 0; row < m_groupRows[group].size(); ++row) {
            for (const uint32_t label : validation.labelsOf(m_kept[m_groupRows[group][row]])) {
                if (m_groupOf[label] == group)
                    m_positives[label].push_back(row);
            }
        }
    }
    const bool isFirst = group == nullptr || group->isFirst();
    m_scores.resize((isFirst ? m_kept.size() : kept(m_tracks).size()) * m_classes);
}

void EpochMetrics::add(const float *scores, size_t tracks)
{
    for (size_t i = 0; i < tracks; ++i) {
        const size_t track = m_tracks.begin + m_seen + i;
        if (track % m_step == 0)
            std::copy_n(scores + i * m_classes, m_classes,
                        m_scores.begin() + ptrdiff_t((track / m_step - m_firstKept) * m_classes));
    }
    m_seen += tracks;
}

void EpochMetrics::gather()
{
    m_seen = 0;
    if (m_group == nullptr)
        return;
    const auto rows = [this](int rank) { return kept(Share::of(m_validation.size(), rank, m_group->size())); };
    std::vector<std::span<float>> parts;
    for (int rank = 0; m_group->isFirst() && rank < m_group->size(); ++rank)
        parts.push_back(std::span(m_scores).subspan(rows(rank).begin * m_classes, rows(rank).size() * m_classes));
    m_group->gather(m_group->isFirst() ? parts.front() : std::span(m_scores), parts);
}

void EpochMetrics::finish(EpochFigures &figures, int threads, const CancelToken &cancel)
{
    m_seen = 0;
    std::vector<LabelThreshold> labels(m_classes);
    // A cache line's worth of columns is gathered at once.
    constexpr size_t kTogether = 16;
    parallelFor((m_classes + kTogether - 1) / kTogether,
                [&](size_t block) {
                    std::vector<float> column;
                    for (size_t i = block * kTogether;
                         i < std::min(m_classes, (block + 1) * kTogether) && !cancel.isCancelled(); ++i) {
                        const auto &rows = m_groupRows[m_groupOf[i]];
                        column.resize(rows.size());
                        for (size_t row = 0; row < rows.size(); ++row)
                            column[row] = m_scores[rows[row] * m_classes + i];
                        labels[i] = searchThreshold(column, m_positives[i]);
                    }
                },
                threads);
    const MacroFigures all = macroFigures(labels, [](size_t) { return true; });
    figures.macroF1 = all.f1;
    figures.map = all.map;
    figures.mapGenres = macroFigures(labels, [this](size_t i) { return m_isGenre[i]; }).map;
    figures.mapSubgenres = macroFigures(labels, [this](size_t i) { return !m_isGenre[i]; }).map;
}

} // namespace melscope
