#pragma once

#include "core/exploring/track_filter.h"

namespace melscope {

/// The columns that tracks can be ordered by.
enum class TrackColumn {
    Recording,
    ReleaseGroup,
    Source,
    Part,
    Labels,
    LabelCount,
    Features,
    F1,
    TopScore,
    Marked,
    Title,
    Artist,
    Album,
    Genre,
    Year,
    Length
};

/// Orders tracks by a column, stably: those that are equal in it stay in the order given. Ids and labels as their
/// texts compare by code point, names without regard to the case of a to z, figures by value with missing ones below
/// all. Errors: cancelled alone.
Result<std::vector<uint32_t>> orderTracks(const FilterContext &context, TrackColumn column, bool descending,
                                          std::vector<uint32_t> tracks, const CancelToken &cancel = {});

} // namespace melscope
