#pragma once

#include "core/study/published_results.h"
#include "core/study/result_tables.h"
#include "core/study/run_analysis.h"

#include <QStringList>

namespace melscope {

/// A submission of somebody else, or of another run, beside one's own: checked, and evaluated on the same tracks.
struct ComparedRun
{
    QString title;
    QString file;
    bool isOfTest = true; ///< else of the validation part, whichever it shares more recordings with
    std::optional<RunLabels> labels; ///< of the scored recordings; where there is an evaluation
    CheckReport check;
    std::optional<Evaluation> evaluation; ///< where the truth is known and no track is missing
    std::optional<Evaluation> expanded;
    QString problem; ///< why there is no evaluation
};

/// Errors: unreadable, cancelled; a submission with faults is none, its check tells them.
Result<std::shared_ptr<const ComparedRun>> compareWith(const SourceAnalysis &source, const RunSource &vocabulary,
                                                       const QString &file, const CancelToken &cancel = {});

} // namespace melscope
