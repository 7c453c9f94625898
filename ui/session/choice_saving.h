#pragma once

// Private to ui/session.

#include "core/base/folder_lock.h"
#include "core/experiment/relabelling.h"

namespace melscope {

/// A run whose thresholds are being chosen: it is locked from the first change until another one is open. Of the thread
/// of the editor's lane.
struct RunInHand
{
    std::optional<FolderLock> lock;
};

/// Writes what was chosen into the run. Errors: somebody else writes there; its thresholds are others by now than those
/// that were read. `unsaved` is what kept it from being written otherwise.
Result<void> saveChoice(Relabelling &made, RunInHand &run, std::optional<Error> &unsaved);

} // namespace melscope
