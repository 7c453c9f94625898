#include "core/training/dropout.hpp"

#include <ATen/Parallel.h>

#include <array>
#include <cmath>

namespace melscope {

namespace {

uint64_t mixed(uint64_t value)
{
    // SplitMix64's finaliser: every input bit reaches every output bit.
    value += 0x9E3779B97F4A7C15;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
    return value ^ (value >> 31);
}

// Four elements share 64 random bits, 16 each; chunks are whole groups of four.
constexpr int64_t kGroup = 4;

void applyMask(const float *input, float *output, int64_t count, double probability, uint64_t base)
{
    const auto dropBelow = uint32_t(std::lround(probability * 65536));
    const auto scale = float(1.0 / (1.0 - double(dropBelow) / 65536));
    at::parallel_for(0, (count + kGroup - 1) / kGroup, 8192, [&](int64_t begin, int64_t end) {
        for (int64_t group = begin; group < end; ++group) {
            const uint64_t bits = mixed(base + uint64_t(group));
            const int64_t first = group * kGroup;
            const int64_t last = std::min(first + kGroup, count);
            for (int64_t i = first; i < last; ++i)
                output[i] = uint32_t(bits >> (16 * (i - first)) & 0xFFFF) >= dropBelow ? input[i] * scale : 0.0F;
        }
    });
}

torch::Tensor masked(const torch::Tensor &tensor, double probability, uint64_t base)
{
    // One element order in both passes, whatever layout the gradient arrives in.
    const auto format = tensor.dim() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
    const torch::Tensor input = tensor.contiguous(format);
    torch::Tensor output = torch::empty_like(input, input.options(), format);
    applyMask(input.data_ptr<float>(), output.data_ptr<float>(), input.numel(), probability, base);
    return output;
}

struct CounterDropout : torch::autograd::Function<CounterDropout>
{
    static torch::Tensor forward(torch::autograd::AutogradContext *context, const torch::Tensor &input, double probability,
                                 int64_t base, int64_t interrupt)
    {
        context->saved_data["probability"] = probability;
        context->saved_data["base"] = base;
        context->saved_data["interrupt"] = interrupt;
        return masked(input, probability, uint64_t(base));
    }
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext *context, torch::autograd::tensor_list gradients)
    {
        // The caller's function outlives the step; autograd's context holds plain values only.
        const auto *interrupt = reinterpret_cast<const std::function<void()> *>(context->saved_data["interrupt"].toInt());
        if (*interrupt)
            (*interrupt)();
        return { masked(gradients[0], context->saved_data["probability"].toDouble(), uint64_t(context->saved_data["base"].toInt())),
                 {}, {}, {} };
    }
};

} // namespace

torch::Tensor counterDropout(const torch::Tensor &input, double probability, const DropoutKey &key,
                             const std::function<void()> &interrupt)
{
    if (interrupt)
        interrupt();
    if (probability <= 0)
        return input;
    if (!input.is_cpu())
        return torch::dropout(input, probability, true);
    const uint64_t base = mixed(mixed(mixed(key.seed) ^ key.step) ^ key.layer);
    return CounterDropout::apply(input, probability, int64_t(base), int64_t(reinterpret_cast<intptr_t>(&interrupt)));
}

} // namespace melscope
