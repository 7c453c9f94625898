#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace melscope {

/// Bzip2-compressed text. Errors: out of memory.
Result<std::string> compressBzip2(std::string_view text);

/// A .tar.bz2 of named files, byte for byte the same for the same content (no times, no owners).
Result<std::string> makeTarBzip2(const std::vector<std::pair<std::string, std::string>> &files);

} // namespace melscope
