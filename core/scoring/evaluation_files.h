#pragma once

#include "core/scoring/evaluation.h"

#include <QStringList>

namespace melscope {

/// Writes `<run>.results_summary`, `.results_track`, `.results_label` and `.results_confusion`, tab-separated,
/// into a folder, each atomically; returns their paths. Figures that do not exist are "NA".
/// [core/README.md, Evaluation]
Result<QStringList> writeEvaluation(const Evaluation &evaluation, const QString &folder, const QString &runName);

} // namespace melscope
