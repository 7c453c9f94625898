#include "app/cli/opened_part.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/exploring/duplicate_list.h"

#include <QJsonArray>

namespace melscope {

namespace {

/// The nearest to a track, itself left out, and those of its release group where they are not wanted.
std::vector<Neighbour> nearestTo(const NeighbourIndex &index, uint32_t track, size_t most, const PartLabels &labels,
                                 bool withoutGroup)
{
    const Embedding &embedding = index.embedding();
    const QString group = labels.releaseGroup(embedding.ids().key(track));
    std::vector<Neighbour> found;
    for (size_t asked = most + 1;; asked *= 4) {
        found = index.nearest(embedding.row(track), asked);
        const bool areAll = found.size() < asked;
        std::erase_if(found, [&](const Neighbour &near) {
            return near.track == track
                || (withoutGroup && !group.isEmpty() && labels.releaseGroup(embedding.ids().key(near.track)) == group);
        });
        if (found.size() >= most || areAll)
            break;
    }
    if (found.size() > most)
        found.resize(most);
    return found;
}

Result<int> runSimilar(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString id = required(parser, QStringLiteral("track"));
    const auto most = size_t(integer(parser, QStringLiteral("most"), 1, 1'000'000));
    const auto opened = openPart(parser);
    if (!opened)
        return report(opened.error());
    const auto index = neighboursOf(*opened->run, opened->part, threadsOf(parser), context.cancel, context.progress);
    if (!index)
        return report(index.error());
    const Embedding &embedding = (*index)->embedding();
    const auto track = embedding.ids().find(id.toStdString());
    if (!track)
        return report(noSuchTrack(opened->part, id, opened->run->folder));
    const auto labels = PartLabels::of(*opened->run, opened->part, context.cancel, context.progress);
    if (!labels)
        return report(labels.error());
    const auto found = nearestTo(**index, *track, most, *labels, parser.isSet(QStringLiteral("other-release-groups")));
    const bool json = parser.isSet(QStringLiteral("json"));
    QJsonArray neighbours;
    if (!json)
        printLine(QStringLiteral("recordingmbid\tdistance\treleasegroupmbid\tlabels"));
    for (const Neighbour &near : found) {
        const IdKey key = embedding.ids().key(near.track);
        const QString name = QString::fromStdString(key.text());
        if (json)
            neighbours.append(
                QJsonObject { { QStringLiteral("id"), name },
                              { QStringLiteral("distance"), near.distance },
                              { QStringLiteral("release_group"), labels->releaseGroup(key) },
                              { QStringLiteral("labels"), QJsonArray::fromStringList(labels->labels(key)) } });
        else
            printLine((QStringList { name, QString::number(near.distance, 'f', 6), labels->releaseGroup(key) }
                       + labels->labels(key))
                          .join(QLatin1Char('\t')));
    }
    if (json)
        printJson({ { QStringLiteral("track"), id }, { QStringLiteral("neighbours"), neighbours } });
    return kDone;
}

Result<int> runDuplicates(const QCommandLineParser &parser, const CommandContext &context)
{
    const double below = number(parser, QStringLiteral("below"));
    if (!(below >= 0 && below <= 2))
        throw UsageError { QStringLiteral("--below is a distance between 0 and 2") };
    const auto run = readRun(required(parser, QStringLiteral("job-dir")));
    if (!run)
        return report(run.error());
    const auto sides = duplicateSides(**run, threadsOf(parser), context.cancel, context.progress);
    if (!sides)
        return report(sides.error());
    const auto list = listDuplicates(*sides, below, threadsOf(parser), context.cancel, context.progress);
    if (!list)
        return report(list.error());
    const ResultTable table = duplicateTable(*list);
    const size_t across = list->across;
    const QString output = parser.value(QStringLiteral("output"));
    if (!output.isEmpty()) {
        if (const auto written = writeFileAtomically(output, tableText(table, formatOf(output))); !written)
            return report(written.error());
    }
    if (parser.isSet(QStringLiteral("json"))) {
        QJsonArray pairs;
        for (const QStringList &row : table.rows) {
            QJsonObject pair;
            for (qsizetype i = 0; i < row.size(); ++i)
                pair.insert(table.headers[i], i == 0 ? QJsonValue(row[i].toDouble()) : QJsonValue(row[i]));
            pairs.append(pair);
        }
        printJson({ { QStringLiteral("pairs"), pairs }, { QStringLiteral("across_parts"), qint64(across) } });
        return kDone;
    }
    if (output.isEmpty())
        print(QString::fromStdString(tableText(table, TableFormat::Tsv)));
    else
        printLine(QStringLiteral("%1 pairs of recordings, %2 of them across train and validation, in %3")
                      .arg(countText(table.rows.size()), countText(qint64(across)), output));
    return kDone;
}

} // namespace

std::vector<Command> neighbourCommands()
{
    return {
        { QStringLiteral("similar"),
          QStringLiteral("--job-dir DIR --part train|validation|test-SOURCE --track ID [--most 10] "
                         "[--other-release-groups]"),
          QStringLiteral("The tracks of a part that sound most like one of them to a run's network."), 0, 0,
          [](OptionList &options) {
              addPart(options);
              addOption(options, QStringLiteral("track"), QStringLiteral("One recording of the part."),
                        QStringLiteral("ID"));
              addOption(options, QStringLiteral("most"), QStringLiteral("So many."), QStringLiteral("N"),
                        QStringLiteral("10"));
              addOption(options, QStringLiteral("other-release-groups"),
                        QStringLiteral("Leave out those of the track's own release group."));
          },
          runSimilar },
        { QStringLiteral("duplicates"), QStringLiteral("--job-dir DIR [--below DISTANCE] [--output TSV]"),
          QStringLiteral("Pairs of recordings in train and validation that sound the same to a run's network; those "
                         "across the two flatter its figures."),
          0, 0,
          [](OptionList &options) {
              addOption(options, QStringLiteral("job-dir"), QStringLiteral("A run."), QStringLiteral("DIR"));
              addOption(options, QStringLiteral("below"),
                        QStringLiteral("Not farther from each other: 1 less the cosine of their embeddings."),
                        QStringLiteral("D"), QStringLiteral("0.001"));
              addOption(options, QStringLiteral("threads"), QStringLiteral("Threads; 0: all processors."),
                        QStringLiteral("N"), QStringLiteral("0"));
              addOption(options, QStringLiteral("output"), QStringLiteral("Write them there."), QStringLiteral("TSV"));
          },
          runDuplicates },
    };
}

} // namespace melscope
