#include "core/network/mel_network_module.hpp"

#include "core/base/parallel.h"
#include "core/network/c10d_group.hpp"
#include "core/base/version.h"
#include "core/base/words.h"
#include "core/track/mel_image.h"
#include "core/network/initial_state.h"
#include "core/network/torch_module.h"

#include <ATen/Parallel.h>

#include <cmath>

namespace melscope {

namespace {

/// "conv0_weight", torch's, ↔ "conv0.weight", the model's.
std::string modelName(std::string name)
{
    name[name.find('_')] = '.';
    return name;
}

/// libtorch's count of threads belongs to the calling thread and defaults to half the processors.
int useThreads(int wanted)
{
    const int count = wanted > 0 ? wanted : availableProcessors();
    at::set_num_threads(count);
    return count;
}

class TorchEngine final : public TrainingEngine
{
public:
    TorchEngine(const NetworkShape &shape, const EngineSettings &settings, torch::Device device)
        : m_shape(shape)
        , m_settings(settings)
        , m_device(device)
        , m_threads(useThreads(settings.threads))
        , m_network(shape, settings.dropout, settings.normDecay)
        , m_exchange(settings.group, settings.interrupt)
        , m_questions(nullptr, settings.interrupt)
    {
        (void)setState(initialState(shape, 0));
        m_network.to(device);
        setMasks({});
    }

    void setMasks(const std::vector<std::vector<float>> &masks) override
    {
        const auto classes = int64_t(m_shape.classes);
        m_masks = torch::ones({ std::max<int64_t>(1, int64_t(masks.size())), classes });
        for (size_t i = 0; i < masks.size(); ++i)
            m_masks[int64_t(i)].copy_(torch::from_blob(const_cast<float *>(masks[i].data()), { classes }));
        m_masks = m_masks.to(m_device);
    }

    BatchFigures train(const Batch &batch, const StepSettings &settings) override
    {
        std::vector<torch::Tensor> before;
        for (const torch::Tensor &moved : m_network.runningStatistics())
            before.push_back(moved.clone());
        try {
            m_network.train();
            const std::vector<torch::Tensor> parameters = m_network.parameters();
            for (const torch::Tensor &parameter : parameters)
                parameter.mutable_grad() = torch::zeros_like(parameter);
            const Loss loss = lossOf(batch, m_network.forward(inputsOf(batch), passOf(batch, settings)), m_exchange);
            loss.mean.backward();
            m_exchange.askForInterrupt();
            m_exchange.sumGradients(parameters);
            update(settings);
            return figuresOf(loss);
        } catch (const Interrupted &) {
            m_exchange.clear();
            const torch::NoGradGuard noGrad;
            for (size_t i = 0; i < before.size(); ++i)
                m_network.runningStatistics()[i].copy_(before[i]);
            return interrupted();
        }
    }

    BatchFigures evaluate(const Batch &batch, float *scores) override
    {
        try {
            const torch::NoGradGuard noGrad;
            m_network.eval();
            PassSettings pass;
            pass.exchange = &m_questions;
            const torch::Tensor logits = m_network.forward(inputsOf(batch), pass);
            if (scores != nullptr) {
                const torch::Tensor values = torch::sigmoid(logits).to(torch::kCPU).contiguous();
                std::copy_n(values.data_ptr<float>(), values.numel(), scores);
            }
            return batch.offsets.empty() ? BatchFigures() : figuresOf(lossOf(batch, logits, m_questions));
        } catch (const Interrupted &) {
            m_questions.clear();
            return interrupted();
        }
    }

    NetworkState state() const override
    {
        NetworkState state;
        state.tensors = m_network.exportTensors();
        state.updates = m_updates;
        for (const auto &[name, moments] : m_moments) {
            state.firstMoments[modelName(name)] = plain(moments.first);
            state.secondMoments[modelName(name)] = plain(moments.second);
        }
        return state;
    }

    Result<void> setState(const NetworkState &state) override
    {
        if (const auto imported = m_network.importTensors(state.tensors); !imported)
            return imported;
        const torch::NoGradGuard noGrad;
        m_updates = state.firstMoments.empty() ? 0 : state.updates;
        for (const auto &parameter : m_network.named_parameters()) {
            auto &[first, second] = m_moments[parameter.key()];
            first = torch::zeros_like(parameter.value());
            second = torch::zeros_like(parameter.value());
            if (state.firstMoments.empty())
                continue;
            for (const auto &[target, moments] :
                 { std::pair(&first, &state.firstMoments), std::pair(&second, &state.secondMoments) }) {
                const auto found = moments->find(modelName(parameter.key()));
                if (found == moments->end() || found->second.shape != target->sizes().vec())
                    return fail(tr("the optimiser's state does not fit the network"));
                target->copy_(torch::from_blob(const_cast<float *>(found->second.values.data()), found->second.shape));
            }
        }
        return {};
    }

    QString description() const override
    {
        return m_device.is_cuda()
            ? QStringLiteral("cuda, libtorch " TORCH_VERSION ", float32")
            : QStringLiteral("cpu, %1 threads, libtorch " TORCH_VERSION ", float32").arg(m_threads);
    }

private:
    struct Loss
    {
        torch::Tensor mean; ///< what is differentiated
        torch::Tensor sums; ///< [3]: loss, correct, weight
    };

    static ModelTensor plain(const torch::Tensor &tensor)
    {
        const torch::Tensor values = tensor.to(torch::kCPU).contiguous();
        return { values.sizes().vec(), { values.data_ptr<float>(), values.data_ptr<float>() + values.numel() } };
    }

    static BatchFigures interrupted()
    {
        BatchFigures figures;
        figures.interrupted = true;
        return figures;
    }

    PassSettings passOf(const Batch &batch, const StepSettings &settings)
    {
        const auto whole = int64_t(batch.whole > 0 ? batch.whole : batch.tracks);
        return { &m_exchange, settings.seed * 1'000'003 + settings.step, int64_t(batch.first), whole };
    }

    torch::Tensor inputsOf(const Batch &batch) const
    {
        return torch::from_blob(const_cast<float *>(batch.inputs.data()),
                                { int64_t(batch.tracks), int64_t(kBands), int64_t(kChannels) })
            .to(m_device);
    }

    /// Of what `exchange` shares; the gradient is that of the whole batch's mean.
    Loss lossOf(const Batch &batch, const torch::Tensor &logits, StepExchange &exchange) const
    {
        const auto tracks = int64_t(batch.tracks);
        torch::Tensor targets = torch::zeros({ tracks, m_shape.classes });
        torch::Tensor masks = torch::zeros({ tracks }, torch::kLong);
        for (int64_t track = 0; track < tracks; ++track) {
            for (uint32_t at = batch.offsets[size_t(track)]; at < batch.offsets[size_t(track) + 1]; ++at)
                targets.data_ptr<float>()[track * m_shape.classes + batch.labels[at]] =
                    batch.targets.empty() ? 1.0F : batch.targets[at];
            if (!batch.masks.empty())
                masks.data_ptr<int64_t>()[track] = int64_t(batch.masks[size_t(track)]);
        }
        targets = targets.to(m_device);
        const torch::Tensor weights = m_masks.index_select(0, masks.to(m_device));
        const torch::Tensor losses =
            torch::binary_cross_entropy_with_logits(logits, targets, weights, {}, at::Reduction::Sum);
        const torch::Tensor correct = (weights * logits.detach().gt(0).eq(targets.gt(0.5))).sum();
        const torch::Tensor sums = exchange.sum(torch::stack({ losses.detach(), correct, weights.sum() }));
        return { losses / sums[2].clamp_min(1e-30), sums };
    }

    static BatchFigures figuresOf(const Loss &loss)
    {
        const torch::Tensor sums = loss.sums.to(torch::kCPU, torch::kDouble);
        return { sums[0].item<double>(), sums[1].item<double>(), sums[2].item<double>(), false };
    }

    void update(const StepSettings &settings)
    {
        const torch::NoGradGuard noGrad;
        ++m_updates;
        const double rate = settings.learningRate / (1 - std::pow(settings.beta1, double(m_updates)));
        const double correction = 1 / std::sqrt(1 - std::pow(settings.beta2, double(m_updates)));
        for (auto &parameter : m_network.named_parameters()) {
            auto &[first, second] = m_moments[parameter.key()];
            torch::Tensor value = parameter.value();
            const torch::Tensor &gradient = value.grad();
            first.mul_(settings.beta1).add_(gradient, 1 - settings.beta1);
            second.mul_(settings.beta2).addcmul_(gradient, gradient, 1 - settings.beta2);
            if (settings.weightDecay > 0 && value.dim() == 3)
                value.mul_(1 - settings.learningRate * settings.weightDecay);
            value.addcdiv_(first, second.sqrt().mul_(correction).add_(settings.epsilon), -rate);
        }
    }

    NetworkShape m_shape;
    EngineSettings m_settings;
    torch::Device m_device;
    int m_threads;
    MelNetworkModule m_network;
    StepExchange m_exchange; ///< of training
    StepExchange m_questions; ///< of evaluation, which is nobody else's
    torch::Tensor m_masks;
    std::map<std::string, std::pair<torch::Tensor, torch::Tensor>> m_moments;
    int64_t m_updates = 0;
};

bool hasCuda()
{
    return torch::cuda::is_available();
}

/// One device a process. Where each sees but its own, as a cluster may have it, that is number 0 for all.
torch::Device deviceOf(const ProcessGroup *group)
{
    const int count = std::max(1, int(torch::cuda::device_count()));
    return { torch::kCUDA, c10::DeviceIndex(group != nullptr ? group->placeOnMachine() % count : 0) };
}

std::unique_ptr<TrainingEngine> makeTorchEngine(const NetworkShape &shape, const EngineSettings &settings, bool cuda)
{
    return std::make_unique<TorchEngine>(shape, settings,
                                         cuda ? deviceOf(settings.group.get()) : torch::Device(torch::kCPU));
}

} // namespace

} // namespace melscope

extern "C" Q_DECL_EXPORT const melscope::TorchModule *melscope_torch_module()
{
    static const melscope::TorchModule module { melscope::version(), TORCH_VERSION, melscope::hasCuda,
                                                melscope::makeTorchEngine, melscope::makeC10dGroup };
    return &module;
}
