#pragma once

#include "core/experiment/data_snapshot.h"
#include "core/experiment/pipeline.h"
#include "core/experiment/run_folder.h"
#include "core/scoring/evaluation.h"
#include "core/scoring/submission_check.h"
#include "core/scoring/threshold_curve.h"

#include <optional>

namespace melscope {

/// What a run did on one part of a source.
struct PartAnalysis
{
    std::shared_ptr<const ScoreMatrix> scores; ///< null where the part was not scored
    std::shared_ptr<const GroundTruth> truth; ///< null where unknown
    std::vector<std::vector<uint32_t>> predicted; ///< classes by row of the scores
    std::string submission; ///< as text, in the source's spelling
    std::optional<Evaluation> evaluation; ///< over the tracks that were scored; where truth is known
    std::optional<Evaluation> expanded;
    CheckReport check;
};

/// One label of a source with what its chosen threshold does on validation.
struct LabelAnalysis
{
    uint32_t classIndex = 0;
    LabelThreshold figures;
};

struct SourceAnalysis
{
    QString name;
    size_t spaceIndex = 0;
    PartAnalysis validation;
    PartAnalysis test;
    TruthColumns columns; ///< of the validation scores
    std::vector<LabelAnalysis> labels; ///< of this source alone, by class
};

/// A run with everything a page shows of it. Immutable.
struct RunAnalysis
{
    std::shared_ptr<const Run> run;
    std::vector<SourceAnalysis> sources;

    const SourceAnalysis *find(const QString &source) const;
};

/// `testTruths` by source name; a missing one leaves the test part without evaluation.
Result<std::shared_ptr<const RunAnalysis>> analyseRun(const std::shared_ptr<const Run> &run, const QMap<QString, QString> &testTruths,
                                                      const CancelToken &cancel = {}, const ProgressCallback &progress = {});

/// The curve of one class on a source's validation part.
ThresholdCurve thresholdCurve(const SourceAnalysis &source, uint32_t classIndex);

/// The configuration that trains a project. Errors: a source without train, validation or features.
Result<PipelineConfig> pipelineConfigOf(const Project &project, const QString &jobDir);

} // namespace melscope
