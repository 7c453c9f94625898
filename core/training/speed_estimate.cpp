#include "core/training/speed_estimate.h"

#include "core/base/words.h"
#include "core/network/training_engine.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <chrono>

namespace melscope {

namespace {
// As many as make a step's fixed costs small, and as few as take no time worth speaking of.
constexpr int kMostTracks = 200;
constexpr double kEnoughSeconds = 0.15;
} // namespace

Result<double> estimateTracksPerSecond(const Recipe &recipe, int classes, size_t epochTracks, const CancelToken &cancel)
{
    if (const auto checked = recipe.check(); !checked)
        return passOn(checked);
    try {
        EngineSettings settings = engineSettings(recipe);
        settings.interrupt = [cancel] { return cancel.isCancelled(); };
        const auto engine = makeEngine({ recipe.filters, classes }, settings, recipe.device);
        if (!engine)
            return passOn(engine);
        Batch batch;
        batch.tracks = size_t(std::min(batchSizeFor(recipe, epochTracks), kMostTracks));
        for (size_t i = 0; i < batch.tracks * kImageSize; ++i)
            batch.inputs.push_back(float(i % 97) * 0.01F);
        batch.offsets.assign(batch.tracks + 1, 0);
        (void)(*engine)->train(batch, {}); // allocates
        const auto start = std::chrono::steady_clock::now();
        double seconds = 0;
        double tracks = 0;
        while (seconds < kEnoughSeconds) {
            if ((*engine)->train(batch, {}).interrupted)
                return cancelled();
            tracks += double(batch.tracks);
            seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        }
        return tracks / seconds;
    } catch (const std::exception &exception) {
        return fail(tr("the speed cannot be estimated: ")
                    + QString::fromUtf8(exception.what()).section(QLatin1Char('\n'), 0, 0));
    }
}

} // namespace melscope
