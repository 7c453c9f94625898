#include "core/scoring/truth_columns.h"

#include "core/truth/cell_text.h"
#include "core/truth/label.h"

#include <map>
#include <numeric>

namespace melscope {

TruthColumns TruthColumns::of(const ScoreMatrix &scores, const GroundTruth &truth,
                              const std::function<int(uint32_t)> &classOf)
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
        index.emplace(labelKey(scores.classes()[i]), int(i));
    return of(scores, truth, [&](uint32_t label) {
        const std::string &name = truth.labels()[label];
        auto found = index.find(name);
        if (found == index.end())
            found = index.find(normaliseLabel(name));
        return found == index.end() ? -1 : found->second;
    });
}

Result<void> TruthColumns::checkLabels(const ScoreMatrix &scores, const GroundTruth &truth) const
{
    if (truth.labels().empty() || scores.classes().empty() || m_unknown.size() < truth.labels().size())
        return {};
    return fail(
        QStringLiteral("no label of the ground truth is a class of the scores: it has \"%1\", the scores have \"%2\"")
            .arg(QString::fromStdString(truth.labels().front()), QString::fromStdString(scores.classes().front())),
        truth.file(), QStringLiteral("Name the ground truth of the source that was scored."));
}

TruthColumns TruthColumns::ofPositives(size_t rows, std::vector<std::vector<uint32_t>> positives)
{
    TruthColumns columns;
    columns.m_rows.resize(rows);
    std::iota(columns.m_rows.begin(), columns.m_rows.end(), 0U);
    columns.m_positives = std::move(positives);
    return columns;
}

TruthColumns TruthColumns::subset(const std::function<bool(size_t position)> &isIncluded) const
{
    TruthColumns columns;
    std::vector<uint32_t> newPosition(m_rows.size(), UINT32_MAX);
    for (size_t position = 0; position < m_rows.size(); ++position) {
        if (!isIncluded(position))
            continue;
        newPosition[position] = uint32_t(columns.m_rows.size());
        columns.m_rows.push_back(m_rows[position]);
    }
    for (const auto &positives : m_positives) {
        columns.m_positives.emplace_back();
        for (const uint32_t position : positives) {
            if (newPosition[position] != UINT32_MAX)
                columns.m_positives.back().push_back(newPosition[position]);
        }
    }
    columns.m_unknown = m_unknown;
    return columns;
}

} // namespace melscope
