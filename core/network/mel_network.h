#pragma once

#include "core/base/result.h"
#include "core/network/input_transform.h"

#include <QString>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace melscope {

/// What decides a network's tensors. [core/README.md, Network and training]
struct NetworkShape
{
    std::vector<int> filters { 64, 128, 256, 512 };
    int classes = 0;
};

/// A tensor as plain values, row-major float32.
struct ModelTensor
{
    std::vector<int64_t> shape;
    std::vector<float> values;
};

/// A trained network without torch: its tensors by name. Block i has `conv<i>.weight` [out, in, 3],
/// `conv<i>.bias`, `norm<i>.weight`, `.bias`, `.running_mean`, `.running_var` [out]; the last, i = number of
/// blocks, is the k = 1 convolution to the classes.
struct Model
{
    NetworkShape shape;
    InputTransform input;
    std::vector<std::string> classes;
    std::map<std::string, ModelTensor> tensors;
};

/// One layer as a table shows it.
struct LayerDescription
{
    std::string name;
    std::string operation;
    int channels = 0; ///< out
    int positions = 0; ///< out, along the bands
    int64_t parameters = 0; ///< running statistics counted, as the paper does
};

std::vector<LayerDescription> describeLayers(const NetworkShape &shape);
/// Running statistics counted: 522,624 + 517 · classes for the paper's filters.
int64_t parameterCount(const NetworkShape &shape);
/// The shape that each tensor of the network must have, by name.
std::map<std::string, std::vector<int64_t>> tensorShapes(const NetworkShape &shape);

/// Batch normalisation adds this to the variance. [core/README.md, Network and training]
inline constexpr double kNormEpsilon = 1e-3;
/// At most this many blocks: the 40 bands are halved between them.
inline constexpr int kMostBlocks = 6;
inline constexpr int kMostFilters = 8192; ///< of a block

/// "64,128,256,512" ↔ filters. Errors: no list of positive numbers.
Result<std::vector<int>> parseFilters(const QString &text);
QString filtersText(const std::vector<int> &filters);

} // namespace melscope
