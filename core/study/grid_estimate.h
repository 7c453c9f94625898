#pragma once

#include "core/base/cancel_token.h"
#include "core/study/grid_summary.h"

namespace melscope {

/// How long a grid's trainings would take here, in seconds, if all epochs are gone through: each network's speed is
/// measured on made-up tracks, some tenths of a second each. `tracks`: that a run with the share 1 is trained on.
/// Errors: as estimateTracksPerSecond().
Result<double> estimateGridSeconds(const std::vector<RecipeVariant> &variants, size_t seedsTimesFolds, int classes,
                                   double tracks, const CancelToken &cancel = {});

} // namespace melscope
