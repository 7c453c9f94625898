#pragma once

#include "core/track/track_tags.h"

#include <QString>

#include <vector>

namespace melscope {

/// Finds the texts that contain what was typed, whichever case either has; made for the names of a million tracks at
/// each keystroke: the bytes are looked through as they lie in the file, many at a time.
class NameSearch
{
public:
    explicit NameSearch(const QString &typed);

    /// [values] whether the value contains what was typed. Texts of more than some MB are shared out among threads.
    std::vector<char> of(const TagColumns::Texts &texts) const;

private:
    struct Character
    {
        std::vector<std::string> ways; ///< its cases in UTF-8
    };
    void search(const TagColumns::Texts &texts, size_t first, size_t last, std::vector<char> &found) const;
    const char *endOfMatch(const char *at, const char *end) const;

    std::vector<Character> m_characters;
    std::vector<std::pair<char, char>> m_bytes; ///< the same, where each is a single byte in one case or two
};

} // namespace melscope
