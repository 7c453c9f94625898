#include "core/training/scorer.h"

#include "core/training/batch_loader.h"
#include "core/training/compute_device.hpp"
#include "core/training/mel_network_module.hpp"

#include <numeric>

namespace melscope {

Result<std::shared_ptr<const ScoreMatrix>> scoreTracks(const Model &model, const Dataset &dataset, const ScorerSettings &settings,
                                                       const CancelToken &cancel, const ProgressCallback &progress,
                                                       const QString &stageName)
{
    try {
        useThreads(settings.threads);
        const auto device = computeDevice(settings.device);
        if (!device)
            return passOn(device);
        MelNetworkModule network(model.shape, 0);
        if (const auto imported = network.importTensors(model.tensors); !imported)
            return passOn(imported);
        network.to(*device);
        network.eval();
        const torch::NoGradGuard noGrad;

        const auto classes = size_t(model.shape.classes);
        const auto batchSize = size_t(std::max(1, settings.batchSize));
        std::vector<float> scores(dataset.size() * classes);
        std::vector<float> inputs(std::min(batchSize, dataset.size()) * kImageSize);
        std::vector<uint32_t> order(dataset.size());
        std::iota(order.begin(), order.end(), 0U);
        StageProgress stage(progress, stageName, QStringLiteral("tracks"), qint64(dataset.size()));
        for (size_t first = 0; first < dataset.size(); first += batchSize) {
            if (cancel.isCancelled())
                return cancelled();
            const size_t count = std::min(batchSize, dataset.size() - first);
            gatherBatch(dataset, std::span(order).subspan(first, count), inputs, {});
            const auto input = torch::from_blob(inputs.data(), { int64_t(count), int64_t(kBands), int64_t(kChannels) }).to(*device);
            const auto output = torch::sigmoid(network.forward(input)).to(torch::kCPU).contiguous();
            std::copy_n(output.data_ptr<float>(), count * classes, scores.begin() + ptrdiff_t(first * classes));
            stage.update(qint64(first + count));
        }
        return ScoreMatrix::make(dataset.ids, model.classes, std::move(scores));
    } catch (const std::exception &exception) {
        return fail(QStringLiteral("scoring failed: ") + firstLine(exception.what()), {},
                    QStringLiteral("Free memory or score fewer tracks at once."));
    }
}

} // namespace melscope
