#pragma once

#include "core/base/result.h"
#include "core/features/mel_image.h"
#include "core/truth/recording_ids.h"

#include <QMap>

#include <memory>
#include <span>

class QSaveFile;

namespace melscope {

/// Mel images of many recordings in a memory-mapped safetensors file: `melbands` F32 [N, 40, 9] raw,
/// `id_offsets` U64 [N+1], `ids` U8. Immutable, safe to read from any thread. DESIGN, formats.
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
    size_t size() const { return m_ids.size(); }
    const RecordingIds &ids() const { return m_ids; }
    const QMap<QString, QString> &metadata() const { return m_metadata; }
    /// Raw values, [40 × 9] row-major.
    std::span<const float, kImageSize> image(size_t index) const
    {
        return std::span<const float, kImageSize>(m_images.data() + index * kImageSize, kImageSize);
    }

private:
    QString m_path;
    RecordingIds m_ids;
    QMap<QString, QString> m_metadata;
    std::shared_ptr<const MemoryMap> m_map;
    std::span<const float> m_images;
};

/// Writes a store track by track; the file takes its place only when finish() succeeds.
class FeatureStoreWriter
{
public:
    explicit FeatureStoreWriter(const QString &path);
    ~FeatureStoreWriter();

    Result<void> open();
    /// False if the recording is in the store already (the first one stays).
    Result<bool> add(std::string_view id, const MelImage &image);
    size_t size() const { return m_ids.size(); }
    Result<void> finish(QMap<QString, QString> metadata);

private:
    std::unique_ptr<QSaveFile> m_file;
    RecordingIds m_ids;
};

} // namespace melscope
