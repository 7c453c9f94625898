#include "core/base/atomic_file.h"
#include "core/base/version.h"
#include "core/runs/run_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace melscope {

namespace {

QJsonObject toJson(const MacroFigures &figures)
{
    return { { QStringLiteral("labels"), qint64(figures.labels) },
             { QStringLiteral("supported"), qint64(figures.supported) },
             { QStringLiteral("macro_f1"), figures.f1 },
             { QStringLiteral("map"), figures.map },
             { QStringLiteral("supported_macro_f1"), figures.supportedF1 },
             { QStringLiteral("supported_map"), figures.supportedMap } };
}

QString relativeTo(const QString &folder, const QString &path)
{
    return path.isEmpty() ? QString() : QDir(folder).relativeFilePath(QFileInfo(path).absoluteFilePath());
}

QJsonObject sourceToJson(const RunSource &source, const QString &folder)
{
    QJsonArray labels;
    for (const std::string &label : source.labels)
        labels.append(QString::fromStdString(label));
    return { { QStringLiteral("name"), source.name },
             { QStringLiteral("train"), relativeTo(folder, source.trainFile) },
             { QStringLiteral("validation"), relativeTo(folder, source.validationFile) },
             { QStringLiteral("test"), relativeTo(folder, source.testFile) },
             { QStringLiteral("labels"), labels },
             { QStringLiteral("validation_tracks"), source.validationTracks },
             { QStringLiteral("test_tracks"), source.testTracks },
             { QStringLiteral("all"), toJson(source.all) },
             { QStringLiteral("genres"), toJson(source.genres) } };
}

QJsonObject describe(const Run &run)
{
    QJsonArray sources;
    for (const RunSource &source : run.sources)
        sources.append(sourceToJson(source, run.folder));
    QJsonArray features;
    for (const QString &file : run.featureFiles)
        features.append(relativeTo(run.folder, file));
    QJsonArray findings;
    for (const DataFinding &finding : run.findings)
        findings.append(toJson(finding, run.folder));
    QJsonObject json = run.unknown;
    const QJsonObject known { { QStringLiteral("format"), QStringLiteral("melscope-run") },
                              { QStringLiteral("version"), kRunVersion },
                              { QStringLiteral("melscope"), QString::fromLatin1(version()) },
                              { QStringLiteral("recipe"), run.recipe.toJson() },
                              { QStringLiteral("sources"), sources },
                              { QStringLiteral("features"), features },
                              { QStringLiteral("classes"), qint64(run.space.size()) },
                              { QStringLiteral("parameters"), run.parameters },
                              { QStringLiteral("train_tracks"), run.trainTracks },
                              { QStringLiteral("epochs"), qint64(run.history.size()) },
                              { QStringLiteral("best_epoch"), run.bestEpoch },
                              { QStringLiteral("best_validation_loss"), run.bestValidationLoss },
                              { QStringLiteral("train_tracks_per_s"), run.trainTracksPerSecond },
                              { QStringLiteral("end"), run.end },
                              { QStringLiteral("engine"), run.engine },
                              { QStringLiteral("data_fingerprint"), run.fingerprint },
                              { QStringLiteral("batch_size"), run.batchSize },
                              { QStringLiteral("title"), run.title },
                              { QStringLiteral("comment"), run.comment },
                              { QStringLiteral("qt"), QString::fromLatin1(qVersion()) },
                              { QStringLiteral("finished"), run.finished },
                              { QStringLiteral("findings"), findings },
                              { QStringLiteral("notes"), QJsonArray::fromStringList(run.notes) },
                              { QStringLiteral("logs"), QJsonArray::fromStringList(run.logs.names()) } };
    for (auto it = known.begin(); it != known.end(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

} // namespace

Result<void> writeRun(const Run &run, const QString &folder)
{
    const QString base = folder + QLatin1Char('/');
    if (const auto written = writeClasses(run.space.classes(), base + run_file::classes); !written)
        return written;
    if (const auto written = writeFileAtomically(base + run_file::history, historyText(run.history)); !written)
        return written;
    for (const RunSource &source : run.sources) {
        if (source.thresholds.size() == 0)
            continue;
        if (const auto written = writeThresholds(source.thresholds, base + run_file::thresholds(source.name)); !written)
            return written;
    }
    const QByteArray json = QJsonDocument(describe(run)).toJson(QJsonDocument::Indented);
    return writeFileAtomically(base + run_file::description, { json.constData(), size_t(json.size()) });
}

} // namespace melscope
