#include "core/truth/ground_truth.h"

#include <algorithm>

namespace melscope {

namespace {
QString quoted(const IdKey &key)
{
    return QString::fromStdString(key.text());
}
} // namespace

size_t GroundTruth::bytesInMemory() const
{
    return m_recordings.bytesInMemory() + m_releaseGroups.bytesInMemory() + m_releaseGroupOf.capacity() * sizeof(uint32_t)
        + m_rowOffsets.capacity() * sizeof(uint64_t) + m_labelIndices.capacity() * sizeof(uint32_t);
}

GroundTruthBuilder::GroundTruthBuilder(QString source, QString file)
    : m_truth(std::make_shared<GroundTruth>())
{
    m_truth->m_source = std::move(source);
    m_truth->m_file = std::move(file);
}

void GroundTruthBuilder::reserve(size_t rows)
{
    m_truth->m_recordings.reserve(rows);
    m_truth->m_releaseGroupOf.reserve(rows);
    m_truth->m_rowOffsets.reserve(rows + 1);
    m_truth->m_labelIndices.reserve(rows * 4);
}

void GroundTruthBuilder::addProblem(qint64 line, QString text)
{
    ++m_truth->m_problemCount;
    if (m_truth->m_problems.size() < GroundTruth::kKeptProblems)
        m_truth->m_problems.push_back({ line, std::move(text) });
}

uint32_t GroundTruthBuilder::labelNumber(std::string_view label)
{
    return m_labelIds.insert(label).first;
}

void GroundTruthBuilder::addRow(std::string_view recording, std::string_view releaseGroup, std::span<const std::string_view> labels,
                                qint64 line)
{
    m_rowLabels.clear();
    for (const std::string_view label : labels) {
        if (!label.empty())
            m_rowLabels.push_back(labelNumber(label));
    }
    addRow(IdKey(recording), IdKey(releaseGroup), m_rowLabels, line);
}

void GroundTruthBuilder::addRow(const IdKey &recording, const IdKey &releaseGroup, std::span<const uint32_t> labelNumbers, qint64 line)
{
    GroundTruth &truth = *m_truth;
    const auto [index, isNew] = truth.m_recordings.insert(recording);
    const bool hasGroup = releaseGroup.isUuid() || !releaseGroup.otherText().empty();
    const uint32_t group = hasGroup ? truth.m_releaseGroups.insert(releaseGroup).first : GroundTruth::kNoReleaseGroup;
    if (labelNumbers.empty())
        addProblem(line, QStringLiteral("recording %1 has no label").arg(quoted(recording)));
    if (isNew) {
        truth.m_releaseGroupOf.push_back(group);
        appendRow(labelNumbers);
        return;
    }
    addProblem(line, QStringLiteral("recording %1 stands here again; its labels are united").arg(quoted(recording)));
    uint32_t &knownGroup = truth.m_releaseGroupOf[index];
    if (knownGroup == GroundTruth::kNoReleaseGroup)
        knownGroup = group;
    else if (group != GroundTruth::kNoReleaseGroup && group != knownGroup)
        addProblem(line, QStringLiteral("recording %1 has another release group here; the first is kept").arg(quoted(recording)));
    m_repeated.emplace_back(index, std::vector<uint32_t>(labelNumbers.begin(), labelNumbers.end()));
}

void GroundTruthBuilder::appendRow(std::span<const uint32_t> labelNumbers)
{
    auto &indices = m_truth->m_labelIndices;
    const size_t begin = indices.size();
    for (const uint32_t label : labelNumbers) {
        if (std::find(indices.begin() + ptrdiff_t(begin), indices.end(), label) == indices.end())
            indices.push_back(label);
    }
    m_truth->m_rowOffsets.push_back(indices.size());
}

void GroundTruthBuilder::uniteRepeated()
{
    if (m_repeated.empty())
        return;
    std::stable_sort(m_repeated.begin(), m_repeated.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    GroundTruth &truth = *m_truth;
    std::vector<uint64_t> offsets { 0 };
    std::vector<uint32_t> indices;
    offsets.reserve(truth.m_rowOffsets.size());
    auto next = m_repeated.begin();
    for (size_t row = 0; row < truth.size(); ++row) {
        const size_t begin = indices.size();
        const auto labels = truth.labelsOf(row);
        indices.insert(indices.end(), labels.begin(), labels.end());
        for (; next != m_repeated.end() && next->first == row; ++next) {
            for (const uint32_t label : next->second) {
                if (std::find(indices.begin() + ptrdiff_t(begin), indices.end(), label) == indices.end())
                    indices.push_back(label);
            }
        }
        offsets.push_back(indices.size());
    }
    truth.m_rowOffsets = std::move(offsets);
    truth.m_labelIndices = std::move(indices);
    m_repeated.clear();
}

void GroundTruthBuilder::sortLabels()
{
    // A label that was given a number and then stood in no row is none of this truth.
    std::vector<char> used(m_labelIds.size(), 0);
    for (const uint32_t label : m_truth->m_labelIndices)
        used[label] = 1;
    std::vector<std::pair<std::string, uint32_t>> names;
    for (uint32_t i = 0; i < used.size(); ++i) {
        if (used[i])
            names.emplace_back(m_labelIds.text(i), i);
    }
    // UTF-8 bytes compare as code points do.
    std::sort(names.begin(), names.end());
    std::vector<uint32_t> rank(used.size());
    for (size_t i = 0; i < names.size(); ++i) {
        rank[names[i].second] = uint32_t(i);
        m_truth->m_labels.push_back(std::move(names[i].first));
    }
    for (uint32_t &label : m_truth->m_labelIndices)
        label = rank[label];
}

std::shared_ptr<const GroundTruth> GroundTruthBuilder::finish()
{
    uniteRepeated();
    sortLabels();
    return std::move(m_truth);
}

} // namespace melscope
