#pragma once

#include "core/network/training_engine.h"

namespace melscope {

bool hasCuda();
/// libtorch's version.
QString torchVersion();

/// The network as torch modules: for CUDA, and as "torch" on the processor for comparisons.
/// Errors: CUDA is asked for and not there.
Result<std::unique_ptr<TrainingEngine>> makeTorchEngine(const NetworkShape &shape, const EngineSettings &settings,
                                                        const QString &device);

} // namespace melscope
