#include "core/study/grid_estimate.h"

#include "core/base/memory_use.h"
#include "core/base/processor_share.h"
#include "core/training/speed_estimate.h"

#include <algorithm>

namespace melscope {

namespace {

constexpr double kShareOfStep = 0.7; // of an epoch's time; the rest goes into batches and validation
constexpr size_t kMostMeasured = 12; // networks; the others are taken to be as fast as the mean of these

/// What does not change how long a step takes is as the defaults have it.
Recipe speedOf(const Recipe &recipe)
{
    Recipe plain;
    plain.filters = recipe.filters;
    plain.batchSize = recipe.batchSize;
    plain.dropout = recipe.dropout > 0 ? plain.dropout : 0;
    plain.mixup = recipe.mixup > 0 ? 0.2 : 0;
    plain.threads = recipe.threads;
    plain.device = recipe.device;
    return plain;
}

} // namespace

Result<double> estimateGridSeconds(const std::vector<RecipeVariant> &variants, size_t seedsTimesFolds, int classes,
                                   double tracks, const CancelToken &cancel)
{
    std::vector<std::pair<Recipe, double>> known; // tracks per second
    double seconds = 0;
    for (const RecipeVariant &variant : variants) {
        const Recipe speed = speedOf(variant.recipe);
        const double ofRun = tracks * variant.recipe.share;
        auto found = std::ranges::find(known, speed, &std::pair<Recipe, double>::first);
        if (found == known.end() && known.size() < kMostMeasured) {
            const auto measured = estimateTracksPerSecond(speed, classes, size_t(std::max(1.0, ofRun)), cancel);
            if (!measured)
                return measured;
            known.emplace_back(speed, *measured);
            found = known.end() - 1;
        }
        double perSecond = 0;
        for (const auto &[recipe, own] : known)
            perSecond += own / double(known.size());
        if (found != known.end())
            perSecond = found->second;
        seconds += double(variant.recipe.epochs) * ofRun / perSecond;
    }
    return seconds * double(seedsTimesFolds) / (kShareOfStep * freeShareOfProcessors());
}

} // namespace melscope
