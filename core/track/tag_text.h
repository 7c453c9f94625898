#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace melscope {

// How the tags of documents and of sound files become text of ours.

/// Appends a further value of a tag, trimmed, with "; " between; what is beyond 400 bytes is cut off, between
/// characters.
void appendTagValue(std::string &text, std::string_view value);
/// In composed form and without line ends and tabs, which would break tables.
void tidyTag(std::string &text);
/// The year that a date begins with; 0: none.
uint16_t yearOfDate(std::string_view date);

} // namespace melscope
