#include "core/training/scorer.h"

#include "core/base/parallel.h"
#include "core/base/words.h"
#include "core/training/batch_loader.h"

#include <algorithm>
#include <numeric>

namespace melscope {

Result<std::shared_ptr<const ScoreMatrix>> scoreTracks(const Model &model, const Dataset &dataset,
                                                       const ScorerSettings &settings, const CancelToken &cancel,
                                                       const ProgressCallback &progress, const StageName &stageName)
{
    try {
        EngineSettings engineSettings;
        engineSettings.threads = settings.threads > 0 ? settings.threads : availableProcessors();
        engineSettings.interrupt = [cancel] { return cancel.isCancelled(); };
        const auto engine = makeEngine(model.shape, engineSettings, settings.device);
        if (!engine)
            return passOn(engine);
        if (const auto set = (*engine)->setState({ model.tensors, {}, {}, 0 }); !set)
            return passOn(set);

        const auto classes = size_t(model.shape.classes);
        std::vector<float> scores(dataset.size() * classes);
        std::vector<uint32_t> order(dataset.size());
        std::iota(order.begin(), order.end(), 0U);
        const LossMasks masks;
        BatchLoader loader(dataset, model.input, masks, { std::move(order), size_t(std::max(1, settings.batchSize)) });
        StageProgress stage(progress, stageName, QStringLiteral("tracks"), qint64(dataset.size()));
        size_t done = 0;
        while (const Batch *batch = loader.next()) {
            (*engine)->evaluate(*batch, scores.data() + done * classes);
            if (cancel.isCancelled())
                return cancelled();
            done += batch->tracks;
            stage.update(qint64(done));
        }
        return ScoreMatrix::make(dataset.ids, model.classes, std::move(scores));
    } catch (const std::exception &exception) {
        return fail(tr("scoring failed: ") + QString::fromUtf8(exception.what()).section(QLatin1Char('\n'), 0, 0), {},
                    tr("Free memory or score fewer tracks at once."));
    }
}

} // namespace melscope
