#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/truth/ground_truth.h"

#include <QStringList>

namespace melscope {

/// How ground truths are divided for cross-validation.
struct FoldSettings
{
    int folds = 5;
    int minCount = 20; ///< a label must occur so often in each fold's train part, and half as often in its validation
    uint64_t seed = 1;
};

/// The fold whose validation part each recording belongs to, [truths][recordings]. Labels of all truths are spread
/// evenly by iterative stratification [Sechidis, Tsoumakas and Vlahavas 2011], rarest first. Recordings of one release
/// group, in whatever truth, go together, and so does one that stands in several truths: an album, or a sound, on both
/// sides would flatter the figures. Same truths, order and seed give the same folds on every machine. Errors: fewer
/// than two folds, or more than there are release groups; cancelled.
Result<std::vector<std::vector<uint32_t>>> foldsOf(const std::vector<std::shared_ptr<const GroundTruth>> &truths,
                                                   int folds, uint64_t seed, const CancelToken &cancel = {});

/// The two parts that one fold makes of a truth.
struct FoldParts
{
    std::shared_ptr<const GroundTruth> train, validation;
};
/// All folds of a truth, after labels that are too rare in any of them are dropped. Errors: nothing is left.
struct TruthFolds
{
    std::vector<FoldParts> parts; ///< [folds]
    std::vector<std::string> droppedLabels;
    size_t droppedTracks = 0; ///< left without labels
};
Result<TruthFolds> foldTruth(const GroundTruth &truth, const std::vector<uint32_t> &foldOf,
                             const FoldSettings &settings);

/// What was written of one truth.
struct FoldFiles
{
    QString name; ///< of the truth, by which its files are called
    QStringList trainFiles, validationFiles; ///< [folds]
    std::vector<size_t> validationSizes; ///< [folds]
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
/// into a folder. Errors: as readGroundTruth(), foldsOf() and foldTruth(); two inputs of one name; the folder cannot be
/// written.
Result<std::vector<FoldFiles>> foldTruthFiles(const std::vector<FoldInput> &inputs, const FoldSettings &settings,
                                              const QString &folder, const CancelToken &cancel = {},
                                              const ProgressCallback &progress = {});

/// The file's name without folder and ".tsv", ".tsv.gz", ".tsv.bz2".
QString truthStem(const QString &path);

} // namespace melscope
