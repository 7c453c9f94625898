#include "app/cli/opened_part.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/exploring/track_map.h"

namespace melscope {

namespace {

/// "train,validation"; train and validation where nothing is said.
Result<std::vector<RunPart>> partsOf(const QCommandLineParser &parser, const Run &run)
{
    std::vector<RunPart> parts;
    for (const QString &name : parser.value(QStringLiteral("parts")).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        auto part = findPart(run, name.trimmed());
        if (!part)
            return passOn(part);
        parts.push_back(std::move(*part));
    }
    return parts;
}

Result<int> runMap(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString layout = parser.value(QStringLiteral("layout"));
    if (layout != QStringLiteral("neighbours") && layout != QStringLiteral("axes"))
        throw UsageError { QStringLiteral("--layout is neighbours or axes") };
    const QString output = required(parser, QStringLiteral("output"));
    LayoutConfig config;
    config.seed = seedOf(parser);
    config.rounds = integer(parser, QStringLiteral("rounds"), 0, 10'000);
    const auto run = readRun(required(parser, QStringLiteral("job-dir")));
    if (!run)
        return report(run.error());
    const auto parts = partsOf(parser, **run);
    if (!parts)
        return report(parts.error());
    const auto tracks = MapTracks::of(**run, *parts, threadsOf(parser), context.cancel, context.progress);
    if (!tracks)
        return report(tracks.error());
    const PrincipalAxes axes = axesOfMap(**tracks);
    const auto positions = layout == QStringLiteral("axes")
        ? principalMap(**tracks, axes, threadsOf(parser), context.cancel)
        : neighbourMap(**tracks, axes, config, threadsOf(parser), context.cancel, context.progress);
    if (!positions)
        return report(positions.error());
    // What the window opens is the whole layout.
    if (layout == QStringLiteral("neighbours") && config.rounds == 0) {
        if (const auto written = writeMap(**run, **tracks, *positions, config); !written)
            return report(written.error());
    }
    const ResultTable table = mapTable(**tracks, *positions);
    if (const auto written = writeFileAtomically(output, tableText(table, formatOf(output))); !written)
        return report(written.error());
    if (parser.isSet(QStringLiteral("json")))
        printJson({ { QStringLiteral("tracks"), qint64((*tracks)->size()) },
                    { QStringLiteral("parts"), (*tracks)->name() },
                    { QStringLiteral("layout"), layout },
                    { QStringLiteral("output"), output } });
    else
        printLine(QStringLiteral("%1 tracks of %2 in %3")
                      .arg(countText(qint64((*tracks)->size())), (*tracks)->name(), output));
    return kDone;
}

} // namespace

std::vector<Command> mapCommands()
{
    return {
        { QStringLiteral("map"),
          QStringLiteral("--job-dir DIR --output CSV [--parts train,validation] [--layout neighbours|axes] [--seed N]"),
          QStringLiteral("Tracks as points of a plane on which those lie together that sound alike to a run's network "
                         "(UMAP), or along the two directions in which they differ most (PCA)."),
          0, 0,
          [](OptionList &options) {
              addOption(options, QStringLiteral("job-dir"), QStringLiteral("A run."), QStringLiteral("DIR"));
              addOption(options, QStringLiteral("output"), QStringLiteral("Where x and y of each track are written."),
                        QStringLiteral("CSV"));
              addOption(options, QStringLiteral("parts"), QStringLiteral("Whose tracks are on it, by commas."),
                        QStringLiteral("NAMES"), QStringLiteral("train,validation"));
              addOption(options, QStringLiteral("layout"),
                        QStringLiteral("By neighbours (UMAP), or along the principal axes (PCA)."),
                        QStringLiteral("KIND"), QStringLiteral("neighbours"));
              addOption(options, QStringLiteral("seed"), QStringLiteral("The same seed, the same map."),
                        QStringLiteral("N"), QStringLiteral("1"));
              addOption(options, QStringLiteral("rounds"), QStringLiteral("Of the layout; 0: 200 to 500."),
                        QStringLiteral("N"), QStringLiteral("0"));
              addOption(options, QStringLiteral("threads"), QStringLiteral("Threads; 0: all processors."),
                        QStringLiteral("N"), QStringLiteral("0"));
          },
          runMap },
    };
}

} // namespace melscope
