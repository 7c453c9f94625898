#pragma once

// The paper's network as the best composition of libtorch's own operations that we know: 4-D channels-last
// convolutions, ELU and dropout as one function with a counter-based mask, the last convolution as a matrix product.
// What our own engine must beat to earn its lines. Include before any Qt header.

#include "core/network/mel_network.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <cmath>

namespace melscope {

/// ELU, dropout and their slope in one pass over memory.
class EluDropout : public torch::autograd::Function<EluDropout>
{
public:
    static torch::Tensor forward(torch::autograd::AutogradContext *context, const torch::Tensor &z, double probability,
                                 int64_t key)
    {
        torch::Tensor output = torch::empty_like(z);
        torch::Tensor slope = torch::empty_like(z);
        const float *from = z.data_ptr<float>();
        float *to = output.data_ptr<float>();
        float *slopes = slope.data_ptr<float>();
        const auto dropBelow = uint32_t(probability * 65536);
        const auto scale = float(1 / (1 - probability));
        at::parallel_for(0, z.numel(), 1 << 14, [&](int64_t begin, int64_t end) {
            for (int64_t i = begin; i < end; ++i) {
                uint32_t hash = uint32_t(i) ^ uint32_t(key);
                hash ^= hash >> 16;
                hash *= 0x7FEB352DU;
                hash ^= hash >> 15;
                hash *= 0x846CA68BU;
                const float kept = (hash >> 16) >= dropBelow ? scale : 0.0F;
                const float value = from[i] > 0 ? from[i] : std::exp(std::min(from[i], 0.0F)) - 1;
                to[i] = value * kept;
                slopes[i] = (from[i] > 0 ? 1.0F : value + 1) * kept;
            }
        });
        context->save_for_backward({ slope });
        return output;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients)
    {
        return { gradients[0] * context->get_saved_variables()[0], torch::Tensor(), torch::Tensor() };
    }
};

struct ComposedNetwork : torch::nn::Module
{
    /// `product` is what convolutions multiply: kFloat or kBFloat16; everything else is float32.
    ComposedNetwork(const NetworkShape &shape, torch::ScalarType product)
        : m_product(product)
    {
        int64_t in = 9;
        std::vector<int> outs = shape.filters;
        outs.push_back(shape.classes);
        for (size_t i = 0; i < outs.size(); ++i) {
            const auto name = std::to_string(i);
            const int64_t out = outs[i];
            const int64_t kernel = i + 1 < outs.size() ? 3 : 1;
            auto convolution =
                torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, { 1, kernel }).padding({ 0, kernel / 2 }));
            convolution->weight.set_data(convolution->weight.contiguous(at::MemoryFormat::ChannelsLast));
            convolutions.push_back(register_module("conv" + name, convolution));
            norms.push_back(register_module(
                "norm" + name, torch::nn::BatchNorm2d(torch::nn::BatchNorm2dOptions(out).eps(1e-3).momentum(0.1))));
            in = out;
        }
    }

    /// [tracks, 40, 9] → logits [tracks, classes]
    torch::Tensor forward(const torch::Tensor &input, int64_t step)
    {
        torch::Tensor x = input.unsqueeze(1).permute({ 0, 3, 1, 2 }); // channels-last without a copy
        for (size_t i = 0; i + 1 < convolutions.size(); ++i) {
            x = EluDropout::apply(convolve(i, x), 0.2, step * 8 + int64_t(i));
            if (i + 2 < convolutions.size())
                x = torch::avg_pool2d(x, { 1, 2 });
            x = norms[i](x);
        }
        const size_t last = convolutions.size() - 1;
        const torch::Tensor rows = x.permute({ 0, 2, 3, 1 }).reshape({ -1, x.size(1) });
        const torch::Tensor weight = convolutions[last]->weight.flatten(1);
        const torch::Tensor logits =
            torch::linear(rows.to(m_product), weight.to(m_product)).to(torch::kFloat) + convolutions[last]->bias;
        x = torch::elu(logits).view({ x.size(0), 1, x.size(3), -1 }).permute({ 0, 3, 1, 2 });
        return norms[last](x).mean(at::IntArrayRef { 2, 3 });
    }

    std::vector<torch::nn::Conv2d> convolutions;
    std::vector<torch::nn::BatchNorm2d> norms;

private:
    torch::Tensor convolve(size_t i, const torch::Tensor &x)
    {
        auto &convolution = convolutions[i];
        if (m_product == torch::kFloat)
            return convolution(x);
        const int64_t side = convolution->weight.size(3) / 2;
        return torch::conv2d(x.to(m_product), convolution->weight.to(m_product), convolution->bias.to(m_product), 1,
                             std::array<int64_t, 2> { 0, side })
            .to(torch::kFloat);
    }

    torch::ScalarType m_product;
};

} // namespace melscope
