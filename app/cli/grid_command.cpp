#include "app/cli/command.h"
#include "app/cli/remote_launch.h"

#include "core/study/run_grid.h"
#include "core/training/recipe_setting.h"

#include <QJsonArray>

#include <cmath>

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
    printLine(gridTable(summarise(*results, config.variants.size()), config.variants, format).trimmed());
    if (config.project.sources.size() > 1) {
        for (const ProjectSource &source : config.project.sources) {
            printLine(QStringLiteral("\n%1:\n").arg(source.name));
            printLine(
                gridTable(summarise(*results, config.variants.size(), source.name), config.variants, format).trimmed());
        }
    }
    return kDone;
}

} // namespace

std::vector<Command> gridCommands()
{
    return {
        { QStringLiteral("grid"),
          QStringLiteral("PROJECT RECIPE[:SETTING=VALUE,...]... --output DIR [--seeds 1,2,3] [--folds K] "
                         "[--set SETTING=VALUE]... [--table markdown|csv|latex] [--on TARGET [--detach]]"),
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
              declareRemote(options);
              addOption(options, QStringLiteral("table"), QStringLiteral("markdown, csv or latex."),
                        QStringLiteral("FORMAT"), QStringLiteral("markdown"));
          },
          runGridCommand }
    };
}

} // namespace melscope
