#include "core/scoring/submission.h"

#include "core/base/archive_reader.h"
#include "core/truth/cell_text.h"

#include <unordered_map>

namespace melscope {

Result<Submission> Submission::read(const QString &path, const CancelToken &cancel)
{
    auto text = readPlainOrCompressed(path, cancel);
    if (!text)
        return passOn(text);
    return parse(std::move(*text), path);
}

Submission Submission::parse(std::string text, QString file)
{
    Submission submission;
    submission.m_file = std::move(file);
    submission.m_text.assign(text.begin(), text.end());
    std::string_view rest(submission.m_text.data(), submission.m_text.size());
    if (rest.starts_with("\xEF\xBB\xBF"))
        rest.remove_prefix(3);
    std::unordered_map<std::string_view, uint32_t> known;
    for (qint64 number = 1; !rest.empty(); ++number) {
        const size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const size_t tab = line.find('\t');
        submission.m_numbers.push_back(number);
        submission.m_writtenIds.push_back(line.substr(0, tab));
        submission.m_ids.push_back(idOfCell(line.substr(0, tab)));
        submission.m_isQuoted = submission.m_isQuoted || isQuotedId(trimmedText(line.substr(0, tab)));
        while (line.find('\t') != std::string_view::npos) {
            line.remove_prefix(line.find('\t') + 1);
            // Empty cells (padding) are no labels.
            const auto label = line.substr(0, line.find('\t'));
            if (label.empty())
                continue;
            const auto [place, isNew] = known.emplace(label, uint32_t(submission.m_labels.size()));
            if (isNew)
                submission.m_labels.push_back({ label, {}, number });
            submission.m_cells.push_back(label);
            submission.m_cellNumbers.push_back(place->second);
        }
        submission.m_offsets.push_back(submission.m_cells.size());
    }
    submission.readKeys();
    return submission;
}

void Submission::readKeys()
{
    for (const Label &label : m_labels)
        m_isQuoted = m_isQuoted || quotesOf(trimmedText(label.written)) == CellQuotes::Certain;
    for (Label &label : m_labels) {
        const std::string_view cell = trimmedText(label.written);
        label.key = labelKey(m_isQuoted ? unquotedCell(cell) : cell);
    }
}

std::string submissionLine(std::string_view id, std::span<const std::string_view> labels)
{
    std::string line(id);
    for (const std::string_view label : labels) {
        line += '\t';
        line += label;
    }
    line += '\n';
    return line;
}

} // namespace melscope
