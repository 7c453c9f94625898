#pragma once

#include "core/base/result.h"

#include <string>

struct stat;

namespace melscope {

/// Reads a whole small file into a buffer that is kept from file to file, with room behind for a parser's padding.
/// Four system calls and nothing else: folders of a million documents are read by this. `path` is in the file
/// system's own bytes. Errors (without the path): cannot be opened or read, no regular file, more than `limit` bytes;
/// Error::Kind::Unread where that may pass. `status` receives what the file was when it was opened.
Result<void> readSmallFile(const std::string &path, std::string &content, size_t limit, struct stat &status);

} // namespace melscope
