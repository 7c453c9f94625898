#pragma once

#include "core/network/mel_network.h"

#include <cstdint>
#include <span>
#include <vector>

namespace melscope {

/// One convolution with what follows it, as the fused engine lays it out. Counts named `in` and `out` are padded
/// to whole panels (zeros), except for the 9 statistics of the input.
struct LayerLayout
{
    int64_t kernel = 3;
    int64_t inChannels = 0; ///< real ones
    int64_t outChannels = 0;
    int64_t in = 0;
    int64_t out = 0;
    int64_t positions = 0; ///< of the convolution
    int64_t outPositions = 0; ///< after pooling
    bool pooled = false;
    bool head = false; ///< the last one: no dropout, and a global average follows
    int64_t margin = 0; ///< zero positions at either end of the input
    int64_t depth = 0; ///< kernel · in
    int64_t panels = 0; ///< of the outputs
    int64_t weights = 0; ///< place in the flat vector: [panels × depth × panel]
    int64_t bias = 0; ///< [out]
    int64_t gamma = 0;
    int64_t beta = 0;
};

/// Where everything stands in one flat vector of parameters, gradients or moments.
struct NetworkLayout
{
    NetworkLayout(const NetworkShape &shape, int panel);

    std::vector<LayerLayout> layers;
    int panel = 0;
    int64_t size = 0; ///< floats of the flat vector

    /// Copies between a flat vector and tensors by name ([out, in, kernel] and [out]); padding becomes zero.
    std::map<std::string, ModelTensor> named(std::span<const float> flat) const;
    void flatten(const std::map<std::string, ModelTensor> &tensors, std::span<float> flat) const;
};

/// The first of the tensors that are missing or of another shape than the network's, described; empty: all fit.
/// Without `statistics` the running means and variances may be missing.
std::string misfit(const NetworkShape &shape, const std::map<std::string, ModelTensor> &tensors, bool statistics);

} // namespace melscope
