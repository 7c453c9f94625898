#pragma once

#include "core/study/result_tables.h"
#include "core/training/recipe.h"

#include <cstdint>
#include <vector>

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

/// Of some values: the mean, and the standard deviation (n − 1), which is NaN of a single one.
void meanAndDeviation(const std::vector<double> &values, double (&result)[2]);

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
ResultTable gridTable(const std::vector<GridSummary> &summaries, const std::vector<RecipeVariant> &variants,
                      TableFormat format);

} // namespace melscope
