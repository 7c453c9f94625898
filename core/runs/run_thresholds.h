#pragma once

#include "core/runs/run_folder.h"
#include "core/scoring/labelling.h"

namespace melscope {

/// Labels the scores of one source of a run as its choice and its thresholds say.
ScoreLabeller labellerOf(const Run &run, size_t source);

/// Takes a choice with its thresholds into a run and its folder: the choice and the thresholds file. Classes that are
/// not in the source keep their thresholds. Returns the changed run. Errors: cannot be written; somebody else writes
/// there.
Result<std::shared_ptr<const Run>> saveThresholdChoice(const std::shared_ptr<const Run> &run, size_t source,
                                                       const ThresholdChoice &choice, const Thresholds &thresholds);
/// Writes the submissions of a source's scored parts as its thresholds say now.
Result<void> writePredictions(const Run &run, size_t source, const CancelToken &cancel = {});
/// Whether the thresholds in a run's folder are still those that were read. Errors: they cannot be read any more.
Result<bool> thresholdsAreAsRead(const Run &run);
/// Whether a source's thresholds were chosen after its submissions were written: whoever did was interrupted in
/// between.
bool predictionsAreOld(const Run &run, size_t source);

} // namespace melscope
