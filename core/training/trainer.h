#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/training/dataset.h"
#include "core/training/mel_network.h"
#include "core/training/recipe.h"

namespace melscope {

/// One epoch's figures; losses are binary cross-entropy over labels and tracks, accuracies binary at 0.5.
struct EpochFigures
{
    int epoch = 0; ///< 1-based
    double trainLoss = 0;
    double trainAccuracy = 0;
    double validationLoss = 0;
    double validationAccuracy = 0;
    double seconds = 0; ///< training and validation
    double tracksPerSecond = 0; ///< training alone
};

/// The metrics' names in Progress::metrics.
namespace metric {
inline const QString epoch = QStringLiteral("epoch");
inline const QString trainLoss = QStringLiteral("train_loss");
inline const QString trainAccuracy = QStringLiteral("train_accuracy");
inline const QString validationLoss = QStringLiteral("validation_loss");
inline const QString validationAccuracy = QStringLiteral("validation_accuracy");
inline const QString tracksPerSecond = QStringLiteral("tracks_per_s");
inline const QString seconds = QStringLiteral("seconds");
}
EpochFigures epochFiguresOf(const QMap<QString, double> &metrics);

/// Ends training from any thread: `stop` keeps the best epoch so far, `cancel` throws everything away.
/// Both are answered within a layer's time.
struct TrainingControl
{
    CancelToken cancel;
    CancelToken stop;
};

struct TrainingResult
{
    enum class End { AllEpochs, EarlyStopping, Stopped, LossNotFinite };

    Model model; ///< the best epoch's weights
    std::vector<EpochFigures> history;
    int bestEpoch = 0;
    double bestValidationLoss = 0;
    double trainTracksPerSecond = 0; ///< over all epochs, training alone
    End end = End::AllEpochs;
    QString device; ///< "cpu" or "cuda"
    int threads = 0;
};

/// Trains a network. Progress: stage "Training", unit "epochs", a milestone with metrics at each epoch's end,
/// and counts of tracks within it. Errors: a bad setting, no track, no such device, out of memory, cancelled,
/// stopped or diverged before the first epoch was complete. [REFERENCE §4]
Result<TrainingResult> trainNetwork(const Recipe &recipe, const Dataset &train, const Dataset &validation,
                                    const std::vector<std::string> &classes, const TrainingControl &control = {},
                                    const ProgressCallback &progress = {});

} // namespace melscope
