#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/collection/collection.h"
#include "core/scoring/evaluation.h"
#include "core/study/result_tables.h"
#include "core/training/recipe.h"

#include <QMap>
#include <QStringList>

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace melscope {

/// Labels by the number of tracks that have them in the whole train part, whatever share of it a run was trained on:
/// the same labels stand together at every share.
enum class SupportGroup { All, Below10, Below100, Below1000, Above };
inline constexpr size_t kSupportGroups = 5;
/// "all", "< 10", "10–99", "100–999", "≥ 1000".
QString supportGroupText(SupportGroup group);
/// Where a label belongs that so many tracks have; never All.
SupportGroup supportGroupOf(size_t support);

/// Mean F1 of labels, [groups]; NaN where no label of a group has one.
struct GroupF1
{
    std::array<double, kSupportGroups> f1 {};
    std::array<size_t, kSupportGroups> labels {}; ///< that have an F1: those that a judged track has
};
/// `supports`: tracks of the whole train part with a label, by the label's key; a label that is not there has none.
GroupF1 groupF1(const GroundTruth &truth, const Evaluation &evaluation,
                const std::map<std::string, size_t, std::less<>> &supports);

/// One finished run on the way.
struct LearningRun
{
    QString folder;
    Recipe recipe;
    qint64 tracks = 0; ///< that it was trained on, of all sources
    std::vector<std::pair<QString, GroupF1>> sources; ///< by name, in the run's order
};

/// Where the F1 of a learning curve comes from.
struct LearningQuery
{
    QStringList runs; ///< folders, see runFoldersOfGrid()
    QMap<QString, QString> testTruths; ///< files by source name
    /// Test: the task's per-label F. Validation: the same on the tracks that the thresholds were chosen on, which
    /// flatters rare labels. Nothing: test where all runs have it.
    std::optional<Part> part;
};
struct LearningRuns
{
    Part part = Part::Test;
    std::vector<LearningRun> runs;
};

/// The finished runs in the subfolders of a folder.
QStringList runFoldersIn(const QString &folder);
/// The finished runs of a grid, wherever in its folder. Where it was run with several numbers of folds, of the last
/// one: others train on other numbers of tracks.
QStringList runFoldersOfGrid(const QString &folder);
/// Where a grid keeps the truths of the test parts; nothing where the folder has no grid.
QMap<QString, QString> testTruthsOfGrid(const QString &folder);

/// Labels the scores of each run with its thresholds and evaluates them. Errors: a run or a truth that cannot be read;
/// a run without what `part` asks for; cancelled.
Result<LearningRuns> readLearningRuns(const LearningQuery &query, const CancelToken &cancel = {},
                                      const ProgressCallback &progress = {});

/// Runs of one recipe and share: seeds and folds.
struct LearningPoint
{
    double share = 1;
    size_t runs = 0;
    double tracks = 0; ///< trained on, mean
    std::array<double, kSupportGroups> mean {}; ///< F1, over the runs that have one; NaN where none has
    std::array<double, kSupportGroups> deviation {}; ///< n − 1; NaN below two runs
    std::array<double, kSupportGroups> labels {}; ///< mean number of labels, over the sources together
};
/// Runs that differ in share, seed and fold alone.
struct LearningCurve
{
    QString name; ///< the recipe, and the sources where curves differ in them
    std::vector<LearningPoint> points; ///< by share
};
/// The F1 of a run is its mean over the sources that have labels of the group; `source`: of that one alone.
std::vector<LearningCurve> learningCurves(const std::vector<LearningRun> &runs, const QString &source = {});

/// A row for each recipe and share. Deviations stand beside the means; for machines in columns of their own.
ResultTable learningTable(const std::vector<LearningCurve> &curves, TableFormat format);

} // namespace melscope
