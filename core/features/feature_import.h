#pragma once

#include "core/audio/audio_reader.h"
#include "core/base/cancel_token.h"
#include "core/base/folder_lock.h"
#include "core/base/progress.h"
#include "core/features/import_report.h"

#include <QStringList>

namespace melscope {

struct ImportSettings
{
    QStringList inputs; ///< folders, archives, documents, sounds
    QString output; ///< the store: "*.safetensors" is one file, anything else a folder of shards
    int jobs = 0; ///< inputs read and documents parsed at once; 0: all processors
    QString report; ///< where to write the whole report as TSV, or empty
    AudioOptions audio = {}; ///< of sounds
    QString unitName {}; ///< of inputs that are files alone: their shard, whatever the first of them is; or empty
    QStringList kept {}; ///< inputs that cannot be reached now: what was heard below them stays; with unitName alone
};

/// What an import holds while it writes a store.
LockTarget storeLock(const QString &output);

/// Imports documents and sounds into a feature store. Each archive, and the loose documents and sounds of each folder,
/// become a shard of its own, several at a time; an import that was cancelled or killed finds the finished shards again
/// when it is repeated, and the store is then the same, byte for byte. The order is that of the inputs, each folder's
/// documents in the order of their paths. Beside the store at most 300 MiB are in memory, and 60 MiB for each sound
/// that is being heard. Errors: an input is missing, not one document could be used, the store cannot be written,
/// another import writes it, cancelled – an older store is then untouched. `untilFailure` receives what was found until
/// an error, whose report file is written too where nothing could be used.
Result<ImportReport> importFeatures(const ImportSettings &settings, const CancelToken &cancel = {},
                                    const ProgressCallback &progress = {}, ImportReport *untilFailure = nullptr);

/// Tells whether inputs changed since they were imported: paths with sizes and times, for a folder over all files.
Result<QString> inputFingerprint(const ImportSettings &settings, const CancelToken &cancel = {});

} // namespace melscope
