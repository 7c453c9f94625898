#include "core/experiment/feature_cache.h"

#include "core/base/number_text.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace melscope {

namespace {

/// The store an input is imported into: its name, and a hash of its path, since names repeat.
QString cachePath(const QString &input, const QString &cacheFolder)
{
    const QFileInfo info(input);
    const QByteArray hash = QCryptographicHash::hash(info.absoluteFilePath().toUtf8(), QCryptographicHash::Sha256);
    QString name = info.isDir() ? info.fileName() : info.baseName();
    if (name.isEmpty())
        name = QStringLiteral("features");
    return cacheFolder + QLatin1Char('/') + name + QLatin1Char('-') + QString::fromLatin1(hash.toHex().left(8))
        + QStringLiteral(".safetensors");
}

} // namespace

QString reportSummary(const ImportReport &report)
{
    QString text = QStringLiteral("%1 documents imported").arg(countText(report.imported));
    if (report.skipped > 0)
        text += QStringLiteral(", %1 skipped").arg(countText(report.skipped));
    if (report.repeated > 0)
        text += QStringLiteral(", %1 repeated").arg(countText(report.repeated));
    if (report.failed > 0)
        text += QStringLiteral(", %1 failed").arg(countText(report.failed));
    return text + QStringLiteral(" in ") + durationText(report.seconds);
}

Result<OpenedFeatures> openFeatures(const QString &input, const QString &cacheFolder, const CancelToken &cancel,
                                    const ProgressCallback &progress)
{
    const QFileInfo info(input);
    if (!info.exists())
        return fail(QStringLiteral("there is no such file or folder"), input, QStringLiteral("Check the path."));
    OpenedFeatures opened;
    QString storePath = input;
    if (info.isDir() || !FeatureStore::looksLikeStore(input)) {
        storePath = cachePath(input, cacheFolder);
        const QString fingerprint = inputFingerprint(input);
        if (QFileInfo::exists(storePath)) {
            const auto known = FeatureStore::open(storePath);
            if (known && (*known)->metadata().value(QStringLiteral("fingerprint")) == fingerprint)
                return OpenedFeatures { *known, std::nullopt };
        }
        auto report = importFeatures({ { input }, storePath, 0 }, cancel, progress);
        if (!report)
            return passOn(report);
        if (const auto written = writeImportReport(*report, storePath.chopped(12) + QStringLiteral(".import.tsv")); !written)
            return passOn(written);
        opened.report = std::move(*report);
    }
    auto store = FeatureStore::open(storePath);
    if (!store)
        return passOn(store);
    opened.store = std::move(*store);
    return opened;
}

Result<FeaturePool> openFeaturePool(const QStringList &inputs, const QString &cacheFolder, const CancelToken &cancel,
                                    const ProgressCallback &progress, QStringList *notes)
{
    std::vector<FeaturePool::Store> stores;
    QStringList opened;
    for (const QString &input : inputs) {
        const QString path = QFileInfo(input).absoluteFilePath();
        if (opened.contains(path))
            continue;
        opened << path;
        auto features = openFeatures(input, cacheFolder, cancel, progress);
        if (!features)
            return passOn(features);
        if (notes != nullptr && features->report)
            *notes << input + QStringLiteral(": ") + reportSummary(*features->report);
        stores.push_back(features->store);
    }
    return FeaturePool(std::move(stores));
}

} // namespace melscope
