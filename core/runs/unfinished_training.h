#pragma once

#include "core/training/checkpoint.h"

#include <optional>

namespace melscope {

/// A run is made in this folder within its job directory, and moved to its place when it is complete.
QString stagingFolder(const QString &jobDir);
/// The checkpoints of a training, within the staging folder.
QString checkpointFolder(const QString &jobDir);

/// How far the interrupted training in a job directory has come; nothing where there is none.
std::optional<Checkpoint> unfinishedTraining(const QString &jobDir);
/// Whether there is one, damaged or not.
bool hasUnfinishedTraining(const QString &jobDir);

} // namespace melscope
