#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace melscope {

inline constexpr std::array<const char *, 4> kDemoSources = { "allmusic", "discogs", "lastfm", "tagtraum" };

/// One style of music and what each of the four sources calls it; null where a source does not know it.
/// The names are real ones of the task's sources.
struct DemoStyle
{
    std::array<const char *, 4> names;
};

/// A genre and its subgenres.
struct DemoGenre
{
    DemoStyle genre;
    std::array<DemoStyle, 4> subgenres;
};

std::span<const DemoGenre> demoGenres();

} // namespace melscope
