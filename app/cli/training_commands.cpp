#include "app/cli/command.h"

#include "core/base/number_text.h"
#include "core/experiment/pipeline.h"
#include "core/truth/ground_truth_reader.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

namespace melscope {

namespace {

void declareRecipe(QCommandLineParser &parser)
{
    const auto N = QStringLiteral("N");
    addOption(parser, QStringLiteral("recipe"),
              QStringLiteral("melscope or paper; the other options change single settings of it."),
              QStringLiteral("NAME"), QStringLiteral("melscope"));
    addOption(parser, QStringLiteral("epochs"), QStringLiteral("Epochs at most."), N);
    addOption(parser, QStringLiteral("patience"),
              QStringLiteral("End after so many epochs without a better validation loss."), N);
    addOption(parser, QStringLiteral("batch-size"), QStringLiteral("Tracks a step; 0: about 100 steps an epoch."), N);
    addOption(parser, QStringLiteral("learning-rate"), QStringLiteral("Adam's learning rate, at its highest."),
              QStringLiteral("R"));
    addOption(parser, QStringLiteral("schedule"), QStringLiteral("Of the learning rate: constant or cosine."),
              QStringLiteral("S"));
    addOption(parser, QStringLiteral("warmup"), QStringLiteral("Epochs in which the learning rate rises."),
              QStringLiteral("E"));
    addOption(parser, QStringLiteral("weight-decay"), QStringLiteral("Of the kernels, decoupled (AdamW)."),
              QStringLiteral("R"));
    addOption(parser, QStringLiteral("dropout"), QStringLiteral("Probability of dropping."), QStringLiteral("P"));
    addOption(parser, QStringLiteral("mixup"),
              QStringLiteral("Mix pairs of tracks, shares drawn from Beta(A, A); 0: not."), QStringLiteral("A"));
    addOption(parser, QStringLiteral("norm-decay"), QStringLiteral("Of batch normalisation's running statistics."),
              QStringLiteral("D"));
    addOption(parser, QStringLiteral("input"), QStringLiteral("scaled (the paper's) or decibels."),
              QStringLiteral("KIND"));
    addOption(parser, QStringLiteral("log-odds"),
              QStringLiteral("Start the last bias at the labels' log-odds: on or off."), QStringLiteral("B"));
    addOption(
        parser, QStringLiteral("multi-source"),
        QStringLiteral(
            "masked: a source that does not annotate a track says nothing about it; union: it has none of its labels."),
        QStringLiteral("M"));
    addOption(parser, QStringLiteral("filters"), QStringLiteral("Filters of the blocks."), QStringLiteral("LIST"));
    addOption(parser, QStringLiteral("balance"),
              QStringLiteral("Repeat tracks until all main genres are as frequent."));
    addOption(parser, QStringLiteral("seed"), QStringLiteral("Of weights, order and dropout."), QStringLiteral("S"),
              QStringLiteral("1"));
    addOption(parser, QStringLiteral("precision"), QStringLiteral("float32 or bfloat16."), QStringLiteral("P"));
    addOption(parser, QStringLiteral("threads"), QStringLiteral("Compute threads; 0: all processors."), N);
    addOption(parser, QStringLiteral("device"), QStringLiteral("auto, cpu, cuda or torch (slow, for comparisons)."),
              QStringLiteral("D"));
    addOption(parser, QStringLiteral("resume"),
              QStringLiteral("Go on with the training that was interrupted in the job directory, if there is one."));
    addOption(parser, QStringLiteral("restart"), QStringLiteral("Discard it."));
}

/// One of several names, as its place in the list.
size_t choice(const QCommandLineParser &parser, const QString &option, const QStringList &names)
{
    const qsizetype found = names.indexOf(parser.value(option));
    if (found < 0)
        throw UsageError { QStringLiteral("--%1 must be %2").arg(option, names.join(QStringLiteral(" or "))) };
    return size_t(found);
}

Recipe recipeOf(const QCommandLineParser &parser)
{
    auto named = Recipe::named(parser.value(QStringLiteral("recipe")));
    if (!named)
        throw UsageError { QStringLiteral("--recipe must be melscope or paper") };
    Recipe recipe = std::move(*named);
    auto whole = [&parser](const char *option, int least, int &value) {
        if (parser.isSet(QLatin1String(option)))
            value = integer(parser, QLatin1String(option), least, 1'000'000);
    };
    auto real = [&parser](const char *option, double &value) {
        if (parser.isSet(QLatin1String(option)))
            value = number(parser, QLatin1String(option));
    };
    whole("epochs", 1, recipe.epochs);
    whole("patience", 1, recipe.patience);
    whole("batch-size", 0, recipe.batchSize);
    whole("threads", 0, recipe.threads);
    real("learning-rate", recipe.learningRate);
    real("warmup", recipe.warmup);
    real("weight-decay", recipe.weightDecay);
    real("dropout", recipe.dropout);
    real("mixup", recipe.mixup);
    real("norm-decay", recipe.normDecay);
    if (parser.isSet(QStringLiteral("schedule")))
        recipe.schedule =
            choice(parser, QStringLiteral("schedule"), { QStringLiteral("constant"), QStringLiteral("cosine") }) == 1
            ? Recipe::Schedule::Cosine
            : Recipe::Schedule::Constant;
    if (parser.isSet(QStringLiteral("input")))
        recipe.input =
            choice(parser, QStringLiteral("input"), { QStringLiteral("scaled"), QStringLiteral("decibels") }) == 1
            ? InputKind::Decibels
            : InputKind::Scaled;
    if (parser.isSet(QStringLiteral("log-odds")))
        recipe.logOddsBias =
            choice(parser, QStringLiteral("log-odds"), { QStringLiteral("off"), QStringLiteral("on") }) == 1;
    if (parser.isSet(QStringLiteral("multi-source")))
        recipe.multiSource =
            choice(parser, QStringLiteral("multi-source"), { QStringLiteral("masked"), QStringLiteral("union") }) == 1
            ? Recipe::MultiSource::Union
            : Recipe::MultiSource::Masked;
    if (parser.isSet(QStringLiteral("precision")))
        recipe.bfloat16 =
            choice(parser, QStringLiteral("precision"), { QStringLiteral("float32"), QStringLiteral("bfloat16") }) == 1;
    recipe.balance = parser.isSet(QStringLiteral("balance"));
    recipe.seed = seedOf(parser);
    if (parser.isSet(QStringLiteral("device")))
        recipe.device = parser.value(QStringLiteral("device"));
    if (parser.isSet(QStringLiteral("filters"))) {
        auto filters = parseFilters(parser.value(QStringLiteral("filters")));
        if (!filters)
            throw UsageError { filters.error().text() };
        recipe.filters = std::move(*filters);
    }
    if (const auto checked = recipe.check(); !checked)
        throw UsageError { QStringLiteral("--") + checked.error().what };
    return recipe;
}

void declareFiles(QCommandLineParser &parser)
{
    addOption(parser, QStringLiteral("train-files"), QStringLiteral("Ground truths to train on, one a source."),
              QStringLiteral("T[,T...]"));
    addOption(parser, QStringLiteral("valid-files"), QStringLiteral("Ground truths to validate on, in the same order."),
              QStringLiteral("V[,V...]"));
    addOption(parser, QStringLiteral("feature-files"),
              QStringLiteral("Stores, folders or archives that hold their features."), QStringLiteral("F[,F...]"));
    addOption(parser, QStringLiteral("job-dir"), QStringLiteral("Folder of the run; made if need be."),
              QStringLiteral("DIR"));
    declareRecipe(parser);
}

PipelineConfig configOf(const QCommandLineParser &parser, bool withTests)
{
    required(parser, QStringLiteral("train-files"));
    required(parser, QStringLiteral("valid-files"));
    required(parser, QStringLiteral("feature-files"));
    PipelineConfig config;
    config.jobDir = required(parser, QStringLiteral("job-dir"));
    config.recipe = recipeOf(parser);
    if (parser.isSet(QStringLiteral("resume")) && parser.isSet(QStringLiteral("restart")))
        throw UsageError { QStringLiteral("--resume and --restart exclude each other") };
    if (parser.isSet(QStringLiteral("resume")))
        config.unfinished = PipelineConfig::Unfinished::Resume;
    if (parser.isSet(QStringLiteral("restart")))
        config.unfinished = PipelineConfig::Unfinished::Discard;
    config.featureInputs = pathList(parser, QStringLiteral("feature-files"));
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
    for (qsizetype i = 0; i < train.size(); ++i)
        config.sources.push_back({ sourceOfFile(train[i]), train[i], valid[i], withTests ? test[i] : QString() });
    return config;
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

Result<int> runTraining(const QCommandLineParser &parser, const CommandContext &context, bool withTests)
{
    const PipelineConfig config = configOf(parser, withTests);
    TrainingControl control;
    control.cancel = context.cancel;
    control.stop = context.stop;
    const auto outcome = trainAndPredict(config, control, context.progress);
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

std::vector<Command> trainingCommands()
{
    const QString options = QStringLiteral("[--recipe melscope|paper] [--seed S] [--precision float32|bfloat16] "
                                           "[--resume|--restart] [settings of the recipe]");
    auto declareTests = [](QCommandLineParser &parser) {
        addOption(parser, QStringLiteral("test-files"),
                  QStringLiteral("Stores, folders or archives to predict, in the same order."),
                  QStringLiteral("X[,X...]"));
    };
    return {
        { QStringLiteral("train-and-predict"),
          QStringLiteral("--train-files T[,T...] --valid-files V[,V...] --test-files X[,X...] --feature-files F[,F...] "
                         "--job-dir DIR ")
              + options,
          QStringLiteral("Train, search thresholds, predict and write checked submissions."), 0, 0,
          [declareTests](QCommandLineParser &parser) {
              declareFiles(parser);
              declareTests(parser);
          },
          [](const QCommandLineParser &parser, const CommandContext &context) {
              return runTraining(parser, context, true);
          },
          true },
        { QStringLiteral("train"),
          QStringLiteral("--train-files T[,T...] --valid-files V[,V...] --feature-files F[,F...] --job-dir DIR ")
              + options,
          QStringLiteral("The same without predicting a test part."), 0, 0, declareFiles,
          [](const QCommandLineParser &parser, const CommandContext &context) {
              return runTraining(parser, context, false);
          },
          true },
        { QStringLiteral("predict"), QStringLiteral("--job-dir DIR --test-files X[,X...]"),
          QStringLiteral("Predict further tracks with a run's model and thresholds."), 0, 0,
          [declareTests](QCommandLineParser &parser) {
              addOption(parser, QStringLiteral("job-dir"), QStringLiteral("Folder of a finished run."),
                        QStringLiteral("DIR"));
              declareTests(parser);
          },
          runPredict },
    };
}

} // namespace melscope
