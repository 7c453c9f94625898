#pragma once

#include "core/runs/run_list.h"

#include <map>

namespace melscope {

/// The runs in the subfolders of a folder, and what their files looked like when they were read.
struct WatchedRuns
{
    std::vector<RunSummary> runs; ///< by name
    std::map<QString, QByteArray> stamps; ///< by name, of all subfolders

    /// Reads those anew that were begun, went on, ended, were changed or deleted since; quick where nothing was: files
    /// are looked at, not read. What this process trains itself is not followed. Returns whether anything changed.
    bool update(const QString &folder, const CancelToken &cancel = {});
};

} // namespace melscope
