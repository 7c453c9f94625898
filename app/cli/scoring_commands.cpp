#include "app/cli/command.h"

#include "core/base/archive_reader.h"
#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/features/feature_shards.h"
#include "core/features/unit_walk.h"
#include "core/scoring/evaluation_files.h"
#include "core/scoring/submission_check.h"
#include "core/scoring/submission_join.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label_space.h"

#include <QFileInfo>
#include <QJsonArray>

#include <future>

namespace melscope {

namespace {

QJsonValue orNull(double value)
{
    return std::isnan(value) ? QJsonValue() : QJsonValue(value);
}

Result<int> runEvaluate(const QCommandLineParser &parser, const CommandContext &context)
{
    const bool expanded = parser.isSet(QStringLiteral("expanded"));
    const QStringList files = parser.positionalArguments();
    auto reading = std::async(std::launch::async, [&] { return Submission::read(files[1], context.cancel); });
    const auto truth = readTruth(files[0], context);
    const auto run = reading.get();
    if (!truth)
        return report(truth.error());
    if (!run)
        return report(run.error());
    if (const JoinFinding labels = runLabels(*run, QStringLiteral("the ground truth"), (*truth)->labels());
        labels.isNothing())
        return report(Error::failure(labels.text(), files[1],
                                     QStringLiteral("Name the ground truth of the source that was predicted.")));
    else if (labels.isPoor())
        warn(context, files[1] + QStringLiteral(": ") + labels.text());
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
        printJson({ { QStringLiteral("expanded"), expanded },
                    { QStringLiteral("tracks"), qint64(evaluation->perTrack.size()) },
                    { QStringLiteral("means"), means },
                    { QStringLiteral("sd"), deviations },
                    { QStringLiteral("files"), QJsonArray::fromStringList(written) } });
        return kDone;
    }
    printLine(QStringLiteral("measure\tmean\tsd"));
    for (size_t i = 0; i < names.size(); ++i) {
        const MeanFigure &value = figure(*evaluation, i);
        printLine(QStringLiteral("%1\t%2\t%3")
                      .arg(QLatin1String(names[i]), QString::fromStdString(fourDecimals(value.mean)),
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
    // The same reader as the import's, so that both find the same recordings.
    if (fileStatus(path).isFolder() || ArchiveReader::isArchive(path))
        return recordingsOfInputs({ path }, context.cancel);
    const auto text = readPlainOrCompressed(path, context.cancel);
    if (!text)
        return passOn(text);
    if (QString::fromUtf8(text->data(), qsizetype(std::min<size_t>(text->size(), 64)))
            .contains(QStringLiteral("recordingmbid"), Qt::CaseInsensitive)
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

Result<int> runCheck(const QCommandLineParser &parser, const CommandContext &context)
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
        const auto truth = readTruth(parser.value(QStringLiteral("ground-truth")), context);
        if (!truth)
            return report(truth.error());
        vocabulary.insert((*truth)->spellings().begin(), (*truth)->spellings().end());
        // A train part lends its vocabulary alone; the truth of the tracks in question its ids too.
        const JoinFinding join =
            runInIds(*run, QStringLiteral("the ground truth"), (*truth)->recordings(), &(*truth)->releaseGroups());
        if (!join.isNothing() || join.differsInForm)
            expected = (*truth)->recordings();
        else
            note = QStringLiteral("No recording of the run stands in the ground truth%1. Only its labels were used; "
                                  "name the expected ids with --ids.")
                       .arg(join.why());
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
    if (expected) {
        const JoinFinding join = runInIds(*run, QStringLiteral("those expected"), *expected);
        if (join.isPoor())
            warn(context, run->file() + QStringLiteral(": ") + join.text());
    }
    const JoinFinding labels =
        runLabels(*run, QStringLiteral("the vocabulary"), { vocabulary.begin(), vocabulary.end() });
    if (labels.isPoor())
        warn(context, run->file() + QStringLiteral(": ") + labels.text());
    const CheckReport result = checkSubmission(*run, vocabulary, expected ? &*expected : nullptr);
    QJsonArray violations;
    for (const Violation &violation : result.violations) {
        violations.append(QJsonObject { { QStringLiteral("rule"), ruleName(violation.rule) },
                                        { QStringLiteral("line"), violation.line },
                                        { QStringLiteral("text"), violation.text } });
        if (!parser.isSet(QStringLiteral("json")))
            printLine(
                violation.line > 0
                    ? QStringLiteral("%1:%2: %3").arg(run->file(), QString::number(violation.line), violation.text)
                    : QStringLiteral("%1: %2").arg(run->file(), violation.text));
    }
    QJsonArray warnings;
    for (const CheckWarning &warning : result.warnings) {
        warnings.append(QJsonObject { { QStringLiteral("line"), warning.line },
                                      { QStringLiteral("count"), warning.count },
                                      { QStringLiteral("text"), warning.text } });
        if (!parser.isSet(QStringLiteral("json")))
            printLine(
                QStringLiteral("%1:%2: warning: %3").arg(run->file(), QString::number(warning.line), warning.text));
    }
    if (parser.isSet(QStringLiteral("json"))) {
        printJson({ { QStringLiteral("accepted"), result.accepted() },
                    { QStringLiteral("lines"), qint64(result.lines) },
                    { QStringLiteral("warnings"), warnings },
                    { QStringLiteral("note"), note },
                    { QStringLiteral("ids_checked"), result.idsChecked },
                    { QStringLiteral("violations"), violations } });
    } else {
        printLine(result.accepted()
                      ? QStringLiteral("accepted: %1 lines, no violation").arg(countText(qint64(result.lines)))
                      : QStringLiteral("not accepted: violations: %1, lines: %2")
                            .arg(countText(qint64(result.violations.size())), countText(qint64(result.lines))));
        if (!note.isEmpty())
            printLine(note);
    }
    return result.accepted() ? kDone : kFailed;
}

} // namespace

std::vector<Command> scoringCommands()
{
    return {
        { QStringLiteral("evaluate"), QStringLiteral("[--expanded] [--output-dir DIR] GROUND_TRUTH RUN"),
          QStringLiteral("The task's evaluation of a submission: 18 means and, with --output-dir, its four files."), 2,
          2,
          [](OptionList &options) {
              addOption(options, QStringLiteral("expanded"),
                        QStringLiteral("Add the genre of each predicted subgenre first."));
              addOption(options, QStringLiteral("output-dir"),
                        QStringLiteral("Write <run>.results_* into this folder."), QStringLiteral("DIR"));
          },
          runEvaluate },
        { QStringLiteral("check"),
          QStringLiteral("(--ground-truth TSV | --classes FILE) [--ids FILE|STORE|FOLDER] RUN"),
          QStringLiteral("Check a submission by the task's rules; lists every violation."), 1, 1,
          [](OptionList &options) {
              addOption(options, QStringLiteral("ground-truth"),
                        QStringLiteral("Vocabulary, and ids if it holds the run's recordings."), QStringLiteral("TSV"));
              addOption(options, QStringLiteral("classes"), QStringLiteral("Vocabulary from a class list."),
                        QStringLiteral("FILE"));
              addOption(options, QStringLiteral("ids"),
                        QStringLiteral("Expected ids: a list, a store, or a folder or archive of documents."),
                        QStringLiteral("FILE"));
          },
          runCheck },
    };
}

} // namespace melscope
