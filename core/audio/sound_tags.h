#pragma once

#include "core/track/track_tags.h"

#include <QString>

namespace melscope {

/// What a sound file says of itself.
struct SoundTags
{
    TrackTags tags; ///< without length, codec and whether it is lossless, which decoding tells
    std::vector<std::string> genres; ///< genre tags one by one, as they are written
    std::string recording; ///< MusicBrainz id, or empty
    std::string releaseGroup; ///< likewise
};

} // namespace melscope
