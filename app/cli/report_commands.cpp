#include "app/cli/grounded_run.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/collection/feature_cache.h"
#include "core/study/run_report.h"

namespace melscope {

namespace {

/// Artists and titles: of the features that are named, else of those the run was made with as far as they are at hand.
Result<RecordingNames> recordingNames(const RunAnalysis &analysis, const QCommandLineParser &parser,
                                      const CommandContext &context)
{
    const QString cache = analysis.run->folder + QStringLiteral("/features");
    std::shared_ptr<const FeaturePool> pool;
    if (parser.isSet(QStringLiteral("feature-files"))) {
        auto opened = openFeaturePool(pathList(parser, QStringLiteral("feature-files")), cache, context.cancel,
                                      context.progress, nullptr);
        if (!opened)
            return passOn(opened);
        pool = std::make_shared<const FeaturePool>(std::move(*opened));
    } else {
        auto opened = featuresAtHand(analysis.run->featureFiles, cache);
        if (!opened)
            return passOn(opened);
        pool = std::make_shared<const FeaturePool>(std::move(*opened));
    }
    struct Joined
    {
        std::shared_ptr<const ScoreMatrix> scores;
        std::vector<uint32_t> rows; ///< by row of the scores
    };
    std::vector<Joined> parts;
    for (const auto &source : analysis.sources) {
        if (source->basis && pool->hasTags())
            parts.push_back({ source->validation.scores, pool->rowsOf(source->validation.scores->ids()) });
    }
    return [pool, parts = std::move(parts)](std::string_view recording) {
        for (const Joined &part : parts) {
            const auto found = part.scores->ids().find(recording);
            if (!found || part.rows[*found] == FeaturePool::kNoRow)
                continue;
            TrackTags tags = pool->tags(part.rows[*found]);
            return RecordingName { std::move(tags.artist), std::move(tags.title) };
        }
        return RecordingName();
    };
}

void addFeatureFiles(OptionList &options)
{
    addOption(options, QStringLiteral("feature-files"),
              QStringLiteral("Features that say who plays what; by default those of the run, where they still are."),
              QStringLiteral("F,…"));
}

Result<int> runSuspects(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString output = required(parser, QStringLiteral("output"));
    const int most = integer(parser, QStringLiteral("most"), 1, 1'000'000);
    const auto opened = openGroundedRun(parser, context);
    if (!opened)
        return report(opened.error());
    const auto names = recordingNames(*opened->analysis, parser, context);
    if (!names)
        return report(names.error());
    std::string text;
    size_t count = 0;
    for (const size_t index : opened->sources) {
        const ScoredPart &part = opened->analysis->sources[index]->basis->part;
        const Thresholds &thresholds = opened->run->sources[index].thresholds;
        const auto suspects = findSuspects(part, thresholds, size_t(most), context.cancel);
        if (!suspects)
            return report(suspects.error());
        count += suspects->size();
        const std::string ofSource = suspectsText(
            part, thresholds, *suspects, opened->run->sources[index].name.toStdString(),
            [&](uint32_t label) { return *opened->run->space.spelling(index, label); }, *names);
        // One header, however many sources.
        text += text.empty() ? ofSource : ofSource.substr(ofSource.find('\n') + 1);
    }
    if (const auto written = writeFileAtomically(output, text); !written)
        return report(written.error());
    printLine(QStringLiteral("%1 suspected labels in %2").arg(countText(qint64(count)), output));
    return kDone;
}

Result<int> runReport(const QCommandLineParser &parser, const CommandContext &context)
{
    const auto run = readRun(required(parser, QStringLiteral("job-dir")));
    const QString output = required(parser, QStringLiteral("output"));
    if (!run)
        return report(run.error());
    QMap<QString, QString> truths;
    const QStringList files =
        parser.isSet(QStringLiteral("test-truths")) ? pathList(parser, QStringLiteral("test-truths")) : QStringList();
    if (!files.isEmpty() && size_t(files.size()) != (*run)->sources.size())
        throw UsageError {
            QStringLiteral(
                "--test-truths: name one for each of the run's %1 sources, in its order; an empty one is left out")
                .arg((*run)->sources.size())
        };
    for (qsizetype i = 0; i < files.size(); ++i)
        truths.insert((*run)->sources[size_t(i)].name, files[i]);
    std::vector<PublishedRun> published;
    if (parser.isSet(QStringLiteral("published"))) {
        auto read = readPublishedResults(parser.value(QStringLiteral("published")));
        if (!read)
            return report(read.error());
        published = std::move(*read);
    }
    const auto analysis = analyseRun(*run, truths, context.cancel, context.progress);
    if (!analysis)
        return report(analysis.error());
    const auto names = recordingNames(**analysis, parser, context);
    if (!names)
        return report(names.error());
    if (const auto written = writeFileAtomically(output, reportHtml(**analysis, published, *names)); !written)
        return report(written.error());
    printLine(QStringLiteral("Report in %1").arg(output));
    return kDone;
}

} // namespace

std::vector<Command> reportCommands()
{
    return {
        { QStringLiteral("suspects"),
          QStringLiteral("--job-dir DIR [--source S] [--most N] [--feature-files F[,F…]] --output TSV"),
          QStringLiteral("Labels of the validation truth that the model contradicts most."), 0, 0,
          [](OptionList &options) {
              addOption(options, QStringLiteral("job-dir"), QStringLiteral("A run."), QStringLiteral("DIR"));
              addOption(options, QStringLiteral("source"), QStringLiteral("One source of the run; all by default."),
                        QStringLiteral("S"));
              addOption(options, QStringLiteral("most"), QStringLiteral("Of each label and kind."), QStringLiteral("N"),
                        QStringLiteral("20"));
              addFeatureFiles(options);
              addOption(options, QStringLiteral("output"), QStringLiteral("The file to write."), QStringLiteral("TSV"));
          },
          runSuspects },
        { QStringLiteral("report"),
          QStringLiteral(
              "--job-dir DIR [--test-truths T[,T…]] [--published CSV] [--feature-files F[,F…]] --output HTML"),
          QStringLiteral("A run as one HTML page: settings, charts, evaluation, confusions."), 0, 0,
          [](OptionList &options) {
              addOption(options, QStringLiteral("job-dir"), QStringLiteral("A run."), QStringLiteral("DIR"));
              addOption(options, QStringLiteral("test-truths"),
                        QStringLiteral("Truths of the test parts, one for each source."), QStringLiteral("T,…"));
              addOption(options, QStringLiteral("published"),
                        QStringLiteral("Published results, to stand beside the run's."), QStringLiteral("CSV"));
              addFeatureFiles(options);
              addOption(options, QStringLiteral("output"), QStringLiteral("The file to write."),
                        QStringLiteral("HTML"));
          },
          runReport },
    };
}

} // namespace melscope
