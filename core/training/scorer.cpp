#include "core/training/scorer.h"

#include "core/base/parallel.h"
#include "core/base/words.h"
#include "core/training/batch_loader.h"
#include "core/training/process_exchange.h"

#include <algorithm>
#include <numeric>

namespace melscope {

Result<std::shared_ptr<const ScoreMatrix>> scoreTracks(const Model &model, const Dataset &dataset,
                                                       const ScorerSettings &settings, const CancelToken &cancel,
                                                       const ProgressCallback &progress, const StageName &stageName)
{
    try {
        EngineSettings engineSettings;
        engineSettings.threads = settings.threads > 0 ? settings.threads
            : settings.group                          ? settings.group->threads()
                                                      : availableProcessors();
        engineSettings.interrupt = [cancel] { return cancel.isCancelled(); };
        const auto engine = makeEngine(model.shape, engineSettings, settings.device);
        if (!engine)
            return passOn(engine);
        if (const auto set = (*engine)->setState({ model.tensors, {}, {}, 0 }); !set)
            return passOn(set);

        const auto classes = size_t(model.shape.classes);
        ProcessGroup *group = settings.group.get();
        const bool isFirst = group == nullptr || group->isFirst();
        const Share share = group != nullptr ? group->shareOf(dataset.size()) : Share { 0, dataset.size() };
        std::vector<float> scores((isFirst ? dataset.size() : share.size()) * classes);
        std::vector<uint32_t> order(share.size());
        std::iota(order.begin(), order.end(), uint32_t(share.begin));
        const LossMasks masks;
        BatchLoader loader(dataset, model.input, masks, { std::move(order), size_t(std::max(1, settings.batchSize)) });
        StageProgress stage(progress, stageName, QStringLiteral("tracks"), qint64(dataset.size()));
        size_t done = 0;
        while (const Batch *batch = loader.next()) {
            (*engine)->evaluate(*batch, scores.data() + done * classes);
            if (cancel.isCancelled())
                return cancelled();
            done += batch->tracks;
            stage.update(qint64(double(dataset.size()) * double(done) / double(share.size())));
        }
        if (group != nullptr) {
            std::vector<std::span<float>> parts;
            for (int rank = 0; isFirst && rank < group->size(); ++rank) {
                const Share other = Share::of(dataset.size(), rank, group->size());
                parts.push_back(std::span(scores).subspan(other.begin * classes, other.size() * classes));
            }
            group->gather(isFirst ? parts.front() : std::span(scores), parts);
            if (!isFirst)
                return nullptr;
        }
        return ScoreMatrix::make(dataset.ids, model.classes, std::move(scores));
    } catch (const ProcessLost &lost) {
        return tl::make_unexpected(processLost(lost));
    } catch (const std::exception &exception) {
        return fail(tr("scoring failed: ") + QString::fromUtf8(exception.what()).section(QLatin1Char('\n'), 0, 0), {},
                    tr("Free memory or score fewer tracks at once."));
    }
}

} // namespace melscope
