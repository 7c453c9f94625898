#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/features/feature_import.h"
#include "core/features/feature_shards.h"

#include <QStringList>

#include <optional>

namespace melscope {

/// What opening one feature input brought.
struct OpenedFeatures
{
    std::vector<FeaturePool::Store> stores; ///< one, or the shards
    std::optional<ImportReport> report; ///< where documents were imported, now or earlier
    bool importedNow = false;
};

/// A store is opened; a folder, archive or document is imported into `cacheFolder` first, unless that was done before
/// and the input has not changed since. Errors: as importFeatures() and openFeatureStores().
Result<OpenedFeatures> openFeatures(const QString &input, const QString &cacheFolder, const CancelToken &cancel = {},
                                    const ProgressCallback &progress = {});

/// Sounds and folders of them as one store in `cacheFolder`, called `name` there: each is heard once, and again where
/// it has changed. What cannot be reached now (a folder that has become empty may be a disk that is not there) is named
/// in `missing`, and what was heard of it stays. Errors: as importFeatures() and openFeatureStores(); there is nothing.
Result<OpenedFeatures> openMusic(const QStringList &inputs, const QString &name, const QString &cacheFolder,
                                 QStringList &missing, const CancelToken &cancel = {},
                                 const ProgressCallback &progress = {}, const AudioOptions &options = {});

/// Several inputs as one pool, each opened once however often it is named. `notes` gets one line an import.
Result<FeaturePool> openFeaturePool(const QStringList &inputs, const QString &cacheFolder, const CancelToken &cancel,
                                    const ProgressCallback &progress, QStringList *notes);

/// What is at hand of these inputs without importing anything: the stores among them, and what was imported of the
/// others into `cacheFolder`, whether or not they have changed since; what is gone is left out. For what recordings are
/// called, not for their sound. Errors: what is there cannot be opened.
Result<FeaturePool> featuresAtHand(const QStringList &inputs, const QString &cacheFolder);

/// "12 imported, 3 skipped, 1 failed in 0.4 s"
QString reportSummary(const ImportReport &report);

} // namespace melscope
