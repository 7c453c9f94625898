#include "app/cli/grounded_run.h"

#include "core/base/number_text.h"
#include "core/runs/run_thresholds.h"
#include "core/runs/threshold_choice.h"
#include "core/scoring/label_difference.h"
#include "core/scoring/submission_join.h"
#include "core/scoring/threshold_uncertainty.h"
#include "core/truth/cell_text.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label.h"

#include <QFileInfo>
#include <QJsonArray>

#include <cmath>
#include <future>
#include <set>

namespace melscope {

namespace {

QJsonValue orNull(double value)
{
    return std::isnan(value) ? QJsonValue() : QJsonValue(value);
}

QJsonObject bothFigures(double all, double genres)
{
    return { { QStringLiteral("all"), all }, { QStringLiteral("genres"), genres } };
}

Result<int> reportScores(Error error, const QString &scores)
{
    error.file = error.isCancelled() ? QString() : scores;
    return report(error);
}

/// A matrix and a truth joined by the labels' names, all of the matrix's classes.
ScoredPart partByName(const std::shared_ptr<const ScoreMatrix> &scores, const GroundTruth &truth)
{
    ScoredPart part { scores, PartTruth::byName(*scores, truth), {} };
    for (uint32_t i = 0; i < scores->columns(); ++i)
        part.classes.push_back(i);
    return part;
}

/// How many labels of a truth are classes of the scores.
JoinFinding labelsInClasses(const GroundTruth &truth, const PartTruth &part, const ScoreMatrix &scores)
{
    const std::set<std::string> unknown(part.unknownLabels().begin(), part.unknownLabels().end());
    return labelJoin(joinSide(QStringLiteral("the ground truth"), truth.labels()),
                     joinSide(QStringLiteral("the scores' classes"), scores.classes()),
                     [&](size_t i) { return !unknown.contains(truth.labels()[i]); });
}

constexpr quint64 kSeed = 1;

bool isRecommendedWanted(const QCommandLineParser &parser)
{
    return parser.value(QStringLiteral("rule")) == QStringLiteral("recommended");
}

/// The comparison of rules where it is asked for, else nothing.
Result<std::vector<RuleEstimate>> comparison(const QCommandLineParser &parser, const ScoredPart &part,
                                             const CommandContext &context)
{
    if (!parser.isSet(QStringLiteral("compare")) && !isRecommendedWanted(parser))
        return std::vector<RuleEstimate>();
    return compareRules(part, candidateRules(), kSeed, context.cancel, context.progress);
}

Result<RuleSettings> ruleOf(const QCommandLineParser &parser, const std::vector<RuleEstimate> &estimates)
{
    if (isRecommendedWanted(parser))
        return estimates[recommendedRule(estimates, Objective::PerLabel)].rule;
    return parseRule(parser.value(QStringLiteral("rule")));
}

QJsonArray comparisonJson(const std::vector<RuleEstimate> &estimates)
{
    QJsonArray list;
    for (const RuleEstimate &estimate : estimates)
        list.append(QJsonObject { { QStringLiteral("rule"), ruleName(estimate.rule) },
                                  { QStringLiteral("per_label"), estimate.perLabel },
                                  { QStringLiteral("per_track"), estimate.perTrack },
                                  { QStringLiteral("micro"), estimate.micro },
                                  { QStringLiteral("per_label_seen"), estimate.perLabelSeen },
                                  { QStringLiteral("gain_error"), estimate.gainError } });
    return list;
}

void printComparison(const std::vector<RuleEstimate> &estimates)
{
    if (estimates.empty())
        return;
    const size_t best = recommendedRule(estimates, Objective::PerLabel);
    printLine(
        QStringLiteral("On unseen halves (F1):\nrule\tper label\tgain\t± error\tper track\tmicro\tper label, seen"));
    for (size_t i = 0; i < estimates.size(); ++i) {
        const RuleEstimate &estimate = estimates[i];
        printLine(QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6\t%7%8")
                      .arg(ruleName(estimate.rule), QString::number(estimate.perLabel, 'f', 4),
                           QString::number(estimate.perLabel - estimates[0].perLabel, 'f', 4),
                           QString::number(estimate.gainError, 'f', 4), QString::number(estimate.perTrack, 'f', 4),
                           QString::number(estimate.micro, 'f', 4), QString::number(estimate.perLabelSeen, 'f', 4),
                           i == best ? QStringLiteral("\trecommended") : QString()));
    }
}

Result<int> searchInFiles(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString output = required(parser, QStringLiteral("output"));
    const QString scoresPath = required(parser, QStringLiteral("scores"));
    const QString truthPath = required(parser, QStringLiteral("ground-truth"));
    std::vector<std::string> classes;
    if (parser.isSet(QStringLiteral("classes"))) {
        auto read = readClasses(parser.value(QStringLiteral("classes")));
        if (!read)
            return report(read.error());
        classes = std::move(*read);
    }
    auto opening = std::async(std::launch::async, [&] { return ScoreMatrix::open(scoresPath, classes); });
    const auto truth = readTruth(truthPath, context);
    const auto scores = opening.get();
    if (!scores)
        return report(scores.error());
    if (!truth)
        return report(truth.error());
    const ScoredPart part = partByName(*scores, **truth);
    const JoinFinding join = scoresInTruth(**scores, **truth);
    if (part.truth->size() == 0)
        return report(
            Error::failure(QStringLiteral("none of the scored recordings stands in the ground truth") + join.why(),
                           scoresPath, QStringLiteral("Name the ground truth of the part that was scored.")));
    if (join.isPoor())
        warn(context, scoresPath + QStringLiteral(": ") + join.text());
    const JoinFinding labels = labelsInClasses(**truth, *part.truth, **scores);
    if (labels.isNothing())
        return report(
            Error::failure(labels.text(), truthPath,
                           QStringLiteral("Name the ground truth or the class list of the source that was scored.")));
    if (labels.isPoor())
        warn(context, truthPath + QStringLiteral(": ") + labels.text());
    const auto steps = labelSteps(**scores, *part.truth, context.cancel, context.progress);
    if (!steps)
        return reportScores(steps.error(), scoresPath);
    const auto estimates = comparison(parser, part, context);
    if (!estimates)
        return reportScores(estimates.error(), scoresPath);
    auto rule = ruleOf(parser, *estimates);
    if (!rule)
        return report(rule.error());
    const auto values = ruleThresholds(part, *steps, *rule, context.cancel, context.progress);
    if (!values)
        return reportScores(values.error(), scoresPath);
    const Thresholds thresholds { *values, std::vector<char>(values->size(), 1) };
    const std::vector<LabelThreshold> figures = figuresAt(part, *steps, *values);
    const auto *found = &figures;
    if (const auto written = writeThresholds(thresholds, output); !written)
        return report(written.error());

    const auto &names = (*scores)->classes();
    const MacroFigures all = macroFigures(*found, [](size_t) { return true; });
    const MacroFigures genres = macroFigures(*found, [&](size_t i) { return isGenre(names[i]); });
    const auto without = qint64((*scores)->rows() - part.truth->size());
    const auto unscored = qint64((*truth)->size() - part.truth->size());
    if (parser.isSet(QStringLiteral("json"))) {
        std::vector<std::optional<FixedThreshold>> fixed(figures.size());
        for (size_t i = 0; i < figures.size() && !isPerLabel(*rule); ++i)
            fixed[i] = FixedThreshold { figures[i].threshold, figures[i].predicted };
        const std::vector<LabelUncertainty> uncertainties =
            labelUncertainties(*steps, *rule, fixed, {}, context.cancel);
        QJsonArray labels;
        for (size_t i = 0; i < names.size(); ++i) {
            const LabelThreshold &label = (*found)[i];
            const LabelUncertainty &doubt = uncertainties[i];
            labels.append(QJsonObject {
                { QStringLiteral("label"), QString::fromStdString(names[i]) },
                { QStringLiteral("support"), qint64(label.support) },
                { QStringLiteral("threshold"), orNull(label.threshold) },
                { QStringLiteral("f1"), label.f1 },
                { QStringLiteral("precision"), label.precision },
                { QStringLiteral("recall"), label.recall },
                { QStringLiteral("ap"), label.averagePrecision },
                { QStringLiteral("predicted"), qint64(label.predicted) },
                { QStringLiteral("f1_interval"), QJsonArray { doubt.f1.low, doubt.f1.high } },
                { QStringLiteral("expected_f1"), orNull(doubt.expectedF1) },
                { QStringLiteral("unseen_interval"), QJsonArray { doubt.unseen.low, doubt.unseen.high } } });
        }
        printJson({ { QStringLiteral("tracks"), qint64(part.truth->size()) },
                    { QStringLiteral("tracks_without_truth"), without },
                    { QStringLiteral("truth_without_scores"), unscored },
                    { QStringLiteral("labels"), labels },
                    { QStringLiteral("macro_f1"), bothFigures(all.f1, genres.f1) },
                    { QStringLiteral("map"), bothFigures(all.map, genres.map) },
                    { QStringLiteral("supported_labels"), qint64(all.supported) },
                    { QStringLiteral("supported_macro_f1"), bothFigures(all.supportedF1, genres.supportedF1) },
                    { QStringLiteral("supported_map"), bothFigures(all.supportedMap, genres.supportedMap) },
                    { QStringLiteral("rule"), ruleName(*rule) },
                    { QStringLiteral("comparison"), comparisonJson(*estimates) },
                    { QStringLiteral("output"), output } });
        return kDone;
    }
    printLine(
        QStringLiteral("%1 tracks, %2 labels (%3 with a positive)")
            .arg(QString::number(part.truth->size()), QString::number(all.labels), QString::number(all.supported)));
    printLine(QStringLiteral("macro F1 %1 (genres %2), mAP %3 (genres %4)")
                  .arg(QString::number(all.f1, 'f', 4), QString::number(genres.f1, 'f', 4),
                       QString::number(all.map, 'f', 4), QString::number(genres.map, 'f', 4)));
    if (without > 0)
        printLine(
            QStringLiteral("Scored recordings that are not in the ground truth and were left out: %1").arg(without));
    if (unscored > 0)
        printLine(QStringLiteral("Recordings of the ground truth without scores: %1").arg(unscored));
    if (!part.truth->unknownLabels().empty())
        printLine(
            QStringLiteral("Labels of the ground truth that are no class: %1").arg(part.truth->unknownLabels().size()));
    printComparison(*estimates);
    printLine(QStringLiteral("Thresholds by %1 in %2").arg(ruleName(*rule), output));
    return kDone;
}

double orphanRatioOf(const QCommandLineParser &parser)
{
    const double ratio = number(parser, QStringLiteral("drop-orphans"));
    if (!(ratio >= 0 && ratio <= kGreatestOrphanRatio))
        throw UsageError {
            QStringLiteral("--drop-orphans must be a number between 0 and %1").arg(kGreatestOrphanRatio)
        };
    return ratio;
}

/// Chooses the thresholds of a run's sources anew, as the window does.
Result<int> chooseInRun(const QCommandLineParser &parser, const CommandContext &context)
{
    // From before the run is read until all of it is written. Where there is no run, reading says so.
    const QString folder = required(parser, QStringLiteral("job-dir"));
    const auto lock = FolderLock::take(runLock(folder), FolderLock::Sharing::WithinProcess);
    if (!lock && QFileInfo::exists(folder + QLatin1Char('/') + run_file::description))
        return report(lock.error());
    const auto opened = openGroundedRun(parser, context);
    if (!opened)
        return report(opened.error());
    std::shared_ptr<const Run> run = opened->run;
    QJsonObject json;
    for (const size_t index : opened->sources) {
        const SourceAnalysis &source = *opened->analysis->sources[index];
        const ScoredPart &part = source.basis->part;
        const auto estimates = comparison(parser, part, context);
        if (!estimates)
            return report(estimates.error());
        const auto rule = ruleOf(parser, *estimates);
        if (!rule)
            return report(rule.error());
        ThresholdChoice choice;
        choice.rule = *rule;
        choice.hierarchy.addParents = parser.isSet(QStringLiteral("add-parents"));
        choice.hierarchy.dropOrphans = parser.isSet(QStringLiteral("drop-orphans"));
        if (choice.hierarchy.dropOrphans)
            choice.hierarchy.orphanRatio = orphanRatioOf(parser);
        const auto values = ruleThresholds(part, source.basis->steps, choice.rule, context.cancel, context.progress);
        if (!values)
            return report(values.error());
        auto changed = saveThresholdChoice(
            run, index, choice, chosenThresholds(*values, choice, run->space.classes(), source.basis->inTarget));
        if (!changed)
            return report(changed.error());
        run = std::move(*changed);
        if (const auto written = writePredictions(*run, index, context.cancel); !written)
            return report(written.error());
        json.insert(source.name,
                    QJsonObject { { QStringLiteral("rule"), ruleName(choice.rule) },
                                  { QStringLiteral("comparison"), comparisonJson(*estimates) } });
        if (parser.isSet(QStringLiteral("json")))
            continue;
        printComparison(*estimates);
        printLine(
            QStringLiteral("%1: thresholds by %2; submissions written anew").arg(source.name, ruleName(choice.rule)));
    }
    if (parser.isSet(QStringLiteral("json")))
        printJson(json);
    return kDone;
}

Result<int> runThresholds(const QCommandLineParser &parser, const CommandContext &context)
{
    const bool inRun = parser.isSet(QStringLiteral("job-dir"));
    if (inRun
        && (parser.isSet(QStringLiteral("scores")) || parser.isSet(QStringLiteral("ground-truth"))
            || parser.isSet(QStringLiteral("output"))))
        throw UsageError { QStringLiteral(
            "--job-dir names a run; --scores, --ground-truth and --output go without it") };
    return inRun ? chooseInRun(parser, context) : searchInFiles(parser, context);
}

Result<int> runCompare(const QCommandLineParser &parser, const CommandContext &context)
{
    const QStringList files = parser.positionalArguments();
    const auto truth = readTruth(files[0], context);
    if (!truth)
        return report(truth.error());
    const auto first = Submission::read(files[1], context.cancel);
    if (!first)
        return report(first.error());
    const auto second = Submission::read(files[2], context.cancel);
    if (!second)
        return report(second.error());
    for (const Submission *run : { &*first, &*second }) {
        const JoinFinding labels = runLabels(*run, QStringLiteral("the ground truth"), (*truth)->labels());
        if (labels.isNothing())
            return report(Error::failure(labels.text(), run->file(),
                                         QStringLiteral("Name the ground truth of the source that was predicted.")));
        if (labels.isPoor())
            warn(context, run->file() + QStringLiteral(": ") + labels.text());
    }
    const auto compared =
        compareRuns(**truth, *first, *second, integer(parser, QStringLiteral("resamples"), 0, 1'000'000),
                    seedOf(parser), context.cancel);
    if (!compared)
        return report(compared.error());
    std::vector<LabelDifference> rows = compared->labels;
    rows.push_back(compared->mean);
    rows.back().name = "(mean of the labels)";
    QJsonArray json;
    if (!parser.isSet(QStringLiteral("json")))
        printLine(QStringLiteral("label\tsupport\tfirst\tsecond\tdifference\tlow\thigh\tp"));
    for (const LabelDifference &row : rows) {
        json.append(QJsonObject { { QStringLiteral("label"), QString::fromStdString(row.name) },
                                  { QStringLiteral("support"), qint64(row.support) },
                                  { QStringLiteral("first"), row.first },
                                  { QStringLiteral("second"), row.second },
                                  { QStringLiteral("difference"), row.difference },
                                  { QStringLiteral("low"), row.interval.low },
                                  { QStringLiteral("high"), row.interval.high },
                                  { QStringLiteral("p"), row.p } });
        if (!parser.isSet(QStringLiteral("json")))
            printLine(QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6\t%7\t%8")
                          .arg(QString::fromStdString(row.name), QString::number(row.support),
                               QString::number(row.first, 'f', 4), QString::number(row.second, 'f', 4),
                               QString::number(row.difference, 'f', 4), QString::number(row.interval.low, 'f', 4),
                               QString::number(row.interval.high, 'f', 4), QString::number(row.p, 'f', 4)));
    }
    if (parser.isSet(QStringLiteral("json")))
        printJson({ { QStringLiteral("labels"), json } });
    return kDone;
}

} // namespace

std::vector<Command> thresholdCommands()
{
    return {
        { QStringLiteral("thresholds"),
          QStringLiteral("(--scores SCORES --ground-truth TSV [--classes FILE] --output FILE | --job-dir DIR [--source "
                         "S]) [--rule RULE] [--compare] [--json]"),
          QStringLiteral("Find each label's threshold, from files or anew in a run; compare rules on unseen halves."),
          0, 0,
          [](OptionList &options) {
              addOption(options, QStringLiteral("scores"), QStringLiteral("A score matrix."), QStringLiteral("SCORES"));
              addOption(options, QStringLiteral("ground-truth"), QStringLiteral("The truth of the scored part."),
                        QStringLiteral("TSV"));
              addOption(options, QStringLiteral("classes"),
                        QStringLiteral("Class names, where the scores do not bear them."), QStringLiteral("FILE"));
              addOption(options, QStringLiteral("output"), QStringLiteral("The thresholds file to write."),
                        QStringLiteral("FILE"));
              addOption(options, QStringLiteral("job-dir"),
                        QStringLiteral("A run: its thresholds and submissions are made anew."), QStringLiteral("DIR"));
              addOption(options, QStringLiteral("source"), QStringLiteral("One source of the run; all by default."),
                        QStringLiteral("S"));
              addOption(options, QStringLiteral("rule"),
                        QStringLiteral("argmax, smoothed:S, fbr:FLOOR, fixed:T, global; argmax and global with @micro "
                                       "or @track; or recommended."),
                        QStringLiteral("RULE"), QStringLiteral("argmax"));
              addOption(options, QStringLiteral("compare"),
                        QStringLiteral("Show what the rules are worth on unseen halves."));
              addOption(options, QStringLiteral("add-parents"),
                        QStringLiteral("In a run: predict the genre of a predicted subgenre too."));
              addOption(
                  options, QStringLiteral("drop-orphans"),
                  QStringLiteral("In a run: drop subgenres whose genre's score is below so many times its threshold."),
                  QStringLiteral("RATIO"));
          },
          runThresholds },
        { QStringLiteral("compare"), QStringLiteral("GROUND_TRUTH RUN_A RUN_B [--resamples N] [--seed S] [--json]"),
          QStringLiteral("Differences of two submissions label by label, with bootstrap intervals."), 3, 3,
          [](OptionList &options) {
              addOption(options, QStringLiteral("resamples"), QStringLiteral("Bootstrap resamples."),
                        QStringLiteral("N"), QStringLiteral("1000"));
              addOption(options, QStringLiteral("seed"), QStringLiteral("Of the resamples."), QStringLiteral("S"),
                        QStringLiteral("1"));
          },
          runCompare },
    };
}

} // namespace melscope
