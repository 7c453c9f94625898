#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/truth/recording_ids.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace melscope {

/// A submission file: one line a track, id<TAB>label<TAB>label…, no header. [REFERENCE §6]
/// Kept as it stands in the file, faults included, so that a checker can name them.
class Submission
{
public:
    struct Line
    {
        qint64 number = 0; ///< 1-based
        std::string_view id;
        std::span<const std::string_view> labels;
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
        return { m_numbers[index], m_ids[index],
                 std::span(m_labels).subspan(m_offsets[index], m_offsets[index + 1] - m_offsets[index]) };
    }

private:
    Submission() = default;
    QString m_file;
    std::vector<char> m_text; ///< a vector, since its bytes stay in place when it is moved
    std::vector<qint64> m_numbers;
    std::vector<std::string_view> m_ids;
    std::vector<std::string_view> m_labels;
    std::vector<size_t> m_offsets { 0 };
};

/// One line of a submission to be written.
std::string submissionLine(std::string_view id, std::span<const std::string_view> labels);

} // namespace melscope
