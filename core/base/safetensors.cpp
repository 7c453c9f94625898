#include "core/base/safetensors.h"

#include "core/base/atomic_file.h"
#include "core/base/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

namespace melscope {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

namespace {

// No header of ours comes near this; a larger length is a corrupt file, not a reason to allocate.
constexpr uint64_t kLargestHeader = 100'000'000;
QString remedyText()
{
    return tr("Make the file anew.");
}

/// Exact non-negative integers only: JSON numbers are doubles.
std::optional<uint64_t> exactCount(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    if (number < 0 || number > 9007199254740992.0 || std::floor(number) != number)
        return std::nullopt;
    return uint64_t(number);
}

std::optional<TensorInfo> readTensorInfo(const QJsonObject &object, std::span<const std::byte> data)
{
    TensorInfo info;
    info.dtype = object.value(QStringLiteral("dtype")).toString().toStdString();
    const size_t size = elementSize(info.dtype);
    const QJsonArray offsets = object.value(QStringLiteral("data_offsets")).toArray();
    if (size == 0 || offsets.size() != 2)
        return std::nullopt;
    uint64_t elements = 1;
    for (const QJsonValue value : object.value(QStringLiteral("shape")).toArray()) {
        const auto extent = exactCount(value);
        if (!extent || (*extent != 0 && elements > data.size() / *extent))
            return std::nullopt;
        elements *= *extent;
        info.shape.push_back(int64_t(*extent));
    }
    const auto begin = exactCount(offsets[0]);
    const auto end = exactCount(offsets[1]);
    if (!begin || !end || *begin > *end || *end > data.size() || *end - *begin != elements * size)
        return std::nullopt;
    info.bytes = data.subspan(*begin, *end - *begin);
    return info;
}

Result<void> checkKind(const QMap<QString, QString> &metadata, const QString &path, const QString &kind, int version)
{
    if (kind.isEmpty())
        return {};
    // A file written from Python may carry no metadata; its tensors are checked all the same.
    const QString format = metadata.value(QStringLiteral("format"), kind);
    if (format != kind)
        return fail(tr("this file is not a %1 file (it says \"%2\")").arg(kind, format), path,
                    tr("Choose a file made for this purpose."));
    bool ok = false;
    const int found = metadata.value(QStringLiteral("version"), QStringLiteral("1")).toInt(&ok);
    if (!ok || found < 1)
        return fail(tr("the file's version is no number"), path, remedyText());
    if (found > version)
        return fail(tr("the file has version %1, this program reads up to %2")
                        .arg(QString::number(found), QString::number(version)),
                    path, tr("Update Melscope."));
    return {};
}

} // namespace

size_t elementSize(std::string_view dtype)
{
    static const std::map<std::string_view, size_t> sizes = {
        { "F64", 8 },  { "I64", 8 }, { "U64", 8 }, { "F32", 4 }, { "I32", 4 }, { "U32", 4 },  { "F16", 2 },
        { "BF16", 2 }, { "I16", 2 }, { "U16", 2 }, { "I8", 1 },  { "U8", 1 },  { "BOOL", 1 },
    };
    const auto found = sizes.find(dtype);
    return found == sizes.end() ? 0 : found->second;
}

int64_t TensorInfo::elements() const
{
    int64_t count = 1;
    for (const int64_t extent : shape)
        count *= extent;
    return count;
}

Result<SafetensorsFile> SafetensorsFile::open(const QString &path, const QString &kind, int version)
{
    auto map = MemoryMap::open(path);
    if (!map)
        return passOn(map);
    auto corrupt = [&](const QString &why) { return fail(tr("the file is corrupt: ") + why, path, remedyText()); };
    const auto bytes = (*map)->bytes();
    uint64_t length = 0;
    if (bytes.size() < sizeof length)
        return corrupt(tr("too short for a header"));
    std::memcpy(&length, bytes.data(), sizeof length);
    if (length > kLargestHeader || length > bytes.size() - sizeof length)
        return corrupt(tr("its header would be longer than the file"));
    QJsonParseError parseError;
    const QByteArray header(reinterpret_cast<const char *>(bytes.data()) + sizeof length, qsizetype(length));
    const QJsonDocument json = QJsonDocument::fromJson(header, &parseError);
    if (!json.isObject())
        return corrupt(parseError.error == QJsonParseError::NoError
                           ? tr("its header is no JSON object")
                           : tr("its header is no JSON (%1)").arg(parseError.errorString()));

    SafetensorsFile file;
    file.m_path = path;
    file.m_map = *map;
    const auto data = bytes.subspan(sizeof length + length);
    const QJsonObject object = json.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == QStringLiteral("__metadata__")) {
            const QJsonObject metadata = it.value().toObject();
            for (auto entry = metadata.begin(); entry != metadata.end(); ++entry)
                file.m_metadata.insert(entry.key(), entry.value().toString());
            continue;
        }
        const auto info = readTensorInfo(it.value().toObject(), data);
        if (!info)
            return corrupt(tr("tensor \"%1\" has a wrong type, shape or place").arg(it.key()));
        file.m_tensors.emplace(it.key().toStdString(), *info);
    }
    if (const auto kindOk = checkKind(file.m_metadata, path, kind, version); !kindOk)
        return passOn(kindOk);
    return file;
}

Result<TensorInfo> SafetensorsFile::tensor(const std::string &name, std::string_view dtype,
                                           std::vector<int64_t> shape) const
{
    auto corrupt = [&](const QString &why) {
        return fail(tr("the file is corrupt: tensor \"%1\" %2").arg(QString::fromStdString(name), why), m_path,
                    remedyText());
    };
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        return corrupt(tr("is missing"));
    const TensorInfo &info = found->second;
    if (info.dtype != dtype)
        return corrupt(tr("is of type %1").arg(QString::fromStdString(info.dtype)));
    if (info.shape.size() != shape.size())
        return corrupt(tr("has %1 dimensions").arg(info.shape.size()));
    for (size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] >= 0 && shape[i] != info.shape[i])
            return corrupt(tr("has extent %1 in dimension %2, not %3")
                               .arg(QString::number(info.shape[i]), QString::number(i), QString::number(shape[i])));
    }
    return info;
}

std::string safetensorsHeader(const std::vector<NamedTensor> &tensors, const QMap<QString, QString> &metadata,
                              size_t reserve)
{
    QJsonObject object;
    QJsonObject meta;
    for (auto it = metadata.begin(); it != metadata.end(); ++it)
        meta.insert(it.key(), it.value());
    object.insert(QStringLiteral("__metadata__"), meta);
    qint64 offset = 0;
    for (const NamedTensor &tensor : tensors) {
        QJsonArray shape;
        qint64 size = qint64(elementSize(tensor.dtype));
        for (const int64_t extent : tensor.shape) {
            shape.append(qint64(extent));
            size *= extent;
        }
        object.insert(QString::fromStdString(tensor.name),
                      QJsonObject { { QStringLiteral("dtype"), QString::fromStdString(tensor.dtype) },
                                    { QStringLiteral("shape"), shape },
                                    { QStringLiteral("data_offsets"), QJsonArray { offset, offset + size } } });
        offset += size;
    }
    std::string json = QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
    const size_t prefix = sizeof(uint64_t);
    const size_t target = reserve > 0 ? reserve : (prefix + json.size() + 7) / 8 * 8;
    if (prefix + json.size() <= target)
        json.append(target - prefix - json.size(), ' ');
    const uint64_t length = json.size();
    std::string header(prefix, '\0');
    std::memcpy(header.data(), &length, prefix);
    return header + json;
}

Result<void> writeSafetensors(const QString &path, const std::vector<NamedTensor> &tensors,
                              const QMap<QString, QString> &metadata)
{
    AtomicFile file(path);
    if (const auto opened = file.open(); !opened)
        return opened;
    if (const auto written = file.write(safetensorsHeader(tensors, metadata)); !written)
        return written;
    for (const NamedTensor &tensor : tensors) {
        if (const auto written = file.write(tensor.bytes); !written)
            return written;
    }
    return file.commit();
}

} // namespace melscope
