#pragma once

#include "core/collection/project_file.h"
#include "core/study/grid_summary.h"
#include "core/study/pipeline.h"

namespace melscope {

/// What is trained, and where to. Its folder keeps it in `grid.json`, with the project beside it.
struct GridConfig
{
    Project project; ///< with the truths of its test parts
    std::vector<RecipeVariant> variants;
    std::vector<uint64_t> seeds;
    /// Cross-validation: each source's train and validation truths are united and divided into so many folds (see
    /// core/truth/folds.h), each of which validates a model of its own, thresholds included. 0: as they are.
    int folds = 0;
    QString folder; ///< a run folder for each variant and seed; finished ones are not done again
    QString featureCache {}; ///< where documents are imported to; empty: `features/` in the folder

    size_t runs() const { return variants.size() * seeds.size() * size_t(folds > 0 ? folds : 1); }
};

/// Whether it can be run. Errors: none of its variants can be trained; without folds, a source without test truth.
Result<void> checkGrid(const GridConfig &config);

/// Trains every variant with every seed, one after the other, and evaluates the test parts. An interrupted one goes on
/// when the same grid is run again. Errors: as training's and evaluation's; without folds, a source without test truth.
Result<std::vector<GridResult>> runGrid(const GridConfig &config, const TrainingControl &control = {},
                                        const ProgressCallback &progress = {});

/// What a grid has brought so far: of those of its runs that are finished. Nothing is trained, and the sources'
/// features are not looked at. Errors: a run that cannot be read, or is another one; cancelled.
Result<std::vector<GridResult>> finishedResults(const GridConfig &config, const CancelToken &cancel = {});

/// What of a grid is still to be trained, in the grid's order: to be submitted as jobs, after which runGrid() finds
/// them finished. Errors: as of runGrid(), before it trains.
Result<std::vector<RunPlan>> unfinishedRuns(const GridConfig &config);

} // namespace melscope
