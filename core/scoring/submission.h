#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/truth/recording_ids.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace melscope {

/// A submission file: one line a track, id<TAB>label<TAB>label…, no header. [core/README.md, Submissions]
/// Kept as it stands in the file, faults included, so that a checker can name them; what ids and labels are compared by
/// stands beside it.
class Submission
{
public:
    /// One label as written, and what it means.
    struct Label
    {
        std::string_view written;
        std::string key; ///< as labelKey(), without a spreadsheet's quotes; empty: no label (`""` of a quoted file)
        qint64 line = 0; ///< where it stands first
    };
    struct Line
    {
        qint64 number = 0; ///< 1-based
        std::string_view id; ///< without white space and quotes about it
        std::string_view writtenId;
        std::span<const std::string_view> labels; ///< as written
        std::span<const uint32_t> numbers; ///< of the labels, into labels()
    };

    /// Plain or compressed. Errors: missing or unreadable, damaged compression.
    static Result<Submission> read(const QString &path, const CancelToken &cancel = {});
    static Submission parse(std::string text, QString file = {});

    Submission(Submission &&) noexcept = default;
    Submission &operator=(Submission &&) noexcept = default;

    const QString &file() const { return m_file; }
    size_t size() const { return m_ids.size(); }
    Line line(size_t index) const
    {
        const size_t count = m_offsets[index + 1] - m_offsets[index];
        return { m_numbers[index], m_ids[index], m_writtenIds[index],
                 std::span(m_cells).subspan(m_offsets[index], count),
                 std::span(m_cellNumbers).subspan(m_offsets[index], count) };
    }
    /// The different labels, in order of first appearance.
    const std::vector<Label> &labels() const { return m_labels; }
    /// Whether cells are quoted as spreadsheets do (see quotesOf()).
    bool isQuoted() const { return m_isQuoted; }

private:
    Submission() = default;
    void readKeys();

    QString m_file;
    std::vector<char> m_text; ///< a vector, since its bytes stay in place when it is moved
    std::vector<qint64> m_numbers;
    std::vector<std::string_view> m_ids;
    std::vector<std::string_view> m_writtenIds;
    std::vector<Label> m_labels;
    std::vector<std::string_view> m_cells;
    std::vector<uint32_t> m_cellNumbers;
    bool m_isQuoted = false;
    std::vector<size_t> m_offsets { 0 };
};

/// One line of a submission to be written.
std::string submissionLine(std::string_view id, std::span<const std::string_view> labels);

} // namespace melscope
