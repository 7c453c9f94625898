#pragma once

#include "core/runs/event_file.h"
#include "core/runs/training_log.h"

namespace melscope {

/// TensorBoard's event files in the run's folder `tensorboard/`: scalars of each epoch as it ends, the recipe for the
/// plugin hparams, precision and recall of each genre for the plugin pr_curves, and what the run reached. A training
/// that goes on writes another file, which begins by taking back the steps that it makes again.
/// [core/README.md, Logs for other programs]
class TensorBoardLog final : public TrainingLog
{
public:
    TensorBoardLog(const Run &run, const QJsonObject &record);

    /// Removes the event files of trainings whose run was in this folder before, but for these.
    static void removeOthers(const QString &runFolder, const QStringList &kept);

    QJsonObject record() const override;
    Result<void> begin(const std::vector<EpochFigures> &history) override;
    Result<void> add(const EpochFigures &figures) override;
    Result<void> add(const std::vector<GenreCurve> &curves) override;
    Result<void> end(LogEnd end) override;
    void discard() override;

private:
    Result<void> writeSettings(double time); ///< s since 1970

    const Run &m_run;
    QStringList m_files; ///< of this training, the last one ours
    EventFile m_file;
};

/// The scalar that an epoch's figure is, by the figure's name: "loss/train".
std::string scalarTag(const char *figure);

} // namespace melscope
