#pragma once

#include "core/base/result.h"

#include <memory>
#include <span>

namespace melscope {

/// A whole file mapped read-only. Shared by everything that points into it; safe to read from any thread.
class MemoryMap
{
public:
    /// Errors: the file is missing, unreadable, empty or no regular one.
    static Result<std::shared_ptr<const MemoryMap>> open(const QString &path);
    ~MemoryMap();
    MemoryMap(const MemoryMap &) = delete;
    MemoryMap &operator=(const MemoryMap &) = delete;

    std::span<const std::byte> bytes() const { return m_bytes; }

private:
    MemoryMap() = default;
    std::span<const std::byte> m_bytes;
};

} // namespace melscope
