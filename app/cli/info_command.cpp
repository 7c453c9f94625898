#include "app/cli/command.h"

#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/base/safetensors.h"
#include "core/collection/project_file.h"
#include "core/features/feature_shards.h"
#include "core/network/model_file.h"
#include "core/runs/run_folder.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label_statistics.h"

#include <QFileInfo>
#include <QJsonArray>

namespace melscope {

namespace {

QJsonObject truthInfo(const GroundTruth &truth)
{
    const LabelStatistics statistics = labelStatistics(truth);
    QJsonArray problems;
    for (size_t i = 0; i < std::min<size_t>(truth.problems().size(), 100); ++i)
        problems.append(
            QStringLiteral("line %1: %2").arg(QString::number(truth.problems()[i].line), truth.problems()[i].text));
    return { { QStringLiteral("kind"), QStringLiteral("ground truth") },
             { QStringLiteral("source"), truth.source() },
             { QStringLiteral("recordings"), qint64(statistics.recordings) },
             { QStringLiteral("release_groups"), qint64(statistics.releaseGroups) },
             { QStringLiteral("labels"), qint64(statistics.labels.size()) },
             { QStringLiteral("genres"), qint64(statistics.genres) },
             { QStringLiteral("subgenres"), qint64(statistics.subgenres) },
             { QStringLiteral("labels_per_recording"), statistics.cardinality },
             { QStringLiteral("problem_count"), qint64(truth.problemCount()) },
             { QStringLiteral("problems"), problems } };
}

Result<QJsonObject> safetensorsInfo(const QString &path)
{
    const auto file = SafetensorsFile::open(path, {}, 0);
    if (!file)
        return passOn(file);
    const QString format = file->metadata().value(QStringLiteral("format"));
    if (format == QLatin1String(FeatureStore::kFormat)) {
        const auto store = FeatureStore::open(path);
        if (!store)
            return passOn(store);
        return QJsonObject { { QStringLiteral("kind"), QStringLiteral("feature store") },
                             { QStringLiteral("tracks"), qint64((*store)->size()) },
                             { QStringLiteral("source"), (*store)->metadata().value(QStringLiteral("source")) } };
    }
    if (format == QLatin1String(kModelFormat)) {
        const auto model = readModel(path);
        if (!model)
            return passOn(model);
        return QJsonObject { { QStringLiteral("kind"), QStringLiteral("model") },
                             { QStringLiteral("classes"), qint64(model->classes.size()) },
                             { QStringLiteral("filters"), filtersText(model->shape.filters) },
                             { QStringLiteral("parameters"), qint64(parameterCount(model->shape)) } };
    }
    if (format == QLatin1String(ScoreMatrix::kFormat)) {
        const auto scores = ScoreMatrix::open(path);
        if (!scores)
            return passOn(scores);
        return QJsonObject { { QStringLiteral("kind"), QStringLiteral("scores") },
                             { QStringLiteral("tracks"), qint64((*scores)->rows()) },
                             { QStringLiteral("classes"), qint64((*scores)->columns()) } };
    }
    QJsonObject tensors;
    for (const auto &[name, tensor] : file->tensors()) {
        QJsonArray shape;
        for (const int64_t extent : tensor.shape)
            shape.append(qint64(extent));
        tensors.insert(QString::fromStdString(name), shape);
    }
    return QJsonObject { { QStringLiteral("kind"), QStringLiteral("safetensors") },
                         { QStringLiteral("tensors"), tensors } };
}

Result<QJsonObject> runInfo(const QString &folder)
{
    const auto run = readRun(folder);
    if (!run)
        return passOn(run);
    QJsonArray sources;
    for (const RunSource &source : (*run)->sources)
        sources.append(source.name);
    QJsonArray findings;
    for (const DataFinding &finding : (*run)->findings)
        findings.append(toJson(finding, (*run)->folder));
    return QJsonObject { { QStringLiteral("kind"), QStringLiteral("run") },
                         { QStringLiteral("sources"), sources },
                         { QStringLiteral("findings"), findings },
                         { QStringLiteral("classes"), qint64((*run)->space.size()) },
                         { QStringLiteral("parameters"), (*run)->parameters },
                         { QStringLiteral("epochs"), qint64((*run)->history.size()) },
                         { QStringLiteral("best_epoch"), (*run)->bestEpoch },
                         { QStringLiteral("best_validation_loss"), (*run)->bestValidationLoss },
                         { QStringLiteral("end"), (*run)->end } };
}

Result<QJsonObject> fileInfo(const QString &path, const CommandContext &context)
{
    const QFileInfo info(path);
    if (!fileStatus(path).exists() && path != QLatin1String("-"))
        return fail(QStringLiteral("there is no such file"), path, QStringLiteral("Check the path."));
    if (info.isDir() && !QFileInfo::exists(path + QLatin1Char('/') + run_file::description)
        && !ShardedStore::isOne(path))
        return fail(
            QStringLiteral("this folder holds neither a run nor a store"), path,
            QStringLiteral(
                "Name a run's job directory or a store; an import that was interrupted goes on when it is repeated."));
    if (ShardedStore::isOne(path)) {
        const auto store = ShardedStore::read(path);
        if (!store)
            return passOn(store);
        return QJsonObject { { QStringLiteral("kind"), QStringLiteral("feature store") },
                             { QStringLiteral("tracks"), store->tracks },
                             { QStringLiteral("shards"), QJsonArray::fromStringList(store->shards) } };
    }
    if (info.isDir())
        return runInfo(path);
    if (info.fileName() == run_file::description)
        return runInfo(info.path());
    if (path.endsWith(QStringLiteral(".melscope"))) {
        const auto project = readProjectFile(path);
        if (!project)
            return passOn(project);
        QJsonArray sources;
        for (const ProjectSource &source : project->sources)
            sources.append(source.name);
        return QJsonObject { { QStringLiteral("kind"), QStringLiteral("project") },
                             { QStringLiteral("sources"), sources },
                             { QStringLiteral("run"), project->runFolder } };
    }
    if (FeatureStore::looksLikeStore(path))
        return safetensorsInfo(path);
    const auto truth = readGroundTruth(path, context.cancel, context.progress);
    if (!truth)
        return passOn(truth);
    return truthInfo(**truth);
}

void printPlain(const QString &path, const QJsonObject &json)
{
    printLine(path);
    for (auto it = json.begin(); it != json.end(); ++it) {
        QString value;
        if (it.value().isArray()) {
            QStringList parts;
            for (const QJsonValue part : it.value().toArray())
                parts << (part.isObject() ? findingFromJson(part.toObject(), path).lineText()
                                          : part.toVariant().toString());
            value = parts.join(it.key() == QStringLiteral("problems") || it.key() == QStringLiteral("findings")
                                   ? QStringLiteral("\n    ")
                                   : QStringLiteral(", "));
        } else {
            value = it.value().toVariant().toString();
        }
        if (!value.isEmpty())
            printLine(
                QStringLiteral("  %1: %2").arg(QString(it.key()).replace(QLatin1Char('_'), QLatin1Char(' ')), value));
    }
}

Result<int> runInfoCommand(const QCommandLineParser &parser, const CommandContext &context)
{
    QJsonArray files;
    int exitCode = kDone;
    for (const QString &path : parser.positionalArguments()) {
        auto info = fileInfo(path, context);
        if (!info) {
            printError(info.error());
            exitCode = kFailed;
            files.append(QJsonObject { { QStringLiteral("file"), shownPath(path) },
                                       { QStringLiteral("error"), errorJson(info.error()) } });
            continue;
        }
        if (!parser.isSet(QStringLiteral("json")))
            printPlain(path, *info);
        info->insert(QStringLiteral("file"), shownPath(path));
        files.append(*info);
    }
    if (parser.isSet(QStringLiteral("json")))
        printJson({ { QStringLiteral("files"), files } });
    return exitCode;
}

} // namespace

std::vector<Command> infoCommands()
{
    return { { QStringLiteral("info"), QStringLiteral("FILE..."),
               QStringLiteral("Tell what ground truths, stores, scores, models, runs and projects hold."), 1, -1,
               [](OptionList &) {}, runInfoCommand } };
}

} // namespace melscope
