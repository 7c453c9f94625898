#pragma once

#include "core/truth/recording_ids.h"

#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace melscope {

/// Something odd in a ground-truth file that did not stop the rest from being read.
struct TruthProblem
{
    qint64 line = 0; ///< 1-based; 0 for the file as a whole
    QString text;
};

/// The annotations of one file: recordings with their release groups and labels. Immutable once built.
/// Labels are indices into `labels()` (sorted by code point), CSR, in the order of the row.
class GroundTruth
{
public:
    const QString &source() const { return m_source; }
    const QString &file() const { return m_file; }

    size_t size() const { return m_recordings.size(); }
    const RecordingIds &recordings() const { return m_recordings; }
    const RecordingIds &releaseGroups() const { return m_releaseGroups; }
    /// Index into releaseGroups(), or kNoReleaseGroup.
    uint32_t releaseGroupOf(size_t recording) const { return m_releaseGroupOf[recording]; }
    static constexpr uint32_t kNoReleaseGroup = UINT32_MAX;
    /// An empty text where there is none.
    IdKey releaseGroupKey(size_t recording) const
    {
        const uint32_t group = m_releaseGroupOf[recording];
        return group == kNoReleaseGroup ? IdKey(std::string_view()) : m_releaseGroups.key(group);
    }

    /// What labels are compared by (labelKey(): trimmed, NFC), the same whatever file they come from.
    const std::vector<std::string> &labels() const { return m_labels; }
    /// The file's own spelling of a label, the first where it has several: what is written out again.
    const std::string &spelling(size_t label) const { return (m_spellings.empty() ? m_labels : m_spellings)[label]; }
    const std::vector<std::string> &spellings() const { return m_spellings.empty() ? m_labels : m_spellings; }
    std::span<const uint32_t> labelsOf(size_t recording) const
    {
        return std::span(m_labelIndices)
            .subspan(m_rowOffsets[recording], m_rowOffsets[recording + 1] - m_rowOffsets[recording]);
    }
    /// Asks for the memory of labelsOf(), which pays in long loops over recordings out of order: of one that comes
    /// soon, and of one that comes twice as late.
    void prefetchLabels(size_t soon, size_t later) const
    {
        __builtin_prefetch(&m_rowOffsets[later]);
        __builtin_prefetch(m_labelIndices.data() + m_rowOffsets[soon]);
    }
    size_t annotations() const { return m_labelIndices.size(); }
    size_t bytesInMemory() const;
    const std::vector<TruthProblem> &problems() const { return m_problems; }
    size_t problemCount() const { return m_problemCount; } ///< also those beyond the kept ones

    static constexpr size_t kKeptProblems = 10'000;

private:
    friend class GroundTruthBuilder;
    QString m_source;
    QString m_file;
    RecordingIds m_recordings;
    RecordingIds m_releaseGroups;
    std::vector<uint32_t> m_releaseGroupOf;
    std::vector<std::string> m_labels;
    std::vector<std::string> m_spellings; ///< empty where all are spelled as their keys
    std::vector<uint64_t> m_rowOffsets { 0 };
    std::vector<uint32_t> m_labelIndices;
    std::vector<TruthProblem> m_problems;
    size_t m_problemCount = 0;
};

/// Collects rows and makes a GroundTruth of them: unites repeated recordings and labels that differ in their Unicode
/// form alone, sorts the labels.
class GroundTruthBuilder
{
public:
    GroundTruthBuilder(QString source, QString file);

    void reserve(size_t rows);
    /// A row; empty labels are no labels, a label standing twice counts once. `line` is for problems.
    void addRow(std::string_view recording, std::string_view releaseGroup, std::span<const std::string_view> labels,
                qint64 line);
    /// The builder's number of a label, for rows given by numbers: 0, 1, 2 … as new spellings come. `line` is where it
    /// stands, for problems.
    uint32_t labelNumber(std::string_view label, qint64 line = 0);
    /// The same with ids and labels made ready elsewhere; a group of an empty text is none.
    void addRow(const IdKey &recording, const IdKey &releaseGroup, std::span<const uint32_t> labelNumbers, qint64 line);
    /// Asks for the memory that adding this row will need.
    void prefetch(const IdKey &recording, const IdKey &releaseGroup) const
    {
        m_truth->m_recordings.prefetch(recording);
        m_truth->m_releaseGroups.prefetch(releaseGroup);
    }
    void addProblem(qint64 line, QString text);
    /// For labels that are cells of a file: takes a spreadsheet's quotes off (see quotesOf()) and says so once.
    /// `marked`: the file bears the mark of one elsewhere.
    void unquoteLabels(bool marked);
    std::shared_ptr<const GroundTruth> finish();

private:
    void appendRow(std::span<const uint32_t> labelNumbers);
    void uniteRepeated();
    void sortLabels();
    void renumber(const std::vector<uint32_t> &rank, bool mayRepeat);
    void reportLookAlikes();
    void addNotice(qint64 line, QString text);

    struct LabelName
    {
        std::string text;
        qint64 line = 0; ///< where it stands first; 0: unknown
    };
    static constexpr uint32_t kNoLabel = UINT32_MAX;
    std::shared_ptr<GroundTruth> m_truth;
    std::vector<LabelName> m_names; ///< in order of appearance; sorted in finish()
    std::map<std::string, uint32_t, std::less<>> m_numbers; ///< of the names
    std::vector<qint64> m_keyLines; ///< by label of the truth
    bool m_hasNotices = false;
    std::vector<uint32_t> m_rowLabels; ///< of the row being added
    std::vector<std::pair<uint32_t, std::vector<uint32_t>>> m_repeated; ///< recording, further labels
};

} // namespace melscope
