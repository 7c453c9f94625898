#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace melscope {

/// Between a genre and its subgenre: "rock---progressiverock".
inline constexpr std::string_view kSubgenreMark = "---";

/// Longer labels are refused, in bytes.
inline constexpr size_t kLongestLabel = 4096;

/// A label without "---" is a genre, with it a subgenre. Labels are UTF-8. [core/README.md, Ground truth]
bool isSubgenre(std::string_view label);
inline bool isGenre(std::string_view label)
{
    return !isSubgenre(label);
}
/// "rock---progressiverock" → "rock"; a genre is its own.
std::string_view genreOf(std::string_view label);

/// Composed (NFC), lower-cased, split at "---", only Unicode letters kept in each part; "pop/rock---euro-pop" becomes
/// "poprock---euro-pop". May be empty for a label without letters. [core/README.md, Labels of several sources]
std::string normaliseLabel(std::string_view label);

} // namespace melscope
