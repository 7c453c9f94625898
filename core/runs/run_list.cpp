#include "core/runs/run_list.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/runs/unfinished_training.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

QString remedyText()
{
    return tr("Choose the folder of a run.");
}

double duration(const std::vector<EpochFigures> &history)
{
    double seconds = 0;
    for (const EpochFigures &figures : history)
        seconds += figures.seconds;
    return seconds;
}

void takeFigures(RunSummary &summary)
{
    summary.seconds = duration(summary.history);
    if (const EpochFigures *best = summary.best()) {
        summary.macroF1 = best->macroF1;
        summary.map = best->map;
    }
}

/// What a job elsewhere is to train, and how far it has come.
Result<RunSummary> readRemote(RunSummary summary, const JobRecord &job)
{
    auto recipe =
        Recipe::fromJson(job.recipe, job.folder + QLatin1Char('/') + job_file::record, QStringLiteral("recipe"));
    if (!recipe)
        return passOn(recipe);
    summary.recipe = std::move(*recipe);
    const QString path = checkpointFolder(job.folder) + QLatin1Char('/') + CheckpointFolder::kHistory;
    if (!QFile::exists(path))
        return summary;
    if (const auto text = readPlainOrCompressed(path); text) {
        if (auto history = parseHistory(*text, path); history)
            summary.follow(std::move(*history));
    }
    return summary;
}

Result<RunSummary> readUnfinished(const QString &folder, bool isTraining, const std::optional<JobRecord> &job)
{
    const auto checkpoint = unfinishedTraining(folder);
    RunSummary summary;
    summary.folder = folder;
    summary.title = runTitle(folder);
    summary.unfinished = true;
    if (!checkpoint && job)
        return readRemote(std::move(summary), *job);
    if (!checkpoint && isTraining) { // nothing of it is known before its first epoch has ended
        summary.recipe.base.clear();
        return summary;
    }
    if (!checkpoint)
        return fail(tr("neither a run nor an interrupted training stands there"), folder, remedyText());
    summary.recipe = checkpoint->recipe;
    summary.engine = checkpoint->engine;
    summary.history = checkpoint->history;
    summary.bestEpoch = checkpoint->bestEpoch;
    summary.bestValidationLoss = checkpoint->bestValidationLoss;
    takeFigures(summary);
    return summary;
}

} // namespace

void RunSummary::follow(std::vector<EpochFigures> epochs)
{
    history = std::move(epochs);
    bestEpoch = 0;
    for (const EpochFigures &figures : history) {
        if (bestEpoch > 0 && !(figures.validationLoss < bestValidationLoss))
            continue;
        bestEpoch = figures.epoch;
        bestValidationLoss = figures.validationLoss;
    }
    takeFigures(*this);
}

namespace {

/// Of a grid's run, which lies in VARIANT/seed-1 or VARIANT/fold-2-of-5/seed-1: "VARIANT, fold 2 of 5, seed 1".
QString gridRunTitle(const QString &folder)
{
    static const QRegularExpression place(
        QStringLiteral("(?:^|/)((?:melscope|paper)[^/]*)/(?:fold-(\\d+)-of-(\\d+)/)?seed-(\\d+)(?:/([^/]+))?$"));
    const QRegularExpressionMatch match = place.match(folder);
    if (!match.hasMatch())
        return {};
    QString title = match.captured(1);
    if (!match.captured(2).isEmpty())
        title = tr("%1, fold %2 of %3").arg(title, match.captured(2), match.captured(3));
    title = tr("%1, seed %2").arg(title, match.captured(4));
    return match.captured(5).isEmpty() ? title : QStringLiteral("%1, %2").arg(title, match.captured(5));
}

} // namespace

QString runTitle(const QString &folder)
{
    if (const QString title = gridRunTitle(QDir::cleanPath(folder)); !title.isEmpty())
        return title;
    const QString name = QFileInfo(folder).fileName();
    if (name.startsWith(QStringLiteral("grid-"))) // as the window names them
        return tr("grid %1").arg(runTitle(name.mid(5)));
    // As the window names them: date, time, milliseconds, and a number where several were queued at once.
    static const QRegularExpression time(
        QStringLiteral("^(\\d{4})(\\d\\d)(\\d\\d)-(\\d\\d)(\\d\\d)(\\d\\d)-\\d{3}(?:-0*(\\d+))?$"));
    const QRegularExpressionMatch match = time.match(name);
    if (!match.hasMatch())
        return name;
    const QString number = match.captured(7).isEmpty() ? QString() : QStringLiteral(" #") + match.captured(7);
    return QStringLiteral("%1-%2-%3 %4:%5:%6%7")
        .arg(match.captured(1), match.captured(2), match.captured(3), match.captured(4), match.captured(5),
             match.captured(6), number);
}

namespace {

Result<RunSummary> readFinished(const QString &folder)
{
    const auto json = readRunDescription(folder);
    if (!json)
        return passOn(json);
    constexpr double kGreatest = std::numeric_limits<double>::max();
    RunSummary summary;
    summary.folder = folder;
    summary.title = json->text(QStringLiteral("title"));
    if (summary.title.isEmpty())
        summary.title = runTitle(folder);
    summary.comment = json->text(QStringLiteral("comment"));
    summary.hidden = json->flag(QStringLiteral("hidden"));
    auto recipe = Recipe::fromJson(json->fields(QStringLiteral("recipe")).object(),
                                   folder + QLatin1Char('/') + run_file::description, QStringLiteral("recipe"));
    if (!recipe)
        return passOn(recipe);
    summary.recipe = std::move(*recipe);
    const QString historyPath = folder + QLatin1Char('/') + run_file::history;
    const auto text = readPlainOrCompressed(historyPath);
    if (!text)
        return passOn(text);
    auto history = parseHistory(*text, historyPath);
    if (!history)
        return passOn(history);
    summary.history = std::move(*history);
    summary.engine = json->text(QStringLiteral("engine"));
    summary.bestEpoch = json->integer(QStringLiteral("best_epoch"), 0, Recipe::kMostEpochs);
    summary.bestValidationLoss = json->number(QStringLiteral("best_validation_loss"), 0, kGreatest);
    summary.batchSize = json->integer(QStringLiteral("batch_size"), 0, Recipe::kLargestBatch);
    summary.parameters = json->whole(QStringLiteral("parameters"), 0, JsonFields::kMostExact);
    summary.end = json->text(QStringLiteral("end"));
    summary.finished = json->text(QStringLiteral("finished"));
    summary.seconds = duration(summary.history);
    const std::vector<JsonFields> sources = json->list(QStringLiteral("sources"));
    for (const JsonFields &source : sources) {
        summary.sources << source.text(QStringLiteral("name"));
        const JsonFields all = source.fields(QStringLiteral("all"));
        summary.macroF1 += all.number(QStringLiteral("macro_f1"), 0, kGreatestShare) / double(sources.size());
        summary.map += all.number(QStringLiteral("map"), 0, kGreatestShare) / double(sources.size());
    }
    if (const auto checked = json->check(); !checked)
        return passOn(checked);
    return summary;
}

} // namespace

Result<RunSummary> readRunSummary(const QString &folder)
{
    const auto holder = FolderLock::holderOf(runLock(folder));
    const bool isTraining = holder && QFileInfo(stagingFolder(folder)).isDir();
    std::optional<JobRecord> job;
    if (hasJobRecord(folder)) {
        if (auto record = readJobRecord(folder); record)
            job = std::move(*record);
    }
    auto summary = QFile::exists(folder + QLatin1Char('/') + run_file::description)
        ? readFinished(folder)
        : readUnfinished(folder, isTraining, job);
    if (!summary)
        return summary;
    summary->job = std::move(job);
    summary->holder = holder;
    summary->training = isTraining;
    summary->resultsWritten = resultsWritten(folder);
    summary->killed = !holder && FolderLock::isLeftOver(runLock(folder));
    return summary;
}

qint64 resultsWritten(const QString &folder)
{
    qint64 newest = 0;
    for (const QFileInfo &file : QDir(folder).entryInfoList(
             { run_file::thresholds(QStringLiteral("*")), run_file::thresholdChoice(QStringLiteral("*")),
               run_file::validationScores(QStringLiteral("*")), run_file::testScores(QStringLiteral("*")) },
             QDir::Files))
        newest = std::max(newest, file.lastModified().toMSecsSinceEpoch());
    return newest;
}

Result<void> editRun(const QString &folder, const QString &title, const QString &comment, bool hidden)
{
    const auto lock = FolderLock::take(runLock(folder), FolderLock::Sharing::WithinProcess);
    if (!lock)
        return passOn(lock);
    const auto description = readRunDescription(folder);
    if (!description)
        return passOn(description);
    QJsonObject json = description->object();
    json.insert(QStringLiteral("title"), title);
    json.insert(QStringLiteral("comment"), comment);
    json.insert(QStringLiteral("hidden"), hidden);
    const QByteArray bytes = QJsonDocument(json).toJson(QJsonDocument::Indented);
    return writeFileAtomically(folder + QLatin1Char('/') + run_file::description,
                               { bytes.constData(), size_t(bytes.size()) });
}

Result<void> removeRun(const QString &folder)
{
    if (const auto run = readRunSummary(folder); !run)
        return passOn(run);
    // Given back before the folder goes, since the lock's file goes with it.
    if (const auto lock = FolderLock::take(runLock(folder), FolderLock::Sharing::WithinProcess); !lock)
        return passOn(lock);
    // Where the data folder is missing, Qt 6.4 takes the current folder for the waste basket.
    QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
    if (QFile::moveToTrash(folder) || QDir(folder).removeRecursively())
        return {};
    return fail(tr("the run could not be removed"), folder, tr("Look whether another program uses its files."));
}

QString recipeKey(const RunSummary &run)
{
    QJsonObject json = run.recipe.toJson();
    json.remove(QStringLiteral("seed"));
    json.insert(QStringLiteral("sources"), QJsonArray::fromStringList(run.sources));
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

std::string historiesText(const std::vector<RunSummary> &runs)
{
    std::string text;
    for (const RunSummary &run : runs) {
        const std::string history = historyText(run.history);
        const std::string name =
            '"' + QString(run.title).replace(QLatin1Char('"'), QStringLiteral("\"\"")).toStdString() + "\",";
        size_t line = 0;
        for (size_t begin = 0; begin < history.size(); ++line) {
            const size_t end = history.find('\n', begin) + 1;
            if (line > 0)
                text += name + history.substr(begin, end - begin);
            else if (text.empty())
                text += "run," + history.substr(begin, end - begin);
            begin = end;
        }
    }
    return text;
}

} // namespace melscope
