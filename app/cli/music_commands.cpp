#include "app/cli/command.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/collection/feature_cache.h"
#include "core/exploring/sound_view.h"
#include "core/study/music_predictions.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>

#include <numeric>

namespace melscope {

namespace {

std::vector<uint32_t> allRows(const MusicPredictions &predictions)
{
    std::vector<uint32_t> rows(predictions.scores->rows());
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

Result<size_t> vocabularyOf(const Run &run, const QString &name)
{
    QStringList names;
    for (size_t i = 0; i < run.sources.size(); ++i) {
        if (run.sources[i].name == name)
            return i;
        names << run.sources[i].name;
    }
    return fail(QStringLiteral("the run has no source \"%1\"").arg(name), run.folder,
                QStringLiteral("Name one of these: %1.").arg(names.join(QStringLiteral(", "))));
}

/// What is kept of these inputs, and of no others, lies under this name.
QString cacheName(const QStringList &inputs)
{
    QStringList paths;
    for (const QString &input : inputs)
        paths << QDir(input).absolutePath();
    return paths.join(QLatin1Char('\n'));
}

QJsonArray problemsOf(const std::vector<Error> &failed)
{
    QJsonArray problems;
    for (const Error &error : failed)
        problems.append(errorJson(error));
    return problems;
}

QString genresText(const std::vector<std::string> &genres)
{
    QStringList texts;
    for (const std::string &genre : genres)
        texts << textOf(genre);
    return texts.join(QStringLiteral("; "));
}

/// The sounds that a command names, heard into `cache` unless they were before.
Result<OpenedFeatures> musicOf(const QCommandLineParser &parser, const QString &cache, const CommandContext &context)
{
    const QStringList inputs = parser.positionalArguments();
    QStringList missing;
    auto music = openMusic(inputs, cacheName(inputs), cache, missing, context.cancel, context.progress,
                           AudioOptions { parser.isSet(QStringLiteral("downmix")) });
    for (const QString &input : std::as_const(missing))
        warn(context, input + QStringLiteral(": is not there, or there is no sound in it"));
    return music;
}

/// The scores of each track's windows as a CSV of its own. A sound that cannot be heard any more is told, and the
/// others go on.
Result<QStringList> writeOverTime(const MusicPredictions &predictions, const QString &folder,
                                  const CommandContext &context)
{
    QStringList written;
    for (const uint32_t row : allRows(predictions)) {
        const QString file = pathFromBytes(predictions.tagsOf(row).file);
        if (file.isEmpty())
            continue;
        AudioOptions options;
        options.mixesSurround = true; // what was imported without mixing has no more than two channels
        const auto sound = viewSound(file, options, context.cancel, context.progress);
        if (!sound && sound.error().isCancelled())
            return passOn(sound);
        if (!sound) {
            warn(context, sound.error().text());
            continue;
        }
        const auto scores = scoresOverTime(predictions.run, *sound, context.cancel);
        if (!scores)
            return passOn(scores);
        ResultTable table { { QStringLiteral("seconds") }, {} };
        for (const std::string &name : (*scores)->scores->classes())
            table.headers << textOf(name);
        for (size_t window = 0; window < (*scores)->scores->rows(); ++window) {
            QStringList cells { QString::number((*sound)->windowCentres[window], 'f', 3) };
            for (const float score : (*scores)->scores->row(window))
                cells << QString::fromStdString(shortestText(score));
            table.rows << cells;
        }
        const QString name = QString(textOf(predictions.scores->ids().text(row)))
                                 .replace(QLatin1Char('/'), QLatin1Char('_')); // an id may be anything
        const QString path = folder + QLatin1Char('/') + name + QStringLiteral(".csv");
        if (const auto done = writeFileAtomically(path, tableText(table, TableFormat::Csv)); !done)
            return passOn(done);
        written << path;
    }
    return written;
}

Result<int> runClassify(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString output = required(parser, QStringLiteral("output"));
    const auto run = readRun(required(parser, QStringLiteral("run")));
    if (!run)
        return report(run.error());
    if (const auto writable = makeWritableFolder(output); !writable)
        return report(writable.error());
    const QString cache = parser.isSet(QStringLiteral("features")) ? parser.value(QStringLiteral("features")) : output;
    const auto music = musicOf(parser, cache, context);
    if (!music)
        return report(music.error());
    QJsonArray problems;
    for (const ImportProblem &problem : music->report ? music->report->problems : std::vector<ImportProblem>()) {
        if (problem.kind != ImportProblem::Kind::Failed)
            continue;
        problems.append(QJsonObject { { QStringLiteral("path"), shownPath(problem.path) },
                                      { QStringLiteral("reason"), problem.reason } });
        warn(context, shownPath(problem.path) + QStringLiteral(": ") + problem.reason);
    }
    const auto predictions = predictMusic(*run, FeaturePool(music->stores), QStringLiteral("music"), nullptr,
                                          context.cancel, context.progress);
    if (!predictions)
        return report(predictions.error());
    QStringList written;
    auto write = [&](const QString &name, const std::string &text) {
        written << output + QLatin1Char('/') + name;
        return writeFileAtomically(written.back(), text);
    };
    for (size_t i = 0; i < (*run)->sources.size(); ++i) {
        if (const auto done = write((*run)->sources[i].name + QStringLiteral(".tsv"), submissionOf(**predictions, i));
            !done)
            return report(done.error());
    }
    const ResultTable table = musicTable(**predictions, allRows(**predictions));
    if (const auto done = write(QStringLiteral("genres.csv"), tableText(table, TableFormat::Csv)); !done)
        return report(done.error());
    if (parser.isSet(QStringLiteral("over-time"))) {
        const auto curves = writeOverTime(**predictions, output + QStringLiteral("/over-time"), context);
        if (!curves)
            return report(curves.error());
        written << *curves;
    }
    if (parser.isSet(QStringLiteral("json"))) {
        printJson({ { QStringLiteral("tracks"), qint64((*predictions)->scores->rows()) },
                    { QStringLiteral("problems"), problems },
                    { QStringLiteral("files"), QJsonArray::fromStringList(written) } });
        return kDone;
    }
    for (const QStringList &row : table.rows)
        printLine(row.join(QLatin1Char('\t')));
    for (const QString &path : std::as_const(written))
        printLine(QStringLiteral("→ ") + path);
    return kDone;
}

Result<int> printChanges(const QCommandLineParser &parser, const GenreReport &changes, const QString &journal)
{
    QJsonArray list;
    for (const GenreChange &change : changes.written) {
        if (!change.changes())
            continue;
        list.append(QJsonObject { { QStringLiteral("file"), shownPath(change.file) },
                                  { QStringLiteral("before"), genresText(change.before) },
                                  { QStringLiteral("after"), genresText(change.after) } });
    }
    if (parser.isSet(QStringLiteral("json"))) {
        printJson({ { QStringLiteral("changes"), list },
                    { QStringLiteral("written"), !journal.isEmpty() },
                    { QStringLiteral("journal"), journal },
                    { QStringLiteral("failed"), problemsOf(changes.failed) } });
    } else {
        for (const QJsonValue &change : std::as_const(list))
            printLine(QStringLiteral("%1: %2 → %3")
                          .arg(change[QStringLiteral("file")].toString(), change[QStringLiteral("before")].toString(),
                               change[QStringLiteral("after")].toString()));
        for (const Error &error : changes.failed)
            printError(error);
        printLine(journal.isEmpty() ? QStringLiteral("%1 files would change; --write does it").arg(list.size())
                                    : QStringLiteral("%1 files changed; undo-tags %2 undoes it")
                                          .arg(QString::number(list.size()), journal));
    }
    return changes.failed.empty() ? kDone : kFailed;
}

Result<int> runWriteTags(const QCommandLineParser &parser, const CommandContext &context)
{
    const auto run = readRun(required(parser, QStringLiteral("run")));
    if (!run)
        return report(run.error());
    GenreTagging tagging;
    const QString source = parser.value(QStringLiteral("source"));
    const auto vocabulary = source.isEmpty() ? Result<size_t>(0) : vocabularyOf(**run, source);
    if (!vocabulary)
        return report(vocabulary.error());
    tagging.vocabulary = *vocabulary;
    tagging.keepsOld = parser.isSet(QStringLiteral("keep"));
    tagging.splitsSubgenres = !parser.isSet(QStringLiteral("whole-labels"));
    const QString cache = required(parser, QStringLiteral("features"));
    const auto music = musicOf(parser, cache, context);
    if (!music)
        return report(music.error());
    const auto predictions = predictMusic(*run, FeaturePool(music->stores), QStringLiteral("music"), nullptr,
                                          context.cancel, context.progress);
    if (!predictions)
        return report(predictions.error());
    const auto proposed =
        proposedGenres(**predictions, allRows(**predictions), tagging, context.cancel, context.progress);
    if (!proposed)
        return report(proposed.error());
    if (!parser.isSet(QStringLiteral("write")))
        return printChanges(parser, *proposed, {});
    const QString journal = QDir(cache).absoluteFilePath(
        QStringLiteral("genre-tags-%1.json")
            .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"))));
    auto done = writeGenres(proposed->written, journal, context.cancel, context.progress);
    if (!done)
        return report(done.error());
    done->failed.insert(done->failed.begin(), proposed->failed.begin(), proposed->failed.end());
    return printChanges(parser, *done, journal);
}

Result<int> runUndoTags(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString journal = parser.positionalArguments().constFirst();
    const auto changes = readGenreJournal(journal);
    if (!changes)
        return report(changes.error());
    const QString back = journal + QStringLiteral(".undone");
    const auto done = writeGenres(undone(*changes), back, context.cancel, context.progress);
    if (!done)
        return report(done.error());
    return printChanges(parser, *done, back);
}

} // namespace

std::vector<Command> musicCommands()
{
    auto common = [](OptionList &options) {
        addOption(options, QStringLiteral("run"), QStringLiteral("Folder of the run that predicts (job directory)."),
                  QStringLiteral("JOBDIR"));
        addOption(options, QStringLiteral("features"),
                  QStringLiteral("Folder that keeps what was heard, so that it is heard once."), QStringLiteral("DIR"));
        addOption(options, QStringLiteral("downmix"),
                  QStringLiteral("Mix sounds of more than two channels down, which are refused else."));
    };
    return {
        { QStringLiteral("classify"),
          QStringLiteral("AUDIO... --run JOBDIR --output DIR [--features DIR] [--over-time] [--downmix]"),
          QStringLiteral("Predict the genres of sound files in each vocabulary of a run."), 1, -1,
          [common](OptionList &options) {
              common(options);
              addOption(options, QStringLiteral("output"),
                        QStringLiteral("Folder of the submissions, <source>.tsv, and of the table, genres.csv."),
                        QStringLiteral("DIR"));
              addOption(options, QStringLiteral("over-time"),
                        QStringLiteral("Write each sound's scores over time, too, over-time/<recording>.csv."));
          },
          runClassify },
        { QStringLiteral("write-tags"),
          QStringLiteral(
              "AUDIO... --run JOBDIR --features DIR [--source NAME] [--keep] [--whole-labels] [--write] [--downmix]"),
          QStringLiteral("Show what predicted genres would make of sound files' genre tags, and write them."), 1, -1,
          [common](OptionList &options) {
              common(options);
              addOption(options, QStringLiteral("source"),
                        QStringLiteral("Whose labels are written; without it the run's first source."),
                        QStringLiteral("NAME"));
              addOption(options, QStringLiteral("keep"),
                        QStringLiteral("Genres that are there stay, before the new ones."));
              addOption(options, QStringLiteral("whole-labels"),
                        QStringLiteral("\"rock---punk\" stays as it is; without it it becomes \"Rock\" and \"Punk\"."));
              addOption(options, QStringLiteral("write"), QStringLiteral("Write them; without it nothing is changed."));
          },
          runWriteTags },
        { QStringLiteral("undo-tags"), QStringLiteral("JOURNAL"),
          QStringLiteral("Put genre tags back as they were before write-tags."), 1, 1, [](OptionList &) {},
          runUndoTags },
    };
}

} // namespace melscope
