#include "app/cli/opened_part.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/exploring/embedding.h"
#include "core/exploring/importance.h"
#include "core/exploring/run_explainer.h"
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

/// What speaks most for a label and most against it; over several tracks with the deviation over them.
void printStrongest(const Attribution &attribution, const LabelAttribution *label)
{
    constexpr size_t kShown = 8;
    std::vector<size_t> order(kImageSize);
    for (size_t i = 0; i < kImageSize; ++i)
        order[i] = i;
    std::ranges::stable_sort(order, [&](size_t a, size_t b) { return attribution.cells[a] > attribution.cells[b]; });
    const auto five = [](float value) { return QString::number(double(value), 'f', 5); };
    printLine(QStringLiteral("band\tHz\tstatistic\tattribution")
              + QLatin1String(label != nullptr ? "\tdeviation" : ""));
    for (size_t i = 0; i < kImageSize; ++i) {
        if (i >= kShown && i + kShown < kImageSize)
            continue;
        const size_t band = order[i] / kChannels;
        QStringList cells { QString::number(band), QString::number(bandCentreHz(band), 'f', 0),
                            QLatin1String(kChannelNames[order[i] % kChannels]), five(attribution.cells[order[i]]) };
        if (label != nullptr)
            cells << five(label->deviation[order[i]]);
        printLine(cells.join(QLatin1Char('\t')));
    }
}

/// What is explained: a label on one track, or over all that bear it.
struct Reasons
{
    Attribution attribution;
    std::optional<Occlusion> occlusion; ///< of a track
    std::optional<LabelAttribution> label; ///< of several
};

Result<Reasons> findReasons(RunExplainer &explainer, uint32_t classIndex, RunExplainer::Baseline baseline,
                            const QCommandLineParser &parser, const CommandContext &context)
{
    const QString id = parser.value(QStringLiteral("track"));
    const int steps = parser.isSet(QStringLiteral("steps"))
        ? integer(parser, QStringLiteral("steps"), 1, 100'000)
        : (id.isEmpty() ? Explainer::kLabelSteps : Explainer::kSteps);
    const auto most = size_t(integer(parser, QStringLiteral("most"), 1, 1'000'000'000));
    Reasons reasons;
    if (id.isEmpty()) {
        auto label = explainer.attributeLabel(classIndex, baseline, most, steps, context.cancel, context.progress);
        if (!label)
            return passOn(label);
        reasons.attribution = label->mean;
        reasons.label = std::move(*label);
        return reasons;
    }
    const auto track = explainer.tracks().ids.find(id.toStdString());
    if (!track)
        return tl::unexpected(noSuchTrack(explainer.part(), id, explainer.run().folder));
    const auto from = explainer.baseline(classIndex, baseline, context.cancel, context.progress);
    if (!from)
        return passOn(from);
    const NetworkInput input = explainer.explainer().inputOf(explainer.tracks().images[*track]);
    reasons.attribution = explainer.explainer().attribute(input, *from, classIndex, steps);
    reasons.occlusion = explainer.explainer().occlude(input, *from, classIndex);
    return reasons;
}

QJsonArray imageJson(const std::array<float, kImageSize> &cells)
{
    QJsonArray rows;
    for (size_t band = 0; band < kBands; ++band)
        rows.append(jsonOf(std::span(cells).subspan(band * kChannels, kChannels)));
    return rows;
}

QJsonObject jsonOf(const Reasons &reasons, const QString &label, const QString &baseline, const QString &track)
{
    const Attribution &attribution = reasons.attribution;
    QJsonObject json { { QStringLiteral("label"), label },
                       { QStringLiteral("baseline"), baseline },
                       { QStringLiteral("score"), attribution.score },
                       { QStringLiteral("baseline_score"), attribution.baselineScore },
                       { QStringLiteral("sum"), attribution.sum },
                       { QStringLiteral("error"), attribution.error() },
                       { QStringLiteral("cells"), imageJson(attribution.cells) } };
    if (reasons.occlusion) {
        json.insert(QStringLiteral("track"), track);
        json.insert(QStringLiteral("occluded_bands"), jsonOf(reasons.occlusion->bands));
        json.insert(QStringLiteral("occluded_statistics"), jsonOf(reasons.occlusion->statistics));
    }
    if (reasons.label) {
        json.insert(QStringLiteral("tracks"), qint64(reasons.label->tracks));
        json.insert(QStringLiteral("tracks_with_label"), qint64(reasons.label->bearers));
        json.insert(QStringLiteral("greatest_error"), reasons.label->greatestError);
        json.insert(QStringLiteral("deviations"), imageJson(reasons.label->deviation));
    }
    return json;
}

void printReasons(const Reasons &reasons)
{
    const auto four = [](double value) { return QString::number(value, 'f', 4); };
    const Attribution &attribution = reasons.attribution;
    if (reasons.label)
        printLine(QStringLiteral("mean over %1 of the label's %2 tracks")
                      .arg(countText(qint64(reasons.label->tracks)), countText(qint64(reasons.label->bearers))));
    printLine(QStringLiteral("score %1, baseline %2; the cells add up to %3 (off by %4)")
                  .arg(four(attribution.score), four(attribution.baselineScore), four(attribution.sum),
                       QString::number(attribution.error(), 'g', 2)));
    printStrongest(attribution, reasons.label ? &*reasons.label : nullptr);
}

Result<int> runWhy(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString label = required(parser, QStringLiteral("label"));
    const QString id = parser.value(QStringLiteral("track"));
    // On average a label's tracks differ from their own mean in nothing.
    QString from = parser.value(QStringLiteral("baseline"));
    if (from.isEmpty())
        from = id.isEmpty() ? QStringLiteral("all") : QStringLiteral("label");
    if (from != QStringLiteral("label") && from != QStringLiteral("all"))
        throw UsageError { QStringLiteral("--baseline is label or all") };
    const auto opened = openPart(parser);
    if (!opened)
        return report(opened.error());
    const auto classIndex = classOfLabel(*opened->run, parser.value(QStringLiteral("source")), label);
    if (!classIndex)
        return report(classIndex.error());
    const auto explainer =
        RunExplainer::open(opened->run, opened->part, threadsOf(parser), context.cancel, context.progress);
    if (!explainer)
        return report(explainer.error());
    const auto reasons =
        findReasons(**explainer, *classIndex,
                    from == QStringLiteral("label") ? RunExplainer::Baseline::OfLabel : RunExplainer::Baseline::OfAll,
                    parser, context);
    if (!reasons)
        return report(reasons.error());
    if (const QString output = parser.value(QStringLiteral("output")); !output.isEmpty()) {
        if (const auto written = writeFileAtomically(output, csvOf(reasons->attribution).toStdString()); !written)
            return report(written.error());
    }
    if (parser.isSet(QStringLiteral("json")))
        printJson(jsonOf(*reasons, label, from, id));
    else
        printReasons(*reasons);
    return kDone;
}

// --- importance ---

/// What a group's values are worth, overall or to one label.
struct GroupLosses
{
    QString name;
    Importance::Loss precision, f1;
};

std::vector<GroupLosses> lossesOf(const Importance &importance, std::optional<uint32_t> label)
{
    std::vector<GroupLosses> losses;
    for (size_t group = 0; group < importance.groups.size(); ++group)
        losses.push_back({ importance.groups[group].name(),
                           label ? importance.precisionLoss[group][*label] : importance.meanPrecisionLoss[group],
                           label ? importance.f1Loss[group][*label] : importance.meanF1Loss[group] });
    return losses;
}

void printLosses(const std::vector<GroupLosses> &losses, bool isOfLabel)
{
    const auto four = [](double value) { return QString::number(value, 'f', 4); };
    printLine(isOfLabel ? QStringLiteral("group\tprecision_loss\tdeviation\tf1_loss\tdeviation")
                        : QStringLiteral("group\tmAP_loss\tdeviation\tmacro_f1_loss\tdeviation"));
    for (const GroupLosses &group : losses)
        printLine(QStringList { group.name, four(group.precision.mean), four(group.precision.deviation),
                                four(group.f1.mean), four(group.f1.deviation) }
                      .join(QLatin1Char('\t')));
}

/// With the figures of the label before, where it is one's.
QJsonObject jsonOf(const Importance &importance, std::optional<uint32_t> label, const QString &name)
{
    QJsonArray groups;
    for (const GroupLosses &group : lossesOf(importance, label))
        groups.append(QJsonObject {
            { QStringLiteral("group"), group.name },
            { label ? QStringLiteral("precision_loss") : QStringLiteral("map_loss"), group.precision.mean },
            { label ? QStringLiteral("precision_deviation") : QStringLiteral("map_deviation"),
              group.precision.deviation },
            { label ? QStringLiteral("f1_loss") : QStringLiteral("macro_f1_loss"), group.f1.mean },
            { label ? QStringLiteral("f1_deviation") : QStringLiteral("macro_f1_deviation"), group.f1.deviation } });
    QJsonObject json { { QStringLiteral("tracks"), qint64(importance.tracks) },
                       { QStringLiteral("repeats"), importance.repeats },
                       { QStringLiteral("groups"), groups } };
    if (label) {
        json.insert(QStringLiteral("label"), name);
        json.insert(QStringLiteral("support"), qint64(importance.support[*label]));
        json.insert(QStringLiteral("average_precision"), importance.precision[*label]);
        json.insert(QStringLiteral("f1"), importance.f1[*label]);
    }
    return json;
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
    const QString name = parser.value(QStringLiteral("label"));
    std::optional<uint32_t> label;
    if (!name.isEmpty()) {
        const auto found = classOfLabel(**run, parser.value(QStringLiteral("source")), name);
        if (!found)
            return report(found.error());
        label = *found;
    }
    const auto model = readRunModel(**run);
    if (!model)
        return report(model.error());
    const auto tracks = tracksOfPart(**run, partsOf(**run)[1], context.cancel, context.progress);
    if (!tracks)
        return report(tracks.error());
    const auto importance = permutationImportance(*model, **tracks, settings, context.cancel, context.progress);
    if (!importance)
        return report(importance.error());
    if (label && importance->support[*label] == 0)
        return report(Error::failure(QStringLiteral("no validation track bears the label \"%1\"").arg(name),
                                     (*run)->folder, QStringLiteral("Choose another one.")));
    if (const QString output = parser.value(QStringLiteral("output")); !output.isEmpty()) {
        const std::string text = tableText(importanceTable(*importance, model->classes), formatOf(output));
        if (const auto written = writeFileAtomically(output, text); !written)
            return report(written.error());
    }
    if (parser.isSet(QStringLiteral("json")))
        printJson(jsonOf(*importance, label, name));
    else
        printLosses(lossesOf(*importance, label), label.has_value());
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
                        QStringLiteral("What tracks are compared with: the mean of the label's training tracks (label, "
                                       "the default with --track), or of all (all, without)."),
                        QStringLiteral("WHAT"));
              addOption(options, QStringLiteral("steps"),
                        QStringLiteral("From the baseline to the track; 64, without --track 32."), QStringLiteral("N"));
              addOption(options, QStringLiteral("most"), QStringLiteral("Tracks to average over without --track."),
                        QStringLiteral("N"), QStringLiteral("500"));
              addOption(options, QStringLiteral("output"), QStringLiteral("Also write the cells there."),
                        QStringLiteral("CSV"));
          },
          runWhy },
        { QStringLiteral("importance"),
          QStringLiteral("--job-dir DIR [--label L] [--repeats N] [--most N] [--seed N] [--output CSV]"),
          QStringLiteral("What a run's figures on validation lose where a statistic, or a group of bands, is that of "
                         "other tracks; overall, or of one label."),
          0, 0,
          [](OptionList &options) {
              addOption(options, QStringLiteral("job-dir"), QStringLiteral("A run."), QStringLiteral("DIR"));
              addOption(options, QStringLiteral("label"), QStringLiteral("Print that of this label of the run."),
                        QStringLiteral("L"));
              addOption(options, QStringLiteral("source"),
                        QStringLiteral("The source that spells the label so; any by default."), QStringLiteral("S"));
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
