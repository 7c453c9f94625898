#include "core/track/tag_text.h"

#include <QString>

#include <algorithm>

namespace melscope {

namespace {

// What a tag may hold at most, bytes: a store of millions is no place for novels.
constexpr size_t kLongestTag = 400;

} // namespace

void appendTagValue(std::string &text, std::string_view value)
{
    const size_t first = value.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return;
    value = value.substr(first, value.find_last_not_of(" \t\r\n") + 1 - first);
    if (text.size() + value.size() > kLongestTag) {
        value = value.substr(0, kLongestTag - std::min(kLongestTag, text.size()));
        while (!value.empty() && (static_cast<unsigned char>(value.back()) & 0xC0) == 0x80)
            value.remove_suffix(1);
        if (!value.empty())
            value.remove_suffix(1); // perhaps the beginning of a character that is cut off
        if (value.empty())
            return;
    }
    if (!text.empty())
        text += "; ";
    text += value;
}

void tidyTag(std::string &text)
{
    bool isAscii = true;
    for (char &c : text) {
        isAscii = isAscii && static_cast<unsigned char>(c) < 0x80;
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' ';
    }
    if (!isAscii)
        text = QString::fromStdString(text).normalized(QString::NormalizationForm_C).toStdString();
}

uint16_t yearOfDate(std::string_view date)
{
    if (date.size() < 4 || !std::all_of(date.begin(), date.begin() + 4, [](char c) { return c >= '0' && c <= '9'; }))
        return 0;
    return uint16_t((date[0] - '0') * 1000 + (date[1] - '0') * 100 + (date[2] - '0') * 10 + (date[3] - '0'));
}

} // namespace melscope
