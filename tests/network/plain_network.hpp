#pragma once

#include "core/track/mel_image.h"
#include "core/network/mel_network.h"

#include <torch/torch.h>

namespace melscope {

/// The paper's network as a plain chain of torch modules over (N, C, L): what ours must agree with.
struct PlainNetwork : torch::nn::Module
{
    explicit PlainNetwork(const NetworkShape &shape)
    {
        int64_t in = int64_t(kChannels);
        for (size_t i = 0; i <= shape.filters.size(); ++i) {
            const bool head = i == shape.filters.size();
            const int64_t out = head ? shape.classes : shape.filters[i];
            const int64_t kernel = head ? 1 : 3;
            convolutions.push_back(
                register_module("conv" + std::to_string(i),
                                torch::nn::Conv1d(torch::nn::Conv1dOptions(in, out, kernel).padding(kernel / 2))));
            norms.push_back(
                register_module("norm" + std::to_string(i),
                                torch::nn::BatchNorm1d(torch::nn::BatchNorm1dOptions(out).eps(1e-3).momentum(0.01))));
            in = out;
        }
    }

    /// `input` [N, 40, 9] → logits [N, classes]
    torch::Tensor forward(const torch::Tensor &input) { return block(convolutions.size() - 1, hidden(input)).mean(2); }
    /// What the last convolution reads: [N, channels, positions].
    torch::Tensor hidden(const torch::Tensor &input)
    {
        torch::Tensor x = input.transpose(1, 2);
        for (size_t i = 0; i + 1 < convolutions.size(); ++i)
            x = block(i, x);
        return x;
    }
    torch::Tensor block(size_t i, torch::Tensor x)
    {
        x = torch::elu(convolutions[i](x));
        if (i + 2 < convolutions.size())
            x = torch::avg_pool1d(x, 2);
        return norms[i](x);
    }

    void load(const std::map<std::string, ModelTensor> &tensors)
    {
        const torch::NoGradGuard noGrad;
        auto copy = [&](torch::Tensor target, const std::string &name) {
            const ModelTensor &tensor = tensors.at(name);
            target.copy_(torch::from_blob(const_cast<float *>(tensor.values.data()), tensor.shape));
        };
        for (size_t i = 0; i < convolutions.size(); ++i) {
            const std::string conv = "conv" + std::to_string(i);
            const std::string norm = "norm" + std::to_string(i);
            copy(convolutions[i]->weight, conv + ".weight");
            copy(convolutions[i]->bias, conv + ".bias");
            copy(norms[i]->weight, norm + ".weight");
            copy(norms[i]->bias, norm + ".bias");
            copy(norms[i]->running_mean, norm + ".running_mean");
            copy(norms[i]->running_var, norm + ".running_var");
        }
    }

    std::vector<torch::nn::Conv1d> convolutions;
    std::vector<torch::nn::BatchNorm1d> norms;
};

} // namespace melscope
