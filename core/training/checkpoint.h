#pragma once

#include "core/network/training_engine.h"
#include "core/training/epoch_figures.h"
#include "core/training/recipe.h"

#include <QString>

#include <future>
#include <optional>

namespace melscope {

/// Everything that training needs to go on after an epoch, or within one, as if nothing had happened. Random numbers
/// are functions of the seed and of the steps made, so there is no generator to be kept.
struct Checkpoint
{
    /// The steps of the next epoch that are made already, and their sums.
    struct Begun
    {
        uint64_t steps = 0;
        double loss = 0;
        double correct = 0;
        double weight = 0;
    };

    Recipe recipe;
    QString fingerprint; ///< of the data: going on with others would be another training
    QString engine; ///< its description: another one adds up in another order
    int epoch = 0; ///< the last complete one
    uint64_t steps = 0; ///< of the complete epochs
    Begun begun;
    NetworkState state;
    std::map<std::string, ModelTensor> best; ///< the best epoch's parameters and statistics
    int bestEpoch = 0;
    double bestValidationLoss = 0;
    InputTransform input;
    std::vector<EpochFigures> history;
    double learningRate = 0; ///< as changed while running
    int patience = 0;
};

/// `checkpoint-<epoch>.safetensors` in a folder; the last two are kept, so that one is whole whatever happens. Beside
/// them the epochs so far as `history.csv`.
class CheckpointFolder
{
public:
    inline static const QString kHistory = QStringLiteral("history.csv");

    explicit CheckpointFolder(QString path);
    ~CheckpointFolder();

    const QString &path() const { return m_path; }
    bool hasAny() const;
    /// Begins to write in a thread of its own, after the one before is written. Returns the error of that one.
    Result<void> write(Checkpoint checkpoint);
    /// Waits for the last one.
    Result<void> finish();
    /// The newest that can be read. Errors: there is none, or none is whole (of the newest).
    Result<Checkpoint> read() const;
    void remove();

private:
    QStringList files() const; ///< newest first

    QString m_path;
    std::future<Result<void>> m_writing;
};

Result<void> writeCheckpoint(const Checkpoint &checkpoint, const QString &path);
Result<Checkpoint> readCheckpoint(const QString &path);

} // namespace melscope
