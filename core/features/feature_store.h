#pragma once

#include "core/base/result.h"
#include "core/track/mel_image.h"
#include "core/track/track_tags.h"
#include "core/truth/recording_ids.h"

#include <QMap>

#include <memory>
#include <span>

namespace melscope {

class AtomicFile;

/// Mel images of many recordings in a memory-mapped safetensors file: `melbands` F32 [N, 40, 9] raw,
/// `id_offsets` U64 [N+1], `ids` U8, and where documents had them the tags. Immutable, safe to read from any thread.
/// Opening checks the header, the sizes and the ids' offsets and reads no more, however large the store is.
/// [core/README.md, Formats of our own]
class FeatureStore
{
public:
    static constexpr const char *kFormat = "melscope-features";
    static constexpr int kVersion = 1;

    /// Errors: missing, corrupt, not a feature store, of a newer version.
    static Result<std::shared_ptr<const FeatureStore>> open(const QString &path);
    /// Whether the file begins as a safetensors file does (not whether it is sound).
    static bool looksLikeStore(const QString &path);

    const QString &path() const { return m_path; }
    size_t size() const { return m_images.size() / kImageSize; }
    /// The recording's id. Points into the mapped file.
    std::string_view id(size_t index) const
    {
        return m_idBytes.substr(m_idOffsets[index], m_idOffsets[index + 1] - m_idOffsets[index]);
    }
    const QMap<QString, QString> &metadata() const { return m_metadata; }
    /// Raw values, [40 × 9] row-major.
    std::span<const float, kImageSize> image(size_t index) const
    {
        return std::span<const float, kImageSize>(m_images.data() + index * kImageSize, kImageSize);
    }
    /// Empty where the store has none, as those of older versions.
    const TagColumns &tags() const { return m_tags; }
    /// The tensors as they lie in the file.
    std::span<const float> images() const { return m_images; }
    std::span<const uint64_t> idOffsets() const { return m_idOffsets; }

private:
    QString m_path;
    QMap<QString, QString> m_metadata;
    std::shared_ptr<const MemoryMap> m_map;
    std::span<const float> m_images;
    std::span<const uint64_t> m_idOffsets;
    std::vector<uint64_t> m_ownedOffsets; ///< where the file's do not lie on a multiple of 8 bytes
    std::string_view m_idBytes;
    TagColumns m_tags;
};

/// Writes a store track by track; the file takes its place only when finish() succeeds.
class FeatureStoreWriter
{
public:
    explicit FeatureStoreWriter(const QString &path);
    ~FeatureStoreWriter();

    Result<void> open();
    /// False if the recording is in the store already (the first one stays).
    Result<bool> add(std::string_view id, std::span<const float, kImageSize> image, const TrackTags &tags = {});
    size_t size() const { return m_ids.size(); }
    Result<void> finish(QMap<QString, QString> metadata);

private:
    std::unique_ptr<AtomicFile> m_file;
    RecordingIds m_ids;
    TagColumnsBuilder m_tags;
};

} // namespace melscope
