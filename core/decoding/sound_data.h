#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace melscope {

/// A digest of a file's encoded sound, packet by packet: whatever is done to the file's tags, it stays the same.
/// Errors: as FfmpegInput and openContainer(); reading fails.
Result<QByteArray> soundDataDigest(const QString &path);

} // namespace melscope
