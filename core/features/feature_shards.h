#pragma once

#include "core/features/feature_pool.h"

#include <QStringList>

namespace melscope {

/// A store of several shards: a folder with `store.json`, which names the shards in order (the first that has a
/// recording wins), and the shards, feature stores themselves.
struct ShardedStore
{
    static constexpr const char *kFormat = "melscope-feature-shards";
    static constexpr int kVersion = 1;
    static inline const QString kManifest = QStringLiteral("store.json");

    QStringList shards; ///< file names, in order
    qint64 tracks = 0; ///< distinct recordings
    QString fingerprint; ///< of the inputs

    static bool isOne(const QString &folder);
    /// Errors: no such store, corrupt, newer version; a shard's name that leaves the folder.
    static Result<ShardedStore> read(const QString &folder);
    Result<void> write(const QString &folder) const;
};

/// Opens a store: one file, or a folder of shards. Errors: as FeatureStore::open().
Result<std::vector<FeaturePool::Store>> openFeatureStores(const QString &path);

} // namespace melscope
