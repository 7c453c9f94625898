#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"

#include <QString>

namespace melscope {

inline constexpr int kMostDemoSongs = 1000;

/// Writes so many short songs of different kinds into a folder, 16-bit WAV files with title, artist, album, year and
/// genre, to try everything with that is done with sounds. Same number, same bytes. Errors: the folder cannot be
/// written; cancelled.
Result<void> makeDemoSongs(const QString &folder, int songs, const CancelToken &cancel = {});

} // namespace melscope
