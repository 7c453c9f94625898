#include "app/cli/command.h"

#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/collection/feature_cache.h"
#include "core/demo/demo_data.h"
#include "core/demo/demo_songs.h"
#include "core/features/feature_import.h"
#include "core/truth/fold_files.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/split.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <cstdio>

namespace melscope {

namespace {

Result<int> runDemo(const QCommandLineParser &parser, const CommandContext &context)
{
    DemoSettings settings;
    settings.folder = parser.positionalArguments().constFirst();
    settings.tracks = integer(parser, QStringLiteral("tracks"), 50, 10'000'000);
    settings.seed = seedOf(parser);
    const auto files = makeDemoData(settings, context.cancel, context.progress);
    if (!files)
        return report(files.error());
    const int songs = integer(parser, QStringLiteral("songs"), 0, kMostDemoSongs);
    const QString songFolder = settings.folder + QStringLiteral("/songs");
    if (const auto made = songs > 0 ? makeDemoSongs(songFolder, songs, context.cancel) : Result<void>(); !made)
        return report(made.error());
    QJsonArray sources;
    QStringList train;
    QStringList validation;
    QStringList test;
    for (const DemoFiles::Source &source : files->sources) {
        sources.append(QJsonObject { { QStringLiteral("name"), source.name },
                                     { QStringLiteral("train"), source.train },
                                     { QStringLiteral("validation"), source.validation },
                                     { QStringLiteral("test"), source.testFolder },
                                     { QStringLiteral("test_truth"), source.testTruth } });
        train << source.train;
        validation << source.validation;
        test << source.testFolder;
    }
    if (parser.isSet(QStringLiteral("json"))) {
        printJson({ { QStringLiteral("tracks"), settings.tracks },
                    { QStringLiteral("sources"), sources },
                    { QStringLiteral("features"), QJsonArray::fromStringList(files->features) },
                    { QStringLiteral("project"), files->project } });
        return kDone;
    }
    printLine(QStringLiteral("%1 tracks, four sources, in %2").arg(countText(settings.tracks), settings.folder));
    if (songs > 0)
        printLine(QStringLiteral("%1 songs in %2").arg(QString::number(songs), songFolder));
    printLine(QStringLiteral("Project: %1").arg(files->project));
    printLine(QStringLiteral("Train on all of it:\n  melscope-cli train-and-predict \\\n    --train-files %1 \\\n    "
                             "--valid-files %2 \\\n"
                             "    --test-files %3 \\\n    --feature-files %4 \\\n    --job-dir %5/run")
                  .arg(train.join(QLatin1Char(',')), validation.join(QLatin1Char(',')), test.join(QLatin1Char(',')),
                       files->features.join(QLatin1Char(',')), settings.folder));
    return kDone;
}

QJsonObject problemJson(const ImportProblem &problem)
{
    QJsonObject json { { QStringLiteral("kind"), kindName(problem.kind) },
                       { QStringLiteral("path"), shownPath(problem.path) },
                       { QStringLiteral("reason"), problem.reason } };
    if (problem.offset >= 0)
        json.insert(QStringLiteral("offset"), problem.offset);
    return json;
}

QJsonObject reportJson(const ImportReport &report, const QString &output)
{
    QJsonArray problems;
    for (const ImportProblem &problem : report.problems) {
        if (problem.kind != ImportProblem::Kind::Read)
            problems.append(problemJson(problem));
    }
    const qint64 unlisted = report.skipped + report.repeated + report.failed - problems.size();
    return { { QStringLiteral("imported"), report.imported }, { QStringLiteral("skipped"), report.skipped },
             { QStringLiteral("repeated"), report.repeated }, { QStringLiteral("failed"), report.failed },
             { QStringLiteral("bytes"), report.bytes },       { QStringLiteral("seconds"), report.seconds },
             { QStringLiteral("inputs"), report.inputs },     { QStringLiteral("resumed"), report.resumed },
             { QStringLiteral("unlisted"), unlisted },        { QStringLiteral("output"), output },
             { QStringLiteral("problems"), problems } };
}

void printProblems(const ImportReport &report)
{
    constexpr qint64 most = 20; // of each kind, for people; JSON has those that are kept
    qint64 listed = 0;
    qint64 shown[4] {};
    for (const ImportProblem &problem : report.problems) {
        if (problem.kind == ImportProblem::Kind::Read || ++shown[size_t(problem.kind)] > most)
            continue;
        ++listed;
        printLine(kindName(problem.kind) + QStringLiteral(": ") + shownPath(problem.path) + QStringLiteral(": ")
                  + problem.reason
                  + (problem.offset >= 0 ? QStringLiteral(" (byte %1)").arg(problem.offset) : QString()));
    }
    if (const qint64 unlisted = report.skipped + report.repeated + report.failed - listed; unlisted > 0)
        printLine(QStringLiteral("… and %1 more; --report FILE lists all").arg(countText(unlisted)));
}

Result<int> runImport(const QCommandLineParser &parser, const CommandContext &context)
{
    ImportSettings settings;
    settings.inputs = parser.positionalArguments();
    settings.output = required(parser, QStringLiteral("output"));
    settings.jobs = integer(parser, QStringLiteral("jobs"), 0, 1024);
    settings.report = parser.value(QStringLiteral("report"));
    settings.audio.mixesSurround = parser.isSet(QStringLiteral("downmix"));
    const bool json = parser.isSet(QStringLiteral("json"));
    ImportReport untilFailure;
    const auto report = importFeatures(settings, context.cancel, context.progress, &untilFailure);
    if (!report && report.error().isCancelled())
        std::fprintf(stderr, "Inputs that were finished are kept; the same command goes on with the others.\n");
    if (!report && !json)
        printProblems(untilFailure);
    if (!report && !json)
        return passOn(report);
    if (!report) {
        printError(report.error());
        QJsonObject object = reportJson(untilFailure, settings.output);
        object.insert(QStringLiteral("error"), errorJson(report.error()));
        printJson(object);
        return kFailed;
    }
    if (json) {
        printJson(reportJson(*report, settings.output));
        return kDone;
    }
    printProblems(*report);
    printLine(reportSummary(*report) + QStringLiteral(" → ") + settings.output);
    return kDone;
}

/// Of several truths at once, so that no recording is in train of one and in validation of another.
Result<int> runFolds(const QCommandLineParser &parser, const CommandContext &context)
{
    for (const char *option : { "train-percent", "by-release-group" }) {
        if (parser.isSet(QLatin1String(option)))
            throw UsageError { QStringLiteral("--folds divides evenly and keeps release groups whole: --%1 does not go "
                                              "with it")
                                   .arg(QLatin1String(option)) };
    }
    FoldSettings settings;
    settings.folds = integer(parser, QStringLiteral("folds"), 2, 1000);
    settings.minCount = integer(parser, QStringLiteral("min-count"), 0, 1'000'000'000);
    settings.seed = seedOf(parser);
    std::vector<FoldInput> inputs;
    for (const QString &file : parser.positionalArguments())
        inputs.push_back({ truthStem(file), { file } });
    const QString folder = parser.isSet(QStringLiteral("output-dir")) ? parser.value(QStringLiteral("output-dir"))
                                                                      : QFileInfo(inputs.front().files.front()).path();
    const auto all = foldTruthFiles(inputs, settings, folder, context.cancel, context.progress);
    if (!all)
        return report(all.error());
    QJsonArray truths;
    for (const FoldFiles &files : *all) {
        QJsonArray dropped, folds;
        for (const std::string &label : files.droppedLabels)
            dropped.append(QString::fromStdString(label));
        for (size_t fold = 0; fold < files.validationSizes.size(); ++fold) {
            folds.append(
                QJsonObject { { QStringLiteral("train_file"), files.trainFiles[qsizetype(fold)] },
                              { QStringLiteral("validation_file"), files.validationFiles[qsizetype(fold)] },
                              { QStringLiteral("validation"), qint64(files.validationSizes[fold]) },
                              { QStringLiteral("release_groups"), qint64(files.validationGroups[fold]) },
                              { QStringLiteral("worst_label"), QString::fromStdString(files.worst[fold].label) },
                              { QStringLiteral("worst_deviation"), files.worst[fold].deviation } });
            if (!parser.isSet(QStringLiteral("json")))
                printLine(QStringLiteral("%1 recordings of %2 release groups → %3; farthest from even: %4 (%5)")
                              .arg(countText(qint64(files.validationSizes[fold])),
                                   countText(qint64(files.validationGroups[fold])),
                                   files.validationFiles[qsizetype(fold)],
                                   QString::fromStdString(files.worst[fold].label),
                                   deviationText(files.worst[fold].deviation)));
        }
        if (!parser.isSet(QStringLiteral("json")) && !files.droppedLabels.empty())
            printLine(QStringLiteral("%1 labels were too rare and dropped, %2 recordings were left without labels")
                          .arg(countText(qint64(files.droppedLabels.size())), countText(qint64(files.droppedTracks))));
        truths.append(QJsonObject { { QStringLiteral("name"), files.name },
                                    { QStringLiteral("labels"), qint64(files.labels) },
                                    { QStringLiteral("dropped_labels"), dropped },
                                    { QStringLiteral("dropped_tracks"), qint64(files.droppedTracks) },
                                    { QStringLiteral("folds"), folds } });
    }
    if (parser.isSet(QStringLiteral("json")))
        printJson({ { QStringLiteral("truths"), truths } });
    return kDone;
}

Result<int> runSplit(const QCommandLineParser &parser, const CommandContext &context)
{
    if (parser.isSet(QStringLiteral("folds")))
        return runFolds(parser, context);
    if (parser.positionalArguments().size() > 1)
        throw UsageError { QStringLiteral("several ground truths are divided together with --folds alone") };
    const QString input = parser.positionalArguments().constFirst();
    SplitSettings settings;
    settings.trainPercent = number(parser, QStringLiteral("train-percent"));
    if (!(settings.trainPercent > 0 && settings.trainPercent < 100))
        throw UsageError { QStringLiteral("--train-percent must be more than 0 and less than 100") };
    settings.minCount = integer(parser, QStringLiteral("min-count"), 0, 1'000'000'000);
    settings.byReleaseGroup = parser.isSet(QStringLiteral("by-release-group"));
    settings.seed = seedOf(parser);
    const QString stem = truthStem(input);
    const QString folder = parser.isSet(QStringLiteral("output-dir")) ? parser.value(QStringLiteral("output-dir"))
                                                                      : QFileInfo(input).path();
    const auto split =
        splitTruthFiles({ input }, settings, folder, stem, QStringLiteral("test"), context.cancel, context.progress);
    if (!split)
        return report(split.error());
    const QString &trainPath = split->trainFile;
    const QString &testPath = split->testFile;
    QJsonArray dropped;
    for (const std::string &label : split->droppedLabels)
        dropped.append(QString::fromStdString(label));
    if (parser.isSet(QStringLiteral("json"))) {
        printJson({ { QStringLiteral("train"), qint64(split->trainSize) },
                    { QStringLiteral("test"), qint64(split->testSize) },
                    { QStringLiteral("labels"), qint64(split->labels) },
                    { QStringLiteral("dropped_labels"), dropped },
                    { QStringLiteral("dropped_tracks"), qint64(split->droppedTracks) },
                    { QStringLiteral("train_file"), trainPath },
                    { QStringLiteral("test_file"), testPath } });
        return kDone;
    }
    printLine(QStringLiteral("%1 recordings → %2").arg(countText(qint64(split->trainSize)), trainPath));
    printLine(QStringLiteral("%1 recordings → %2").arg(countText(qint64(split->testSize)), testPath));
    if (!split->droppedLabels.empty())
        printLine(QStringLiteral("%1 labels were too rare and dropped, %2 recordings were left without labels")
                      .arg(countText(qint64(split->droppedLabels.size())), countText(qint64(split->droppedTracks))));
    return kDone;
}

} // namespace

std::vector<Command> dataCommands()
{
    return {
        { QStringLiteral("demo"), QStringLiteral("DIR [--tracks N] [--seed S] [--songs N]"),
          QStringLiteral("Write a data set in the task's own layout to try everything with."), 1, 1,
          [](OptionList &options) {
              addOption(options, QStringLiteral("tracks"), QStringLiteral("Recordings in all."), QStringLiteral("N"),
                        QStringLiteral("2000"));
              addOption(options, QStringLiteral("seed"), QStringLiteral("Same seed, same data."), QStringLiteral("S"),
                        QStringLiteral("1"));
              addOption(options, QStringLiteral("songs"),
                        QStringLiteral("Sound files beside it, in songs/, of 24 s and 2 MB each."), QStringLiteral("N"),
                        QStringLiteral("0"));
          },
          runDemo },
        { QStringLiteral("import"), QStringLiteral("INPUT... --output STORE [--jobs N] [--downmix] [--report TSV]"),
          QStringLiteral("Import folders, archives, documents and sound files into a feature store. An import that was "
                         "interrupted "
                         "goes on when it is repeated."),
          1, -1,
          [](OptionList &options) {
              addOption(options, QStringLiteral("output"),
                        QStringLiteral("The store to write: *.safetensors is one file, any other name a folder with a "
                                       "shard for each input."),
                        QStringLiteral("STORE"));
              addOption(options, QStringLiteral("jobs"),
                        QStringLiteral("Inputs read and documents parsed at once; 0: all processors."),
                        QStringLiteral("N"), QStringLiteral("0"));
              addOption(options, QStringLiteral("downmix"),
                        QStringLiteral("Mix sounds of more than two channels down, which are refused else."));
              addOption(options, QStringLiteral("report"),
                        QStringLiteral("Write the whole report as TSV: kind, path, reason, offset."),
                        QStringLiteral("TSV"));
          },
          runImport },
        { QStringLiteral("split"),
          QStringLiteral(
              "GROUND_TRUTH... [--train-percent 80 | --folds K] [--min-count 20] [--by-release-group] [--seed S] "
              "[--output-dir DIR]"),
          QStringLiteral("Divide a ground truth into train and test, or one or several into folds for "
                         "cross-validation."),
          1, -1,
          [](OptionList &options) {
              addOption(options, QStringLiteral("folds"),
                        QStringLiteral("So many pairs of train and validation, stratified by label, release groups "
                                       "kept whole; several ground truths together."),
                        QStringLiteral("K"));
              addOption(options, QStringLiteral("train-percent"), QStringLiteral("Share of the train part."),
                        QStringLiteral("P"), QStringLiteral("80"));
              addOption(options, QStringLiteral("min-count"),
                        QStringLiteral("A label stays if it occurs so often in train, half as often in test."),
                        QStringLiteral("M"), QStringLiteral("20"));
              addOption(options, QStringLiteral("by-release-group"),
                        QStringLiteral("Keep each release group on one side."));
              addOption(options, QStringLiteral("seed"), QStringLiteral("Same seed, same split."), QStringLiteral("S"),
                        QStringLiteral("1"));
              addOption(options, QStringLiteral("output-dir"),
                        QStringLiteral("Folder of the files; the input's by default."), QStringLiteral("DIR"));
          },
          runSplit },
    };
}

} // namespace melscope
