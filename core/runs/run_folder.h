#pragma once

#include "core/base/folder_lock.h"
#include "core/base/json_fields.h"
#include "core/base/result.h"
#include "core/collection/data_findings.h"
#include "core/runs/threshold_choice.h"
#include "core/scoring/score_matrix.h"
#include "core/scoring/threshold_search.h"
#include "core/scoring/thresholds.h"
#include "core/training/log_kinds.h"
#include "core/training/recipe.h"
#include "core/training/trainer.h"
#include "core/truth/label_space.h"

#include <QJsonObject>

namespace melscope {

/// One source of a run: its files, and what the run brought for it.
struct RunSource
{
    QString name;
    QString trainFile;
    QString validationFile;
    QString testFile; ///< empty where nothing was predicted
    std::vector<std::string> labels; ///< its vocabulary, in its own spelling
    MacroFigures all; ///< on validation, over all its labels
    MacroFigures genres; ///< over its genres alone
    qint64 validationTracks = 0;
    qint64 testTracks = 0;
    Thresholds thresholds; ///< as chosen
    ThresholdChoice choice; ///< how
    std::shared_ptr<const ScoreMatrix> validationScores; ///< may be absent after a damage
    std::shared_ptr<const ScoreMatrix> testScores; ///< absent where nothing was predicted
};

/// A run as its folder keeps it. [core/README.md, Files of a run]
struct Run
{
    QString folder;
    Recipe recipe;
    LabelSpace space;
    std::vector<RunSource> sources;
    QStringList featureFiles;
    std::vector<EpochFigures> history;
    int bestEpoch = 0;
    double bestValidationLoss = 0;
    double trainTracksPerSecond = 0;
    qint64 parameters = 0;
    qint64 trainTracks = 0;
    QString end; ///< all-epochs, early-stopping, stopped, loss-not-finite
    QString engine; ///< what it was trained with: "cpu, 2 threads, avx512, float32"
    QString fingerprint; ///< of the training and validation tracks
    int batchSize = 0; ///< as used
    QString title; ///< given by the user; empty: the folder's name
    QString comment; ///< the user's; both are changed by editRun()
    QString finished; ///< ISO time
    DataFindings findings; ///< about its data, as the window lists them
    QStringList notes; ///< about the training
    LogKinds logs {}; ///< that it wrote for other programs
    QJsonObject unknown; ///< keys of a newer program, kept when the file is written again
};

/// Names of the files in a run's folder.
namespace run_file {
inline const QString description = QStringLiteral("run.json");
inline const QString classes = QStringLiteral("classes.txt");
inline const QString history = QStringLiteral("history.csv");
inline const QString model = QStringLiteral("model.safetensors");
inline const QString onnx = QStringLiteral("model.onnx"); ///< where somebody has asked for it
inline const QString tensorBoard = QStringLiteral("tensorboard"); ///< a folder, where it was wanted
inline const QString mlflow = QStringLiteral("mlruns"); ///< likewise
inline const QString lock = QStringLiteral(".melscope-lock"); ///< there while somebody writes
QString thresholds(const QString &source);
QString thresholdChoice(const QString &source);
QString validationPredictions(const QString &source);
QString testPredictions(const QString &source);
QString validationScores(const QString &source);
QString testScores(const QString &source);
QString embedding(const QString &part); ///< "train", "validation", "test-lastfm"
QString map(const QString &parts); ///< "train+validation"
QString neighbours(const QString &part); ///< an index of them
/// The files of a run that lie in a folder, run.json first; also those of sources that no run.json names.
/// Errors: the folder cannot be read.
Result<QStringList> allIn(const QString &folder);
}

/// What whoever writes into a run's folder holds meanwhile.
LockTarget runLock(const QString &folder);

inline constexpr int kRunVersion = 1;
/// A mean of shares in run.json: at most 1, but for the last bit.
inline constexpr double kGreatestShare = 1 + 1e-9;
/// Nobody trains on more; beyond, run.json is damaged.
inline constexpr size_t kMostRunSources = 1000;

/// Writes run.json, classes.txt, history.csv and the thresholds; the model and the scores are written by those
/// who make them. Each file atomically, run.json last. Into the run's folder, or another one from which the files
/// are moved there (paths in run.json are relative to the run's folder in any case).
Result<void> writeRun(const Run &run, const QString &folder);
/// run.json as it stands there. Errors: none there, no JSON, newer version.
Result<JsonFields> readRunDescription(const QString &folder);
/// Reads them back with all score matrices (mapped). Errors: no run there, newer version; a key of run.json of another
/// kind or out of its range; files that are damaged or do not fit one another.
Result<std::shared_ptr<const Run>> readRun(const QString &folder);

QString endName(TrainingResult::End end);

} // namespace melscope
