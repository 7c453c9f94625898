#pragma once

#include <QString>

#include <string_view>

namespace melscope {

/// UTF-8, as files and the labels of the core are written, as a text for people.
inline QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace melscope
