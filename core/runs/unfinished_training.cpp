#include "core/runs/unfinished_training.h"

namespace melscope {

QString stagingFolder(const QString &jobDir)
{
    return jobDir + QStringLiteral("/.unfinished");
}

QString checkpointFolder(const QString &jobDir)
{
    return stagingFolder(jobDir) + QStringLiteral("/checkpoints");
}

std::optional<Checkpoint> unfinishedTraining(const QString &jobDir)
{
    auto checkpoint = CheckpointFolder(checkpointFolder(jobDir)).read();
    return checkpoint ? std::optional(std::move(*checkpoint)) : std::nullopt;
}

bool hasUnfinishedTraining(const QString &jobDir)
{
    return CheckpointFolder(checkpointFolder(jobDir)).hasAny();
}

} // namespace melscope
