#include "app/cli/command.h"
#include "app/cli/remote_launch.h"

#include "core/base/atomic_file.h"
#include "core/study/learning_curve.h"
#include "core/study/run_grid.h"
#include "core/training/recipe_setting.h"

#include <QJsonArray>

#include <cmath>
#include <optional>

namespace melscope {

namespace {

std::vector<uint64_t> seedsOf(const QCommandLineParser &parser)
{
    std::vector<uint64_t> seeds;
    for (const QString &part : parser.value(QStringLiteral("seeds")).split(QLatin1Char(','))) {
        bool ok = false;
        seeds.push_back(part.trimmed().toULongLong(&ok));
        if (!ok)
            throw UsageError { QStringLiteral("--seeds must be numbers separated by commas") };
    }
    return seeds;
}

TableFormat formatOf(const QCommandLineParser &parser)
{
    const QString name = parser.value(QStringLiteral("table"));
    if (name == QStringLiteral("csv"))
        return TableFormat::Csv;
    if (name == QStringLiteral("latex"))
        return TableFormat::Latex;
    if (name != QStringLiteral("markdown"))
        throw UsageError { QStringLiteral("--table must be markdown, csv or latex") };
    return TableFormat::Markdown;
}

GridConfig configOf(const QCommandLineParser &parser, Project project)
{
    GridConfig config;
    config.project = std::move(project);
    config.project.logs = config.project.logs.with(logsOf(parser));
    config.folder = required(parser, QStringLiteral("output"));
    config.seeds = seedsOf(parser);
    config.folds = integer(parser, QStringLiteral("folds"), 0, 1000);
    if (config.folds == 1)
        throw UsageError { QStringLiteral("--folds is 2 or more; 0: train and validation as the project has them") };
    for (const QString &text : parser.positionalArguments().mid(1)) {
        auto variant = parseVariant(text);
        if (!variant)
            throw UsageError { variant.error().text() };
        for (const QString &setting : parser.values(QStringLiteral("set"))) {
            if (const auto taken = takeSetting(variant->recipe, setting); !taken)
                throw UsageError { taken.error().text() };
        }
        config.variants.push_back(std::move(*variant));
    }
    return config;
}

QJsonValue figureOf(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonObject resultJson(const GridResult &result, const std::vector<RecipeVariant> &variants)
{
    return { { QStringLiteral("recipe"), variants[result.variant].name },
             { QStringLiteral("seed"), QString::number(result.seed) },
             { QStringLiteral("fold"), result.fold > 0 ? QJsonValue(result.fold) : QJsonValue() },
             { QStringLiteral("source"), result.source },
             { QStringLiteral("test_track_f"), figureOf(result.trackF) },
             { QStringLiteral("test_label_f"), figureOf(result.labelF) },
             { QStringLiteral("validation_macro_f1"), result.macroF1 },
             { QStringLiteral("validation_map"), result.map },
             { QStringLiteral("training_seconds"), result.seconds } };
}

Result<int> runGridCommand(const QCommandLineParser &parser, const CommandContext &context)
{
    const TableFormat format = formatOf(parser);
    auto project = readProjectFile(parser.positionalArguments().front());
    if (!project)
        return report(project.error());
    const GridConfig config = configOf(parser, std::move(*project));
    if (isRemote(parser)) {
        const auto plans = unfinishedRuns(config);
        if (!plans)
            return report(plans.error());
        if (!plans->empty()) {
            const auto records = trainRemotely(parser, context, *plans);
            if (!records)
                return report(records.error());
            if (parser.isSet(QStringLiteral("detach"))) {
                printJobs(parser, *records);
                return kDone;
            }
        }
    }
    TrainingControl control;
    control.cancel = context.cancel;
    const auto results = runGrid(config, control, context.progress);
    if (!results)
        return report(results.error());
    if (parser.isSet(QStringLiteral("json"))) {
        QJsonArray array;
        for (const GridResult &result : *results)
            array.append(resultJson(result, config.variants));
        printJson({ { QStringLiteral("results"), array } });
        return kDone;
    }
    printLine(config.folds > 0
                  ? QStringLiteral("Means over the sources, ± standard deviation over the folds and seeds:\n")
                  : QStringLiteral("Means over the sources, ± standard deviation over the seeds:\n"));
    const auto show = [&](const QString &source) {
        const ResultTable table =
            gridTable(summarise(*results, config.variants.size(), source), config.variants, format);
        printLine(QString::fromStdString(tableText(table, format)).trimmed());
    };
    show({});
    if (config.project.sources.size() > 1) {
        for (const ProjectSource &source : config.project.sources) {
            printLine(QStringLiteral("\n%1:\n").arg(source.name));
            show(source.name);
        }
    }
    return kDone;
}

// --- learning-curve ---

std::optional<Part> partOf(const QCommandLineParser &parser)
{
    const QString name = parser.value(QStringLiteral("part"));
    if (name.isEmpty())
        return {};
    if (name != QStringLiteral("test") && name != QStringLiteral("validation"))
        throw UsageError { QStringLiteral("--part must be test or validation") };
    return name == QStringLiteral("test") ? Part::Test : Part::Validation;
}

/// Those that are named, in the order of the first run's sources; else those that the grid was run with.
Result<QMap<QString, QString>> testTruths(const QCommandLineParser &parser, const LearningQuery &query,
                                          const QString &folder)
{
    if (!parser.isSet(QStringLiteral("test-truths")))
        return testTruthsOfGrid(folder);
    const QStringList files = pathList(parser, QStringLiteral("test-truths"));
    const auto first = readRun(query.runs.front());
    if (!first)
        return passOn(first);
    if (size_t(files.size()) != (*first)->sources.size())
        throw UsageError { QStringLiteral("--test-truths: name one for each of the runs' %1 sources, in their order")
                               .arg((*first)->sources.size()) };
    QMap<QString, QString> truths;
    for (qsizetype i = 0; i < files.size(); ++i)
        truths.insert((*first)->sources[size_t(i)].name, files[i]);
    return truths;
}

QJsonArray pointsJson(const LearningCurve &curve)
{
    QJsonArray points;
    for (const LearningPoint &point : curve.points) {
        QJsonArray groups;
        for (size_t group = 0; group < kSupportGroups; ++group)
            groups.append(QJsonObject { { QStringLiteral("labels"), supportGroupText(SupportGroup(group)) },
                                        { QStringLiteral("count"), point.labels[group] },
                                        { QStringLiteral("f1"), figureOf(point.mean[group]) },
                                        { QStringLiteral("deviation"), figureOf(point.deviation[group]) } });
        points.append(QJsonObject { { QStringLiteral("share"), point.share },
                                    { QStringLiteral("runs"), qint64(point.runs) },
                                    { QStringLiteral("tracks"), point.tracks },
                                    { QStringLiteral("groups"), groups } });
    }
    return points;
}

Result<int> runLearningCurve(const QCommandLineParser &parser, const CommandContext &context)
{
    const TableFormat format = formatOf(parser);
    const QString folder = required(parser, QStringLiteral("grid"));
    LearningQuery query;
    query.runs = runFoldersOfGrid(folder);
    query.part = partOf(parser);
    if (query.runs.isEmpty())
        return report(Error::failure(QStringLiteral("there is no finished run in it"), folder,
                                     QStringLiteral("Name the folder that was the grid's --output.")));
    auto truths = testTruths(parser, query, folder);
    if (!truths)
        return report(truths.error());
    query.testTruths = std::move(*truths);
    const auto runs = readLearningRuns(query, context.cancel, context.progress);
    if (!runs)
        return report(runs.error());
    const QString source = parser.value(QStringLiteral("source"));
    const auto curves = learningCurves(runs->runs, source);
    if (curves.empty())
        return report(Error::failure(QStringLiteral("no run has a source called %1").arg(source), folder,
                                     QStringLiteral("Name a source as the project has it.")));
    if (const QString output = parser.value(QStringLiteral("output")); !output.isEmpty()) {
        const TableFormat ofFile = melscope::formatOf(output);
        if (const auto written = writeFileAtomically(output, tableText(learningTable(curves, ofFile), ofFile));
            !written)
            return report(written.error());
    }
    const bool isTest = runs->part == Part::Test;
    if (parser.isSet(QStringLiteral("json"))) {
        QJsonArray array;
        for (const LearningCurve &curve : curves)
            array.append(QJsonObject { { QStringLiteral("recipe"), curve.name },
                                       { QStringLiteral("points"), pointsJson(curve) } });
        printJson({ { QStringLiteral("part"), isTest ? QStringLiteral("test") : QStringLiteral("validation") },
                    { QStringLiteral("curves"), array } });
        return kDone;
    }
    if (format == TableFormat::Markdown)
        printLine(QStringLiteral("F1 on the %1 part, mean over the labels by their tracks in the whole train part:\n")
                      .arg(isTest ? QStringLiteral("test")
                                  : QStringLiteral("validation (on which the thresholds were chosen)")));
    printLine(QString::fromStdString(tableText(learningTable(curves, format), format)).trimmed());
    return kDone;
}

void declareLearningCurve(OptionList &options)
{
    addOption(options, QStringLiteral("grid"),
              QStringLiteral("Folder of the runs; a grid of shares makes them: melscope:share=0.1 melscope:share=0.5 "
                             "melscope."),
              QStringLiteral("DIR"));
    addOption(options, QStringLiteral("part"),
              QStringLiteral("test or validation; by default test, where its truth is known."), QStringLiteral("P"));
    addOption(options, QStringLiteral("source"), QStringLiteral("One source; the mean over all by default."),
              QStringLiteral("S"));
    addOption(options, QStringLiteral("test-truths"),
              QStringLiteral("Truths of the test parts, one for each source; by default those of the grid's project."),
              QStringLiteral("T,…"));
    addOption(options, QStringLiteral("table"), QStringLiteral("markdown, csv or latex."), QStringLiteral("FORMAT"),
              QStringLiteral("markdown"));
    addOption(options, QStringLiteral("output"), QStringLiteral("Also write the table there: *.csv, *.tsv or *.tex."),
              QStringLiteral("FILE"));
}

} // namespace

std::vector<Command> gridCommands()
{
    return {
        { QStringLiteral("learning-curve"),
          QStringLiteral("--grid DIR [--part test|validation] [--source S] [--test-truths T[,T…]] "
                         "[--table markdown|csv|latex] [--output FILE]"),
          QStringLiteral("F1 against the number of training tracks, by how many tracks the labels have, of runs on "
                         "shares of the training tracks."),
          0, 0, declareLearningCurve, runLearningCurve },
        { QStringLiteral("grid"),
          QStringLiteral("PROJECT RECIPE[:SETTING=VALUE,...]... --output DIR [--seeds 1,2,3] [--folds K] "
                         "[--set SETTING=VALUE]... [--table markdown|csv|latex] [--log tensorboard,mlflow] [--on "
                         "TARGET [--detach]]"),
          QStringLiteral(
              "Train several recipes with several seeds and compare them on the test parts. Interrupted, it goes on."),
          2, -1,
          [](OptionList &options) {
              addOption(options, QStringLiteral("output"), QStringLiteral("Folder of the runs."),
                        QStringLiteral("DIR"));
              addOption(options, QStringLiteral("seeds"), QStringLiteral("Seeds, separated by commas."),
                        QStringLiteral("LIST"), QStringLiteral("1,2,3"));
              addOption(options, QStringLiteral("folds"),
                        QStringLiteral("Cross-validation: train and validation are united and divided anew, stratified "
                                       "by label; 0: as they are."),
                        QStringLiteral("K"), QStringLiteral("0"));
              addOption(options, QStringLiteral("set"), QStringLiteral("A setting of all recipes; may be repeated."),
                        QStringLiteral("S=V"));
              declareLogs(options);
              declareRemote(options);
              addOption(options, QStringLiteral("table"), QStringLiteral("markdown, csv or latex."),
                        QStringLiteral("FORMAT"), QStringLiteral("markdown"));
          },
          runGridCommand }
    };
}

} // namespace melscope
