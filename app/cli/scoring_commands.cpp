#include "app/cli/command.h"

#include "core/base/archive_reader.h"
#include "core/base/number_text.h"
#include "core/features/feature_shards.h"
#include "core/scoring/evaluation_files.h"
#include "core/scoring/submission_check.h"
#include "core/scoring/threshold_search.h"
#include "core/scoring/thresholds.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label.h"
#include "core/truth/label_space.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>

namespace melscope {

namespace {

QJsonValue orNull(double value)
{
    return std::isnan(value) ? QJsonValue() : QJsonValue(value);
}

QJsonObject bothFigures(double all, double genres)
{
    return { { QStringLiteral("all"), all }, { QStringLiteral("genres"), genres } };
}

int runThresholds(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString output = required(parser, QStringLiteral("output"));
    const QString scoresPath = required(parser, QStringLiteral("scores"));
    const QString truthPath = required(parser, QStringLiteral("ground-truth"));
    std::vector<std::string> classes;
    if (parser.isSet(QStringLiteral("classes"))) {
        auto read = readClasses(parser.value(QStringLiteral("classes")));
        if (!read)
            return report(read.error());
        classes = std::move(*read);
    }
    const auto scores = ScoreMatrix::open(scoresPath, classes);
    if (!scores)
        return report(scores.error());
    const auto truth = readGroundTruth(truthPath, context.cancel, context.progress);
    if (!truth)
        return report(truth.error());
    const auto columns = TruthColumns::byName(**scores, **truth);
    if (columns.rowCount() == 0)
        return report(Error::failure(QStringLiteral("none of the scored recordings stands in the ground truth"), scoresPath,
                                     QStringLiteral("Name the ground truth of the part that was scored.")));
    auto found = searchThresholds(**scores, columns, context.cancel, context.progress);
    if (!found) {
        Error error = found.error();
        error.file = error.isCancelled() ? QString() : scoresPath;
        return report(error);
    }
    Thresholds thresholds;
    for (const LabelThreshold &label : *found) {
        thresholds.values.push_back(label.threshold);
        thresholds.inTarget.push_back(1);
    }
    if (const auto written = writeThresholds(thresholds, output); !written)
        return report(written.error());

    const auto &names = (*scores)->classes();
    const MacroFigures all = macroFigures(*found, [](size_t) { return true; });
    const MacroFigures genres = macroFigures(*found, [&](size_t i) { return isGenre(names[i]); });
    const auto without = qint64((*scores)->rows() - columns.rowCount());
    const auto unscored = qint64((*truth)->size() - columns.rowCount());
    if (parser.isSet(QStringLiteral("json"))) {
        QJsonArray labels;
        for (size_t i = 0; i < names.size(); ++i) {
            const LabelThreshold &label = (*found)[i];
            labels.append(QJsonObject { { QStringLiteral("label"), QString::fromStdString(names[i]) },
                                        { QStringLiteral("support"), qint64(label.support) },
                                        { QStringLiteral("threshold"), orNull(label.threshold) },
                                        { QStringLiteral("f1"), label.f1 },
                                        { QStringLiteral("precision"), label.precision },
                                        { QStringLiteral("recall"), label.recall },
                                        { QStringLiteral("ap"), label.averagePrecision },
                                        { QStringLiteral("predicted"), qint64(label.predicted) } });
        }
        printJson({ { QStringLiteral("tracks"), qint64(columns.rowCount()) }, { QStringLiteral("tracks_without_truth"), without },
                    { QStringLiteral("truth_without_scores"), unscored },
                    { QStringLiteral("labels"), labels }, { QStringLiteral("macro_f1"), bothFigures(all.f1, genres.f1) },
                    { QStringLiteral("map"), bothFigures(all.map, genres.map) }, { QStringLiteral("supported_labels"), qint64(all.supported) },
                    { QStringLiteral("supported_macro_f1"), bothFigures(all.supportedF1, genres.supportedF1) },
                    { QStringLiteral("supported_map"), bothFigures(all.supportedMap, genres.supportedMap) },
                    { QStringLiteral("output"), output } });
        return kDone;
    }
    printLine(QStringLiteral("%1 tracks, %2 labels (%3 with a positive)").arg(columns.rowCount()).arg(all.labels).arg(all.supported));
    printLine(QStringLiteral("macro F1 %1 (genres %2), mAP %3 (genres %4)")
                  .arg(all.f1, 0, 'f', 4).arg(genres.f1, 0, 'f', 4).arg(all.map, 0, 'f', 4).arg(genres.map, 0, 'f', 4));
    if (without > 0)
        printLine(QStringLiteral("Scored recordings that are not in the ground truth and were left out: %1").arg(without));
    if (unscored > 0)
        printLine(QStringLiteral("Recordings of the ground truth without scores: %1").arg(unscored));
    if (!columns.unknownLabels().empty())
        printLine(QStringLiteral("Labels of the ground truth that are no class: %1").arg(columns.unknownLabels().size()));
    printLine(QStringLiteral("Thresholds in %1").arg(output));
    return kDone;
}

int runEvaluate(const QCommandLineParser &parser, const CommandContext &context)
{
    const bool expanded = parser.isSet(QStringLiteral("expanded"));
    const QStringList files = parser.positionalArguments();
    const auto truth = readGroundTruth(files[0], context.cancel, context.progress);
    if (!truth)
        return report(truth.error());
    const auto run = Submission::read(files[1], context.cancel);
    if (!run)
        return report(run.error());
    const auto evaluation = evaluate(**truth, *run, expanded, context.cancel, context.progress);
    if (!evaluation)
        return report(evaluation.error());
    QStringList written;
    if (parser.isSet(QStringLiteral("output-dir"))) {
        const QString name = QFileInfo(files[1]).fileName() + (expanded ? QStringLiteral(".expanded") : QString());
        const auto paths = writeEvaluation(*evaluation, parser.value(QStringLiteral("output-dir")), name);
        if (!paths)
            return report(paths.error());
        written = *paths;
    }
    const auto names = figureNames();
    QJsonObject means;
    QJsonObject deviations;
    for (size_t i = 0; i < names.size(); ++i) {
        const MeanFigure &value = figure(*evaluation, i);
        means.insert(QLatin1String(names[i]), orNull(value.mean));
        deviations.insert(QLatin1String(names[i]), orNull(value.deviation));
    }
    if (parser.isSet(QStringLiteral("json"))) {
        printJson({ { QStringLiteral("expanded"), expanded }, { QStringLiteral("tracks"), qint64(evaluation->perTrack.size()) },
                    { QStringLiteral("means"), means }, { QStringLiteral("sd"), deviations },
                    { QStringLiteral("files"), QJsonArray::fromStringList(written) } });
        return kDone;
    }
    printLine(QStringLiteral("measure\tmean\tsd"));
    for (size_t i = 0; i < names.size(); ++i) {
        const MeanFigure &value = figure(*evaluation, i);
        printLine(QStringLiteral("%1\t%2\t%3").arg(QLatin1String(names[i]), QString::fromStdString(fourDecimals(value.mean)),
                                                   QString::fromStdString(fourDecimals(value.deviation))));
    }
    for (const QString &path : written)
        printLine(QStringLiteral("→ ") + path);
    return kDone;
}

/// Expected ids: of a store, a folder of documents, a ground truth, or a list with one id a line.
Result<RecordingIds> readIds(const QString &path, const CommandContext &context)
{
    RecordingIds ids;
    if (ShardedStore::isOne(path) || (QFileInfo(path).isFile() && FeatureStore::looksLikeStore(path))) {
        const auto stores = openFeatureStores(path);
        if (!stores)
            return passOn(stores);
        const FeaturePool pool(*stores);
        for (uint32_t row = 0; row < pool.size(); ++row)
            ids.insert(pool.id(row));
        return ids;
    }
    if (QFileInfo(path).isDir()) {
        QDirIterator walk(path, { QStringLiteral("*.json") }, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            walk.next();
            ids.insert(walk.fileInfo().completeBaseName().toStdString());
        }
        if (ids.empty())
            return fail(QStringLiteral("there is no .json document in this folder"), path);
        return ids;
    }
    const auto text = readPlainOrCompressed(path, context.cancel);
    if (!text)
        return passOn(text);
    if (QString::fromUtf8(text->data(), qsizetype(std::min<size_t>(text->size(), 64))).contains(QStringLiteral("recordingmbid"), Qt::CaseInsensitive)
        && text->find('\t') < text->find('\n')) {
        const auto truth = parseGroundTruth(*text, path, context.cancel);
        if (!truth)
            return passOn(truth);
        return (*truth)->recordings();
    }
    const Submission lines = Submission::parse(*text);
    for (size_t i = 0; i < lines.size(); ++i) {
        const std::string_view id = lines.line(i).id;
        if (!id.empty() && id != "recordingmbid")
            ids.insert(id);
    }
    if (ids.empty())
        return fail(QStringLiteral("there is no id in this file"), path, QStringLiteral("Expected one id a line."));
    return ids;
}

bool sharesAnId(const Submission &run, const RecordingIds &ids)
{
    for (size_t i = 0; i < run.size(); ++i) {
        if (ids.find(run.line(i).id))
            return true;
    }
    return false;
}

int runCheck(const QCommandLineParser &parser, const CommandContext &context)
{
    const bool byTruth = parser.isSet(QStringLiteral("ground-truth"));
    if (byTruth == parser.isSet(QStringLiteral("classes")))
        throw UsageError { QStringLiteral("name either --ground-truth or --classes") };
    const auto run = Submission::read(parser.positionalArguments().constFirst(), context.cancel);
    if (!run)
        return report(run.error());
    std::set<std::string, std::less<>> vocabulary;
    std::optional<RecordingIds> expected;
    QString note;
    if (byTruth) {
        const auto truth = readGroundTruth(parser.value(QStringLiteral("ground-truth")), context.cancel, context.progress);
        if (!truth)
            return report(truth.error());
        vocabulary.insert((*truth)->labels().begin(), (*truth)->labels().end());
        // A train part lends its vocabulary alone; the truth of the tracks in question its ids too.
        if (run->size() == 0 || sharesAnId(*run, (*truth)->recordings()))
            expected = (*truth)->recordings();
        else
            note = QStringLiteral("No recording of the run stands in the ground truth, so only its labels were used; name the expected ids with --ids.");
    } else {
        const auto classes = readClasses(parser.value(QStringLiteral("classes")));
        if (!classes)
            return report(classes.error());
        vocabulary.insert(classes->begin(), classes->end());
        note = QStringLiteral("The ids were not checked; name the expected ones with --ids.");
    }
    if (parser.isSet(QStringLiteral("ids"))) {
        auto ids = readIds(parser.value(QStringLiteral("ids")), context);
        if (!ids)
            return report(ids.error());
        expected = std::move(*ids);
        note.clear();
    }
    const CheckReport result = checkSubmission(*run, vocabulary, expected ? &*expected : nullptr);
    QJsonArray violations;
    for (const Violation &violation : result.violations) {
        violations.append(QJsonObject { { QStringLiteral("rule"), ruleName(violation.rule) }, { QStringLiteral("line"), violation.line },
                                        { QStringLiteral("text"), violation.text } });
        if (!parser.isSet(QStringLiteral("json")))
            printLine(violation.line > 0 ? QStringLiteral("%1:%2: %3").arg(run->file()).arg(violation.line).arg(violation.text)
                                         : QStringLiteral("%1: %2").arg(run->file(), violation.text));
    }
    if (parser.isSet(QStringLiteral("json"))) {
        printJson({ { QStringLiteral("accepted"), result.accepted() }, { QStringLiteral("lines"), qint64(result.lines) },
                    { QStringLiteral("ids_checked"), result.idsChecked }, { QStringLiteral("violations"), violations } });
    } else {
        printLine(result.accepted() ? QStringLiteral("accepted: %1 lines, no violation").arg(countText(qint64(result.lines)))
                                    : QStringLiteral("not accepted: violations: %1, lines: %2").arg(countText(qint64(result.violations.size())), countText(qint64(result.lines))));
        if (!note.isEmpty())
            printLine(note);
    }
    return result.accepted() ? kDone : kFailed;
}

} // namespace

std::vector<Command> scoringCommands()
{
    return {
        { QStringLiteral("thresholds"), QStringLiteral("--scores SCORES --ground-truth TSV [--classes FILE] --output FILE [--json]"),
          QStringLiteral("Find each label's threshold with the greatest F1."), 0, 0,
          [](QCommandLineParser &parser) {
              addOption(parser, QStringLiteral("scores"), QStringLiteral("A score matrix."), QStringLiteral("SCORES"));
              addOption(parser, QStringLiteral("ground-truth"), QStringLiteral("The truth of the scored part."), QStringLiteral("TSV"));
              addOption(parser, QStringLiteral("classes"), QStringLiteral("Class names, where the scores do not bear them."), QStringLiteral("FILE"));
              addOption(parser, QStringLiteral("output"), QStringLiteral("The thresholds file to write."), QStringLiteral("FILE"));
          },
          runThresholds },
        { QStringLiteral("evaluate"), QStringLiteral("[--expanded] [--output-dir DIR] GROUND_TRUTH RUN"),
          QStringLiteral("The task's evaluation of a submission: 18 means and, with --output-dir, its four files."), 2, 2,
          [](QCommandLineParser &parser) {
              addOption(parser, QStringLiteral("expanded"), QStringLiteral("Add the genre of each predicted subgenre first."));
              addOption(parser, QStringLiteral("output-dir"), QStringLiteral("Write <run>.results_* into this folder."), QStringLiteral("DIR"));
          },
          runEvaluate },
        { QStringLiteral("check"), QStringLiteral("(--ground-truth TSV | --classes FILE) [--ids FILE|STORE|FOLDER] RUN"),
          QStringLiteral("Check a submission by the task's rules; lists every violation."), 1, 1,
          [](QCommandLineParser &parser) {
              addOption(parser, QStringLiteral("ground-truth"), QStringLiteral("Vocabulary, and ids if it holds the run's recordings."), QStringLiteral("TSV"));
              addOption(parser, QStringLiteral("classes"), QStringLiteral("Vocabulary from a class list."), QStringLiteral("FILE"));
              addOption(parser, QStringLiteral("ids"), QStringLiteral("Expected ids: a list, a store or a folder of documents."), QStringLiteral("FILE"));
          },
          runCheck },
    };
}

} // namespace melscope
