#include "core/experiment/run_analysis.h"

#include "core/scoring/labelling.h"
#include "core/scoring/score_range.h"
#include "core/scoring/submission.h"
#include "core/truth/cell_text.h"
#include "core/truth/ground_truth_reader.h"

#include <QFileInfo>

namespace melscope {

namespace {

Result<void> analysePart(PartAnalysis &part, const Run &run, const RunSource &source, size_t index,
                         const CancelToken &cancel, const ProgressCallback &progress)
{
    if (!part.scores || source.thresholds.size() == 0)
        return {};
    const ScoreLabeller labeller = labellerOf(run, index);
    part.predicted = labelScores(*part.scores, labeller);
    part.submission = submissionText(*part.scores, labeller, run.space, index);
    const Submission submission = Submission::parse(part.submission);
    part.check = checkSubmission(submission, { source.labels.begin(), source.labels.end() }, &part.scores->ids());
    if (!part.truth)
        return {};
    const auto truth = restrictedTruth(*part.truth, part.scores->ids());
    if (truth->size() == 0)
        return {};
    const Submission lines = Submission::parse(restrictedLines(submission, *truth));
    for (const bool expanded : { false, true }) {
        auto evaluation = evaluate(*truth, lines, expanded, cancel, progress);
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
    if (file.isEmpty() || !QFileInfo::exists(file))
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

std::string restrictedLines(const Submission &submission, const GroundTruth &truth)
{
    std::vector<std::string> cells;
    for (const Submission::Label &label : submission.labels())
        cells.push_back(cellOf(label.key));
    std::string text;
    std::vector<std::string_view> labels;
    for (size_t i = 0; i < submission.size(); ++i) {
        const auto line = submission.line(i);
        if (!truth.recordings().find(line.id))
            continue;
        labels.clear();
        for (const uint32_t label : line.numbers)
            labels.push_back(cells[label]);
        text += submissionLine(line.id, labels);
    }
    return text;
}

namespace {

Result<std::shared_ptr<const ThresholdGround>> makeGround(const Run &run, size_t index, const PartAnalysis &validation,
                                                          const CancelToken &cancel, const ProgressCallback &progress)
{
    auto ground = std::make_shared<ThresholdGround>();
    const GroundTruth &truth = *validation.truth;
    auto classOf = [&](uint32_t label) {
        const auto known = run.space.classOf(index, truth.labels()[label]);
        return known ? int(*known) : -1;
    };
    ground->part.scores = validation.scores;
    ground->part.columns = TruthColumns::of(*validation.scores, truth, classOf);
    ground->part.tracks = TruthTracks::of(*validation.scores, truth, classOf);
    for (uint32_t i = 0; i < run.space.size(); ++i) {
        ground->inTarget.push_back(run.space.contains(index, i));
        if (ground->inTarget.back())
            ground->part.classes.push_back(i);
    }
    auto steps = labelSteps(*validation.scores, ground->part.columns, cancel, progress);
    if (!steps)
        return passOn(steps);
    ground->steps = std::move(*steps);
    for (const uint32_t label : ground->part.classes)
        ground->labels.push_back({ label, chooseThreshold(ground->steps[label], {}) });
    return std::shared_ptr<const ThresholdGround>(std::move(ground));
}

} // namespace

Result<std::shared_ptr<const RunAnalysis>> analyseRun(const std::shared_ptr<const Run> &run,
                                                      const QMap<QString, QString> &testTruths,
                                                      const CancelToken &cancel, const ProgressCallback &progress)
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
        auto validationTruth = readIfThere(source.validationFile, cancel, progress);
        if (!validationTruth)
            return passOn(validationTruth);
        auto testTruth = readIfThere(testTruths.value(source.name), cancel, progress);
        if (!testTruth)
            return passOn(testTruth);
        result->validation.truth = *validationTruth;
        result->test.truth = *testTruth;
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
            auto ground = makeGround(*run, index, result->validation, cancel, progress);
            if (!ground)
                return passOn(ground);
            result->ground = std::move(*ground);
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
    result->ground = old.ground;
    for (auto [part, before] :
         { std::pair(&result->validation, &old.validation), std::pair(&result->test, &old.test) }) {
        part->scores = before->scores;
        part->truth = before->truth;
        if (const auto done = analysePart(*part, *run, run->sources[source], source, cancel, progress); !done)
            return passOn(done);
    }
    changed->sources[source] = std::move(result);
    return changed;
}

Result<PipelineConfig> pipelineConfigOf(const Project &project, const QString &jobDir)
{
    PipelineConfig config;
    config.jobDir = jobDir;
    config.recipe = project.recipe;
    if (project.sources.empty())
        return fail(QStringLiteral("the project has no source yet"), {},
                    QStringLiteral("Add ground truths and features on the Data page."));
    for (const ProjectSource &source : project.sources) {
        const QString remedy = QStringLiteral("Add it on the Data page, or remove the source.");
        if (source.trainFile.isEmpty() || source.validationFile.isEmpty())
            return fail(QStringLiteral("the source %1 has no %2 file")
                            .arg(source.name,
                                 source.trainFile.isEmpty() ? QStringLiteral("train") : QStringLiteral("validation")),
                        {}, remedy);
        if (source.featureInputs.isEmpty())
            return fail(QStringLiteral("the source %1 has no features").arg(source.name), {}, remedy);
        config.sources.push_back({ source.name, source.trainFile, source.validationFile, source.testInput });
        for (const QString &input : source.featureInputs) {
            if (!config.featureInputs.contains(input))
                config.featureInputs << input;
        }
    }
    return config;
}

} // namespace melscope
