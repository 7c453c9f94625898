#pragma once

#include "core/base/atomic_file.h"

#include <QString>
#include <QTemporaryDir>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

namespace melscope {

/// A file in memory that has a name.
class MemoryFile
{
public:
    explicit MemoryFile(std::string_view bytes)
        : m_descriptor(memfd_create("input", 0))
    {
        if (m_descriptor < 0 || write(m_descriptor, bytes.data(), bytes.size()) != ssize_t(bytes.size()))
            std::abort();
    }
    ~MemoryFile() { close(m_descriptor); }
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;
    QString path() const { return QStringLiteral("/proc/self/fd/%1").arg(m_descriptor); }

private:
    int m_descriptor;
};

/// A folder in memory, for readers of several files; one for the whole process.
inline const QString &memoryFolder()
{
    static const QTemporaryDir folder(QStringLiteral("/dev/shm/melscope-fuzz-XXXXXX"));
    static const QString path = folder.path();
    return path;
}

inline std::string_view textOf(const uint8_t *data, size_t size)
{
    return { reinterpret_cast<const char *>(data), size };
}

/// Behind each part of an input that stands for several files.
inline constexpr char kPartEnd = '\f';

/// Exactly `count` parts, the last ones empty where the input has fewer.
inline std::vector<std::string> partsOf(std::string_view text, size_t count)
{
    std::vector<std::string> parts(count);
    for (size_t i = 0; i < count; ++i) {
        const size_t end = i + 1 < count ? text.find(kPartEnd) : std::string_view::npos;
        parts[i] = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parts;
}

/// What must hold whatever the input.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Writes a file, which must not fail.
inline void put(const QString &path, std::string_view text)
{
    require(bool(writeFileAtomically(path, text)));
}

} // namespace melscope
