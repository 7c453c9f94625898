#pragma once

#include "core/network/mel_network.h"
#include "core/runs/run_folder.h"

namespace melscope {

/// The network of a run, as its folder keeps it. Errors: as readModel(); it has other classes than the run.
Result<Model> readRunModel(const Run &run);

/// The network as ONNX. Beside its classes the metadata have each source's thresholds,
/// "thresholds.SOURCE", a JSON array by class with null where the source has none. Errors: as readRunModel() and
/// onnxModel(). [core/README.md, ONNX]
Result<std::string> runAsOnnx(const Run &run);
/// Writes it. Errors: also, the file lies in the run's folder and somebody else writes there.
Result<void> saveRunAsOnnx(const Run &run, const QString &path);

} // namespace melscope
