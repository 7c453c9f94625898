#pragma once

#include "core/base/result.h"

#include <memory>
#include <span>

class QFile;

namespace melscope {

/// A whole file mapped read-only. Shared by everything that points into it; safe to read from any thread.
class MemoryMap
{
public:
    /// Errors: the file is missing, unreadable or empty.
    static Result<std::shared_ptr<const MemoryMap>> open(const QString &path);
    ~MemoryMap();

    std::span<const std::byte> bytes() const { return m_bytes; }

private:
    MemoryMap() = default;
    std::unique_ptr<QFile> m_file;
    std::span<const std::byte> m_bytes;
};

} // namespace melscope
