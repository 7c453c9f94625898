#include "app/cli/command.h"
#include "app/cli/process_launch.h"
#include "app/cli/remote_launch.h"

#include "core/base/number_text.h"
#include "core/runs/unfinished_training.h"
#include "core/study/pipeline.h"
#include "core/training/recipe_setting.h"
#include "core/truth/ground_truth_reader.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

namespace melscope {

namespace {

void declareRecipe(OptionList &options)
{
    addOption(options, QStringLiteral("recipe"),
              QStringLiteral("melscope or paper; the other options change single settings of it."),
              QStringLiteral("NAME"), QStringLiteral("melscope"));
    for (const RecipeSetting &setting : recipeSettings())
        addOption(
            options, setting.option(),
            QStringLiteral("%1: %2 (%3).")
                .arg(QString::fromUtf8(setting.title), QString::fromUtf8(setting.explanation), setting.expectation()),
            setting.placeholder());
    addOption(options, QStringLiteral("resume"),
              QStringLiteral("Go on with the training that was interrupted in the job directory, if there is one."));
    addOption(options, QStringLiteral("restart"), QStringLiteral("Discard it."));
}

/// `known` is a project's, whose settings hold where the command line says nothing else.
Recipe recipeOf(const QCommandLineParser &parser, const std::optional<Recipe> &known)
{
    const QString name = QStringLiteral("recipe");
    auto recipe = known && !parser.isSet(name) ? Result<Recipe>(*known) : Recipe::named(parser.value(name));
    if (!recipe)
        throw UsageError { QStringLiteral("--recipe must be melscope or paper") };
    for (const RecipeSetting &setting : recipeSettings()) {
        if (!parser.isSet(setting.option()))
            continue;
        if (const auto taken = setting.setText(*recipe, parser.value(setting.option())); !taken)
            throw UsageError { QStringLiteral("--") + taken.error().what };
    }
    return *recipe;
}

void declareFiles(OptionList &options)
{
    addOption(options, QStringLiteral("project"),
              QStringLiteral("A project whose files and settings are taken instead of the next options."),
              QStringLiteral("FILE"));
    addOption(options, QStringLiteral("train-files"), QStringLiteral("Ground truths to train on, one a source."),
              QStringLiteral("T[,T...]"));
    addOption(options, QStringLiteral("valid-files"),
              QStringLiteral("Ground truths to validate on, in the same order."), QStringLiteral("V[,V...]"));
    addOption(options, QStringLiteral("feature-files"),
              QStringLiteral("Stores, folders or archives that hold their features."), QStringLiteral("F[,F...]"));
    addOption(options, QStringLiteral("job-dir"), QStringLiteral("Folder of the run; made if need be."),
              QStringLiteral("DIR"));
    declareRecipe(options);
    declareLogs(options);
    ProcessLaunch::declare(options);
    declareRemote(options);
}

/// The sources that the options name.
std::vector<ProjectSource> sourcesOf(const QCommandLineParser &parser, bool withTests)
{
    required(parser, QStringLiteral("train-files"));
    required(parser, QStringLiteral("valid-files"));
    required(parser, QStringLiteral("feature-files"));
    const QStringList features = pathList(parser, QStringLiteral("feature-files"));
    const QStringList train = pathList(parser, QStringLiteral("train-files"));
    const QStringList valid = pathList(parser, QStringLiteral("valid-files"));
    QStringList test;
    if (withTests) {
        required(parser, QStringLiteral("test-files"));
        test = pathList(parser, QStringLiteral("test-files"));
    }
    if (valid.size() != train.size())
        throw UsageError { QStringLiteral("%1 train files but %2 validation files")
                               .arg(QString::number(train.size()), QString::number(valid.size())) };
    if (withTests && test.size() != train.size())
        throw UsageError { QStringLiteral("%1 train files but %2 test files")
                               .arg(QString::number(train.size()), QString::number(test.size())) };
    std::vector<ProjectSource> sources;
    for (qsizetype i = 0; i < train.size(); ++i)
        sources.push_back({ sourceOfFile(train[i]), train[i], valid[i], features, test.value(i), {}, {} });
    return sources;
}

Result<RunPlan> planOf(const QCommandLineParser &parser, bool withTests)
{
    using Unfinished = RunPlan::Unfinished;
    if (parser.isSet(QStringLiteral("resume")) && parser.isSet(QStringLiteral("restart")))
        throw UsageError { QStringLiteral("--resume and --restart exclude each other") };
    RunPlan plan;
    const QString project = QStringLiteral("project");
    if (parser.isSet(project)) {
        for (const char *files : { "train-files", "valid-files", "test-files", "feature-files" }) {
            if ((withTests || files != std::string_view("test-files")) && parser.isSet(QLatin1String(files)))
                throw UsageError { QStringLiteral("--project and --%1 exclude each other").arg(QLatin1String(files)) };
        }
        auto read = readProjectFile(required(parser, project));
        if (!read)
            return passOn(read);
        plan.project.sources = std::move(read->sources);
        for (ProjectSource &source : plan.project.sources) {
            if (!withTests)
                source.testInput.clear();
        }
        plan.project.recipe = recipeOf(parser, read->recipe);
    } else {
        plan.project.sources = sourcesOf(parser, withTests);
        plan.project.recipe = recipeOf(parser, std::nullopt);
    }
    plan.project.logs = plan.project.logs.with(logsOf(parser));
    plan.folder = required(parser, QStringLiteral("job-dir"));
    plan.unfinished = parser.isSet(QStringLiteral("resume")) ? Unfinished::Resume
        : parser.isSet(QStringLiteral("restart"))            ? Unfinished::Discard
                                                             : Unfinished::Refuse;
    return plan;
}

QJsonObject bothFigures(double all, double genres)
{
    return { { QStringLiteral("all"), all }, { QStringLiteral("genres"), genres } };
}

/// The verdict on a source's submission, or null where none was made.
const CheckReport *verdictOn(const PipelineOutcome &outcome, size_t source)
{
    for (const SubmissionVerdict &verdict : outcome.verdicts) {
        if (verdict.source == source)
            return &verdict.check;
    }
    return nullptr;
}

QJsonObject outcomeJson(const PipelineOutcome &outcome)
{
    const Run &run = *outcome.run;
    QJsonObject sources;
    for (size_t i = 0; i < run.sources.size(); ++i) {
        const RunSource &source = run.sources[i];
        QJsonObject json { { QStringLiteral("macro_f1"), bothFigures(source.all.f1, source.genres.f1) },
                           { QStringLiteral("map"), bothFigures(source.all.map, source.genres.map) },
                           { QStringLiteral("labels"), qint64(source.all.labels) },
                           { QStringLiteral("supported_labels"), qint64(source.all.supported) },
                           { QStringLiteral("validation_tracks"), source.validationTracks } };
        if (const CheckReport *verdict = verdictOn(outcome, i)) {
            json.insert(QStringLiteral("test_tracks"), source.testTracks);
            json.insert(QStringLiteral("submission"),
                        QDir(run.folder).filePath(run_file::testPredictions(source.name)));
            json.insert(QStringLiteral("violations"), qint64(verdict->violations.size()));
        }
        sources.insert(source.name, json);
    }
    QJsonArray findings;
    for (const DataFinding &finding : run.findings)
        findings.append(toJson(finding, run.folder));
    return { { QStringLiteral("parameters"), run.parameters },
             { QStringLiteral("findings"), findings },
             { QStringLiteral("classes"), qint64(run.space.size()) },
             { QStringLiteral("epochs"), qint64(run.history.size()) },
             { QStringLiteral("best_epoch"), run.bestEpoch },
             { QStringLiteral("best_validation_loss"), run.bestValidationLoss },
             { QStringLiteral("train_tracks"), run.trainTracks },
             { QStringLiteral("train_tracks_per_s"), run.trainTracksPerSecond },
             { QStringLiteral("end"), run.end },
             { QStringLiteral("engine"), run.engine },
             { QStringLiteral("job_dir"), run.folder },
             { QStringLiteral("sources"), sources },
             { QStringLiteral("notes"), QJsonArray::fromStringList(run.notes) } };
}

Result<int> printOutcome(const QCommandLineParser &parser, const PipelineOutcome &outcome)
{
    bool accepted = true;
    for (const SubmissionVerdict &verdict : outcome.verdicts)
        accepted = accepted && verdict.check.accepted();
    if (parser.isSet(QStringLiteral("json"))) {
        printJson(outcomeJson(outcome));
        return accepted ? kDone : kFailed;
    }
    const Run &run = *outcome.run;
    printLine(QStringLiteral("%1 classes, %2 parameters, best epoch %3 of %4 (validation loss %5), %6")
                  .arg(countText(qint64(run.space.size())), countText(run.parameters), QString::number(run.bestEpoch),
                       QString::number(run.history.size()), QString::number(run.bestValidationLoss, 'f', 5),
                       rateText(run.trainTracksPerSecond, QStringLiteral("tracks"))));
    for (size_t i = 0; i < run.sources.size(); ++i) {
        const RunSource &source = run.sources[i];
        printLine(QStringLiteral("%1: macro F1 %2 (genres %3), mAP %4 (genres %5) on %6 validation tracks")
                      .arg(source.name, QString::number(source.all.f1, 'f', 4),
                           QString::number(source.genres.f1, 'f', 4), QString::number(source.all.map, 'f', 4),
                           QString::number(source.genres.map, 'f', 4), countText(source.validationTracks)));
        if (const CheckReport *verdict = verdictOn(outcome, i)) {
            printLine(QStringLiteral("%1: %2 tracks predicted → %3 (check: %4)")
                          .arg(source.name, countText(source.testTracks),
                               QDir(run.folder).filePath(run_file::testPredictions(source.name)),
                               verdict->accepted() ? QStringLiteral("accepted")
                                                   : QStringLiteral("violations: %1").arg(verdict->violations.size())));
        }
    }
    printLine(QStringLiteral("Results in %1").arg(run.folder));
    return accepted ? kDone : kFailed;
}

/// The outcome of a run that was made elsewhere and stands in its folder now; its submissions are checked again.
Result<PipelineOutcome> outcomeOf(const QString &folder, const CancelToken &cancel)
{
    auto run = readRun(folder);
    if (!run)
        return passOn(run);
    PipelineOutcome outcome { *run, {} };
    for (size_t i = 0; i < (*run)->sources.size(); ++i) {
        const RunSource &source = (*run)->sources[i];
        if (!source.testScores)
            continue;
        const auto submission =
            Submission::read(folder + QLatin1Char('/') + run_file::testPredictions(source.name), cancel);
        if (!submission)
            return passOn(submission);
        outcome.verdicts.push_back({ i,
                                     checkSubmission(*submission, { source.labels.begin(), source.labels.end() },
                                                     &source.testScores->ids()) });
    }
    return outcome;
}

Result<int> runElsewhere(const QCommandLineParser &parser, const CommandContext &context, const RunPlan &plan)
{
    if (parser.isSet(QStringLiteral("processes")) || parser.isSet(QStringLiteral("rendezvous")))
        throw UsageError { QStringLiteral("with --on the target says how many processes there are") };
    const auto records = trainRemotely(parser, context, { plan });
    if (!records)
        return report(records.error());
    if (parser.isSet(QStringLiteral("detach"))) {
        printJobs(parser, *records);
        return kDone;
    }
    const auto outcome = outcomeOf(plan.folder, context.cancel);
    if (!outcome)
        return report(outcome.error());
    return printOutcome(parser, *outcome);
}

Result<int> runTraining(const QCommandLineParser &parser, const CommandContext &context, bool withTests)
{
    auto planned = planOf(parser, withTests);
    if (!planned)
        return report(planned.error());
    RunPlan plan = std::move(*planned);
    if (isRemote(parser))
        return runElsewhere(parser, context, plan);
    if (plan.unfinished == RunPlan::Unfinished::Refuse && isBegunAgain())
        plan.unfinished = RunPlan::Unfinished::Resume;
    TrainingControl control;
    control.cancel = context.cancel;
    control.stop = context.stop;
    control.keepsSteps = isElasticProcess();
    const bool isInterrupted = hasUnfinishedTraining(plan.folder);
    auto launch = ProcessLaunch::begin(parser, context);
    if (!launch)
        return report(launch.error());
    plan.group = launch->group();
    auto outcome = trainAndPredict(plan, control, launch->isFirst() ? context.progress : ProgressCallback());
    plan.group.reset();
    if (const auto ended = launch->end(outcome ? Result<void>() : passOn(outcome)); outcome && !ended)
        return report(ended.error());
    if (outcome && !launch->isFirst())
        return kDone;
    if (!outcome && isInterrupted && plan.unfinished == RunPlan::Unfinished::Refuse)
        outcome.error().remedy =
            QStringLiteral("Go on with it (--resume), discard it (--restart), or choose another job directory.");
    if (!outcome)
        return report(outcome.error());
    return printOutcome(parser, *outcome);
}

Result<int> runPredict(const QCommandLineParser &parser, const CommandContext &context)
{
    required(parser, QStringLiteral("test-files"));
    const QString jobDir = required(parser, QStringLiteral("job-dir"));
    const QStringList tests = pathList(parser, QStringLiteral("test-files"));
    if (tests.join(QString()).isEmpty())
        throw UsageError { QStringLiteral("--test-files names no file") };
    const auto outcome = predict(jobDir, tests, context.cancel, context.progress);
    if (!outcome)
        return report(outcome.error());
    return printOutcome(parser, *outcome);
}

} // namespace

QStringList withSwitchedOn(QStringList arguments)
{
    for (const RecipeSetting &setting : recipeSettings()) {
        const qsizetype place = arguments.indexOf(QStringLiteral("--") + setting.option());
        const QString next = arguments.value(place + 1);
        if (place >= 0 && std::holds_alternative<bool Recipe::*>(setting.field)
            && (next.isEmpty() || next.startsWith(QLatin1Char('-'))))
            arguments.insert(place + 1, QStringLiteral("on"));
    }
    return arguments;
}

std::vector<Command> trainingCommands()
{
    const QString options = QStringLiteral("[--recipe melscope|paper] [settings of the recipe] [--resume|--restart] "
                                           "[--log tensorboard,mlflow] [--processes N] "
                                           "[--on TARGET [--detach]]");
    auto declareTests = [](OptionList &options) {
        addOption(options, QStringLiteral("test-files"),
                  QStringLiteral("Stores, folders or archives to predict, in the same order."),
                  QStringLiteral("X[,X...]"));
    };
    return {
        { QStringLiteral("train-and-predict"),
          QStringLiteral("--train-files T[,T...] --valid-files V[,V...] --test-files X[,X...] --feature-files F[,F...] "
                         "| --project FILE --job-dir DIR ")
              + options,
          QStringLiteral("Train, search thresholds, predict and write checked submissions."), 0, 0,
          [declareTests](OptionList &options) {
              declareFiles(options);
              declareTests(options);
          },
          [](const QCommandLineParser &parser, const CommandContext &context) {
              return runTraining(parser, context, true);
          },
          true },
        { QStringLiteral("train"),
          QStringLiteral("--train-files T[,T...] --valid-files V[,V...] --feature-files F[,F...] | --project FILE "
                         "--job-dir DIR ")
              + options,
          QStringLiteral("The same without predicting a test part."), 0, 0, declareFiles,
          [](const QCommandLineParser &parser, const CommandContext &context) {
              return runTraining(parser, context, false);
          },
          true },
        { QStringLiteral("predict"), QStringLiteral("--job-dir DIR --test-files X[,X...]"),
          QStringLiteral("Predict further tracks with a run's model and thresholds."), 0, 0,
          [declareTests](OptionList &options) {
              addOption(options, QStringLiteral("job-dir"), QStringLiteral("Folder of a finished run."),
                        QStringLiteral("DIR"));
              declareTests(options);
          },
          runPredict },
    };
}

} // namespace melscope
