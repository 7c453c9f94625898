#pragma once

// Private to ui/session.

#include "core/base/folder_lock.h"
#include "core/study/relabelling.h"

namespace melscope {

/// A run whose thresholds are being chosen: it is locked from the first change until another one is open. Of the thread
/// of the editor's lane.
struct RunInHand
{
    std::optional<FolderLock> lock;
};

/// What came of writing a choice.
struct SavedChoice
{
    std::shared_ptr<const Run> run; ///< with it, or as it was
    std::optional<Error> unsaved; ///< what kept it from being written; it holds all the same while the window is open
};

/// Writes what was chosen into the run. Errors: somebody else writes there; its thresholds are others by now than those
/// that were read.
Result<SavedChoice> saveChoice(const Relabelling &relabelling, const Thresholds &thresholds, RunInHand &inHand);

} // namespace melscope
