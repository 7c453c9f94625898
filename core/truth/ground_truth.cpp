#include "core/truth/ground_truth.h"

#include <algorithm>
#include <numeric>

namespace melscope {

namespace {
QString quoted(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}
} // namespace

GroundTruthBuilder::GroundTruthBuilder(QString source, QString file)
    : m_truth(std::make_shared<GroundTruth>())
{
    m_truth->m_source = std::move(source);
    m_truth->m_file = std::move(file);
}

void GroundTruthBuilder::reserve(size_t rows, size_t idBytes)
{
    m_truth->m_recordings.reserve(rows, idBytes);
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

void GroundTruthBuilder::addRow(std::string_view recording, std::string_view releaseGroup,
                                std::span<const std::string_view> labels, qint64 line)
{
    GroundTruth &truth = *m_truth;
    const auto [index, isNew] = truth.m_recordings.insert(recording);
    const uint32_t group
        = releaseGroup.empty() ? GroundTruth::kNoReleaseGroup : truth.m_releaseGroups.insert(releaseGroup).first;
    if (std::all_of(labels.begin(), labels.end(), [](std::string_view label) { return label.empty(); }))
        addProblem(line, QStringLiteral("recording %1 has no label").arg(quoted(recording)));
    if (isNew) {
        truth.m_releaseGroupOf.push_back(group);
        appendRow(index, labels);
        return;
    }
    addProblem(line, QStringLiteral("recording %1 stands here again; its labels are united").arg(quoted(recording)));
    uint32_t &knownGroup = truth.m_releaseGroupOf[index];
    if (knownGroup == GroundTruth::kNoReleaseGroup)
        knownGroup = group;
    else if (group != GroundTruth::kNoReleaseGroup && group != knownGroup)
        addProblem(line, QStringLiteral("recording %1 has another release group here; the first is kept").arg(quoted(recording)));
    std::vector<uint32_t> further;
    for (const std::string_view label : labels) {
        if (!label.empty())
            further.push_back(m_labelIds.insert(label).first);
    }
    m_repeated.emplace_back(index, std::move(further));
}

void GroundTruthBuilder::appendRow(uint32_t, std::span<const std::string_view> labels)
{
    auto &indices = m_truth->m_labelIndices;
    const size_t begin = indices.size();
    for (const std::string_view label : labels) {
        if (label.empty())
            continue;
        const uint32_t index = m_labelIds.insert(label).first;
        if (std::find(indices.begin() + ptrdiff_t(begin), indices.end(), index) == indices.end())
            indices.push_back(index);
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
    // UTF-8 bytes compare as code points do.
    std::vector<uint32_t> order(m_labelIds.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return m_labelIds[a] < m_labelIds[b]; });
    std::vector<uint32_t> rank(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = uint32_t(i);
        m_truth->m_labels.emplace_back(m_labelIds[order[i]]);
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
