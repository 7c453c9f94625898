#include "app/cli/command.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/exploring/attribution.h"
#include "core/exploring/embedding.h"
#include "core/exploring/importance.h"
#include "core/exploring/neighbours.h"
#include "core/runs/run_model.h"
#include "core/study/result_tables.h"
#include "core/truth/ground_truth_reader.h"

#include <QJsonArray>

#include <algorithm>

namespace melscope {

namespace {

/// A run, and the part of it that is meant.
struct OpenedPart
{
    std::shared_ptr<const Run> run;
    RunPart part;
};

Result<OpenedPart> openPart(const QCommandLineParser &parser)
{
    const QString name = required(parser, QStringLiteral("part"));
    auto run = readRun(required(parser, QStringLiteral("job-dir")));
    if (!run)
        return passOn(run);
    auto part = findPart(**run, name);
    if (!part)
        return passOn(part);
    return OpenedPart { std::move(*run), std::move(*part) };
}

int threadsOf(const QCommandLineParser &parser)
{
    return integer(parser, QStringLiteral("threads"), 0, 4096);
}

Error noSuchTrack(const RunPart &part, const QString &id, const QString &folder)
{
    return Error::failure(QStringLiteral("the part \"%1\" has no recording \"%2\" with features").arg(part.name, id),
                          folder, QStringLiteral("Name one of the part's recordings."));
}

Result<int> runEmbed(const QCommandLineParser &parser, const CommandContext &context)
{
    const auto opened = openPart(parser);
    if (!opened)
        return report(opened.error());
    const auto embedding = embeddingOf(*opened->run, opened->part, threadsOf(parser), context.cancel, context.progress);
    if (!embedding)
        return report(embedding.error());
    const QString file = opened->run->folder + QLatin1Char('/') + run_file::embedding(opened->part.name);
    if (parser.isSet(QStringLiteral("json")))
        printJson({ { QStringLiteral("file"), file },
                    { QStringLiteral("tracks"), qint64((*embedding)->size()) },
                    { QStringLiteral("dimensions"), qint64((*embedding)->dimensions()) } });
    else
        printLine(QStringLiteral("%1 values of each of %2 tracks in %3")
                      .arg(QString::number((*embedding)->dimensions()), countText(qint64((*embedding)->size())), file));
    return kDone;
}

// --- similar, duplicates ---

/// What the truths of a part say of its recordings; of a test part nothing.
class PartLabels
{
public:
    static Result<PartLabels> of(const Run &run, const RunPart &part, const CommandContext &context)
    {
        PartLabels labels;
        for (const RunSource &source : run.sources) {
            if (part.kind == RunPart::Kind::Test)
                break;
            auto truth = readGroundTruth(part.kind == RunPart::Kind::Train ? source.trainFile : source.validationFile,
                                         context.cancel, context.progress);
            if (!truth)
                return passOn(truth);
            labels.m_truths.push_back(std::move(*truth));
            labels.m_names << source.name;
        }
        return labels;
    }

    QString releaseGroup(const IdKey &id) const
    {
        for (const auto &truth : m_truths) {
            const auto found = truth->recordings().find(id);
            if (found && truth->releaseGroupOf(*found) != GroundTruth::kNoReleaseGroup)
                return QString::fromStdString(truth->releaseGroupKey(*found).text());
        }
        return {};
    }
    /// Of several sources with the source before each: "lastfm: rock".
    QStringList labels(const IdKey &id) const
    {
        QStringList labels;
        for (size_t i = 0; i < m_truths.size(); ++i) {
            const auto found = m_truths[i]->recordings().find(id);
            for (size_t k = 0; found && k < m_truths[i]->labelsOf(*found).size(); ++k) {
                const QString label = QString::fromStdString(m_truths[i]->spelling(m_truths[i]->labelsOf(*found)[k]));
                labels << (m_truths.size() > 1 ? m_names[qsizetype(i)] + QStringLiteral(": ") + label : label);
            }
        }
        return labels;
    }

private:
    std::vector<std::shared_ptr<const GroundTruth>> m_truths;
    QStringList m_names;
};

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
    const auto labels = PartLabels::of(*opened->run, opened->part, context);
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
    struct Side
    {
        RunPart part;
        std::shared_ptr<const NeighbourIndex> index;
        PartLabels labels;
    };
    std::vector<Side> sides;
    for (RunPart &part : partsOf(**run)) {
        if (part.kind == RunPart::Kind::Test)
            continue; // whether it has some, nobody can change
        auto index = neighboursOf(**run, part, threadsOf(parser), context.cancel, context.progress);
        if (!index)
            return report(index.error());
        auto labels = PartLabels::of(**run, part, context);
        if (!labels)
            return report(labels.error());
        sides.push_back({ std::move(part), std::move(*index), std::move(*labels) });
    }
    ResultTable table;
    table.headers = { QStringLiteral("distance"),
                      QStringLiteral("part"),
                      QStringLiteral("recordingmbid"),
                      QStringLiteral("releasegroupmbid"),
                      QStringLiteral("other_part"),
                      QStringLiteral("other_recordingmbid"),
                      QStringLiteral("other_releasegroupmbid") };
    size_t across = 0;
    for (const auto &[a, b] : { std::pair(1, 0), std::pair(0, 0), std::pair(1, 1) }) {
        const Side &side = sides[size_t(a)];
        const Side &other = sides[size_t(b)];
        const auto pairs =
            nearDuplicates(*side.index, *other.index, below, threadsOf(parser), context.cancel, context.progress);
        if (!pairs)
            return report(pairs.error());
        across += a != b ? pairs->size() : 0;
        for (const NearDuplicate &pair : *pairs) {
            const IdKey first = side.index->embedding().ids().key(pair.track);
            const IdKey second = other.index->embedding().ids().key(pair.other);
            table.rows << QStringList { QString::fromStdString(shortestText(pair.distance)),
                                        side.part.name,
                                        QString::fromStdString(first.text()),
                                        side.labels.releaseGroup(first),
                                        other.part.name,
                                        QString::fromStdString(second.text()),
                                        other.labels.releaseGroup(second) };
        }
    }
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

// --- why ---

/// A class by the label that a source, or any source, spells so.
Result<uint32_t> classOfLabel(const Run &run, const QString &source, const QString &label)
{
    for (size_t i = 0; i < run.space.sourceCount(); ++i) {
        if (!source.isEmpty() && run.sources[i].name != source)
            continue;
        if (const auto found = run.space.classOf(i, label.toStdString()))
            return *found;
    }
    return fail(source.isEmpty()
                    ? QStringLiteral("the run has no label \"%1\"").arg(label)
                    : QStringLiteral("the run has no source \"%2\" with a label \"%1\"").arg(label, source),
                run.folder, QStringLiteral("Its labels stand in classes.txt."));
}

QJsonArray jsonOf(std::span<const float> values)
{
    QJsonArray array;
    for (const float value : values)
        array.append(double(value));
    return array;
}

QString csvOf(const Attribution &attribution)
{
    QStringList lines { QStringLiteral("band,centre_hz") };
    for (const char *name : kChannelNames)
        lines.back() += QLatin1Char(',') + QLatin1String(name);
    for (size_t band = 0; band < kBands; ++band) {
        QString line =
            QString::number(band) + QLatin1Char(',') + QString::fromStdString(shortestText(bandCentreHz(band)));
        for (size_t channel = 0; channel < kChannels; ++channel)
            line += QLatin1Char(',')
                + QString::fromStdString(shortestText(double(attribution.cells[band * kChannels + channel])));
        lines << line;
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

/// What speaks most for a label and most against it.
void printStrongest(const Attribution &attribution)
{
    constexpr size_t kShown = 8;
    std::vector<size_t> order(kImageSize);
    for (size_t i = 0; i < kImageSize; ++i)
        order[i] = i;
    std::ranges::stable_sort(order, [&](size_t a, size_t b) { return attribution.cells[a] > attribution.cells[b]; });
    printLine(QStringLiteral("band\tHz\tstatistic\tattribution"));
    for (size_t i = 0; i < kImageSize; ++i) {
        if (i >= kShown && i + kShown < kImageSize)
            continue;
        const size_t band = order[i] / kChannels;
        printLine(QStringLiteral("%1\t%2\t%3\t%4")
                      .arg(QString::number(band), QString::number(bandCentreHz(band), 'f', 0),
                           QLatin1String(kChannelNames[order[i] % kChannels]),
                           QString::number(double(attribution.cells[order[i]]), 'f', 5)));
    }
}

Result<int> runWhy(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString label = required(parser, QStringLiteral("label"));
    const QString from = parser.value(QStringLiteral("baseline"));
    if (from != QStringLiteral("label") && from != QStringLiteral("all"))
        throw UsageError { QStringLiteral("--baseline is label or all") };
    const int steps = integer(parser, QStringLiteral("steps"), 1, 100'000);
    const auto most = size_t(integer(parser, QStringLiteral("most"), 1, 1'000'000'000));
    const auto opened = openPart(parser);
    if (!opened)
        return report(opened.error());
    const Run &run = *opened->run;
    const auto classIndex = classOfLabel(run, parser.value(QStringLiteral("source")), label);
    if (!classIndex)
        return report(classIndex.error());
    const auto model = readRunModel(run);
    if (!model)
        return report(model.error());
    const auto explainer = Explainer::of(*model, threadsOf(parser));
    if (!explainer)
        return report(explainer.error());
    const auto tracks = tracksOfPart(run, opened->part, context.cancel, context.progress);
    if (!tracks)
        return report(tracks.error());
    const auto training = opened->part.kind == RunPart::Kind::Train
        ? tracks
        : tracksOfPart(run, partsOf(run).front(), context.cancel, context.progress);
    if (!training)
        return report(training.error());
    const auto baseline =
        (*explainer)
            ->meanInput(**training, from == QStringLiteral("label") ? std::optional(*classIndex) : std::nullopt,
                        context.cancel);
    if (!baseline)
        return report(baseline.error());

    Attribution attribution;
    std::optional<Occlusion> occlusion;
    const QString id = parser.value(QStringLiteral("track"));
    if (id.isEmpty()) {
        auto mean = (*explainer)
                        ->attributeLabel(**tracks, *baseline, *classIndex, most, steps, context.cancel,
                                         context.progress, label);
        if (!mean)
            return report(mean.error());
        attribution = *mean;
    } else {
        const auto track = (*tracks)->ids.find(id.toStdString());
        if (!track)
            return report(noSuchTrack(opened->part, id, run.folder));
        const NetworkInput input = (*explainer)->inputOf((*tracks)->images[*track]);
        attribution = (*explainer)->attribute(input, *baseline, *classIndex, steps);
        occlusion = (*explainer)->occlude(input, *baseline, *classIndex);
    }
    if (const QString output = parser.value(QStringLiteral("output")); !output.isEmpty()) {
        if (const auto written = writeFileAtomically(output, csvOf(attribution).toStdString()); !written)
            return report(written.error());
    }
    if (parser.isSet(QStringLiteral("json"))) {
        QJsonObject json { { QStringLiteral("label"), label },
                           { QStringLiteral("score"), attribution.score },
                           { QStringLiteral("baseline_score"), attribution.baselineScore },
                           { QStringLiteral("sum"), attribution.sum },
                           { QStringLiteral("error"), attribution.error() } };
        QJsonArray cells;
        for (size_t band = 0; band < kBands; ++band)
            cells.append(jsonOf(std::span(attribution.cells).subspan(band * kChannels, kChannels)));
        json.insert(QStringLiteral("cells"), cells);
        if (occlusion) {
            json.insert(QStringLiteral("track"), id);
            json.insert(QStringLiteral("occluded_bands"), jsonOf(occlusion->bands));
            json.insert(QStringLiteral("occluded_statistics"), jsonOf(occlusion->statistics));
        }
        printJson(json);
        return kDone;
    }
    const auto four = [](double value) { return QString::number(value, 'f', 4); };
    printLine(QStringLiteral("score %1, baseline %2; the cells add up to %3 (off by %4)")
                  .arg(four(attribution.score), four(attribution.baselineScore), four(attribution.sum),
                       QString::number(attribution.error(), 'g', 2)));
    printStrongest(attribution);
    return kDone;
}

// --- importance ---

/// "importance.csv" as a table: a row a label and group.
ResultTable importanceTable(const Importance &importance, const std::vector<std::string> &classes)
{
    ResultTable table;
    table.headers = { QStringLiteral("label"),       QStringLiteral("support"),
                      QStringLiteral("group"),       QStringLiteral("average_precision"),
                      QStringLiteral("loss"),        QStringLiteral("deviation"),
                      QStringLiteral("f1"),          QStringLiteral("f1_loss"),
                      QStringLiteral("f1_deviation") };
    const auto text = [](double value) { return QString::fromStdString(shortestText(value)); };
    for (size_t label = 0; label < classes.size(); ++label) {
        for (size_t group = 0; importance.support[label] > 0 && group < importance.groups.size(); ++group) {
            const Importance::Loss &loss = importance.precisionLoss[group][label];
            const Importance::Loss &f1Loss = importance.f1Loss[group][label];
            table.rows << QStringList { QString::fromStdString(classes[label]),
                                        QString::number(importance.support[label]),
                                        importance.groups[group].name(),
                                        text(importance.precision[label]),
                                        text(loss.mean),
                                        text(loss.deviation),
                                        text(importance.f1[label]),
                                        text(f1Loss.mean),
                                        text(f1Loss.deviation) };
        }
    }
    return table;
}

Result<int> runImportance(const QCommandLineParser &parser, const CommandContext &context)
{
    ImportanceSettings settings;
    settings.repeats = integer(parser, QStringLiteral("repeats"), 1, 10'000);
    settings.most = size_t(integer(parser, QStringLiteral("most"), 2, 1'000'000'000));
    settings.seed = seedOf(parser);
    settings.threads = threadsOf(parser);
    const auto run = readRun(required(parser, QStringLiteral("job-dir")));
    if (!run)
        return report(run.error());
    const auto model = readRunModel(**run);
    if (!model)
        return report(model.error());
    const auto tracks = tracksOfPart(**run, partsOf(**run)[1], context.cancel, context.progress);
    if (!tracks)
        return report(tracks.error());
    const auto importance = permutationImportance(*model, **tracks, settings, context.cancel, context.progress);
    if (!importance)
        return report(importance.error());
    if (const QString output = parser.value(QStringLiteral("output")); !output.isEmpty()) {
        const std::string text = tableText(importanceTable(*importance, model->classes), formatOf(output));
        if (const auto written = writeFileAtomically(output, text); !written)
            return report(written.error());
    }
    QJsonArray groups;
    const bool json = parser.isSet(QStringLiteral("json"));
    if (!json)
        printLine(QStringLiteral("group\tmAP_loss\tdeviation\tmacro_f1_loss\tdeviation"));
    for (size_t group = 0; group < importance->groups.size(); ++group) {
        const Importance::Loss &precision = importance->meanPrecisionLoss[group];
        const Importance::Loss &f1 = importance->meanF1Loss[group];
        const QString name = importance->groups[group].name();
        if (json)
            groups.append(QJsonObject { { QStringLiteral("group"), name },
                                        { QStringLiteral("map_loss"), precision.mean },
                                        { QStringLiteral("map_deviation"), precision.deviation },
                                        { QStringLiteral("macro_f1_loss"), f1.mean },
                                        { QStringLiteral("macro_f1_deviation"), f1.deviation } });
        else
            printLine(QStringLiteral("%1\t%2\t%3\t%4\t%5")
                          .arg(name, QString::number(precision.mean, 'f', 4),
                               QString::number(precision.deviation, 'f', 4), QString::number(f1.mean, 'f', 4),
                               QString::number(f1.deviation, 'f', 4)));
    }
    if (json)
        printJson({ { QStringLiteral("tracks"), qint64(importance->tracks) },
                    { QStringLiteral("repeats"), importance->repeats },
                    { QStringLiteral("groups"), groups } });
    return kDone;
}

void addPart(OptionList &options)
{
    addOption(options, QStringLiteral("job-dir"), QStringLiteral("A run."), QStringLiteral("DIR"));
    addOption(options, QStringLiteral("part"), QStringLiteral("Tracks of the run: train, validation or test-SOURCE."),
              QStringLiteral("PART"));
    addOption(options, QStringLiteral("threads"), QStringLiteral("Threads; 0: all processors."), QStringLiteral("N"),
              QStringLiteral("0"));
}

} // namespace

std::vector<Command> whyCommands()
{
    return {
        { QStringLiteral("embed"), QStringLiteral("--job-dir DIR --part train|validation|test-SOURCE"),
          QStringLiteral("What a run's network makes of tracks before it decides on labels: 512 values each, into the "
                         "run's folder."),
          0, 0, addPart, runEmbed },
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
        { QStringLiteral("why"),
          QStringLiteral("--job-dir DIR --part PART --label L [--track ID] [--baseline label|all] [--output CSV]"),
          QStringLiteral("Which cells of a track's mel image speak for a label and which against; without --track, on "
                         "average over the label's tracks."),
          0, 0,
          [](OptionList &options) {
              addPart(options);
              addOption(options, QStringLiteral("label"), QStringLiteral("A label of the run."), QStringLiteral("L"));
              addOption(options, QStringLiteral("source"),
                        QStringLiteral("The source that spells the label so; any by default."), QStringLiteral("S"));
              addOption(options, QStringLiteral("track"), QStringLiteral("One recording of the part."),
                        QStringLiteral("ID"));
              addOption(options, QStringLiteral("baseline"),
                        QStringLiteral("What the track is compared with: the mean of the label's training tracks, or "
                                       "of all."),
                        QStringLiteral("WHAT"), QStringLiteral("label"));
              addOption(options, QStringLiteral("steps"), QStringLiteral("From the baseline to the track."),
                        QStringLiteral("N"), QStringLiteral("64"));
              addOption(options, QStringLiteral("most"), QStringLiteral("Tracks to average over without --track."),
                        QStringLiteral("N"), QStringLiteral("500"));
              addOption(options, QStringLiteral("output"), QStringLiteral("Also write the cells there."),
                        QStringLiteral("CSV"));
          },
          runWhy },
        { QStringLiteral("importance"),
          QStringLiteral("--job-dir DIR [--repeats N] [--most N] [--seed N] [--output CSV]"),
          QStringLiteral("What a run's figures on validation lose where a statistic, or a group of bands, is that of "
                         "other tracks."),
          0, 0,
          [](OptionList &options) {
              addOption(options, QStringLiteral("job-dir"), QStringLiteral("A run."), QStringLiteral("DIR"));
              addOption(options, QStringLiteral("repeats"), QStringLiteral("Permutations of each."),
                        QStringLiteral("N"), QStringLiteral("5"));
              addOption(options, QStringLiteral("most"), QStringLiteral("Tracks, evenly chosen where there are more."),
                        QStringLiteral("N"), QStringLiteral("20000"));
              addOption(options, QStringLiteral("seed"), QStringLiteral("Of the permutations."), QStringLiteral("N"),
                        QStringLiteral("1"));
              addOption(options, QStringLiteral("threads"), QStringLiteral("Threads; 0: all processors."),
                        QStringLiteral("N"), QStringLiteral("0"));
              addOption(options, QStringLiteral("output"),
                        QStringLiteral("The losses of every label; .tsv, .tex and .md as their names say."),
                        QStringLiteral("CSV"));
          },
          runImportance },
    };
}

} // namespace melscope
