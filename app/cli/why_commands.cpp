#include "app/cli/opened_part.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/exploring/attribution.h"
#include "core/exploring/embedding.h"
#include "core/exploring/importance.h"
#include "core/runs/run_model.h"
#include "core/study/result_tables.h"

#include <QJsonArray>

#include <algorithm>

namespace melscope {

namespace {

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

} // namespace

std::vector<Command> whyCommands()
{
    return {
        { QStringLiteral("embed"), QStringLiteral("--job-dir DIR --part train|validation|test-SOURCE"),
          QStringLiteral("What a run's network makes of tracks before it decides on labels: 512 values each, into the "
                         "run's folder."),
          0, 0, addPart, runEmbed },
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
