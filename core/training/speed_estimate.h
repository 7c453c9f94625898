#pragma once

#include "core/base/cancel_token.h"
#include "core/training/recipe.h"

namespace melscope {

/// How fast a recipe would train here, by some steps on made-up tracks; about 0.2 s. Errors: no such device, cancelled.
Result<double> estimateTracksPerSecond(const Recipe &recipe, int classes, size_t epochTracks,
                                       const CancelToken &cancel = {});

} // namespace melscope
