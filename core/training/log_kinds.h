#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace melscope {

/// What a training writes besides its run's own files, for programs that show trainings.
struct LogKinds
{
    bool tensorBoard = false; ///< event files in `tensorboard/`
    bool mlflow = false; ///< MLflow's file store in `mlruns/`

    bool any() const { return tensorBoard || mlflow; }
    /// Those of either.
    LogKinds with(const LogKinds &others) const;
    /// "tensorboard", "mlflow": as files and options have them.
    QStringList names() const;
    static QStringList allNames();
    /// Errors: a name of none, with a remedy that lists all.
    static Result<LogKinds> ofNames(const QStringList &names);

    bool operator==(const LogKinds &) const = default;
};

} // namespace melscope
