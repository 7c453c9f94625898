#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/truth/ground_truth.h"

#include <QStringList>

namespace melscope {

/// The rows of both; those of a recording that stands in both are united.
std::shared_ptr<const GroundTruth> uniteTruths(const GroundTruth &a, const GroundTruth &b);

/// How a ground truth is divided into train and test. [core/README.md, Splitting a ground truth]
struct SplitSettings
{
    double trainPercent = 80;
    int minCount = 20; ///< a label must occur so often in train, and half as often in test
    bool byReleaseGroup = false; ///< whole release groups go to one side
    uint64_t seed = 1;
};

struct Split
{
    std::shared_ptr<const GroundTruth> train;
    std::shared_ptr<const GroundTruth> test;
    std::vector<std::string> droppedLabels;
    size_t droppedTracks = 0; ///< left without labels
};

/// Same truth, settings and seed give the same split on every machine. Errors: a percentage outside
/// 0 … 100 (exclusive), a negative count, nothing left.
Result<Split> splitGroundTruth(const GroundTruth &truth, const SplitSettings &settings);

/// The files that a split wrote.
struct SplitFiles
{
    QString trainFile;
    QString testFile;
    size_t trainSize = 0;
    size_t testSize = 0;
    size_t labels = 0; ///< that stay
    std::vector<std::string> droppedLabels;
    size_t droppedTracks = 0;
};

/// Reads one truth, or several to be united, splits it and writes `<stem>-train.tsv` and `<stem>-<second>.tsv` into a
/// folder. Errors: as readGroundTruth() and splitGroundTruth(); the folder cannot be written.
Result<SplitFiles> splitTruthFiles(const QStringList &inputs, const SplitSettings &settings, const QString &folder,
                                   const QString &stem, const QString &second, const CancelToken &cancel = {},
                                   const ProgressCallback &progress = {});

} // namespace melscope
