#pragma once

#include "core/base/growing_file.h"

#include <string_view>

namespace melscope {

/// The Castagnoli cyclic redundancy check, as of iSCSI (RFC 3720, B.4): of "123456789" 0xE3069283.
uint32_t crc32c(std::string_view bytes);

/// A file of records as TensorFlow frames them: the length as u64, its masked check sum as u32, the bytes, and their
/// masked check sum as u32, all little-endian. Used by one thread.
class EventFile
{
public:
    /// Makes the folder if need be. Errors: it or the file cannot be made; a file of this name is there.
    Result<void> create(const QString &path) { return m_file.open(path, GrowingFile::Opening::New); }
    /// Appends a whole record, which readers see at once, or nothing. Errors: the disk is full …
    Result<void> append(std::string_view record);

private:
    GrowingFile m_file;
};

} // namespace melscope
