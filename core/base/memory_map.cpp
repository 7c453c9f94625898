#include "core/base/memory_map.h"

#include <QFile>
#include <QFileInfo>

namespace melscope {

MemoryMap::~MemoryMap() = default;

Result<std::shared_ptr<const MemoryMap>> MemoryMap::open(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(QStringLiteral("there is no such file"), path, QStringLiteral("Check the path."));
    if (info.isDir())
        return fail(QStringLiteral("this is a folder, not a file"), path);
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return fail(QStringLiteral("cannot be read: ") + file->errorString(), path,
                    QStringLiteral("Check the permissions."));
    const qint64 size = file->size();
    if (size == 0)
        return fail(QStringLiteral("the file is empty"), path, QStringLiteral("Make it anew."));
    const uchar *address = file->map(0, size);
    if (address == nullptr)
        return fail(QStringLiteral("cannot be mapped: ") + file->errorString(), path);
    std::shared_ptr<MemoryMap> map(new MemoryMap);
    map->m_file = std::move(file);
    map->m_bytes = { reinterpret_cast<const std::byte *>(address), size_t(size) };
    return map;
}

} // namespace melscope
