#include "core/network/network_layout.h"

#include "core/track/mel_image.h"

#include <algorithm>

namespace melscope {

namespace {

int64_t roundedUp(int64_t value, int64_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

/// Place of kernel element [out, in, k] within a layer's weights.
int64_t weightPlace(const LayerLayout &layer, int panel, int64_t out, int64_t in, int64_t k)
{
    return (out / panel * layer.depth + k * layer.in + in) * panel + out % panel;
}

} // namespace

NetworkLayout::NetworkLayout(const NetworkShape &shape, int panelChannels)
    : panel(panelChannels)
{
    int64_t positions = int64_t(kBands);
    int64_t in = int64_t(kChannels);
    for (size_t i = 0; i <= shape.filters.size(); ++i) {
        LayerLayout layer;
        layer.head = i == shape.filters.size();
        layer.kernel = layer.head ? 1 : 3;
        layer.margin = layer.head ? 0 : 1;
        layer.inChannels = in;
        layer.outChannels = layer.head ? shape.classes : shape.filters[i];
        layer.in = i == 0 ? in : roundedUp(in, panel);
        layer.out = roundedUp(layer.outChannels, panel);
        layer.positions = positions;
        layer.pooled = i + 1 < shape.filters.size();
        layer.outPositions = layer.pooled ? positions / 2 : positions;
        layer.depth = layer.kernel * layer.in;
        layer.panels = layer.out / panel;
        layer.weights = size;
        layer.bias = layer.weights + layer.panels * layer.depth * panel;
        layer.gamma = layer.bias + layer.out;
        layer.beta = layer.gamma + layer.out;
        size = layer.beta + layer.out;
        positions = layer.outPositions;
        in = layer.outChannels;
        layers.push_back(layer);
    }
}

std::map<std::string, ModelTensor> NetworkLayout::named(std::span<const float> flat) const
{
    std::map<std::string, ModelTensor> tensors;
    for (size_t i = 0; i < layers.size(); ++i) {
        const LayerLayout &layer = layers[i];
        const std::string conv = "conv" + std::to_string(i);
        const std::string norm = "norm" + std::to_string(i);
        ModelTensor weights { { layer.outChannels, layer.inChannels, layer.kernel }, {} };
        weights.values.reserve(size_t(layer.outChannels * layer.inChannels * layer.kernel));
        for (int64_t out = 0; out < layer.outChannels; ++out) {
            for (int64_t c = 0; c < layer.inChannels; ++c) {
                for (int64_t k = 0; k < layer.kernel; ++k)
                    weights.values.push_back(flat[size_t(layer.weights + weightPlace(layer, panel, out, c, k))]);
            }
        }
        tensors[conv + ".weight"] = std::move(weights);
        for (const auto &[name, place] :
             { std::pair(conv + ".bias", layer.bias), std::pair(norm + ".weight", layer.gamma),
               std::pair(norm + ".bias", layer.beta) }) {
            const auto values = flat.subspan(size_t(place), size_t(layer.outChannels));
            tensors[name] = { { layer.outChannels }, { values.begin(), values.end() } };
        }
    }
    return tensors;
}

void NetworkLayout::flatten(const std::map<std::string, ModelTensor> &tensors, std::span<float> flat) const
{
    std::fill(flat.begin(), flat.end(), 0.0F);
    for (size_t i = 0; i < layers.size(); ++i) {
        const LayerLayout &layer = layers[i];
        const std::string conv = "conv" + std::to_string(i);
        const std::string norm = "norm" + std::to_string(i);
        const float *value = tensors.at(conv + ".weight").values.data();
        for (int64_t out = 0; out < layer.outChannels; ++out) {
            for (int64_t c = 0; c < layer.inChannels; ++c) {
                for (int64_t k = 0; k < layer.kernel; ++k)
                    flat[size_t(layer.weights + weightPlace(layer, panel, out, c, k))] = *value++;
            }
        }
        for (const auto &[name, place] :
             { std::pair(conv + ".bias", layer.bias), std::pair(norm + ".weight", layer.gamma),
               std::pair(norm + ".bias", layer.beta) }) {
            const auto &values = tensors.at(name).values;
            std::copy(values.begin(), values.end(), flat.begin() + ptrdiff_t(place));
        }
    }
}

std::string misfit(const NetworkShape &shape, const std::map<std::string, ModelTensor> &tensors, bool statistics)
{
    for (const auto &[name, wanted] : tensorShapes(shape)) {
        if (!statistics && name.find(".running_") != std::string::npos)
            continue;
        const auto found = tensors.find(name);
        if (found == tensors.end())
            return "lacks the tensor \"" + name + "\"";
        int64_t values = 1;
        for (const int64_t extent : wanted)
            values *= extent;
        if (found->second.shape != wanted || int64_t(found->second.values.size()) != values)
            return "has another shape than its network in the tensor \"" + name + "\"";
    }
    return {};
}

} // namespace melscope
