#pragma once

#include "core/collection/project_file.h"
#include "core/study/pipeline.h"
#include "core/study/result_tables.h"

namespace melscope {

/// One recipe among several that are compared.
struct RecipeVariant
{
    QString name; ///< as the user wrote it
    Recipe recipe;
    bool single = false; ///< one model for each source instead of one for all
};

/// "melscope", "paper:batch_size=100", "melscope:input=scaled,mixup=0.2": a recipe and settings, named as in run.json
/// (or as the command line's options); multi_source=single makes one model for each source.
/// Errors: an unknown recipe or setting, a value out of range.
Result<RecipeVariant> parseVariant(const QString &text);

struct GridConfig
{
    Project project; ///< with the truths of its test parts
    std::vector<RecipeVariant> variants;
    std::vector<uint64_t> seeds;
    /// Cross-validation: each source's train and validation truths are united and divided into so many folds (see
    /// core/truth/folds.h), each of which validates a model of its own, thresholds included. 0: as they are.
    int folds = 0;
    QString folder; ///< a run folder for each variant and seed; finished ones are not done again
};

/// What one variant reached with one seed on one source.
struct GridResult
{
    size_t variant = 0;
    uint64_t seed = 0;
    int fold = 0; ///< 1 …; 0: without folds
    QString source;
    double trackF = 0; ///< test, mean per-track F over all labels [core/README.md, Evaluation]; NaN without a test part
    double labelF = 0; ///< test, mean per-label F over all labels; NaN without a test part
    double macroF1 = 0; ///< validation, at the best thresholds
    double map = 0; ///< validation
    double seconds = 0; ///< of training
};

/// Trains every variant with every seed, one after the other, and evaluates the test parts. An interrupted one goes on
/// when the same grid is run again. Errors: as training's and evaluation's; without folds, a source without test truth.
Result<std::vector<GridResult>> runGrid(const GridConfig &config, const TrainingControl &control = {},
                                        const ProgressCallback &progress = {});

/// What of a grid is still to be trained, in the grid's order: to be submitted as jobs, after which runGrid() finds
/// them finished. Errors: as of runGrid(), before it trains.
Result<std::vector<RunPlan>> unfinishedRuns(const GridConfig &config);

/// Mean and standard deviation (n − 1) over seeds and folds of a variant's mean over the sources; or of one source.
struct GridSummary
{
    size_t variant = 0;
    size_t runs = 0; ///< seeds × folds
    bool hasFolds = false;
    double trackF[2] {}; ///< mean, deviation
    double labelF[2] {};
    double macroF1[2] {};
    double map[2] {};
    double seconds = 0;
};
std::vector<GridSummary> summarise(const std::vector<GridResult> &results, size_t variants, const QString &source = {});

/// One row a variant: test per-label F, per-track F, validation macro F1 and mAP, training time.
/// Deviations beside the means; a column of their own in CSV.
QString gridTable(const std::vector<GridSummary> &summaries, const std::vector<RecipeVariant> &variants,
                  TableFormat format);

} // namespace melscope
