#pragma once

#include "core/base/result.h"

#include <string>

namespace melscope {

/// Reads a whole small file into a buffer that is kept from file to file, with room behind for a parser's padding.
/// Four system calls and nothing else: folders of a million documents are read by this. `path` is in the file
/// system's own bytes. Errors (without the path): cannot be opened or read, no regular file, more than `limit` bytes;
/// Error::Kind::Unread where that may pass.
Result<void> readSmallFile(const std::string &path, std::string &content, size_t limit);

} // namespace melscope
