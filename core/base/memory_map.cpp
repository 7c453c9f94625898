#include "core/base/memory_map.h"

#include "core/base/file_path.h"
#include "core/base/words.h"

#include <QScopeGuard>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace melscope {

MemoryMap::~MemoryMap()
{
    ::munmap(const_cast<std::byte *>(m_bytes.data()), m_bytes.size());
}

Result<std::shared_ptr<const MemoryMap>> MemoryMap::open(const QString &path)
{
    auto unreadable = [&](const char *what) {
        return fail(QLatin1String(what) + QStringLiteral(": ") + faultText(errno), path,
                    tr("Check the permissions and the disk."));
    };
    int descriptor = -1;
    do {
        descriptor = ::open(pathBytes(path).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fail(tr("there is no such file"), path, tr("Check the path."));
    if (descriptor < 0)
        return unreadable("cannot be read");
    const auto closing = qScopeGuard([&] { ::close(descriptor); });
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return unreadable("cannot be read");
    if (S_ISDIR(status.st_mode))
        return fail(tr("this is a folder, not a file"), path);
    if (!S_ISREG(status.st_mode))
        return fail(tr("this is a pipe or a device, no regular file"), path, tr("Name a file."));
    if (status.st_size == 0)
        return fail(tr("the file is empty"), path, tr("Make it anew."));
    const auto size = size_t(status.st_size);
    void *address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
    if (address == MAP_FAILED)
        return unreadable("cannot be mapped into memory");
    std::shared_ptr<MemoryMap> map(new MemoryMap);
    map->m_bytes = { static_cast<const std::byte *>(address), size };
    return map;
}

} // namespace melscope
