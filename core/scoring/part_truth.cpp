#include "core/scoring/part_truth.h"

#include "core/base/words.h"
#include "core/truth/cell_text.h"
#include "core/truth/label.h"

#include <algorithm>
#include <map>

namespace melscope {

void PartTruth::add(uint32_t row, std::span<const uint32_t> labels)
{
    const auto track = uint32_t(m_rows.size());
    m_rows.push_back(row);
    m_labels.add(labels);
    for (const uint32_t label : labels) {
        ++m_support[label];
        if (label < m_positives.size())
            m_positives[label].push_back(track);
    }
}

std::shared_ptr<const PartTruth> PartTruth::of(const ScoreMatrix &scores, const GroundTruth &truth,
                                               const std::function<int(uint32_t)> &classOf)
{
    auto part = std::make_shared<PartTruth>();
    part->m_positives.resize(scores.columns());
    for (const std::string &name : scores.classes())
        part->m_isGenre.push_back(melscope::isGenre(name));
    std::vector<uint32_t> columnOf;
    for (size_t label = 0; label < truth.labels().size(); ++label) {
        int column = classOf(uint32_t(label));
        if (column < 0) {
            column = int(part->m_isGenre.size());
            part->m_isGenre.push_back(melscope::isGenre(truth.labels()[label]));
            part->m_unknown.push_back(truth.labels()[label]);
        }
        columnOf.push_back(uint32_t(column));
    }
    part->m_support.assign(part->m_isGenre.size(), 0);
    std::vector<uint32_t> labels;
    for (size_t row = 0; row < scores.rows(); ++row) {
        const auto recording = truth.recordings().find(scores.ids().key(row));
        if (!recording)
            continue;
        labels.clear();
        for (const uint32_t label : truth.labelsOf(*recording))
            labels.push_back(columnOf[label]);
        // Two spellings of one class in the same row are one.
        std::sort(labels.begin(), labels.end());
        labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
        part->add(uint32_t(row), labels);
    }
    return part;
}

std::shared_ptr<const PartTruth> PartTruth::byName(const ScoreMatrix &scores, const GroundTruth &truth)
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

std::shared_ptr<const PartTruth> PartTruth::ofPositives(size_t rows,
                                                        const std::vector<std::vector<uint32_t>> &positives)
{
    auto part = std::make_shared<PartTruth>();
    part->m_positives.resize(positives.size());
    part->m_isGenre.assign(positives.size(), 0);
    part->m_support.assign(positives.size(), 0);
    std::vector<std::vector<uint32_t>> labels(rows);
    for (uint32_t label = 0; label < positives.size(); ++label) {
        for (const uint32_t row : positives[label])
            labels[row].push_back(label);
    }
    for (uint32_t row = 0; row < rows; ++row)
        part->add(row, labels[row]);
    return part;
}

std::shared_ptr<const PartTruth> PartTruth::subset(const std::function<bool(size_t track)> &isIncluded) const
{
    auto part = std::make_shared<PartTruth>();
    part->m_positives.resize(m_positives.size());
    part->m_isGenre = m_isGenre;
    part->m_support.assign(m_support.size(), 0);
    part->m_unknown = m_unknown;
    for (size_t track = 0; track < size(); ++track) {
        if (isIncluded(track))
            part->add(m_rows[track], labelsOf(track));
    }
    return part;
}

bool PartTruth::bears(size_t track, uint32_t label) const
{
    const auto labels = labelsOf(track);
    return std::binary_search(labels.begin(), labels.end(), label);
}

Result<void> PartTruth::checkLabels(const ScoreMatrix &scores, const GroundTruth &truth) const
{
    if (truth.labels().empty() || scores.classes().empty() || m_unknown.size() < truth.labels().size())
        return {};
    return fail(
        tr("no label of the ground truth is a class of the scores: it has \"%1\", the scores have \"%2\"")
            .arg(QString::fromStdString(truth.labels().front()), QString::fromStdString(scores.classes().front())),
        truth.file(), tr("Name the ground truth of the source that was scored."));
}

} // namespace melscope
