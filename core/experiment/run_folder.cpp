#include "core/experiment/run_folder.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/network/torch_engine.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace melscope {

namespace run_file {
QString thresholds(const QString &source)
{
    return QStringLiteral("thresholds_%1.txt").arg(source);
}
QString thresholdChoice(const QString &source)
{
    return QStringLiteral("choice_%1.json").arg(source);
}
QString validationPredictions(const QString &source)
{
    return QStringLiteral("valid_preds_%1.tsv").arg(source);
}
QString testPredictions(const QString &source)
{
    return QStringLiteral("test_preds_%1.tsv").arg(source);
}
QString validationScores(const QString &source)
{
    return QStringLiteral("valid_scores_%1.safetensors").arg(source);
}
QString testScores(const QString &source)
{
    return QStringLiteral("test_scores_%1.safetensors").arg(source);
}
QStringList allIn(const QString &folder)
{
    QStringList names { description, classes, history, model };
    const QStringList patterns { thresholds(QStringLiteral("*")), thresholdChoice(QStringLiteral("*")), validationPredictions(QStringLiteral("*")), testPredictions(QStringLiteral("*")),
                                 validationScores(QStringLiteral("*")), testScores(QStringLiteral("*")) };
    names.erase(std::remove_if(names.begin(), names.end(), [&](const QString &name) { return !QFile::exists(folder + QLatin1Char('/') + name); }),
                names.end());
    return names + QDir(folder).entryList(patterns, QDir::Files);
}
}

LockTarget runLock(const QString &folder)
{
    return { folder + QLatin1Char('/') + run_file::lock, folder, QStringLiteral("run") };
}

namespace {

const QString kRemedy = QStringLiteral("Choose the job directory of a finished run, or train anew.");

QJsonObject toJson(const MacroFigures &figures)
{
    return { { QStringLiteral("labels"), qint64(figures.labels) }, { QStringLiteral("supported"), qint64(figures.supported) },
             { QStringLiteral("macro_f1"), figures.f1 }, { QStringLiteral("map"), figures.map },
             { QStringLiteral("supported_macro_f1"), figures.supportedF1 }, { QStringLiteral("supported_map"), figures.supportedMap } };
}

MacroFigures macroFromJson(const QJsonObject &json)
{
    return { size_t(json.value(QStringLiteral("labels")).toInteger()), size_t(json.value(QStringLiteral("supported")).toInteger()),
             json.value(QStringLiteral("macro_f1")).toDouble(), json.value(QStringLiteral("map")).toDouble(),
             json.value(QStringLiteral("supported_macro_f1")).toDouble(), json.value(QStringLiteral("supported_map")).toDouble() };
}

QString relativeTo(const QString &folder, const QString &path)
{
    return path.isEmpty() ? QString() : QDir(folder).relativeFilePath(QFileInfo(path).absoluteFilePath());
}
QString absoluteFrom(const QString &folder, const QString &path)
{
    return path.isEmpty() ? QString() : QDir::cleanPath(QDir(folder).absoluteFilePath(path));
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

RunSource sourceFromJson(const QJsonObject &json, const QString &folder)
{
    RunSource source;
    source.name = json.value(QStringLiteral("name")).toString();
    source.trainFile = absoluteFrom(folder, json.value(QStringLiteral("train")).toString());
    source.validationFile = absoluteFrom(folder, json.value(QStringLiteral("validation")).toString());
    source.testFile = absoluteFrom(folder, json.value(QStringLiteral("test")).toString());
    for (const QJsonValue &label : json.value(QStringLiteral("labels")).toArray())
        source.labels.push_back(label.toString().toStdString());
    source.validationTracks = json.value(QStringLiteral("validation_tracks")).toInteger();
    source.testTracks = json.value(QStringLiteral("test_tracks")).toInteger();
    source.all = macroFromJson(json.value(QStringLiteral("all")).toObject());
    source.genres = macroFromJson(json.value(QStringLiteral("genres")).toObject());
    return source;
}

QJsonObject describe(const Run &run)
{
    QJsonArray sources;
    for (const RunSource &source : run.sources)
        sources.append(sourceToJson(source, run.folder));
    QJsonArray features;
    for (const QString &file : run.featureFiles)
        features.append(relativeTo(run.folder, file));
    QJsonObject json = run.unknown;
    const QJsonObject known { { QStringLiteral("format"), QStringLiteral("melscope-run") },
                              { QStringLiteral("version"), kRunVersion },
                              { QStringLiteral("melscope"), QStringLiteral(MELSCOPE_VERSION) },
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
                              { QStringLiteral("libtorch"), torchVersion() },
                              { QStringLiteral("finished"), run.finished },
                              { QStringLiteral("notes"), QJsonArray::fromStringList(run.notes) } };
    for (auto it = known.begin(); it != known.end(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

Result<std::vector<EpochFigures>> readHistory(const QString &path)
{
    const auto text = readPlainOrCompressed(path);
    if (!text)
        return passOn(text);
    return parseHistory(*text, path);
}

Result<QJsonObject> readDescription(const QString &path)
{
    const auto text = readPlainOrCompressed(path);
    if (!text)
        return fail(QStringLiteral("this is no run: ") + text.error().what, path, kRemedy);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(*text), &error);
    if (!document.isObject())
        return fail(QStringLiteral("the file is corrupt: ") + error.errorString(), path, kRemedy);
    const QJsonObject json = document.object();
    if (json.value(QStringLiteral("format")).toString() != QStringLiteral("melscope-run"))
        return fail(QStringLiteral("this is not the description of a run"), path, kRemedy);
    if (json.value(QStringLiteral("version")).toInt() > kRunVersion)
        return fail(QStringLiteral("the run has version %1, this program reads up to %2").arg(json.value(QStringLiteral("version")).toInt()).arg(kRunVersion),
                    path, QStringLiteral("Update Melscope."));
    return json;
}

/// Scores and thresholds of one source. A missing test part is none; anything damaged is an error.
Result<void> readSourceFiles(const Run &run, RunSource &source)
{
    const QString base = run.folder + QLatin1Char('/');
    if (const QString path = base + run_file::thresholds(source.name); QFile::exists(path)) {
        auto thresholds = readThresholds(path, run.space.size());
        if (!thresholds)
            return passOn(thresholds);
        source.thresholds = std::move(*thresholds);
        auto choice = readThresholdChoice(run.folder, source.name);
        if (!choice)
            return passOn(choice);
        source.choice = std::move(*choice);
        const size_t index = *run.space.findSource(source.name);
        for (uint32_t i = 0; i < run.space.size(); ++i)
            source.thresholds.inTarget[i] = run.space.contains(index, i);
    }
    for (const bool test : { false, true }) {
        const QString path = base + (test ? run_file::testScores(source.name) : run_file::validationScores(source.name));
        if (!QFile::exists(path))
            continue;
        auto scores = ScoreMatrix::open(path);
        if (!scores)
            return passOn(scores);
        if ((*scores)->classes() != run.space.classes())
            return fail(QStringLiteral("the scores have other classes than the run"), path, kRemedy);
        (test ? source.testScores : source.validationScores) = std::move(*scores);
    }
    return {};
}

} // namespace

QString endName(TrainingResult::End end)
{
    switch (end) {
    case TrainingResult::End::AllEpochs:
        return QStringLiteral("all-epochs");
    case TrainingResult::End::EarlyStopping:
        return QStringLiteral("early-stopping");
    case TrainingResult::End::Stopped:
        return QStringLiteral("stopped");
    case TrainingResult::End::LossNotFinite:
        return QStringLiteral("loss-not-finite");
    }
    return {};
}

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

Result<std::shared_ptr<const Run>> readRun(const QString &folder)
{
    const QString base = folder + QLatin1Char('/');
    const auto json = readDescription(base + run_file::description);
    if (!json)
        return passOn(json);
    auto run = std::make_shared<Run>();
    run->folder = folder;
    run->unknown = *json;
    auto recipe = Recipe::fromJson(json->value(QStringLiteral("recipe")).toObject());
    if (!recipe)
        return passOn(recipe);
    run->recipe = *recipe;
    std::vector<LabelSpace::SourceLabels> labels;
    for (const QJsonValue &value : json->value(QStringLiteral("sources")).toArray()) {
        run->sources.push_back(sourceFromJson(value.toObject(), folder));
        labels.push_back({ run->sources.back().name, run->sources.back().labels });
    }
    if (labels.empty())
        return fail(QStringLiteral("the run has no source"), base + run_file::description, kRemedy);
    run->space = LabelSpace::of(std::move(labels));
    const auto classes = readClasses(base + run_file::classes);
    if (!classes)
        return passOn(classes);
    if (*classes != run->space.classes())
        return fail(QStringLiteral("the classes do not fit the run's labels"), base + run_file::classes, kRemedy);
    for (const QJsonValue &value : json->value(QStringLiteral("features")).toArray())
        run->featureFiles << absoluteFrom(folder, value.toString());
    auto history = readHistory(base + run_file::history);
    if (!history)
        return passOn(history);
    run->history = std::move(*history);
    run->bestEpoch = json->value(QStringLiteral("best_epoch")).toInt();
    run->bestValidationLoss = json->value(QStringLiteral("best_validation_loss")).toDouble();
    run->trainTracksPerSecond = json->value(QStringLiteral("train_tracks_per_s")).toDouble();
    run->parameters = json->value(QStringLiteral("parameters")).toInteger();
    run->trainTracks = json->value(QStringLiteral("train_tracks")).toInteger();
    run->end = json->value(QStringLiteral("end")).toString();
    // Runs of version 0.1 named the device alone.
    run->engine = json->value(QStringLiteral("engine")).toString(json->value(QStringLiteral("device")).toString());
    run->fingerprint = json->value(QStringLiteral("data_fingerprint")).toString();
    run->batchSize = json->value(QStringLiteral("batch_size")).toInt(run->recipe.batchSize);
    run->title = json->value(QStringLiteral("title")).toString();
    run->comment = json->value(QStringLiteral("comment")).toString();
    run->finished = json->value(QStringLiteral("finished")).toString();
    for (const QJsonValue &note : json->value(QStringLiteral("notes")).toArray())
        run->notes << note.toString();
    for (RunSource &source : run->sources) {
        if (const auto read = readSourceFiles(*run, source); !read)
            return passOn(read);
    }
    return run;
}

} // namespace melscope
