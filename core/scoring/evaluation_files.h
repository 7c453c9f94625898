#pragma once

#include "core/scoring/evaluation.h"

#include <QStringList>

namespace melscope {

/// Writes into a folder, each atomically, and returns their paths: `<run>.results_summary`, `.results_track`,
/// `.results_label` and `.results_confusion`, byte for byte as the task's evaluator in R writes them; beside them, of
/// our own, `<run>.label_counts.tsv` and `<run>.confusions.tsv`. [core/README.md, Evaluation]
Result<QStringList> writeEvaluation(const Evaluation &evaluation, const QString &folder, const QString &runName);

} // namespace melscope
