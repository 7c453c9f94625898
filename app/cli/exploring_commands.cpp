#include "app/cli/command.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/collection/file_assignment.h"
#include "core/exploring/label_relations.h"
#include "core/exploring/track_order.h"
#include "core/features/image_statistics.h"
#include "core/features/mel_view.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <cmath>

namespace melscope {

namespace {

/// What the positional arguments name, loaded: a project, or files and folders whose names tell where they belong.
struct Loaded
{
    Project project;
    FilterContext context;
};

Result<Loaded> load(const QCommandLineParser &parser, const CommandContext &context)
{
    Loaded loaded;
    const QStringList inputs = parser.positionalArguments();
    for (const QString &input : inputs) {
        if (!QFileInfo::exists(input))
            return fail(QStringLiteral("there is no such file or folder"), input, QStringLiteral("Check the path."));
    }
    QString cache = QDir::temp().filePath(QStringLiteral("melscope-features"));
    if (inputs.size() == 1 && inputs.front().endsWith(QStringLiteral(".melscope"), Qt::CaseInsensitive)) {
        auto project = readProjectFile(inputs.front());
        if (!project)
            return passOn(project);
        loaded.project = std::move(*project);
        const QFileInfo info(inputs.front());
        cache = info.absolutePath() + QLatin1Char('/') + info.completeBaseName() + QStringLiteral(".data/features");
    } else if (const QStringList unknown = assignFiles(loaded.project, inputs); !unknown.isEmpty()) {
        return fail(QStringLiteral("this is neither a ground truth nor features"), unknown.front(),
                    QStringLiteral("Name a *.melscope project, or ground truths and features."));
    }
    auto data = loadCollection(loaded.project, cache, context.cancel, context.progress);
    if (!data)
        return passOn(data);
    for (const DataFinding &finding : (*data)->findings) {
        if (finding.isSerious())
            return fail(finding.text, finding.file, {}, finding.line);
        if (finding.severity == DataFinding::Severity::Warning)
            warn(context, finding.lineText());
    }
    loaded.context.data = *data;
    loaded.context.notes = std::make_shared<const std::vector<TrackNote>>(loaded.project.notes);
    const QString runFolder =
        parser.isSet(QStringLiteral("run")) ? parser.value(QStringLiteral("run")) : loaded.project.runFolder;
    if (runFolder.isEmpty() || !QFileInfo(runFolder).isDir())
        return loaded;
    const auto run = readRun(runFolder);
    if (!run)
        return passOn(run);
    QMap<QString, QString> testTruths;
    for (const ProjectSource &source : loaded.project.sources)
        testTruths.insert(source.name, source.testTruth);
    const auto analysis = analyseRun(*run, testTruths, context.cancel, context.progress);
    if (!analysis)
        return passOn(analysis);
    auto results = resultsOfTracks(**data, *analysis, context.cancel);
    if (!results)
        return passOn(results);
    loaded.context.results = *results;
    return loaded;
}

Result<std::vector<uint32_t>> filtered(const QCommandLineParser &parser, const Loaded &loaded,
                                       const CommandContext &context)
{
    const auto filter = TrackFilter::parse(parser.value(QStringLiteral("filter")));
    if (!filter)
        return passOn(filter);
    return filter->apply(loaded.context, context.cancel);
}

/// A mistake in a filter is wrong usage; its place is a column.
Result<int> reportFilter(const Error &error)
{
    if (error.isCancelled())
        return report(error);
    throw UsageError { QStringLiteral("--filter, column %1: %2").arg(QString::number(error.line), error.what) };
}

const char *partText(Part part)
{
    return part == Part::Train ? "train" : part == Part::Validation ? "validation" : "test";
}

size_t sourceIndex(const Collection &data, const QString &name)
{
    QStringList names;
    for (size_t i = 0; i < data.sources.size(); ++i) {
        if (data.sources[i].name.compare(name, Qt::CaseInsensitive) == 0)
            return i;
        names << data.sources[i].name;
    }
    throw UsageError {
        QStringLiteral("there is no source \"%1\"; there are %2").arg(name, names.join(QStringLiteral(", ")))
    };
}

TrackColumn columnOf(const QString &name)
{
    static const std::pair<const char *, TrackColumn> columns[] = {
        { "recording", TrackColumn::Recording }, { "release-group", TrackColumn::ReleaseGroup },
        { "source", TrackColumn::Source },       { "part", TrackColumn::Part },
        { "labels", TrackColumn::Labels },       { "label-count", TrackColumn::LabelCount },
        { "features", TrackColumn::Features },   { "f", TrackColumn::F1 },
        { "score", TrackColumn::TopScore },      { "marked", TrackColumn::Marked },
        { "title", TrackColumn::Title },         { "artist", TrackColumn::Artist },
        { "album", TrackColumn::Album },         { "genre", TrackColumn::Genre },
        { "year", TrackColumn::Year },           { "length", TrackColumn::Length }
    };
    QStringList names;
    for (const auto &[text, column] : columns) {
        if (name == QLatin1String(text))
            return column;
        names << QLatin1String(text);
    }
    throw UsageError { QStringLiteral("--order is one of %1").arg(names.join(QStringLiteral(", "))) };
}

QString losslessText(TrackTags::Lossless lossless)
{
    return lossless == TrackTags::Lossless::Unknown ? QString()
        : lossless == TrackTags::Lossless::Yes      ? QStringLiteral("yes")
                                                    : QStringLiteral("no");
}

QStringList tagCells(const TrackTags &tags)
{
    return { textOf(tags.title),
             textOf(tags.artist),
             textOf(tags.album),
             textOf(tags.genre),
             tags.year == 0 ? QString() : QString::number(tags.year),
             tags.length == 0 ? QString() : QString::number(double(tags.length), 'f', 2),
             textOf(tags.codec),
             losslessText(tags.lossless) };
}

/// What is known, no more.
QJsonObject tagsJson(const TrackTags &tags)
{
    QJsonObject json;
    for (const auto &[name, text] :
         { std::pair("title", &tags.title), std::pair("artist", &tags.artist), std::pair("album", &tags.album),
           std::pair("genre", &tags.genre), std::pair("codec", &tags.codec) }) {
        if (!text->empty())
            json.insert(QLatin1String(name), textOf(*text));
    }
    if (tags.year != 0)
        json.insert(QStringLiteral("year"), int(tags.year));
    if (tags.length != 0)
        json.insert(QStringLiteral("length"), double(tags.length));
    if (tags.lossless != TrackTags::Lossless::Unknown)
        json.insert(QStringLiteral("lossless"), tags.lossless == TrackTags::Lossless::Yes);
    return json;
}

Result<int> runTracks(const QCommandLineParser &parser, const CommandContext &context)
{
    const auto loaded = load(parser, context);
    if (!loaded)
        return report(loaded.error());
    auto tracks = filtered(parser, *loaded, context);
    if (!tracks)
        return reportFilter(tracks.error());
    if (parser.isSet(QStringLiteral("order")))
        tracks = orderTracks(loaded->context, columnOf(parser.value(QStringLiteral("order"))),
                             parser.isSet(QStringLiteral("descending")), std::move(*tracks), context.cancel);
    if (!tracks)
        return report(tracks.error());
    const Collection &data = *loaded->context.data;
    const auto most = size_t(integer(parser, QStringLiteral("limit"), 0, 1'000'000'000));
    const size_t shown = most == 0 ? tracks->size() : std::min(most, tracks->size());
    const bool json = parser.isSet(QStringLiteral("json"));
    const bool withTags = parser.isSet(QStringLiteral("tags"));
    QJsonArray rows;
    if (!json)
        printLine(
            QStringLiteral("recordingmbid\treleasegroupmbid\tsource\tpart\tfeatures\tf\t")
            + (withTags ? QStringLiteral("title\tartist\talbum\tgenre\tyear\tlength\tcodec\tlossless\t") : QString())
            + QStringLiteral("labels"));
    for (size_t i = 0; i < shown && !context.cancel.isCancelled(); ++i) {
        const uint32_t track = (*tracks)[i];
        const TrackRef ref = data.track(track);
        const GroundTruth *truth = data.truthOf(ref);
        QStringList labels;
        for (size_t k = 0; truth != nullptr && k < truth->labelsOf(ref.index).size(); ++k)
            labels << QString::fromStdString(truth->labels()[truth->labelsOf(ref.index)[k]]);
        const QString id = QString::fromStdString(data.idOf(track).text());
        const QString group = data.releaseGroupOf[track] == GroundTruth::kNoReleaseGroup
            ? QString()
            : QString::fromStdString(data.releaseGroups.text(data.releaseGroupOf[track]));
        const bool features = data.featureRowOf(ref) != FeaturePool::kNoRow;
        const float f = loaded->context.results ? loaded->context.results->f1[track] : std::nanf("");
        if (json) {
            QJsonObject row { { QStringLiteral("recording"), id },
                              { QStringLiteral("release_group"), group },
                              { QStringLiteral("source"), data.sources[ref.source].name },
                              { QStringLiteral("part"), QLatin1String(partText(ref.part)) },
                              { QStringLiteral("features"), features },
                              { QStringLiteral("f"), std::isnan(f) ? QJsonValue() : QJsonValue(double(f)) },
                              { QStringLiteral("labels"), QJsonArray::fromStringList(labels) } };
            if (const TrackTags tags = data.tagsOf(ref); !(tags == TrackTags()))
                row.insert(QStringLiteral("tags"), tagsJson(tags));
            rows.append(row);
        } else {
            printLine((QStringList { id, group, data.sources[ref.source].name, QLatin1String(partText(ref.part)),
                                     features ? QStringLiteral("yes") : QStringLiteral("no"),
                                     std::isnan(f) ? QString() : QString::fromStdString(fourDecimals(double(f))) }
                       + (withTags ? tagCells(data.tagsOf(ref)) : QStringList()) + labels)
                          .join(QLatin1Char('\t')));
        }
    }
    if (context.cancel.isCancelled())
        return report(Error::cancelled());
    if (json)
        printJson({ { QStringLiteral("hits"), qint64(tracks->size()) }, { QStringLiteral("tracks"), rows } });
    return kDone;
}

Result<int> runLabels(const QCommandLineParser &parser, const CommandContext &context)
{
    const auto loaded = load(parser, context);
    if (!loaded)
        return report(loaded.error());
    QJsonArray rows;
    const bool json = parser.isSet(QStringLiteral("json"));
    if (!json)
        printLine(QStringLiteral("source\tpart\tlabel\trecordings\treleasegroups"));
    for (const CollectedSource &source : loaded->context.data->sources) {
        for (const Part part : kParts) {
            for (const LabelStatistics::Label &label : source.part(part).statistics.labels) {
                const QString name = QString::fromStdString(label.name);
                if (json)
                    rows.append(QJsonObject { { QStringLiteral("source"), source.name },
                                              { QStringLiteral("part"), QLatin1String(partText(part)) },
                                              { QStringLiteral("label"), name },
                                              { QStringLiteral("recordings"), qint64(label.recordings) },
                                              { QStringLiteral("release_groups"), qint64(label.releaseGroups) } });
                else
                    printLine(QStringLiteral("%1\t%2\t%3\t%4\t%5")
                                  .arg(source.name, QLatin1String(partText(part)), name,
                                       QString::number(label.recordings), QString::number(label.releaseGroups)));
            }
        }
    }
    if (json)
        printJson({ { QStringLiteral("labels"), rows } });
    return kDone;
}

Result<int> runRelate(const QCommandLineParser &parser, const CommandContext &context)
{
    const auto loaded = load(parser, context);
    if (!loaded)
        return report(loaded.error());
    const Collection &data = *loaded->context.data;
    const size_t row = sourceIndex(data, required(parser, QStringLiteral("rows")));
    const size_t column =
        parser.isSet(QStringLiteral("columns")) ? sourceIndex(data, parser.value(QStringLiteral("columns"))) : row;
    const auto relations = relateSources(data, row, column, context.cancel);
    if (!relations)
        return report(relations.error());
    const auto pairs = (*relations)
                           ->strongestPairs(uint32_t(integer(parser, QStringLiteral("least"), 1, 1'000'000'000)),
                                            size_t(integer(parser, QStringLiteral("limit"), 0, 1'000'000'000)));
    QJsonArray rows;
    const bool json = parser.isSet(QStringLiteral("json"));
    if (!json)
        printLine(QStringLiteral("%1\t%2\tboth\tp_column_given_row\tp_row_given_column\tjaccard")
                      .arg((*relations)->rowSource, (*relations)->columnSource));
    for (const LabelRelations::Pair &pair : pairs) {
        const QString a = QString::fromStdString((*relations)->rows[pair.row]);
        const QString b = QString::fromStdString((*relations)->columns[pair.column]);
        if (json)
            rows.append(QJsonObject { { QStringLiteral("row"), a },
                                      { QStringLiteral("column"), b },
                                      { QStringLiteral("both"), qint64(pair.count) },
                                      { QStringLiteral("p_column_given_row"), pair.forward },
                                      { QStringLiteral("p_row_given_column"), pair.backward },
                                      { QStringLiteral("jaccard"), pair.jaccard } });
        else
            printLine(QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6")
                          .arg(a, b, QString::number(pair.count), QString::fromStdString(shortestText(pair.forward)),
                               QString::fromStdString(shortestText(pair.backward)),
                               QString::fromStdString(shortestText(pair.jaccard))));
    }
    if (json)
        printJson(
            { { QStringLiteral("recordings"), qint64((*relations)->recordings) }, { QStringLiteral("pairs"), rows } });
    return kDone;
}

Result<int> runMean(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString output = required(parser, QStringLiteral("output"));
    const auto loaded = load(parser, context);
    if (!loaded)
        return report(loaded.error());
    const auto tracks = filtered(parser, *loaded, context);
    if (!tracks)
        return reportFilter(tracks.error());
    const Collection &data = *loaded->context.data;
    const auto images = imagesOfRecordings(data, *tracks);
    const auto statistics = imageStatistics(
        images.size(), [&](size_t i) { return images[i]; }, context.cancel);
    if (!statistics)
        return report(statistics.error());
    if (statistics->count == 0)
        return report(Error::failure(
            QStringLiteral("none of the %1 tracks that the filter finds has features").arg(tracks->size()), {},
            QStringLiteral("Name the features, too.")));
    if (statistics->count < 2 && parser.isSet(QStringLiteral("deviation")))
        return report(Error::failure(QStringLiteral("one recording has no standard deviation"), {},
                                     QStringLiteral("Widen the filter.")));
    const MelImage &image = parser.isSet(QStringLiteral("deviation")) ? statistics->deviation : statistics->mean;
    if (const auto written = writeFileAtomically(output, imageAsCsv(image)); !written)
        return report(written.error());
    if (parser.isSet(QStringLiteral("json")))
        printJson(
            { { QStringLiteral("recordings"), qint64(statistics->count) }, { QStringLiteral("output"), output } });
    else
        printLine(QStringLiteral("%1 recordings → %2").arg(countText(qint64(statistics->count)), output));
    return kDone;
}

void addFilter(OptionList &options)
{
    addOption(options, QStringLiteral("filter"),
              QStringLiteral("E.g. \"label:rock -label:pop part:validation f<0.2\"; none: all."),
              QStringLiteral("TEXT"));
}
void addRun(OptionList &options)
{
    addOption(options, QStringLiteral("run"),
              QStringLiteral("Job directory whose results f and score speak of; the project's run by default."),
              QStringLiteral("DIR"));
}

} // namespace

std::vector<Command> exploringCommands()
{
    return {
        { QStringLiteral("tracks"),
          QStringLiteral("PROJECT|FILE... [--filter TEXT] [--order COLUMN] [--descending] [--limit N] [--tags] "
                         "[--run DIR]"),
          QStringLiteral("List the recordings that a filter finds."), 1, -1,
          [](OptionList &options) {
              addFilter(options);
              addRun(options);
              addOption(
                  options, QStringLiteral("order"),
                  QStringLiteral(
                      "recording, release-group, source, part, labels, label-count, features, f, score, marked, title, "
                      "artist, album, genre, year or length."),
                  QStringLiteral("COLUMN"));
              addOption(options, QStringLiteral("descending"), QStringLiteral("Greatest first."));
              addOption(options, QStringLiteral("tags"),
                        QStringLiteral("Also title, artist, album, genre tags, year, length in seconds, codec and "
                                       "lossless, as far as the documents tell them."));
              addOption(options, QStringLiteral("limit"), QStringLiteral("At most so many rows; 0: all."),
                        QStringLiteral("N"), QStringLiteral("0"));
          },
          runTracks },
        { QStringLiteral("labels"), QStringLiteral("PROJECT|FILE..."),
          QStringLiteral("Count recordings and release groups of each label."), 1, -1,
          [](OptionList &options) { addRun(options); }, runLabels },
        { QStringLiteral("relate"),
          QStringLiteral("PROJECT|FILE... --rows SOURCE [--columns SOURCE] [--least N] [--limit N]"),
          QStringLiteral("Which labels of two sources, or of one, stand on the same recordings."), 1, -1,
          [](OptionList &options) {
              addRun(options);
              addOption(options, QStringLiteral("rows"), QStringLiteral("The first source."), QStringLiteral("SOURCE"));
              addOption(options, QStringLiteral("columns"), QStringLiteral("The second source; the first by default."),
                        QStringLiteral("SOURCE"));
              addOption(options, QStringLiteral("least"), QStringLiteral("Pairs on at least so many recordings."),
                        QStringLiteral("N"), QStringLiteral("5"));
              addOption(options, QStringLiteral("limit"), QStringLiteral("At most so many pairs."), QStringLiteral("N"),
                        QStringLiteral("2000"));
          },
          runRelate },
        { QStringLiteral("mean"), QStringLiteral("PROJECT|FILE... --output CSV [--filter TEXT] [--deviation]"),
          QStringLiteral("The mean mel image of the recordings that a filter finds, each once, or their standard "
                         "deviation (n − 1)."),
          1, -1,
          [](OptionList &options) {
              addFilter(options);
              addRun(options);
              addOption(options, QStringLiteral("output"), QStringLiteral("The CSV to write."), QStringLiteral("CSV"));
              addOption(options, QStringLiteral("deviation"),
                        QStringLiteral("Write the standard deviation instead of the mean."));
          },
          runMean },
    };
}

} // namespace melscope
