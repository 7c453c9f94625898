#include "core/features/feature_store.h"

#include "core/base/atomic_file.h"
#include "core/base/byte_stream.h"
#include "core/base/file_content.h"
#include "core/base/file_path.h"
#include "core/base/safetensors.h"
#include "core/base/words.h"

#include <algorithm>

namespace melscope {

namespace {
// The header is written last, when N is known; room is left for it at the front.
constexpr size_t kHeaderRoom = 16384;
} // namespace

bool FeatureStore::looksLikeStore(const QString &path)
{
    if (!fileStatus(path).isRegular())
        return false; // a pipe's first bytes would be gone
    auto file = openFileBytes(path);
    auto peeked = file ? peek(std::move(*file), {}) : Result<PeekedStream>(passOn(file));
    return peeked
        && (path.endsWith(QStringLiteral(".safetensors"), Qt::CaseInsensitive)
            || fileContentOf(peeked->head) == FileContent::Safetensors);
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
        return fail(tr("the tensor \"melbands\" does not lie on a multiple of 4 bytes"), path,
                    tr("Make the file anew."));
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
        return fail(tr("the file is corrupt: its ids do not fill their tensor"), path, tr("Make the file anew."));
    // The largest store has two million offsets, which takes some milliseconds.
    if (!std::is_sorted(store->m_idOffsets.begin(), store->m_idOffsets.end()))
        return fail(tr("the file is corrupt: its id offsets are out of order"), path, tr("Make the file anew."));
    auto tags = TagColumns::of(*file, melbands->shape[0]);
    if (!tags)
        return passOn(tags);
    store->m_tags = *tags;
    store->m_path = path;
    store->m_metadata = file->metadata();
    store->m_map = file->map();
    store->m_images = elementsOf<float>(*melbands);
    return store;
}

FeatureStoreWriter::FeatureStoreWriter(const QString &path)
    : m_file(std::make_unique<AtomicFile>(path))
{
}
FeatureStoreWriter::~FeatureStoreWriter() = default;

Result<void> FeatureStoreWriter::open()
{
    if (auto opened = m_file->open(); !opened)
        return opened;
    return m_file->write(std::string(kHeaderRoom, ' '));
}

Result<bool> FeatureStoreWriter::add(std::string_view id, std::span<const float, kImageSize> image,
                                     const TrackTags &tags)
{
    if (!m_ids.insert(id).second)
        return false;
    if (const auto written = m_file->write(std::as_bytes(image)); !written)
        return passOn(written);
    m_file->sendToDisk();
    m_tags.add(tags);
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
    std::vector<NamedTensor> parts { { "melbands", "F32", { count, int64_t(kBands), int64_t(kChannels) }, {} },
                                     { "id_offsets", "U64", { count + 1 }, bytesOf(tensors.offsets) } };
    std::ranges::move(m_tags.tensors(), std::back_inserter(parts));
    parts.push_back({ "ids", "U8", { int64_t(tensors.bytes.size()) }, bytesOf(tensors.bytes) });
    for (const NamedTensor &part : std::span(parts).subspan(1)) {
        if (const auto written = m_file->write(part.bytes); !written)
            return written;
    }
    const std::string header = safetensorsHeader(parts, metadata, kHeaderRoom);
    if (header.size() != kHeaderRoom)
        return fail(tr("the description of the inputs is too long for the store's header"), m_file->path(),
                    tr("Import fewer inputs at once."));
    if (const auto written = m_file->writeAtFront(header); !written)
        return written;
    return m_file->commit();
}

} // namespace melscope
