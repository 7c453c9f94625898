#pragma once

#include "core/base/result.h"
#include "core/network/mel_network.h"

namespace melscope {

inline constexpr const char *kModelFormat = "melscope-model";
inline constexpr int kModelVersion = 2;

/// `model.safetensors`: the tensors by the names of Model, filters, classes and the kind of input in the metadata;
/// with input in decibels also `input.mean` and `input.inverse_deviation` [40, 9]. Atomic.
Result<void> writeModel(const Model &model, const QString &path);
/// Errors: missing, corrupt, newer version, a tensor missing or of another shape than the filters ask for.
Result<Model> readModel(const QString &path);

} // namespace melscope
