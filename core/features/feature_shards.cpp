#include "core/features/feature_shards.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/json_fields.h"
#include "core/base/words.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace melscope {

bool ShardedStore::isOne(const QString &folder)
{
    return QFileInfo(folder).isDir() && mayBeThere(QDir(folder).filePath(kManifest));
}

Result<ShardedStore> ShardedStore::read(const QString &folder)
{
    const QString path = QDir(folder).filePath(kManifest);
    const QString remedy = tr("Import the documents again.");
    const auto json = JsonFields::read(path, { QLatin1String(kFormat), kVersion, tr("store of features"), remedy });
    if (!json)
        return passOn(json);
    ShardedStore store;
    store.shards = json->texts("shards");
    store.tracks = json->whole("tracks", 0, JsonFields::kMostExact);
    store.fingerprint = json->text("fingerprint");
    if (const auto checked = json->check(); !checked)
        return passOn(checked);
    for (const QString &name : std::as_const(store.shards)) {
        if (name.isEmpty() || name.contains(QLatin1Char('/')) || name == QStringLiteral(".."))
            return fail(tr("the store names a shard \"%1\" outside its folder").arg(name), path, remedy);
    }
    return store;
}

Result<void> ShardedStore::write(const QString &folder) const
{
    const QJsonObject json { { QStringLiteral("format"), QLatin1String(kFormat) },
                             { QStringLiteral("version"), kVersion },
                             { QStringLiteral("shards"), QJsonArray::fromStringList(shards) },
                             { QStringLiteral("tracks"), tracks },
                             { QStringLiteral("fingerprint"), fingerprint } };
    const QByteArray bytes = QJsonDocument(json).toJson(QJsonDocument::Indented);
    return writeFileAtomically(QDir(folder).filePath(kManifest), { bytes.constData(), size_t(bytes.size()) });
}

Result<std::vector<FeaturePool::Store>> openFeatureStores(const QString &path)
{
    QStringList files { path };
    if (ShardedStore::isOne(path)) {
        const auto store = ShardedStore::read(path);
        if (!store)
            return passOn(store);
        files.clear();
        for (const QString &shard : store->shards)
            files << QDir(path).filePath(shard);
    }
    std::vector<FeaturePool::Store> stores;
    for (const QString &file : std::as_const(files)) {
        auto store = FeatureStore::open(file);
        if (!store)
            return passOn(store);
        stores.push_back(std::move(*store));
    }
    return stores;
}

} // namespace melscope
