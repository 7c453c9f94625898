#include "core/study/run_analysis.h"

#include "core/base/file_path.h"
#include "core/runs/run_thresholds.h"
#include "core/scoring/labelling.h"
#include "core/scoring/score_range.h"
#include "core/scoring/submission_text.h"
#include "core/truth/ground_truth_reader.h"

#include <QFileInfo>

namespace melscope {

namespace {

Result<void> analysePart(PartAnalysis &part, const Run &run, const RunSource &source, size_t index,
                         const CancelToken &cancel, const ProgressCallback &progress)
{
    if (!part.scores || source.thresholds.size() == 0)
        return {};
    part.predicted = labelScores(*part.scores, labellerOf(run, index));
    part.check = checkLabels(part.scores->ids(), part.predicted);
    if (part.truth && !part.scoredTruth)
        part.scoredTruth = restrictedTruth(*part.truth, part.scores->ids());
    if (!part.truth || part.scoredTruth->size() == 0)
        return {};
    const RunLabels labels = predictedLabels(*part.scoredTruth, part.scores->ids(), part.predicted, run.space, index);
    for (const bool expanded : { false, true }) {
        auto evaluation = evaluate(*part.scoredTruth, labels, expanded, cancel, progress);
        if (!evaluation)
            return passOn(evaluation);
        (expanded ? part.expanded : part.evaluation) = std::move(*evaluation);
    }
    return {};
}

/// The scores come from a file that anybody may have written, and nobody has looked at them yet.
Result<void> checkPart(const PartAnalysis &part, const Run &run, const QString &file, const CancelToken &cancel)
{
    auto checked = part.scores ? checkScores(*part.scores, cancel) : Result<void>();
    if (!checked && !checked.error().isCancelled())
        checked.error().file = run.folder + QLatin1Char('/') + file;
    return checked;
}

Result<std::shared_ptr<const GroundTruth>> readIfThere(const QString &file, const CancelToken &cancel,
                                                       const ProgressCallback &progress)
{
    if (file.isEmpty() || !mayBeThere(file))
        return std::shared_ptr<const GroundTruth>();
    return readGroundTruth(file, cancel, progress);
}

} // namespace

std::shared_ptr<const GroundTruth> restrictedTruth(const GroundTruth &truth, const RecordingIds &ids)
{
    GroundTruthBuilder builder(truth.source(), truth.file());
    for (const std::string &label : truth.spellings())
        builder.labelNumber(label); // the same numbers as in the truth
    for (size_t i = 0; i < truth.size(); ++i) {
        if (ids.find(truth.recordings().key(i)))
            builder.addRow(truth.recordings().key(i), truth.releaseGroupKey(i), truth.labelsOf(i), 0);
    }
    return builder.finish();
}

RunLabels labelsOf(const Run &run, const SourceAnalysis &source, const PartAnalysis &part)
{
    return predictedLabels(*part.scoredTruth, part.scores->ids(), part.predicted, run.space, source.spaceIndex);
}

std::string submissionOf(const Run &run, const SourceAnalysis &source, const PartAnalysis &part)
{
    return submissionText(part.scores->ids(), part.predicted, run.space, source.spaceIndex);
}

namespace {

Result<std::shared_ptr<const ThresholdBasis>> makeBasis(const Run &run, size_t index, const PartAnalysis &validation,
                                                        const CancelToken &cancel, const ProgressCallback &progress)
{
    auto basis = std::make_shared<ThresholdBasis>();
    const GroundTruth &truth = *validation.truth;
    auto classOf = [&](uint32_t label) {
        const auto known = run.space.classOf(index, truth.labels()[label]);
        return known ? int(*known) : -1;
    };
    basis->part.scores = validation.scores;
    basis->part.truth = PartTruth::of(*validation.scores, truth, classOf);
    for (uint32_t i = 0; i < run.space.size(); ++i) {
        basis->inTarget.push_back(run.space.contains(index, i));
        if (basis->inTarget.back())
            basis->part.classes.push_back(i);
    }
    auto steps = labelSteps(*validation.scores, *basis->part.truth, cancel, progress);
    if (!steps)
        return passOn(steps);
    basis->steps = std::move(*steps);
    for (const uint32_t label : basis->part.classes)
        basis->labels.push_back({ label, chooseThreshold(basis->steps[label], {}) });
    return std::shared_ptr<const ThresholdBasis>(std::move(basis));
}

} // namespace

Result<std::vector<RunTruths>> truthsOf(const Run &run, const Collection *collection,
                                        const QMap<QString, QString> &testTruths, const CancelToken &cancel,
                                        const ProgressCallback &progress)
{
    std::vector<RunTruths> truths;
    for (const RunSource &source : run.sources) {
        RunTruths own;
        for (const CollectedSource &loaded :
             collection != nullptr ? collection->sources : std::vector<CollectedSource>()) {
            if (loaded.name != source.name)
                continue;
            const CollectedPart &validation = loaded.part(Part::Validation);
            if (QFileInfo(validation.file).absoluteFilePath() == QFileInfo(source.validationFile).absoluteFilePath())
                own.validation = validation.truth;
            own.test = loaded.part(Part::Test).truth;
        }
        for (const auto &[truth, file] : { std::pair(&own.validation, source.validationFile),
                                           std::pair(&own.test, testTruths.value(source.name)) }) {
            if (*truth)
                continue;
            auto read = readIfThere(file, cancel, progress);
            if (!read)
                return passOn(read);
            *truth = std::move(*read);
        }
        truths.push_back(std::move(own));
    }
    return truths;
}

Result<std::shared_ptr<const RunAnalysis>> analyseRun(const std::shared_ptr<const Run> &run,
                                                      const QMap<QString, QString> &testTruths,
                                                      const CancelToken &cancel, const ProgressCallback &progress)
{
    const auto truths = truthsOf(*run, nullptr, testTruths, cancel, progress);
    if (!truths)
        return passOn(truths);
    return analyseRun(run, *truths, cancel, progress);
}

Result<std::shared_ptr<const RunAnalysis>> analyseRun(const std::shared_ptr<const Run> &run,
                                                      const std::vector<RunTruths> &truths, const CancelToken &cancel,
                                                      const ProgressCallback &progress)
{
    auto analysis = std::make_shared<RunAnalysis>();
    analysis->run = run;
    for (size_t index = 0; index < run->sources.size(); ++index) {
        const RunSource &source = run->sources[index];
        auto result = std::make_shared<SourceAnalysis>();
        result->name = source.name;
        result->spaceIndex = index;
        result->validation.scores = source.validationScores;
        result->test.scores = source.testScores;
        result->validation.truth = truths[index].validation;
        result->test.truth = truths[index].test;
        for (PartAnalysis *part : { &result->validation, &result->test }) {
            if (const auto checked = checkPart(*part, *run,
                                               part == &result->test ? run_file::testScores(source.name)
                                                                     : run_file::validationScores(source.name),
                                               cancel);
                !checked)
                return passOn(checked);
            if (const auto done = analysePart(*part, *run, source, index, cancel, progress); !done)
                return passOn(done);
        }
        if (result->validation.scores && result->validation.truth) {
            auto basis = makeBasis(*run, index, result->validation, cancel, progress);
            if (!basis)
                return passOn(basis);
            result->basis = std::move(*basis);
        }
        analysis->sources.push_back(std::move(result));
    }
    return analysis;
}

Result<std::shared_ptr<const RunAnalysis>> withChangedThresholds(const RunAnalysis &analysis,
                                                                 const std::shared_ptr<const Run> &run, size_t source,
                                                                 const CancelToken &cancel,
                                                                 const ProgressCallback &progress)
{
    auto changed = std::make_shared<RunAnalysis>(analysis);
    changed->run = run;
    auto result = std::make_shared<SourceAnalysis>();
    const SourceAnalysis &old = *analysis.sources[source];
    result->name = old.name;
    result->spaceIndex = old.spaceIndex;
    result->basis = old.basis;
    for (auto [part, before] :
         { std::pair(&result->validation, &old.validation), std::pair(&result->test, &old.test) }) {
        part->scores = before->scores;
        part->truth = before->truth;
        part->scoredTruth = before->scoredTruth;
        if (const auto done = analysePart(*part, *run, run->sources[source], source, cancel, progress); !done)
            return passOn(done);
    }
    changed->sources[source] = std::move(result);
    return changed;
}

} // namespace melscope
