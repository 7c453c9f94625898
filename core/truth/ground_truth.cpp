#include "core/truth/ground_truth.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/truth/cell_text.h"

#include <algorithm>

namespace melscope {

namespace {
QString quoted(const IdKey &key)
{
    return QString::fromStdString(key.text());
}

/// " (line 7)", or nothing where the line is not known.
QString lineText(qint64 line)
{
    return line > 0 ? tr(" (line %1)").arg(line) : QString();
}
} // namespace

size_t GroundTruth::bytesInMemory() const
{
    return m_recordings.bytesInMemory() + m_releaseGroups.bytesInMemory()
        + m_releaseGroupOf.capacity() * sizeof(uint32_t) + m_rowOffsets.capacity() * sizeof(uint64_t)
        + m_labelIndices.capacity() * sizeof(uint32_t);
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

void GroundTruthBuilder::addNotice(qint64 line, QString text)
{
    // There are few of these, and they are worth more than the ten-thousandth odd row.
    ++m_truth->m_problemCount;
    m_truth->m_problems.push_back({ line, std::move(text) });
    m_hasNotices = true;
}

uint32_t GroundTruthBuilder::labelNumber(std::string_view label, qint64 line)
{
    const auto known = m_numbers.find(label);
    if (known != m_numbers.end())
        return known->second;
    m_names.push_back({ std::string(label), line });
    m_numbers.emplace(label, uint32_t(m_names.size() - 1));
    return uint32_t(m_names.size() - 1);
}

void GroundTruthBuilder::unquoteLabels(bool marked)
{
    for (const LabelName &name : m_names)
        marked = marked || quotesOf(name.text) == CellQuotes::Certain;
    if (!marked)
        return;
    size_t count = 0;
    LabelName first;
    for (LabelName &name : m_names) {
        if (quotesOf(name.text) == CellQuotes::None)
            continue;
        if (count++ == 0)
            first = name;
        name.text = unquotedCell(name.text);
    }
    if (count > 0)
        addNotice(first.line,
                  tr("labels stand in quotes, as spreadsheets write them; the quotes were taken off "
                     "(different labels: %1, the first: %2)")
                      .arg(QString::number(count), textOf(first.text)));
}

void GroundTruthBuilder::addRow(std::string_view recording, std::string_view releaseGroup,
                                std::span<const std::string_view> labels, qint64 line)
{
    m_rowLabels.clear();
    for (const std::string_view label : labels) {
        if (!label.empty())
            m_rowLabels.push_back(labelNumber(label));
    }
    addRow(IdKey(recording), IdKey(releaseGroup), m_rowLabels, line);
}

void GroundTruthBuilder::addRow(const IdKey &recording, const IdKey &releaseGroup,
                                std::span<const uint32_t> labelNumbers, qint64 line)
{
    GroundTruth &truth = *m_truth;
    const auto [index, isNew] = truth.m_recordings.insert(recording);
    const bool hasGroup = releaseGroup.isUuid() || !releaseGroup.otherText().empty();
    const uint32_t group = hasGroup ? truth.m_releaseGroups.insert(releaseGroup).first : GroundTruth::kNoReleaseGroup;
    if (labelNumbers.empty())
        addProblem(line, tr("recording %1 has no label").arg(quoted(recording)));
    if (isNew) {
        truth.m_releaseGroupOf.push_back(group);
        appendRow(labelNumbers);
        return;
    }
    addProblem(line, tr("recording %1 stands here again; its labels are united").arg(quoted(recording)));
    uint32_t &knownGroup = truth.m_releaseGroupOf[index];
    if (knownGroup == GroundTruth::kNoReleaseGroup)
        knownGroup = group;
    else if (group != GroundTruth::kNoReleaseGroup && group != knownGroup)
        addProblem(line, tr("recording %1 has another release group here; the first is kept").arg(quoted(recording)));
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
    std::vector<char> used(m_names.size(), 0);
    for (const uint32_t label : m_truth->m_labelIndices)
        used[label] = 1;
    // UTF-8 bytes compare as code points do.
    std::map<std::string, std::vector<uint32_t>> byKey;
    std::vector<uint32_t> rank(used.size(), kNoLabel);
    for (uint32_t i = 0; i < used.size(); ++i) {
        if (used[i] && !m_names[i].text.empty())
            byKey[labelKey(m_names[i].text)].push_back(i);
    }
    bool isRespelled = false;
    bool mayRepeat = false;
    for (const auto &[key, numbers] : byKey) {
        const LabelName &first = m_names[numbers.front()];
        for (const uint32_t number : numbers) {
            rank[number] = uint32_t(m_truth->m_labels.size());
            const LabelName &other = m_names[number];
            if (other.text != first.text)
                addNotice(other.line,
                          tr("label \"%1\" is made of other Unicode characters here than where it stood first%2; "
                             "both are one label")
                              .arg(textOf(key), lineText(first.line)));
        }
        m_truth->m_labels.push_back(key);
        m_truth->m_spellings.push_back(first.text);
        m_keyLines.push_back(first.line);
        isRespelled = isRespelled || first.text != key;
        mayRepeat = mayRepeat || numbers.size() > 1;
    }
    if (!isRespelled)
        m_truth->m_spellings.clear();
    for (uint32_t i = 0; i < used.size(); ++i)
        mayRepeat = mayRepeat || (used[i] && rank[i] == kNoLabel);
    renumber(rank, mayRepeat);
}

void GroundTruthBuilder::renumber(const std::vector<uint32_t> &rank, bool mayRepeat)
{
    GroundTruth &truth = *m_truth;
    for (uint32_t &label : truth.m_labelIndices)
        label = rank[label];
    if (!mayRepeat)
        return;
    std::vector<uint64_t> offsets { 0 };
    std::vector<uint32_t> indices;
    for (size_t row = 0; row < truth.size(); ++row) {
        for (const uint32_t label : truth.labelsOf(row)) {
            if (label != kNoLabel
                && std::find(indices.begin() + ptrdiff_t(offsets.back()), indices.end(), label) == indices.end())
                indices.push_back(label);
        }
        offsets.push_back(indices.size());
    }
    truth.m_rowOffsets = std::move(offsets);
    truth.m_labelIndices = std::move(indices);
}

void GroundTruthBuilder::reportLookAlikes()
{
    constexpr size_t most = 1000;
    std::map<std::string, size_t> first;
    size_t reported = 0;
    for (size_t label = 0; label < m_truth->m_labels.size() && reported < most; ++label) {
        const auto [known, isNew] = first.emplace(lookAlikeKey(m_truth->m_labels[label]), label);
        if (isNew)
            continue;
        ++reported;
        size_t earlier = known->second;
        size_t later = label;
        if (m_keyLines[later] < m_keyLines[earlier])
            std::swap(earlier, later);
        addNotice(m_keyLines[later],
                  tr("label \"%1\" looks like \"%2\"%3; they are two labels")
                      .arg(textOf(m_truth->spelling(later)), textOf(m_truth->spelling(earlier)),
                           lineText(m_keyLines[earlier])));
    }
}

std::shared_ptr<const GroundTruth> GroundTruthBuilder::finish()
{
    uniteRepeated();
    sortLabels();
    if (std::any_of(m_keyLines.begin(), m_keyLines.end(), [](qint64 line) { return line > 0; }))
        reportLookAlikes(); // of what was read; a truth made of another has been told of
    if (m_hasNotices)
        std::stable_sort(m_truth->m_problems.begin(), m_truth->m_problems.end(),
                         [](const TruthProblem &a, const TruthProblem &b) { return a.line < b.line; });
    return std::move(m_truth);
}

} // namespace melscope
