#pragma once

#include "core/base/memory_map.h"
#include "core/base/result.h"

#include <QMap>

#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace melscope {

/// One tensor's place in a safetensors file.
struct TensorInfo
{
    std::string dtype; ///< "F32", "U8", "U64" …
    std::vector<int64_t> shape;
    std::span<const std::byte> bytes; ///< empty when only described

    int64_t elements() const;
};

/// Bytes of one element of a dtype, or 0 if we do not know it.
size_t elementSize(std::string_view dtype);

/// A safetensors file: 8-byte little-endian header length, JSON header, raw tensors. The reader checks
/// lengths, offsets and shapes before it trusts anything, and keeps the file mapped.
/// [core/README.md, Formats of our own]
class SafetensorsFile
{
public:
    /// `kind` is what the caller expects in the metadata key "format" ("melscope-features", …) and
    /// `version` the newest "version" it understands; an empty `kind` takes any file.
    /// Errors: missing, truncated, corrupt, of another kind, of a newer version.
    static Result<SafetensorsFile> open(const QString &path, const QString &kind, int version);

    const QString &path() const { return m_path; }
    const QMap<QString, QString> &metadata() const { return m_metadata; }
    const std::map<std::string, TensorInfo> &tensors() const { return m_tensors; }
    const std::shared_ptr<const MemoryMap> &map() const { return m_map; }

    /// The tensor of this name, dtype and shape (-1: any extent). Errors: absent or different.
    Result<TensorInfo> tensor(const std::string &name, std::string_view dtype, std::vector<int64_t> shape) const;

private:
    QString m_path;
    QMap<QString, QString> m_metadata;
    std::map<std::string, TensorInfo> m_tensors;
    std::shared_ptr<const MemoryMap> m_map;
};

/// A tensor to be written; bytes may come later, when only a header is made.
struct NamedTensor
{
    std::string name;
    std::string dtype;
    std::vector<int64_t> shape;
    std::span<const std::byte> bytes;
};

/// The header (length prefix included) for tensors that follow one another in the order given.
/// With `reserve` > 0 it is padded with spaces to exactly that many bytes (0 = multiple of 8).
std::string safetensorsHeader(const std::vector<NamedTensor> &tensors, const QMap<QString, QString> &metadata,
                              size_t reserve = 0);

/// Writes a whole file atomically.
Result<void> writeSafetensors(const QString &path, const std::vector<NamedTensor> &tensors,
                              const QMap<QString, QString> &metadata);

template <class T>
std::span<const std::byte> bytesOf(const std::vector<T> &values)
{
    return std::as_bytes(std::span<const T>(values));
}
/// Whether the tensor can be used in place as an array of T. Files of ours always can; others may not.
template <class T>
bool isAligned(const TensorInfo &tensor)
{
    return reinterpret_cast<uintptr_t>(tensor.bytes.data()) % alignof(T) == 0;
}
template <class T>
std::span<const T> elementsOf(const TensorInfo &tensor)
{
    return { reinterpret_cast<const T *>(tensor.bytes.data()), tensor.bytes.size() / sizeof(T) };
}
template <class T>
std::vector<T> copyOf(const TensorInfo &tensor)
{
    std::vector<T> values(tensor.bytes.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), tensor.bytes.data(), values.size() * sizeof(T));
    return values;
}

} // namespace melscope
