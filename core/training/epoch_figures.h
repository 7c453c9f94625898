#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace melscope {

/// One epoch's figures; losses are binary cross-entropy over labels and tracks, accuracies binary at 0.5.
/// NaN where an older run did not record it.
struct EpochFigures
{
    int epoch = 0; ///< 1-based
    double trainLoss = 0;
    double trainAccuracy = 0;
    double validationLoss = 0;
    double validationAccuracy = 0;
    double macroF1 = 0; ///< validation, at each label's best threshold, over all labels
    double map = 0; ///< mean average precision, validation
    double mapGenres = 0;
    double mapSubgenres = 0;
    double learningRate = 0; ///< of the last step
    double tracksPerSecond = 0; ///< training alone
    double seconds = 0; ///< training and validation
    double waitedSeconds = 0; ///< training has waited so long for batches
    double exchangeSeconds = 0; ///< of training: of sums over the processes that share it, waiting for them included
    double metricSeconds = 0; ///< of F1 and mAP

    bool operator==(const EpochFigures &) const = default;
};

/// A figure's name in Progress::metrics, history.csv and checkpoints, and its place.
struct EpochFigure
{
    const char *name;
    double EpochFigures::*value;
};
/// All but the epoch, in the order of history.csv.
const std::vector<EpochFigure> &epochFigureList();

/// A line for people: "epoch 3: loss 0.05, …".
QString epochText(const EpochFigures &figures, bool isBest);

QMap<QString, double> metricsOf(const EpochFigures &figures);
/// Nothing where the metrics are no epoch's.
bool isEpoch(const QMap<QString, double> &metrics);
EpochFigures epochFiguresOf(const QMap<QString, double> &metrics);

/// history.csv: a head line, then a line an epoch.
std::string historyText(const std::vector<EpochFigures> &history);
/// Columns by their names; unknown ones are ignored, missing ones are NaN. Errors name the line: another number of
/// figures, one that is no number, an epoch that does not follow the one before.
Result<std::vector<EpochFigures>> parseHistory(const std::string &text, const QString &path);

} // namespace melscope
