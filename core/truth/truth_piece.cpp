#include "core/truth/truth_piece.h"

#include "core/base/words.h"
#include "core/truth/cell_text.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace melscope {

namespace {

constexpr std::string_view kQuotedNothing = "\"\"";

QString quoted(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(std::min<size_t>(text.size(), 80)));
}

/// Numbers the labels of a piece. There are hundreds, looked up millions of times: a small table of our own takes
/// a third of std::unordered_map's time here.
class PieceLabels
{
public:
    PieceLabels(std::vector<std::string_view> &names, std::vector<uint32_t> &lines)
        : m_names(names)
        , m_lines(lines)
        , m_slots(4096, 0)
    {
    }
    uint32_t number(std::string_view label, uint32_t line)
    {
        size_t slot = hashOf(label) & (m_slots.size() - 1);
        while (m_slots[slot] != 0) {
            if (m_names[m_slots[slot] - 1] == label)
                return m_slots[slot] - 1;
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        m_names.push_back(label);
        m_lines.push_back(line);
        m_slots[slot] = uint32_t(m_names.size());
        if (m_names.size() * 2 > m_slots.size())
            grow();
        return uint32_t(m_names.size() - 1);
    }

private:
    static size_t hashOf(std::string_view label)
    {
        uint64_t hash = label.size();
        const char *p = label.data();
        size_t left = label.size();
        for (; left >= 8; left -= 8, p += 8) {
            uint64_t word;
            std::memcpy(&word, p, 8);
            hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
            hash ^= hash >> 32;
        }
        uint64_t word = 0;
        std::memcpy(&word, p, left);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
        return size_t(hash ^ hash >> 32);
    }
    void grow()
    {
        m_slots.assign(m_slots.size() * 2, 0);
        for (size_t i = 0; i < m_names.size(); ++i) {
            size_t slot = hashOf(m_names[i]) & (m_slots.size() - 1);
            while (m_slots[slot] != 0)
                slot = (slot + 1) & (m_slots.size() - 1);
            m_slots[slot] = uint32_t(i + 1);
        }
    }
    std::vector<std::string_view> &m_names;
    std::vector<uint32_t> &m_lines;
    std::vector<uint32_t> m_slots;
};

void parseRow(std::string_view row, size_t columns, PieceRows &piece, PieceLabels &labels)
{
    const uint32_t line = piece.lines - 1;
    size_t cells = 0;
    std::string_view recording;
    std::string_view releaseGroup;
    for (size_t begin = 0; begin <= row.size();) {
        const auto *tab = static_cast<const char *>(std::memchr(row.data() + begin, '\t', row.size() - begin));
        const size_t end = tab == nullptr ? row.size() : size_t(tab - row.data());
        const std::string_view cell = trimmedText(row.substr(begin, end - begin));
        begin = end + 1;
        if (cells == 0)
            recording = cell;
        else if (cells == 1)
            releaseGroup = cell;
        else if (!cell.empty() && cell != kQuotedNothing)
            piece.labels.push_back(labels.number(cell, line));
        ++cells;
    }
    if (isQuotedId(recording)) {
        piece.hasQuotedIds = true;
        recording = idOfCell(recording);
    }
    if (recording.empty()) {
        piece.labels.resize(piece.rows.empty() ? 0 : piece.rows.back().labelsEnd);
        piece.problems.push_back({ line, tr("the line has no recording id; it is left out") });
        return;
    }
    releaseGroup = idOfCell(releaseGroup);
    if (releaseGroup.empty())
        piece.problems.push_back({ line, tr("recording %1 has no release group").arg(quoted(recording)) });
    if (cells > columns)
        piece.problems.push_back(
            { line, tr("the line has %1 cells, the header %2").arg(QString::number(cells), QString::number(columns)) });
    piece.rows.push_back({ IdKey(recording), IdKey(releaseGroup), uint32_t(piece.labels.size()), line });
}

} // namespace

std::string_view takeLine(std::string_view &text)
{
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

PieceRows pieceOf(std::string text, qint64 bytesConsumed)
{
    PieceRows piece;
    piece.text = std::make_unique<const std::string>(std::move(text));
    piece.bytesConsumed = bytesConsumed;
    return piece;
}

PieceRows parsePiece(PieceRows piece, size_t columns)
{
    std::string_view text = *piece.text;
    PieceLabels labels(piece.labelNames, piece.labelLines);
    piece.rows.reserve(text.size() / 100);
    piece.labels.reserve(text.size() / 25);
    const bool allValid = simdjson::validate_utf8(text.data(), text.size());
    while (!text.empty()) {
        const std::string_view row = takeLine(text);
        ++piece.lines;
        if (row.empty())
            continue;
        if (!allValid && !simdjson::validate_utf8(row.data(), row.size()))
            piece.problems.push_back({ piece.lines - 1, tr("the line is not valid UTF-8; it is left out") });
        else
            parseRow(row, columns, piece, labels);
    }
    return piece;
}

} // namespace melscope
