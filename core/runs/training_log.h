#pragma once

#include "core/runs/run_folder.h"
#include "core/scoring/genre_curves.h"
#include "core/training/epoch_observer.h"
#include "core/training/log_kinds.h"

#include <functional>
#include <memory>

namespace melscope {

/// How a training ended, as its logs have it.
enum class LogEnd { Finished, Failed, Cancelled };

/// What a run reached, by the names that logs give it: "result/validation_loss", and of each source
/// "result/SOURCE/macro_f1", … over all its labels and over its genres.
std::vector<std::pair<QString, double>> resultsOf(const Run &run);

/// A training in the files of another program. The run that it is about outlives it, and fills up meanwhile. Errors
/// of all functions: a file cannot be written.
class TrainingLog
{
public:
    virtual ~TrainingLog() = default;

    /// What an interrupted training must know to go on with its log: texts by name.
    virtual QJsonObject record() const = 0;
    /// Before the first epoch; `history` are those of before.
    virtual Result<void> begin(const std::vector<EpochFigures> &history) = 0;
    virtual Result<void> add(const EpochFigures &figures) = 0;
    virtual Result<void> add(const std::vector<GenreCurve> &curves) = 0;
    /// Finished: the run stands in its folder.
    virtual Result<void> end(LogEnd end) = 0;
    /// The training was given up, and nobody will go on with it.
    virtual void discard() = 0;
};

/// All logs of a training. One that cannot be written is left, with a warning: it is no reason to lose a training.
/// Used by the training's thread. [core/README.md, Logs for other programs]
class TrainingLogs final : public EpochObserver
{
public:
    using Warning = std::function<void(const QString &)>;

    /// `run` has what is known before training, and outlives this. `staging` is where an interrupted training finds
    /// what it wrote.
    TrainingLogs(const Run &run, LogKinds kinds, QString staging, Warning warn);
    ~TrainingLogs() override;

    void trainingBegins(const std::vector<EpochFigures> &history) override;
    void epochEnded(const EpochFigures &figures) override;
    void add(const std::vector<GenreCurve> &curves);
    void end(LogEnd end);
    /// What a training that was given up has written.
    void discard();

    /// What an interrupted training wrote that left its files in `staging`; nothing where it cannot be read.
    static LogKinds kindsIn(const QString &staging);
    /// Name of the file there that says so.
    inline static const QString kRecord = QStringLiteral("logs.json");

private:
    /// Does it with each log, and leaves those that fail.
    void forEach(const std::function<Result<void>(TrainingLog &)> &work);
    Result<void> writeRecord() const;

    std::map<QString, std::unique_ptr<TrainingLog>> m_logs; ///< by name
    QString m_staging;
    Warning m_warn;
};

} // namespace melscope
