#include "core/network/mel_network_module.hpp"

#include "core/base/words.h"
#include "core/track/mel_image.h"

#include <cmath>
#include <mutex>

namespace melscope {

MelNetworkModule::MelNetworkModule(const NetworkShape &shape, double dropout, double normDecay)
    : m_shape(shape)
    , m_dropout(dropout)
    , m_normDecay(normDecay)
{
    // Parameters bear the names of the model file, dots replaced, since torch reserves them.
    const auto shapes = tensorShapes(shape);
    for (size_t i = 0; i <= shape.filters.size(); ++i) {
        const std::string index = std::to_string(i);
        const auto &weightShape = shapes.at("conv" + index + ".weight");
        const int64_t out = weightShape[0];
        Block block;
        block.weight = register_parameter("conv" + index + "_weight", torch::zeros(weightShape));
        block.bias = register_parameter("conv" + index + "_bias", torch::zeros({ out }));
        block.gamma = register_parameter("norm" + index + "_weight", torch::ones({ out }));
        block.beta = register_parameter("norm" + index + "_bias", torch::zeros({ out }));
        block.mean = register_buffer("norm" + index + "_running_mean", torch::zeros({ out }));
        block.variance = register_buffer("norm" + index + "_running_var", torch::ones({ out }));
        m_blocks.push_back(block);
    }
}

torch::Tensor MelNetworkModule::convolve(const Block &block, const torch::Tensor &input) const
{
    const int64_t kernel = block.weight.size(2);
    const torch::Tensor weight = block.weight.unsqueeze(2).contiguous(at::MemoryFormat::ChannelsLast);
    return torch::elu(torch::conv2d(input, weight, block.bias, 1, std::array<int64_t, 2> { 0, kernel / 2 }));
}

torch::Tensor MelNetworkModule::drop(size_t layer, const torch::Tensor &input, const PassSettings &pass) const
{
    if (!is_training() || m_dropout <= 0)
        return input;
    torch::Tensor mask;
    {
        static std::mutex mutex; // one generator serves all threads
        const std::scoped_lock lock(mutex);
        torch::manual_seed(pass.dropoutSeed * 31 + layer);
        // Drawn for the whole batch, so that a track's does not depend on who computes it.
        auto sizes = input.sizes().vec();
        sizes[0] = pass.whole;
        mask = torch::empty(sizes, input.options(), at::MemoryFormat::ChannelsLast).bernoulli_(1 - m_dropout);
    }
    return input * mask.narrow(0, pass.first, input.size(0)).div_(1 - m_dropout);
}

torch::Tensor MelNetworkModule::normalise(const Block &block, const torch::Tensor &input,
                                          const PassSettings &pass) const
{
    if (is_training() && pass.exchange != nullptr && pass.exchange->isShared())
        return sharedBatchNorm(input, block.gamma, block.beta, block.mean, block.variance, m_normDecay, kNormEpsilon,
                               pass.whole * input.size(3), *pass.exchange);
    return torch::batch_norm(input, block.gamma, block.beta, block.mean, block.variance, is_training(), 1 - m_normDecay,
                             kNormEpsilon, true);
}

torch::Tensor MelNetworkModule::forward(const torch::Tensor &input, const PassSettings &pass)
{
    // [N, 40, 9] in memory is (N, 9, 1, 40) channels-last: no copy.
    torch::Tensor x = input.unsqueeze(1).permute({ 0, 3, 1, 2 });
    for (size_t i = 0; i + 1 < m_blocks.size(); ++i) {
        x = convolve(m_blocks[i], x);
        if (pass.exchange != nullptr)
            pass.exchange->askForInterrupt();
        x = drop(i, x, pass);
        if (i + 2 < m_blocks.size())
            x = torch::avg_pool2d(x, { 1, 2 });
        x = normalise(m_blocks[i], x, pass);
    }
    x = normalise(m_blocks.back(), convolve(m_blocks.back(), x), pass);
    return x.mean(at::IntArrayRef { 2, 3 });
}

std::map<std::string, ModelTensor> MelNetworkModule::exportTensors() const
{
    std::map<std::string, ModelTensor> tensors;
    auto add = [&](const std::string &name, const torch::Tensor &tensor) {
        const torch::Tensor plain = tensor.detach().to(torch::kCPU).contiguous();
        const float *values = plain.data_ptr<float>();
        tensors[name] = { plain.sizes().vec(), std::vector<float>(values, values + plain.numel()) };
    };
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        const std::string conv = "conv" + std::to_string(i);
        const std::string norm = "norm" + std::to_string(i);
        add(conv + ".weight", m_blocks[i].weight);
        add(conv + ".bias", m_blocks[i].bias);
        add(norm + ".weight", m_blocks[i].gamma);
        add(norm + ".bias", m_blocks[i].beta);
        add(norm + ".running_mean", m_blocks[i].mean);
        add(norm + ".running_var", m_blocks[i].variance);
    }
    return tensors;
}

Result<void> MelNetworkModule::importTensors(const std::map<std::string, ModelTensor> &tensors)
{
    const torch::NoGradGuard noGrad;
    auto take = [&](const std::string &name, torch::Tensor &target) -> Result<void> {
        const auto found = tensors.find(name);
        if (found == tensors.end())
            return fail(tr("the model lacks the tensor \"%1\"").arg(QString::fromStdString(name)));
        if (found->second.shape != target.sizes().vec())
            return fail(
                tr("the model's tensor \"%1\" has another shape than its network").arg(QString::fromStdString(name)));
        target.copy_(torch::from_blob(const_cast<float *>(found->second.values.data()), found->second.shape));
        return {};
    };
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        const std::string conv = "conv" + std::to_string(i);
        const std::string norm = "norm" + std::to_string(i);
        Block &block = m_blocks[i];
        const std::array<std::pair<std::string, torch::Tensor *>, 6> parts = {
            { { conv + ".weight", &block.weight },
              { conv + ".bias", &block.bias },
              { norm + ".weight", &block.gamma },
              { norm + ".bias", &block.beta },
              { norm + ".running_mean", &block.mean },
              { norm + ".running_var", &block.variance } }
        };
        for (const auto &[name, target] : parts) {
            if (const auto taken = take(name, *target); !taken)
                return taken;
        }
    }
    return {};
}

} // namespace melscope
