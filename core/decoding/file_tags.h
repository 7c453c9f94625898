#pragma once

#include "core/audio/sound_tags.h"

namespace melscope {

/// Reads a file's tags by TagLib, which knows the kinds of all formats. Nothing is known of a file that it does not
/// know.
SoundTags readTagsWithTagLib(const QString &path);

} // namespace melscope
