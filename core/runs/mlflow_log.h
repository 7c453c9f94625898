#pragma once

#include "core/runs/training_log.h"

namespace melscope {

/// MLflow's file store in the run's folder `mlruns/`: the training is a run of its experiment 0, with the recipe as
/// parameters, the epochs' figures as metrics, and the run's small files as artifacts. A training that goes on goes on
/// in the same one. [core/README.md, Logs for other programs]
class MlflowLog final : public TrainingLog
{
public:
    MlflowLog(const Run &run, const QJsonObject &record);

    QJsonObject record() const override;
    Result<void> begin(const std::vector<EpochFigures> &history) override;
    Result<void> add(const EpochFigures &figures) override;
    Result<void> add(const std::vector<GenreCurve> &curves) override;
    Result<void> end(LogEnd end) override;
    void discard() override;

private:
    /// As MLflow numbers them.
    enum class Status { Running = 1, Finished = 3, Failed = 4, Killed = 5 };

    QString path(const QString &name) const { return m_folder + QLatin1Char('/') + name; }
    Result<void> writeExperiment() const;
    Result<void> writeDescription(Status status) const;
    Result<void> writeParameters() const;
    Result<void> writeTag(const QString &name, const QString &value) const;
    Result<void> writeHistory(const std::vector<EpochFigures> &history) const;
    Result<void> addMetric(const QString &name, double value, int step) const;
    Result<void> writeResults() const;
    Result<void> copyArtifacts() const;

    const Run &m_run;
    QString m_id; ///< 32 hex digits
    qint64 m_started = 0; ///< ms since 1970
    QString m_folder; ///< of MLflow's run
};

/// A name as MLflow takes one for a parameter, a metric or a tag; what it does not take becomes "_".
QString mlflowName(const QString &name);

} // namespace melscope
