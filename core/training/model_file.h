#pragma once

#include "core/base/result.h"
#include "core/training/mel_network.h"

namespace melscope {

inline constexpr const char *kModelFormat = "melscope-model";
inline constexpr int kModelVersion = 1;

/// `model.safetensors`: the tensors by the names of Model, filters and classes in the metadata. Atomic.
Result<void> writeModel(const Model &model, const QString &path);
/// Errors: missing, corrupt, newer version, a tensor missing or of another shape than the filters ask for.
Result<Model> readModel(const QString &path);

} // namespace melscope
