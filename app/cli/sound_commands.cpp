#include "app/cli/command.h"

#include "core/base/number_text.h"
#include "core/collection/truth_from_tags.h"
#include "core/features/sound_documents.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label_statistics.h"

#include <QJsonArray>

namespace melscope {

namespace {

Result<int> runExtract(const QCommandLineParser &parser, const CommandContext &context)
{
    ExtractSettings settings;
    settings.inputs = parser.positionalArguments();
    settings.folder = required(parser, QStringLiteral("output"));
    settings.jobs = integer(parser, QStringLiteral("jobs"), 0, 1024);
    settings.audio.mixesSurround = parser.isSet(QStringLiteral("downmix"));
    const auto extracted = extractDocuments(settings, context.cancel, context.progress);
    if (!extracted)
        return report(extracted.error());
    QJsonArray problems;
    for (const ImportProblem &problem : extracted->problems) {
        problems.append(QJsonObject { { QStringLiteral("kind"), kindName(problem.kind) },
                                      { QStringLiteral("path"), problem.path },
                                      { QStringLiteral("reason"), problem.reason } });
        if (!parser.isSet(QStringLiteral("json")))
            printLine(QStringLiteral("%1: %2: %3").arg(kindName(problem.kind), problem.path, problem.reason));
    }
    if (parser.isSet(QStringLiteral("json")))
        printJson({ { QStringLiteral("documents"), extracted->imported },
                    { QStringLiteral("failed"), extracted->failed },
                    { QStringLiteral("repeated"), extracted->repeated },
                    { QStringLiteral("seconds"), extracted->seconds },
                    { QStringLiteral("problems"), problems },
                    { QStringLiteral("output"), settings.folder } });
    else
        printLine(QStringLiteral("%1 documents in %2 → %3")
                      .arg(countText(extracted->imported), durationText(extracted->seconds), settings.folder));
    return extracted->imported > 0 ? kDone : kFailed;
}

Result<int> runTruthFromTags(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString output = required(parser, QStringLiteral("output"));
    TagRules rules;
    rules.separators = parser.value(QStringLiteral("separators")).toStdString();
    rules.isLowerCase = !parser.isSet(QStringLiteral("keep-case"));
    rules.leastRecordings = size_t(integer(parser, QStringLiteral("min-count"), 1, 1'000'000'000));
    const auto made = truthFromTags(parser.positionalArguments(), rules, context.cancel, context.progress);
    if (!made)
        return report(made.error());
    if (!made->truth)
        return report(Error::failure(QStringLiteral("none of %1 sounds has a genre tag that counts").arg(made->sounds),
                                     parser.positionalArguments().join(QStringLiteral(", ")),
                                     QStringLiteral("Tag them, or choose a lower --min-count.")));
    if (const auto written = writeGroundTruth(*made->truth, output); !written)
        return report(written.error());
    const LabelStatistics statistics = labelStatistics(*made->truth);
    if (parser.isSet(QStringLiteral("json"))) {
        QJsonObject labels;
        for (const LabelStatistics::Label &label : statistics.labels)
            labels.insert(QString::fromStdString(label.name), qint64(label.recordings));
        printJson({ { QStringLiteral("sounds"), qint64(made->sounds) },
                    { QStringLiteral("untagged"), qint64(made->untagged) },
                    { QStringLiteral("recordings"), qint64(made->truth->size()) },
                    { QStringLiteral("rare_labels"), qint64(made->rareLabels) },
                    { QStringLiteral("labels"), labels },
                    { QStringLiteral("output"), output } });
        return kDone;
    }
    printLine(QStringLiteral(
                  "%1 recordings with %2 labels of %3 sounds (%4 without a genre tag, %5 rare labels left out) → %6")
                  .arg(countText(qint64(made->truth->size())), countText(qint64(statistics.labels.size())),
                       countText(qint64(made->sounds)), countText(qint64(made->untagged)),
                       countText(qint64(made->rareLabels)), output));
    return kDone;
}

} // namespace

std::vector<Command> soundCommands()
{
    return {
        { QStringLiteral("extract"), QStringLiteral("AUDIO... --output DIR [--downmix] [--jobs N]"),
          QStringLiteral("Write the mel figures of sound files as AcousticBrainz documents, <stem>.json."), 1, -1,
          [](OptionList &options) {
              addOption(options, QStringLiteral("output"), QStringLiteral("Folder of the documents."),
                        QStringLiteral("DIR"));
              addOption(options, QStringLiteral("downmix"),
                        QStringLiteral("Mix sounds of more than two channels down, which are refused else."));
              addOption(options, QStringLiteral("jobs"), QStringLiteral("Sounds heard at once; 0: all processors."),
                        QStringLiteral("N"), QStringLiteral("0"));
          },
          runExtract },
        { QStringLiteral("truth-from-tags"),
          QStringLiteral("AUDIO... --output TSV [--separators CHARS] [--keep-case] [--min-count N]"),
          QStringLiteral("Make a ground truth of sound files' genre tags."), 1, -1,
          [](OptionList &options) {
              addOption(options, QStringLiteral("output"), QStringLiteral("The ground truth to write."),
                        QStringLiteral("TSV"));
              addOption(options, QStringLiteral("separators"),
                        QStringLiteral("Characters between the genres of one tag; none: a tag is one label."),
                        QStringLiteral("CHARS"), QStringLiteral(";/,"));
              addOption(options, QStringLiteral("keep-case"), QStringLiteral("\"Rock\" and \"rock\" are two labels."));
              addOption(options, QStringLiteral("min-count"),
                        QStringLiteral("A label of fewer recordings is left out."), QStringLiteral("N"),
                        QStringLiteral("1"));
          },
          runTruthFromTags },
    };
}

} // namespace melscope
