#pragma once

#include "core/base/progress.h"
#include "core/truth/folds.h"

#include <QStringList>

namespace melscope {

/// What was written of one truth.
struct FoldFiles
{
    QString name; ///< of the truth, by which its files are called
    QStringList trainFiles, validationFiles; ///< [folds]
    std::vector<size_t> validationSizes; ///< [folds]
    std::vector<size_t> validationGroups; ///< [folds] release groups; a recording without one is one of its own
    std::vector<LabelDeviation> worst; ///< [folds]
    size_t present = 0; ///< of all these files, that were there before
    size_t labels = 0; ///< that stay
    std::vector<std::string> droppedLabels;
    size_t droppedTracks = 0;
};

/// One truth to be divided.
struct FoldInput
{
    QString name;
    QStringList files; ///< whose rows are united
};

/// Reads truths, divides them together and writes `<name>-fold1-train.tsv`, `<name>-fold1-validation.tsv` … of each
/// into a folder. Errors: as readGroundTruth(), foldsOf() and foldTruth(); two inputs of one name; a file would take
/// the place of an input; the folder cannot be written.
Result<std::vector<FoldFiles>> foldTruthFiles(const std::vector<FoldInput> &inputs, const FoldSettings &settings,
                                              const QString &folder, const CancelToken &cancel = {},
                                              const ProgressCallback &progress = {});

/// What foldTruthFiles() would write, with the same errors, but nothing is written.
Result<std::vector<FoldFiles>> previewFolds(const std::vector<FoldInput> &inputs, const FoldSettings &settings,
                                            const QString &folder, const CancelToken &cancel = {},
                                            const ProgressCallback &progress = {});

/// "+12.3 %", as people read a deviation.
QString deviationText(double deviation);

/// The file's name without folder and ".tsv", ".tsv.gz", ".tsv.bz2".
QString truthStem(const QString &path);

} // namespace melscope
