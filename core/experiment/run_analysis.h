#pragma once

#include "core/experiment/data_snapshot.h"
#include "core/experiment/pipeline.h"
#include "core/experiment/run_folder.h"
#include "core/scoring/evaluation.h"
#include "core/scoring/submission_check.h"
#include "core/scoring/rule_comparison.h"

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

/// One label of a source with the plain argmax on validation, and what that does there.
struct LabelAnalysis
{
    uint32_t classIndex = 0;
    LabelThreshold figures;
};

/// What thresholds are searched on; the same whatever is chosen.
struct ThresholdGround
{
    ScoredPart part; ///< the validation scores with their truth, and the source's classes
    std::vector<LabelSteps> steps; ///< by class
    std::vector<char> inTarget; ///< by class
    std::vector<LabelAnalysis> labels; ///< of this source alone, by class
};

struct SourceAnalysis
{
    QString name;
    size_t spaceIndex = 0;
    PartAnalysis validation;
    PartAnalysis test;
    std::shared_ptr<const ThresholdGround> ground; ///< null where validation has no truth any more
};

/// A run with everything a page shows of it. Immutable.
struct RunAnalysis
{
    std::shared_ptr<const Run> run;
    std::vector<std::shared_ptr<const SourceAnalysis>> sources;

    const SourceAnalysis *find(const QString &source) const
    {
        for (const auto &analysis : sources) {
            if (analysis->name == source)
                return analysis.get();
        }
        return nullptr;
    }
};

/// `testTruths` by source name; a missing one leaves the test part without evaluation.
Result<std::shared_ptr<const RunAnalysis>> analyseRun(const std::shared_ptr<const Run> &run,
                                                      const QMap<QString, QString> &testTruths,
                                                      const CancelToken &cancel = {},
                                                      const ProgressCallback &progress = {});

/// The same run after the choice of one source's thresholds has changed: what depends on them is made anew.
Result<std::shared_ptr<const RunAnalysis>> withChangedThresholds(const RunAnalysis &analysis,
                                                                 const std::shared_ptr<const Run> &run, size_t source,
                                                                 const CancelToken &cancel = {},
                                                                 const ProgressCallback &progress = {});

/// The truth of those recordings alone that were scored, so that the task's evaluation applies.
std::shared_ptr<const GroundTruth> restrictedTruth(const GroundTruth &truth, const RecordingIds &ids);
/// The submission's lines of those recordings alone that stand in a truth, as text.
std::string restrictedLines(const Submission &submission, const GroundTruth &truth);

/// The configuration that trains a project. Errors: a source without train, validation or features.
Result<PipelineConfig> pipelineConfigOf(const Project &project, const QString &jobDir);

} // namespace melscope
