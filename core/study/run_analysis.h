#pragma once

#include "core/collection/collection.h"
#include "core/runs/run_folder.h"
#include "core/scoring/evaluation.h"
#include "core/scoring/rule_comparison.h"
#include "core/scoring/submission_check.h"

#include <optional>

namespace melscope {

/// What a run did on one part of a source.
struct PartAnalysis
{
    std::shared_ptr<const ScoreMatrix> scores; ///< null where the part was not scored
    std::shared_ptr<const GroundTruth> truth; ///< null where unknown
    std::shared_ptr<const GroundTruth> scoredTruth; ///< of the recordings alone that were scored; null likewise
    Labels predicted; ///< classes by row of the scores; empty where nothing was labelled
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
struct ThresholdBasis
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
    std::shared_ptr<const ThresholdBasis> basis; ///< null where validation has no truth any more
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

/// The truths that a source of a run is judged by; null where unknown.
struct RunTruths
{
    std::shared_ptr<const GroundTruth> validation;
    std::shared_ptr<const GroundTruth> test;
};

/// By source of the run. Those that the collection has loaded are taken from there, a validation part if the run was
/// made with that file; the others are read where their file still is. `testTruths`: files by source name, of sources
/// without one in the collection; `collection` may be null.
Result<std::vector<RunTruths>> truthsOf(const Run &run, const Collection *collection,
                                        const QMap<QString, QString> &testTruths, const CancelToken &cancel = {},
                                        const ProgressCallback &progress = {});

/// A part without truth is left without evaluation. Errors: scores that are none; cancelled.
Result<std::shared_ptr<const RunAnalysis>> analyseRun(const std::shared_ptr<const Run> &run,
                                                      const std::vector<RunTruths> &truths,
                                                      const CancelToken &cancel = {},
                                                      const ProgressCallback &progress = {});
/// Reads the truths first.
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
/// What a run says of its scored recordings, to be held against others.
RunLabels labelsOf(const Run &run, const SourceAnalysis &source, const PartAnalysis &part);
/// The text of a part's submission.
std::string submissionOf(const Run &run, const SourceAnalysis &source, const PartAnalysis &part);

} // namespace melscope
