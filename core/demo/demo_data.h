#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <QStringList>

#include <vector>

namespace melscope {

struct DemoSettings
{
    QString folder;
    int tracks = 2000; ///< recordings in all
    uint64_t seed = 1;
};

/// Where a demo's files lie.
struct DemoFiles
{
    struct Source
    {
        QString name;
        QString train; ///< TSV.bz2
        QString validation; ///< TSV.bz2
        QString testTruth; ///< TSV.bz2; hidden in the real task
        QString testFolder; ///< documents
    };
    std::vector<Source> sources;
    QStringList features; ///< the train folder and the validation archive
    QString project; ///< a *.melscope that names all of them
};

/// The paths a demo in this folder has.
DemoFiles demoFiles(const QString &folder);

/// Writes a data set in the task's own layout: four sources with overlapping, differently spelled labels, train and
/// validation truth, documents nested by the first two digits, one test folder a source, the validation part's
/// documents as an archive. Same settings, same bytes. Errors: the folder cannot be written, cancelled.
Result<DemoFiles> makeDemoData(const DemoSettings &settings, const CancelToken &cancel = {},
                               const ProgressCallback &progress = {});

} // namespace melscope
