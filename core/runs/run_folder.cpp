#include "core/runs/run_folder.h"

#include "core/base/archive_reader.h"
#include "core/base/file_path.h"
#include "core/base/folder_entries.h"
#include "core/base/words.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <limits>

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
QString embedding(const QString &part)
{
    return QStringLiteral("embedding_%1.safetensors").arg(part);
}
QString map(const QString &parts)
{
    return QStringLiteral("map_%1.safetensors").arg(parts);
}
QString neighbours(const QString &part)
{
    return QStringLiteral("neighbours_%1.safetensors").arg(part);
}
Result<QStringList> allIn(const QString &folder)
{
    const auto entries = entriesOf(folder);
    if (!entries)
        return passOn(entries);
    const QStringList patterns { thresholds(QStringLiteral("*")),
                                 thresholdChoice(QStringLiteral("*")),
                                 validationPredictions(QStringLiteral("*")),
                                 testPredictions(QStringLiteral("*")),
                                 validationScores(QStringLiteral("*")),
                                 testScores(QStringLiteral("*")),
                                 embedding(QStringLiteral("*")),
                                 map(QStringLiteral("*")),
                                 neighbours(QStringLiteral("*")) };
    QStringList names;
    for (const QString &name : { description, classes, history, model, onnx }) {
        if (entries->contains(name))
            names << name;
    }
    for (const QString &name : *entries) {
        if (QDir::match(patterns, name))
            names << name;
    }
    return names;
}
}

LockTarget runLock(const QString &folder)
{
    return { folder + QLatin1Char('/') + run_file::lock, folder, QStringLiteral("run") };
}

namespace {

QString remedyText()
{
    return tr("Choose the job directory of a finished run, or train anew.");
}

constexpr double kGreatest = std::numeric_limits<double>::max();

MacroFigures readMacro(const JsonFields &json)
{
    auto share = [&](const QString &key) { return json.number(key, 0, kGreatestShare); };
    return { size_t(json.whole(QStringLiteral("labels"), 0, kMostClasses)),
             size_t(json.whole(QStringLiteral("supported"), 0, kMostClasses)),
             share(QStringLiteral("macro_f1")),
             share(QStringLiteral("map")),
             share(QStringLiteral("supported_macro_f1")),
             share(QStringLiteral("supported_map")) };
}

QString absoluteFrom(const QString &folder, const QString &path)
{
    return path.isEmpty() ? QString() : QDir::cleanPath(QDir(folder).absoluteFilePath(path));
}

RunSource readSource(const JsonFields &json, const QString &folder)
{
    RunSource source;
    source.name = json.text(QStringLiteral("name"));
    // It becomes part of the names of files.
    if (source.name.isEmpty() || source.name.contains(QLatin1Char('/')))
        json.refuse(QStringLiteral("name"), tr("a name without \"/\""));
    source.trainFile = absoluteFrom(folder, json.text(QStringLiteral("train")));
    source.validationFile = absoluteFrom(folder, json.text(QStringLiteral("validation")));
    source.testFile = absoluteFrom(folder, json.text(QStringLiteral("test")));
    source.labels = json.names(QStringLiteral("labels"));
    source.validationTracks = json.whole(QStringLiteral("validation_tracks"), 0, JsonFields::kMostExact);
    source.testTracks = json.whole(QStringLiteral("test_tracks"), 0, JsonFields::kMostExact);
    source.all = readMacro(json.fields(QStringLiteral("all")));
    source.genres = readMacro(json.fields(QStringLiteral("genres")));
    return source;
}

/// All sources, with distinct names; what is wrong is noted.
std::vector<RunSource> readSources(const JsonFields &json, const QString &folder)
{
    std::vector<RunSource> sources;
    for (const JsonFields &fields : json.list(QStringLiteral("sources"))) {
        sources.push_back(readSource(fields, folder));
        const auto isSame = [&](const RunSource &other) { return other.name == sources.back().name; };
        if (std::any_of(sources.begin(), sources.end() - 1, isSame))
            fields.refuse(QStringLiteral("name"), tr("another name than those before"));
    }
    if (sources.empty() || sources.size() > kMostRunSources)
        json.refuse(QStringLiteral("sources"), tr("a list of 1 to %1 sources").arg(kMostRunSources));
    return sources;
}

Result<std::vector<EpochFigures>> readHistory(const QString &path)
{
    const auto text = readPlainOrCompressed(path);
    if (!text)
        return passOn(text);
    return parseHistory(*text, path);
}

/// The run tells which classes a source has; the file must not contradict it.
Result<void> takeTargets(const Run &run, RunSource &source, const QString &path)
{
    const size_t index = *run.space.findSource(source.name);
    for (uint32_t i = 0; i < run.space.size(); ++i) {
        const bool isOwn = run.space.contains(index, i);
        // The sign of a zero is nothing to go by: "-0.0" was written for both.
        const bool isTold = !std::isnan(source.thresholds.values[i]) && source.thresholds.values[i] != 0;
        if (isTold && isOwn != (source.thresholds.inTarget[i] != 0))
            return fail(
                isOwn ? tr("the threshold of class %1, \"%2\", is negative, though the class is one of the source's")
                            .arg(QString::number(i), QString::fromStdString(run.space.classes()[i]))
                      : tr("the threshold of class %1, \"%2\", is not negated, though the class is not in the source")
                            .arg(QString::number(i), QString::fromStdString(run.space.classes()[i])),
                path, tr("Change its sign, or train anew."));
        source.thresholds.inTarget[i] = isOwn;
    }
    return {};
}

/// Scores and thresholds of one source. A missing test part is none; anything damaged is an error.
Result<void> readSourceFiles(const Run &run, RunSource &source)
{
    const QString base = run.folder + QLatin1Char('/');
    if (const QString path = base + run_file::thresholds(source.name); mayBeThere(path)) {
        auto thresholds = readThresholds(path, run.space.size());
        if (!thresholds)
            return passOn(thresholds);
        source.thresholds = std::move(*thresholds);
        auto choice = readThresholdChoice(run.folder, source.name);
        if (!choice)
            return passOn(choice);
        source.choice = std::move(*choice);
        if (const auto checked = takeTargets(run, source, path); !checked)
            return checked;
    }
    for (const bool test : { false, true }) {
        const QString path =
            base + (test ? run_file::testScores(source.name) : run_file::validationScores(source.name));
        if (!mayBeThere(path))
            continue;
        auto scores = ScoreMatrix::open(path);
        if (!scores)
            return passOn(scores);
        if ((*scores)->classes() != run.space.classes())
            return fail(tr("the scores have other classes than the run"), path, remedyText());
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

Result<JsonFields> readRunDescription(const QString &folder)
{
    return JsonFields::read(folder + QLatin1Char('/') + run_file::description,
                            { QStringLiteral("melscope-run"), kRunVersion, QStringLiteral("run"), remedyText() });
}

namespace {

/// What run.json says, all but its sources.
Result<void> takeDescription(Run &run, const JsonFields &json, const QString &path)
{
    auto recipe = Recipe::fromJson(json.fields(QStringLiteral("recipe")).object(), path, QStringLiteral("recipe"));
    if (!recipe)
        return passOn(recipe);
    run.recipe = *recipe;
    run.unknown = json.object();
    for (const QString &file : json.texts(QStringLiteral("features")))
        run.featureFiles << absoluteFrom(run.folder, file);
    run.bestEpoch = json.integer(QStringLiteral("best_epoch"), 0, Recipe::kMostEpochs);
    run.bestValidationLoss = json.number(QStringLiteral("best_validation_loss"), 0, kGreatest);
    run.trainTracksPerSecond = json.number(QStringLiteral("train_tracks_per_s"), 0, kGreatest);
    run.parameters = json.whole(QStringLiteral("parameters"), 0, JsonFields::kMostExact);
    run.trainTracks = json.whole(QStringLiteral("train_tracks"), 0, JsonFields::kMostExact);
    run.end = json.text(QStringLiteral("end"));
    // Runs of version 0.1 named the device alone.
    run.engine = json.text(QStringLiteral("engine"), json.text(QStringLiteral("device")));
    run.fingerprint = json.text(QStringLiteral("data_fingerprint"));
    run.batchSize = json.integer(QStringLiteral("batch_size"), 0, Recipe::kLargestBatch, run.recipe.batchSize);
    run.title = json.text(QStringLiteral("title"));
    run.comment = json.text(QStringLiteral("comment"));
    run.finished = json.text(QStringLiteral("finished"));
    for (const JsonFields &finding : json.list(QStringLiteral("findings")))
        run.findings.push_back(findingFromJson(finding.object(), run.folder));
    run.notes = json.texts(QStringLiteral("notes"));
    run.logs = LogKinds::ofNames(json.texts(QStringLiteral("logs"))).value_or(LogKinds()); // a newer program's: none
    return json.check();
}

} // namespace

Result<std::shared_ptr<const Run>> readRun(const QString &folder)
{
    const QString base = folder + QLatin1Char('/');
    const auto json = readRunDescription(folder);
    if (!json)
        return passOn(json);
    auto run = std::make_shared<Run>();
    run->folder = folder;
    run->sources = readSources(*json, folder);
    if (const auto taken = takeDescription(*run, *json, base + run_file::description); !taken)
        return passOn(taken);
    std::vector<LabelSpace::SourceLabels> labels;
    for (const RunSource &source : run->sources)
        labels.push_back({ source.name, source.labels });
    run->space = LabelSpace::of(std::move(labels));
    const auto classes = readClasses(base + run_file::classes);
    if (!classes)
        return passOn(classes);
    if (*classes != run->space.classes())
        return fail(tr("the classes do not fit the run's labels"), base + run_file::classes, remedyText());
    auto history = readHistory(base + run_file::history);
    if (!history)
        return passOn(history);
    run->history = std::move(*history);
    for (RunSource &source : run->sources) {
        if (const auto read = readSourceFiles(*run, source); !read)
            return passOn(read);
    }
    return run;
}

} // namespace melscope
