#pragma once

#include "core/audio/sound_tags.h"
#include "core/base/result.h"

namespace melscope {

/// Reads a file's tags by TagLib, which knows the kinds of all formats. Nothing is known of a file that it does not
/// know.
SoundTags readTagsWithTagLib(const QString &path);
/// Replaces a file's genre tags; all others stay. Errors: TagLib does not know the file's kind, or that kind has no
/// genre tags; it cannot be written.
Result<void> writeGenresWithTagLib(const QString &path, const std::vector<std::string> &genres);

} // namespace melscope
