#include "core/features/feature_store.h"

#include "core/base/atomic_file.h"
#include "core/base/safetensors.h"

#include <QFile>
#include <QSaveFile>

#include <fcntl.h>

#include <algorithm>

namespace melscope {

namespace {
// The header is written last, when N is known; room is left for it at the front.
constexpr size_t kHeaderRoom = 8192;
} // namespace

bool FeatureStore::looksLikeStore(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.read(9);
    return path.endsWith(QStringLiteral(".safetensors"), Qt::CaseInsensitive)
        || (head.size() == 9 && head[8] == '{' && head[7] == '\0' && head[6] == '\0' && head[5] == '\0');
}

Result<std::shared_ptr<const FeatureStore>> FeatureStore::open(const QString &path)
{
    auto file = SafetensorsFile::open(path, QLatin1String(kFormat), kVersion);
    if (!file)
        return passOn(file);
    const auto melbands = file->tensor("melbands", "F32", { -1, int64_t(kBands), int64_t(kChannels) });
    if (!melbands)
        return passOn(melbands);
    if (!isAligned<float>(*melbands))
        return fail(QStringLiteral("the tensor \"melbands\" does not lie on a multiple of 4 bytes"), path,
                    QStringLiteral("Make the file anew."));
    const auto idBytes = file->tensor("ids", "U8", { -1 });
    if (!idBytes)
        return passOn(idBytes);
    const auto idOffsets = file->tensor("id_offsets", "U64", { melbands->shape[0] + 1 });
    if (!idOffsets)
        return passOn(idOffsets);
    auto store = std::make_shared<FeatureStore>();
    if (isAligned<uint64_t>(*idOffsets)) {
        store->m_idOffsets = elementsOf<uint64_t>(*idOffsets);
    } else {
        store->m_ownedOffsets = copyOf<uint64_t>(*idOffsets);
        store->m_idOffsets = store->m_ownedOffsets;
    }
    const auto text = elementsOf<char>(*idBytes);
    store->m_idBytes = { text.data(), text.size() };
    if (store->m_idOffsets.front() != 0 || store->m_idOffsets.back() != text.size())
        return fail(QStringLiteral("the file is corrupt: its ids do not fill their tensor"), path, QStringLiteral("Make the file anew."));
    // The largest store has two million offsets, which takes some milliseconds.
    if (!std::is_sorted(store->m_idOffsets.begin(), store->m_idOffsets.end()))
        return fail(QStringLiteral("the file is corrupt: its id offsets are out of order"), path, QStringLiteral("Make the file anew."));
    store->m_path = path;
    store->m_metadata = file->metadata();
    store->m_map = file->map();
    store->m_images = elementsOf<float>(*melbands);
    return store;
}

FeatureStoreWriter::FeatureStoreWriter(const QString &path)
    : m_file(std::make_unique<QSaveFile>(path))
{
}
FeatureStoreWriter::~FeatureStoreWriter() = default;

Result<void> FeatureStoreWriter::open()
{
    if (auto opened = openForWriting(*m_file); !opened)
        return opened;
    m_file->write(QByteArray(int(kHeaderRoom), ' '));
    return {};
}

Result<bool> FeatureStoreWriter::add(std::string_view id, std::span<const float, kImageSize> image)
{
    if (!m_ids.insert(id).second)
        return false;
    constexpr auto size = qint64(sizeof(float) * kImageSize);
    if (m_file->write(reinterpret_cast<const char *>(image.data()), size) != size)
        return fail(QStringLiteral("could not be written: ") + m_file->errorString(), m_file->fileName(),
                    QStringLiteral("Free space or choose another place; an older store there is untouched."));
    // What is written goes to the disk little by little, so that the last moment does not take seconds.
    constexpr qint64 step = 32 << 20;
    if (m_file->pos() - m_sent > 2 * step) {
        sync_file_range(m_file->handle(), m_sent, step, SYNC_FILE_RANGE_WRITE);
        m_sent += step;
    }
    return true;
}

Result<void> FeatureStoreWriter::finish(QMap<QString, QString> metadata)
{
    QStringList channels;
    for (const char *name : kChannelNames)
        channels << QLatin1String(name);
    metadata.insert(QStringLiteral("format"), QLatin1String(FeatureStore::kFormat));
    metadata.insert(QStringLiteral("version"), QString::number(FeatureStore::kVersion));
    metadata.insert(QStringLiteral("channels"), channels.join(QLatin1Char(',')));
    const auto count = int64_t(m_ids.size());
    const IdTensors tensors = m_ids.tensors();
    const auto offsets = bytesOf(tensors.offsets);
    const auto ids = bytesOf(tensors.bytes);
    m_file->write(reinterpret_cast<const char *>(offsets.data()), qint64(offsets.size()));
    m_file->write(reinterpret_cast<const char *>(ids.data()), qint64(ids.size()));
    const std::string header = safetensorsHeader({ { "melbands", "F32", { count, int64_t(kBands), int64_t(kChannels) }, {} },
                                                   { "id_offsets", "U64", { count + 1 }, {} },
                                                   { "ids", "U8", { int64_t(ids.size()) }, {} } },
                                                 metadata, kHeaderRoom);
    if (header.size() != kHeaderRoom)
        return fail(QStringLiteral("the description of the inputs is too long for the store's header"), m_file->fileName(),
                    QStringLiteral("Import fewer inputs at once."));
    m_file->seek(0);
    m_file->write(header.data(), qint64(header.size()));
    return commitWriting(*m_file);
}

} // namespace melscope
