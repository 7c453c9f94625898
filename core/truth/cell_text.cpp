#include "core/truth/cell_text.h"

#include "core/base/text.h"

#include <QString>

#include <algorithm>
#include <cstdint>

namespace melscope {

namespace {

/// The length of the white space that a text begins with; 0 where there is none.
size_t spaceAtFront(std::string_view text)
{
    const auto byte = [&](size_t i) { return i < text.size() ? uint8_t(text[i]) : uint8_t(0); };
    if (byte(0) <= 0x20)
        return text.empty() ? 0 : 1;
    if (byte(0) == 0xC2)
        return byte(1) == 0xA0 || byte(1) == 0x85 ? 2 : 0;
    const uint32_t three = uint32_t(byte(0)) << 16 | uint32_t(byte(1)) << 8 | byte(2);
    const bool isSpace = (three >= 0xE28080 && three <= 0xE2808B) // U+2000 … U+200B
        || three == 0xE280A8 || three == 0xE280A9 || three == 0xE280AF || three == 0xE2819F // U+2028, 2029, 202F, 205F
        || three == 0xE38080 || three == 0xE19A80 || three == 0xEFBBBF; // U+3000, 1680, FEFF
    return isSpace ? 3 : 0;
}

size_t spaceAtBack(std::string_view text)
{
    for (const size_t length : { size_t(1), size_t(2), size_t(3) }) {
        if (text.size() >= length && spaceAtFront(text.substr(text.size() - length)) == length)
            return length;
    }
    return 0;
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return uint8_t(c) < 0x80; });
}

} // namespace

std::string_view trimmedText(std::string_view text)
{
    // Neither white space nor part of a longer character.
    const auto isPlain = [](char c) { return uint8_t(c) > 0x20 && uint8_t(c) < 0x80; };
    if (!text.empty() && isPlain(text.front()) && isPlain(text.back()))
        return text;
    while (const size_t length = spaceAtFront(text))
        text.remove_prefix(length);
    while (const size_t length = spaceAtBack(text))
        text.remove_suffix(length);
    return text;
}

CellQuotes quotesOf(std::string_view cell)
{
    if (!isQuotedId(cell))
        return CellQuotes::None;
    cell = cell.substr(1, cell.size() - 2);
    bool isCertain = cell.find_first_of(",\t\r\n") != std::string_view::npos;
    for (size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] != '"')
            continue;
        if (i + 1 == cell.size() || cell[i + 1] != '"')
            return CellQuotes::None;
        isCertain = true;
        ++i;
    }
    return isCertain ? CellQuotes::Certain : CellQuotes::Possible;
}

std::string unquotedCell(std::string_view cell)
{
    if (quotesOf(cell) == CellQuotes::None)
        return std::string(cell);
    std::string text;
    for (size_t i = 1; i + 1 < cell.size(); ++i) {
        text += cell[i];
        if (cell[i] == '"')
            ++i;
    }
    return std::string(trimmedText(text));
}

std::string cellOf(std::string_view text)
{
    if (quotesOf(text) == CellQuotes::None)
        return std::string(text);
    std::string cell = "\"";
    for (const char c : text) {
        cell += c;
        if (c == '"')
            cell += c;
    }
    return cell + '"';
}

std::string_view idOfCell(std::string_view cell)
{
    cell = trimmedText(cell);
    return isQuotedId(cell) ? trimmedText(cell.substr(1, cell.size() - 2)) : cell;
}

std::string labelKey(std::string_view label)
{
    label = trimmedText(label);
    if (isAscii(label))
        return std::string(label);
    return textOf(label).normalized(QString::NormalizationForm_C).toStdString();
}

std::string lookAlikeKey(std::string_view label)
{
    const QString text = textOf(label);
    // Folding may undo the normal form, so it is made once more.
    return text.normalized(QString::NormalizationForm_KC)
        .toCaseFolded()
        .normalized(QString::NormalizationForm_KC)
        .simplified()
        .toStdString();
}

} // namespace melscope
