#include "core/experiment/run_analysis.h"

#include "core/scoring/labelling.h"
#include "core/scoring/submission.h"
#include "core/truth/ground_truth_reader.h"

#include <QFileInfo>

namespace melscope {

namespace {

/// The truth of those recordings alone that were scored, so that the task's evaluation applies.
std::shared_ptr<const GroundTruth> restricted(const GroundTruth &truth, const ScoreMatrix &scores)
{
    GroundTruthBuilder builder(truth.source(), truth.file());
    for (const std::string &label : truth.labels())
        builder.labelNumber(label); // the same numbers as in the truth
    for (size_t i = 0; i < truth.size(); ++i) {
        if (scores.ids().find(truth.recordings().key(i)))
            builder.addRow(truth.recordings().key(i), truth.releaseGroupKey(i), truth.labelsOf(i), 0);
    }
    return builder.finish();
}

/// The submission's lines of those recordings alone whose truth is known.
std::string restrictedLines(const Submission &submission, const GroundTruth &truth)
{
    std::string text;
    for (size_t i = 0; i < submission.size(); ++i) {
        const auto line = submission.line(i);
        if (truth.recordings().find(line.id))
            text += submissionLine(line.id, line.labels);
    }
    return text;
}

Result<void> analysePart(PartAnalysis &part, const Run &run, const RunSource &source, size_t index, const CancelToken &cancel,
                         const ProgressCallback &progress)
{
    if (!part.scores || source.thresholds.size() == 0)
        return {};
    part.predicted = labelScores(*part.scores, source.thresholds);
    part.submission = submissionText(*part.scores, source.thresholds, run.space, index);
    const Submission submission = Submission::parse(part.submission);
    part.check = checkSubmission(submission, { source.labels.begin(), source.labels.end() }, &part.scores->ids());
    if (!part.truth)
        return {};
    const auto truth = restricted(*part.truth, *part.scores);
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

Result<std::shared_ptr<const GroundTruth>> readIfThere(const QString &file, const CancelToken &cancel, const ProgressCallback &progress)
{
    if (file.isEmpty() || !QFileInfo::exists(file))
        return std::shared_ptr<const GroundTruth>();
    return readGroundTruth(file, cancel, progress);
}

} // namespace

const SourceAnalysis *RunAnalysis::find(const QString &source) const
{
    for (const SourceAnalysis &analysis : sources) {
        if (analysis.name == source)
            return &analysis;
    }
    return nullptr;
}

Result<std::shared_ptr<const RunAnalysis>> analyseRun(const std::shared_ptr<const Run> &run, const QMap<QString, QString> &testTruths,
                                                      const CancelToken &cancel, const ProgressCallback &progress)
{
    auto analysis = std::make_shared<RunAnalysis>();
    analysis->run = run;
    for (size_t index = 0; index < run->sources.size(); ++index) {
        const RunSource &source = run->sources[index];
        SourceAnalysis result;
        result.name = source.name;
        result.spaceIndex = index;
        result.validation.scores = source.validationScores;
        result.test.scores = source.testScores;
        auto validationTruth = readIfThere(source.validationFile, cancel, progress);
        if (!validationTruth)
            return passOn(validationTruth);
        auto testTruth = readIfThere(testTruths.value(source.name), cancel, progress);
        if (!testTruth)
            return passOn(testTruth);
        result.validation.truth = *validationTruth;
        result.test.truth = *testTruth;
        for (PartAnalysis *part : { &result.validation, &result.test }) {
            if (const auto done = analysePart(*part, *run, source, index, cancel, progress); !done)
                return passOn(done);
        }
        if (result.validation.scores && result.validation.truth) {
            const GroundTruth &truth = *result.validation.truth;
            result.columns = TruthColumns::of(*result.validation.scores, truth, [&](uint32_t label) {
                const auto known = run->space.classOf(index, truth.labels()[label]);
                return known ? int(*known) : -1;
            });
            auto found = searchThresholds(*result.validation.scores, result.columns, cancel, progress);
            if (!found)
                return passOn(found);
            for (uint32_t i = 0; i < run->space.size(); ++i) {
                if (run->space.contains(index, i))
                    result.labels.push_back({ i, (*found)[i] });
            }
        }
        analysis->sources.push_back(std::move(result));
    }
    return analysis;
}

ThresholdCurve thresholdCurve(const SourceAnalysis &source, uint32_t classIndex)
{
    std::vector<float> scores;
    scores.reserve(source.columns.rowCount());
    for (const uint32_t row : source.columns.rows())
        scores.push_back(source.validation.scores->row(row)[classIndex]);
    return ThresholdCurve(scores, source.columns.positives(classIndex));
}

Result<PipelineConfig> pipelineConfigOf(const Project &project, const QString &jobDir)
{
    PipelineConfig config;
    config.jobDir = jobDir;
    config.recipe = project.recipe;
    if (project.sources.empty())
        return fail(QStringLiteral("the project has no source yet"), {}, QStringLiteral("Add ground truths and features on the Data page."));
    for (const ProjectSource &source : project.sources) {
        const QString remedy = QStringLiteral("Add it on the Data page, or remove the source.");
        if (source.trainFile.isEmpty() || source.validationFile.isEmpty())
            return fail(QStringLiteral("the source %1 has no %2 file").arg(source.name, source.trainFile.isEmpty() ? QStringLiteral("train") : QStringLiteral("validation")),
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
