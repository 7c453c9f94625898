#pragma once

#include "core/base/progress.h"
#include "core/training/checkpoint.h"
#include "core/training/dataset.h"
#include "core/training/epoch_figures.h"
#include "core/training/epoch_observer.h"
#include "core/training/recipe.h"
#include "core/training/training_control.h"

namespace melscope {

struct TrainingResult
{
    enum class End { AllEpochs, EarlyStopping, Stopped, LossNotFinite };

    Model model; ///< the best epoch's weights
    std::vector<EpochFigures> history;
    int bestEpoch = 0;
    double bestValidationLoss = 0;
    double trainTracksPerSecond = 0; ///< over all epochs, training alone
    End end = End::AllEpochs;
    QString engine; ///< "cpu, 2 threads, avx512, float32"
    QString fingerprint; ///< of the data
    int batchSize = 0; ///< as used
    int resumedAt = 0; ///< the epoch after which training went on; 0: it began anew
    QStringList notes; ///< what the user should know: checkpoints that could not be written …
};

struct TrainingPlan
{
    Recipe recipe;
    std::vector<std::string> classes;
    QString checkpoints; ///< folder; empty: none are written
    bool resume = false; ///< go on after the newest checkpoint, if there is one
    /// Others with whom each batch is shared out, each with the same plan and data. The first decides and writes: what
    /// the others are told to do (checkpoints, resume, live settings) is of no account.
    std::shared_ptr<ProcessGroup> group {};
    EpochObserver *observer = nullptr; ///< of the first process; null: nobody listens
};

/// What a recipe wants of the engine.
EngineSettings engineSettings(const Recipe &recipe);

/// Trains a network. Progress: stage "Training", unit "epochs", a milestone with metrics at each epoch's end,
/// and counts of tracks within it. Errors: a bad setting, no track, no such device, out of memory, cancelled,
/// stopped or diverged before the first epoch was complete; a checkpoint of other data or settings.
/// With a group: another process is lost or has other data; the
/// model is there for all, history and notes for the first.
/// [core/README.md, Network and training]
Result<TrainingResult> trainNetwork(const TrainingPlan &plan, const Dataset &train, const Dataset &validation,
                                    const TrainingControl &control = {}, const ProgressCallback &progress = {});

} // namespace melscope
