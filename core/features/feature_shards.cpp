#include "core/features/feature_shards.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace melscope {

bool ShardedStore::isOne(const QString &folder)
{
    return QFileInfo(folder).isDir() && QFileInfo::exists(QDir(folder).filePath(kManifest));
}

Result<ShardedStore> ShardedStore::read(const QString &folder)
{
    const QString path = QDir(folder).filePath(kManifest);
    const QString remedy = QStringLiteral("Import the documents again.");
    const auto text = readPlainOrCompressed(path);
    if (!text)
        return passOn(text);
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
    if (json.value(QStringLiteral("format")).toString() != QLatin1String(kFormat))
        return fail(QStringLiteral("this is no store of features"), path, remedy);
    if (const int version = json.value(QStringLiteral("version")).toInt(); version > kVersion)
        return fail(QStringLiteral("the store has version %1, this program reads up to %2").arg(version).arg(kVersion), path, QStringLiteral("Update Melscope."));
    ShardedStore store;
    for (const QJsonValue &shard : json.value(QStringLiteral("shards")).toArray()) {
        const QString name = shard.toString();
        if (name.isEmpty() || name.contains(QLatin1Char('/')) || name == QStringLiteral(".."))
            return fail(QStringLiteral("the store names a shard \"%1\" outside its folder").arg(name), path, remedy);
        store.shards << name;
    }
    store.tracks = json.value(QStringLiteral("tracks")).toInteger();
    store.fingerprint = json.value(QStringLiteral("fingerprint")).toString();
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
