#pragma once

#include "core/network/mel_network.h"
#include "core/runs/run_folder.h"

namespace melscope {

/// The network of a run, as its folder keeps it. Errors: as readModel(); it has other classes than the run.
Result<Model> readRunModel(const Run &run);

} // namespace melscope
