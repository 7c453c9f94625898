#include "core/base/random_source.h"
#include "core/scoring/evaluation.h"
#include "core/scoring/rule_comparison.h"
#include "core/scoring/threshold_curve.h"
#include "core/scoring/threshold_uncertainty.h"
#include "core/scoring/what_if.h"
#include "core/truth/ground_truth_reader.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>

using namespace melscope;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

const std::vector<std::string> kClasses { "jazz", "jazz---bop",  "pop",         "pop---synth",
                                          "rock", "rock---hard", "rock---soft", "soul---deep" };

/// A small part of a source with its truth, in which everything odd happens: ties, tracks that nothing reaches, labels
/// that are no class, classes without a positive.
struct Case
{
    ScoredPart part;
    std::shared_ptr<const GroundTruth> truth;

    explicit Case(uint64_t seed, size_t tracks = 40)
    {
        RandomSource random(seed);
        RecordingIds ids;
        std::vector<float> values;
        std::string text = "recordingmbid\treleasegroupmbid\tg\n";
        for (size_t track = 0; track < tracks; ++track) {
            ids.insert("r" + std::to_string(track));
            std::vector<std::string> labels;
            for (size_t i = 0; i < kClasses.size(); ++i) {
                const bool isTrue = i != 3 && random.uniform() < 0.25; // pop---synth has no positive
                if (isTrue)
                    labels.push_back(kClasses[i]);
                double score = 0.6 * random.uniform() + (isTrue ? 0.3 : 0);
                if (seed % 3 == 1)
                    score = std::round(score * 8) / 8;
                if (seed % 5 == 4 && random.uniform() < 0.1)
                    score = 0;
                values.push_back(float(score));
            }
            if (random.uniform() < 0.1)
                labels.push_back("unheard of---by anybody");
            if (labels.empty())
                labels.push_back("jazz");
            if (random.uniform() < 0.05)
                continue; // a track that was scored, without truth
            text += "r" + std::to_string(track) + "\tgroup";
            for (const std::string &label : labels)
                text += '\t' + label;
            text += '\n';
        }
        truth = *parseGroundTruth(text, "truth.tsv");
        part.scores = ScoreMatrix::make(std::move(ids), kClasses, std::move(values));
        auto classOf = [this](uint32_t label) {
            const auto found = std::find(kClasses.begin(), kClasses.end(), truth->labels()[label]);
            return found == kClasses.end() ? -1 : int(found - kClasses.begin());
        };
        part.truth = PartTruth::of(*part.scores, *truth, classOf);
        for (uint32_t i = 0; i < kClasses.size(); ++i)
            part.classes.push_back(i);
    }

    Thresholds thresholds(RandomSource &random) const
    {
        Thresholds made;
        for (size_t i = 0; i < kClasses.size(); ++i) {
            made.values.push_back(random.uniform() < 0.15 ? kNan : 0.1 + 0.9 * random.uniform());
            made.inTarget.push_back(1);
        }
        return made;
    }

    /// From scratch, through the text of a submission.
    Evaluation evaluated(const Thresholds &thresholds, const HierarchyRule &rule) const
    {
        const ScoreLabeller labeller(thresholds, rule, parentsOf(kClasses));
        std::string text;
        for (size_t row = 0; row < part.scores->rows(); ++row) {
            const std::string id = part.scores->ids().text(row);
            if (!truth->recordings().find(id))
                continue;
            text += id;
            for (const uint32_t label : labeller.labelsOf(part.scores->row(row)))
                text += '\t' + kClasses[label];
            text += '\n';
        }
        return *evaluate(*truth, Submission::parse(text));
    }
};

QString textOf(double value)
{
    return std::isnan(value) ? QStringLiteral("NA") : QString::number(value, 'f', 4);
}
/// The 18 means with their deviations and counts.
QStringList figuresText(const MeanFigures &tracks, const MeanFigures &labels)
{
    QStringList list;
    for (const MeanFigures *part : { &tracks, &labels }) {
        for (const auto &level : *part) {
            for (const MeanFigure &value : level)
                list << textOf(value.mean) + ' ' + textOf(value.deviation) + ' ' + QString::number(value.count);
        }
    }
    return list;
}

/// Counts at each distinct score of a positive, the slow way.
LabelSteps slowSteps(const std::vector<float> &scores, const std::vector<uint32_t> &positives)
{
    LabelSteps steps;
    std::map<float, int> distinct;
    for (const uint32_t row : positives)
        ++distinct[scores[row]];
    for (const auto &entry : distinct) {
        steps.scores.push_back(entry.first);
        steps.predicted.push_back(
            uint32_t(std::count_if(scores.begin(), scores.end(), [&](float score) { return score >= entry.first; })));
        steps.truePositives.push_back(uint32_t(std::count_if(
            positives.begin(), positives.end(), [&](uint32_t row) { return scores[row] >= entry.first; })));
    }
    steps.support = positives.size();
    steps.rows = scores.size();
    steps.highest = *std::max_element(scores.begin(), scores.end());
    steps.highestRows = uint32_t(std::count(scores.begin(), scores.end(), steps.highest));
    return steps;
}

} // namespace

class WhatIfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsOfMatrices_data();
    void stepsOfMatrices();
    void countsAtThresholds();
    void rulesByHand();
    void ruleNames_data();
    void ruleNames();
    void microIsTheGreatest();
    void globalIsTheGreatest();
    void hierarchyByHand();
    void movingAThreshold_data();
    void movingAThreshold();
    void perTrackRuleIsNoWorse();
    void bestForTracksIsTheGreatest();
    void resampling();
    void randomSource();
    void typedThresholdCutsWhereItCuts();
    void uncertaintyKnowsRareLabels();
    void rulesAreCompared();
    void curveOfSorted();
};

void WhatIfTest::stepsOfMatrices_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    for (const int columns : { 1, 5, 16, 17, 40 }) {
        for (const int rows : { 1, 30, 2500 })
            QTest::addRow("%d columns, %d rows", columns, rows) << columns << rows;
    }
}

void WhatIfTest::stepsOfMatrices()
{
    QFETCH(int, columns);
    QFETCH(int, rows);
    RandomSource random(uint64_t(columns * 10'000 + rows));
    std::vector<float> values;
    std::vector<std::vector<uint32_t>> positives(static_cast<size_t>(columns));
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            float score = float(random.uniform());
            if (column % 5 == 1)
                score = std::copysign(std::round(score * 4) / 4,
                                      score < 0.06F ? -1.0F : 1.0F); // ties, with 0 and -0 among them
            else if (column % 5 == 2)
                score *= 1e-42F; // denormals
            else if (column % 5 == 3)
                score = 1 / (1 + std::exp(-5 * float(random.normal())));
            values.push_back(score);
            if (random.uniform() < (column % 3 == 0 ? 0.5 : 0.02) && column % 7 != 6)
                positives[size_t(column)].push_back(uint32_t(row));
        }
    }
    RecordingIds ids;
    for (int row = 0; row < rows; ++row)
        ids.insert("r" + std::to_string(row));
    std::vector<std::string> classes;
    for (int column = 0; column < columns; ++column)
        classes.push_back("c" + std::to_string(column));
    const auto scores = ScoreMatrix::make(std::move(ids), classes, values);
    const auto truthOfAll = PartTruth::ofPositives(size_t(rows), positives);
    const PartTruth &truth = *truthOfAll;
    const auto steps = labelSteps(*scores, truth);
    QVERIFY(steps);
    for (size_t column = 0; column < size_t(columns); ++column) {
        std::vector<float> own;
        for (size_t row = 0; row < size_t(rows); ++row)
            own.push_back(scores->row(row)[column]);
        const LabelSteps expected = slowSteps(own, positives[column]);
        const LabelSteps alone = labelSteps(own, positives[column]);
        for (const LabelSteps *found : { &(*steps)[column], &alone }) {
            QCOMPARE(found->scores, expected.scores);
            QCOMPARE(found->truePositives, expected.truePositives);
            QCOMPARE(found->predicted, expected.predicted);
            QCOMPARE(found->rows, expected.rows);
            QCOMPARE(found->support, expected.support);
            if (expected.support > 0 && expected.highest >= expected.scores.front()) {
                QCOMPARE(found->highest, expected.highest);
                QCOMPARE(found->highestRows, expected.highestRows);
            }
        }
    }
    // Half of the rows alone.
    const auto truthOfHalf = truth.subset([](size_t position) { return position % 2 == 0; });
    const PartTruth &half = *truthOfHalf;
    const auto halfSteps = labelSteps(*scores, half);
    std::vector<float> own;
    for (size_t row = 0; row < size_t(rows); row += 2)
        own.push_back(scores->row(row)[0]);
    const auto firstPositives = half.positives(0);
    QCOMPARE((*halfSteps)[0].predicted, slowSteps(own, { firstPositives.begin(), firstPositives.end() }).predicted);
}

void WhatIfTest::countsAtThresholds()
{
    const Case c(2, 300);
    const auto counts = countAtThresholds(*c.part.scores, *c.part.truth, { 0.5F, 0.2F, 0.5F, 0.81F });
    QVERIFY(counts);
    QCOMPARE(counts->thresholds, std::vector<float>({ 0.2F, 0.5F, 0.81F }));
    for (uint32_t label = 0; label < kClasses.size(); ++label) {
        for (size_t k = 0; k < 3; ++k) {
            uint32_t predicted = 0;
            uint32_t hits = 0;
            for (size_t track = 0; track < c.part.truth->size(); ++track) {
                const bool isReached = c.part.scores->row(c.part.truth->row(track))[label] >= counts->thresholds[k];
                predicted += isReached ? 1 : 0;
                hits += isReached && c.part.truth->bears(track, label) ? 1 : 0;
            }
            QCOMPARE(counts->predicted[counts->at(label, k)], predicted);
            QCOMPARE(counts->truePositives[counts->at(label, k)], hits);
        }
    }
}

void WhatIfTest::rulesByHand()
{
    // Positives at 0.9 (first) and 0.2 (fifth of six), a negative above all.
    const std::vector<float> scores { 0.95F, 0.9F, 0.5F, 0.4F, 0.2F, 0.1F };
    const LabelSteps steps = labelSteps(scores, std::vector<uint32_t> { 1, 4 });
    // F1 at 0.9: 2·1/(2+2) = 0.5; at 0.2: 2·2/(5+2) = 0.571.
    QCOMPARE(chooseThreshold(steps, {}).threshold, double(0.2F));
    // s = 2: at 0.9 (2+2)/(2+2+2) = 0.667, at 0.2 (4+2)/(5+2+2) = 0.667: the lower one; above all 2/(1+2+2) = 0.4.
    QCOMPARE(chooseThreshold(steps, { ThresholdRule::SmoothedF, Objective::PerLabel, 2 }).threshold, double(0.2F));
    // s = 4: 6/8 = 0.75 against 8/11 = 0.727.
    QCOMPARE(chooseThreshold(steps, { ThresholdRule::SmoothedF, Objective::PerLabel, 4 }).threshold, double(0.9F));
    // s = 1000: predicting least is best: 1000/1003 against 1002/1004.
    QCOMPARE(chooseThreshold(steps, { ThresholdRule::SmoothedF, Objective::PerLabel, 1000 }).threshold, double(0.9F));
    const LabelThreshold cut = chooseThreshold(steps, { ThresholdRule::Fbr, Objective::PerLabel, 2, 0.6 });
    QCOMPARE(cut.threshold, double(0.95F));
    QCOMPARE(cut.f1, 0.0);
    QCOMPARE(cut.predicted, size_t(1));
    QCOMPARE(chooseThreshold(steps, { ThresholdRule::Fbr, Objective::PerLabel, 2, 0.5 }).threshold, double(0.2F));
    QVERIFY(std::isnan(chooseThreshold(labelSteps(scores, {}), { ThresholdRule::Fbr }).threshold));
}

void WhatIfTest::ruleNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("argmax") << "argmax"
                            << "argmax";
    QTest::newRow("micro") << "argmax@micro"
                           << "argmax@micro";
    QTest::newRow("smoothed") << "smoothed:1.5"
                              << "smoothed:1.5";
    QTest::newRow("default") << "smoothed"
                             << "smoothed:2";
    QTest::newRow("fbr") << "fbr:0.1"
                         << "fbr:0.1";
    QTest::newRow("global") << "global@track"
                            << "global@track";
    QTest::newRow("fixed") << "fixed:0.3"
                           << "fixed:0.3";
    for (const char *bad :
         { "",           "best",       "fbr:2",         "fbr:x",        "argmax:3", "smoothed:-1",     "smoothed:1e9",
           "fixed:50",   "fixed:0.5x", "fbr:0.1@micro", "global@album", "fixed:0",  "fixed:0.5@micro", "fixed:1.5",
           "fixed:-0.5", "fixed:nan",  "fixed:inf",     "smoothed:inf", "fbr:-0.1", "fbr:nan",         "fixed:0,5" })
        QTest::addRow("bad: %s", bad) << bad << QString();
}

void WhatIfTest::ruleNames()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    const auto rule = parseRule(text);
    QCOMPARE(bool(rule), !name.isEmpty());
    if (!rule) {
        QVERIFY(!rule.error().remedy.isEmpty());
        return;
    }
    QCOMPARE(ruleName(*rule), name);
    const JsonFields fields(toJson(*rule));
    QCOMPARE(readRule(fields), *rule);
    QVERIFY(fields.check());
    QVERIFY(!ruleText(*rule).isEmpty());
}

void WhatIfTest::microIsTheGreatest()
{
    for (uint64_t seed = 0; seed < 20; ++seed) {
        const Case c(seed, 12);
        const std::vector<LabelSteps> all = *labelSteps(*c.part.scores, *c.part.truth);
        const std::vector<LabelSteps> steps { all[0], all[2], all[4] };
        const std::vector<double> found = microThresholds(steps);
        auto micro = [&](std::span<const double> thresholds) {
            double hits = 0;
            double sum = 0;
            for (size_t i = 0; i < 3; ++i) {
                sum += double(steps[i].support);
                if (std::isnan(thresholds[i]))
                    continue;
                const auto k =
                    size_t(std::lower_bound(steps[i].scores.begin(), steps[i].scores.end(), float(thresholds[i]))
                           - steps[i].scores.begin());
                hits += k < steps[i].size() ? steps[i].truePositives[k] : 0;
                sum += k < steps[i].size() ? steps[i].predicted[k] : steps[i].highestRows;
            }
            return 2 * hits / sum;
        };
        double greatest = 0;
        for (const float a : steps[0].scores) {
            for (const float b : steps[1].scores) {
                for (const float d : steps[2].scores)
                    greatest = std::max(greatest, micro(std::vector<double> { a, b, d }));
            }
        }
        QVERIFY2(micro(found) >= greatest - 1e-12,
                 qPrintable(QStringLiteral("%1 < %2").arg(QString::number(micro(found)), QString::number(greatest))));
    }
}

void WhatIfTest::globalIsTheGreatest()
{
    for (uint64_t seed = 0; seed < 12; ++seed) {
        const Case c(seed, 50);
        const auto steps = *labelSteps(*c.part.scores, *c.part.truth);
        for (const Objective objective : { Objective::PerLabel, Objective::Micro, Objective::PerTrack }) {
            auto value = [&](double threshold) {
                Thresholds thresholds { std::vector<double>(kClasses.size(), threshold),
                                        std::vector<char>(kClasses.size(), 1) };
                double hits = 0;
                double sum = 0;
                double mean = 0;
                if (objective == Objective::PerTrack) {
                    for (size_t track = 0; track < c.part.truth->size(); ++track) {
                        const auto predicted =
                            ScoreLabeller(thresholds).labelsOf(c.part.scores->row(c.part.truth->row(track)));
                        double right = 0;
                        double expected = 0;
                        for (const uint32_t label : predicted)
                            right += c.part.truth->bears(track, label) ? 1 : 0;
                        for (const uint32_t label : c.part.truth->labelsOf(track))
                            expected += label < kClasses.size() ? 1 : 0; // the rule looks at classes alone
                        if (expected > 0)
                            mean += 2 * right / (double(predicted.size()) + expected);
                    }
                    return mean;
                }
                for (uint32_t label = 0; label < kClasses.size(); ++label) {
                    double labelHits = 0;
                    double predicted = 0;
                    for (size_t track = 0; track < c.part.truth->size(); ++track) {
                        const bool isReached = double(c.part.scores->row(c.part.truth->row(track))[label]) >= threshold;
                        predicted += isReached ? 1 : 0;
                        labelHits += isReached && c.part.truth->bears(track, label) ? 1 : 0;
                    }
                    hits += labelHits;
                    sum += predicted + double(steps[label].support);
                    mean += steps[label].support > 0 ? 2 * labelHits / (predicted + double(steps[label].support)) : 0;
                }
                return objective == Objective::Micro ? 2 * hits / sum : mean;
            };
            const auto found = globalThreshold(*c.part.scores, *c.part.truth, c.part.classes, objective);
            QVERIFY(found);
            for (const LabelSteps &label : steps) {
                for (const float score : label.scores)
                    QVERIFY2(value(*found) >= value(double(score)) - 1e-9,
                             qPrintable(QStringLiteral("seed %1, objective %2: %3 is worse than %4")
                                            .arg(QString::number(seed), QString::number(int(objective)),
                                                 QString::number(*found), QString::number(double(score)))));
            }
        }
    }
}

void WhatIfTest::hierarchyByHand()
{
    //                              jazz  bop   pop   synth rock  hard  soft  deep
    const std::vector<float> row { 0.1F, 0.6F, 0.3F, 0.2F, 0.7F, 0.1F, 0.8F, 0.2F };
    const Thresholds thresholds { std::vector<double>(8, 0.5), std::vector<char>(8, 1) };
    auto labels = [&](HierarchyRule rule, const std::vector<float> &scores) {
        QStringList names;
        for (const uint32_t label : ScoreLabeller(thresholds, rule, parentsOf(kClasses)).labelsOf(scores))
            names << QString::fromStdString(kClasses[label]);
        return names.join(' ');
    };
    QCOMPARE(labels({}, row), QString("jazz---bop rock rock---soft"));
    QCOMPARE(labels({ true, false, 0.5 }, row), QString("jazz jazz---bop rock rock---soft"));
    QCOMPARE(labels({ false, true, 0.5 }, row), QString("rock rock---soft")); // jazz has 0.1 < 0.5 · 0.5
    QCOMPARE(labels({ false, true, 0.2 }, row), QString("jazz---bop rock rock---soft"));
    QCOMPARE(labels({ true, true, 0.5 }, row), QString("rock rock---soft"));
    // Dropping leaves no track without a label, and the genre comes with it if asked for.
    const std::vector<float> orphan { 0.1F, 0.6F, 0, 0, 0, 0, 0, 0 };
    QCOMPARE(labels({ false, true, 0.5 }, orphan), QString("jazz---bop"));
    QCOMPARE(labels({ true, true, 0.5 }, orphan), QString("jazz jazz---bop"));
    // A subgenre whose genre is no class is no orphan.
    const std::vector<float> deep { 0, 0, 0, 0, 0, 0, 0, 0.9F };
    QCOMPARE(labels({ true, true, 0.5 }, deep), QString("soul---deep"));
    QCOMPARE(parentsOf(kClasses), std::vector<int32_t>({ -1, 0, -1, 2, -1, 4, 4, -1 }));
}

void WhatIfTest::movingAThreshold_data()
{
    QTest::addColumn<bool>("addParents");
    QTest::addColumn<bool>("dropOrphans");
    QTest::newRow("plain") << false << false;
    QTest::newRow("parents") << true << false;
    QTest::newRow("orphans") << false << true;
    QTest::newRow("both") << true << true;
}

void WhatIfTest::movingAThreshold()
{
    QFETCH(bool, addParents);
    QFETCH(bool, dropOrphans);
    const HierarchyRule rule { addParents, dropOrphans, 0.6 };
    for (uint64_t seed = 0; seed < 40; ++seed) {
        const Case c(seed, seed % 10 == 0 ? 3 : 60);
        RandomSource random(seed + 100);
        Thresholds thresholds = c.thresholds(random);
        auto tracks =
            *LabelledTracks::make(c.part.scores, c.part.truth, ScoreLabeller(thresholds, rule, parentsOf(kClasses)));
        for (int label = 0; label < 4; ++label) {
            const auto chosen = uint32_t(random.bits() % kClasses.size());
            const auto movable = *MovableLabel::make(tracks, chosen);
            WhatIf whatIf(movable);
            for (int move = 0; move < 12; ++move) {
                // Typed values, exact scores, and never.
                const double score = double(c.part.scores->row(random.bits() % c.part.scores->rows())[chosen]);
                thresholds.values[chosen] = move % 5 == 4 ? kNan
                    : move % 2 == 0                       ? std::max(score, 1e-6)
                                                          : 0.05 + random.uniform();
                whatIf.setThreshold(thresholds.values[chosen]);
                const Evaluation expected = c.evaluated(thresholds, rule);
                const SystemFigures figures = whatIf.counts().figures();
                QCOMPARE(figuresText(figures.tracks, figures.labels), figuresText(expected.tracks, expected.labels));
                for (const Evaluation::Label &known : expected.perLabel) {
                    const auto found = std::find(kClasses.begin(), kClasses.end(), known.name);
                    if (found == kClasses.end())
                        continue;
                    const auto index = uint32_t(found - kClasses.begin());
                    QCOMPARE(size_t(whatIf.counts().truePositives(index)), known.truePositives);
                    QCOMPARE(size_t(whatIf.counts().predicted(index)), known.predicted);
                }
                size_t reached = 0;
                size_t hits = 0;
                size_t fallbacks = 0;
                for (size_t track = 0; track < c.part.truth->size(); ++track) {
                    const auto row = c.part.scores->row(c.part.truth->row(track));
                    const bool isReached = double(row[chosen]) >= thresholds.values[chosen];
                    reached += isReached ? 1 : 0;
                    hits += isReached && c.part.truth->bears(track, chosen) ? 1 : 0;
                    std::vector<uint32_t> any;
                    ScoreLabeller(thresholds).appendReached(row, any);
                    fallbacks += any.empty() ? 1 : 0;
                }
                const WhatIf::Decision decision = whatIf.decision();
                QCOMPARE(decision.truePositives, hits);
                QCOMPARE(decision.falsePositives, reached - hits);
                QCOMPARE(decision.truePositives + decision.falseNegatives, size_t(c.part.truth->support(chosen)));
                QCOMPARE(decision.truePositives + decision.falsePositives + decision.falseNegatives
                             + decision.trueNegatives,
                         c.part.truth->size());
                QCOMPARE(figures.fallbackTracks, fallbacks);
                QCOMPARE(decision.predicted(), reached);
            }
            // The last place is kept, and equals what is made anew.
            tracks = LabelledTracks::withThreshold(*movable, thresholds.values[chosen]);
            const auto anew = *LabelledTracks::make(c.part.scores, c.part.truth,
                                                    ScoreLabeller(thresholds, rule, parentsOf(kClasses)));
            for (size_t track = 0; track < tracks->size(); ++track) {
                const auto kept = tracks->reachedOf(track);
                const auto made = anew->reachedOf(track);
                QVERIFY(std::equal(kept.begin(), kept.end(), made.begin(), made.end()));
                QCOMPARE(tracks->labelsOf(track), anew->labelsOf(track));
            }
            QCOMPARE(tracks->counts().figures().fallbackTracks, anew->counts().figures().fallbackTracks);
            for (uint32_t other = 0; other < kClasses.size(); ++other) {
                QCOMPARE(tracks->decision(other).truePositives, anew->decision(other).truePositives);
                QCOMPARE(tracks->decision(other).falsePositives, anew->decision(other).falsePositives);
            }
        }
    }
}

void WhatIfTest::perTrackRuleIsNoWorse()
{
    for (uint64_t seed = 0; seed < 6; ++seed) {
        const Case c(seed, 80);
        const auto steps = *labelSteps(*c.part.scores, *c.part.truth);
        auto perTrack = [&](const char *rule) {
            const auto values = ruleThresholds(c.part, steps, *parseRule(rule));
            const Thresholds thresholds { *values, std::vector<char>(kClasses.size(), 1) };
            return (*LabelledTracks::make(c.part.scores, c.part.truth, ScoreLabeller(thresholds)))
                ->counts()
                .figures()
                .tracks[0][2]
                .mean;
        };
        // It begins at the best single threshold and only goes up.
        QVERIFY(perTrack("argmax@track") >= perTrack("global@track") - 1e-4);
        QVERIFY(std::isnan((*ruleThresholds(c.part, steps, *parseRule("argmax@track")))[3])); // no positive
        const std::vector<double> fixed = *ruleThresholds(c.part, steps, *parseRule("fixed:0.3"));
        QVERIFY(std::isnan(fixed[3]) && fixed[0] == 0.3 && fixed[4] == 0.3);
    }
}

void WhatIfTest::bestForTracksIsTheGreatest()
{
    for (uint64_t seed = 0; seed < 20; ++seed) {
        const Case c(seed, 50);
        RandomSource random(seed);
        Thresholds thresholds = c.thresholds(random);
        for (double &value : thresholds.values)
            value = std::isnan(value) ? 0.5 : value;
        const auto tracks = *LabelledTracks::make(c.part.scores, c.part.truth, ScoreLabeller(thresholds));
        auto sum = [&](double threshold) {
            Thresholds changed = thresholds;
            changed.values[4] = threshold;
            double total = 0;
            for (size_t track = 0; track < c.part.truth->size(); ++track) {
                const auto labels = ScoreLabeller(changed).labelsOf(c.part.scores->row(c.part.truth->row(track)));
                double hits = 0;
                for (const uint32_t label : labels)
                    hits += c.part.truth->bears(track, label) ? 1 : 0;
                total += 2 * hits / double(labels.size() + c.part.truth->labelsOf(track).size());
            }
            return total;
        };
        const TrackObjectiveStep best = bestForTracks(**MovableLabel::make(tracks, 4));
        const double gained = sum(best.threshold) - sum(thresholds.values[4]);
        QVERIFY2(std::fabs(gained - best.gain * double(c.part.truth->size())) < 1e-9,
                 qPrintable(QStringLiteral("seed %1: %2 instead of %3")
                                .arg(QString::number(seed), QString::number(gained),
                                     QString::number(best.gain * double(c.part.truth->size())))));
        for (size_t track = 0; track < c.part.truth->size(); ++track) {
            const double other = double(c.part.scores->row(c.part.truth->row(track))[4]);
            QVERIFY2(
                other == 0 || sum(best.threshold) >= sum(other) - 1e-9,
                qPrintable(QStringLiteral("seed %1: %2, not %3")
                               .arg(QString::number(seed), QString::number(other), QString::number(best.threshold))));
        }
    }
}

void WhatIfTest::resampling()
{
    RandomSource random(3);
    std::vector<float> scores;
    std::vector<uint32_t> positives;
    for (uint32_t row = 0; row < 3000; ++row) {
        const bool isTrue = random.uniform() < 0.1;
        scores.push_back(float(1 / (1 + std::exp(-(random.normal() + (isTrue ? 2 : 0))))));
        if (isTrue)
            positives.push_back(row);
    }
    const LabelSteps steps = labelSteps(scores, positives);
    const double best = chooseThreshold(steps, {}).f1;
    ResamplingSettings settings;
    settings.resamples = 500;
    const LabelUncertainty found = labelUncertainty(steps, {}, {}, settings);
    QVERIFY(found.f1.contains(best) && found.unseen.contains(found.expectedF1));
    QVERIFY(found.expectedF1 < best && found.expectedF1 > 0.8 * best);
    QVERIFY(found.threshold.contains(chooseThreshold(steps, {}).threshold));
    QVERIFY(found.f1.high - found.f1.low > 0.02 && found.f1.high - found.f1.low < 0.2);
    QCOMPARE(labelUncertainty(steps, {}, {}, settings).f1.low, found.f1.low); // the same seed

    // The plain bootstrap, row by row.
    std::vector<double> plain;
    for (int i = 0; i < 300; ++i) {
        std::vector<float> drawn;
        std::vector<uint32_t> drawnPositives;
        for (uint32_t row = 0; row < 3000; ++row) {
            const size_t index = random.bits() % 3000;
            drawn.push_back(scores[index]);
            if (std::binary_search(positives.begin(), positives.end(), uint32_t(index)))
                drawnPositives.push_back(row);
        }
        plain.push_back(chooseThreshold(labelSteps(drawn, drawnPositives), {}).f1);
    }
    std::sort(plain.begin(), plain.end());
    QVERIFY2(std::fabs(plain[7] - found.f1.low) < 0.02 && std::fabs(plain[292] - found.f1.high) < 0.02,
             qPrintable(QStringLiteral("%1 … %2 instead of %3 … %4")
                            .arg(QString::number(found.f1.low), QString::number(found.f1.high),
                                 QString::number(plain[7]), QString::number(plain[292]))));

    const ThresholdCurve curve(scores, positives);
    const F1Band band = f1Band(curve, settings);
    QVERIFY(std::is_sorted(band.thresholds.begin(), band.thresholds.end()));
    QCOMPARE(band.thresholds.front(), double(curve.points().front().threshold)); // also below all positives
    QVERIFY(found.best.low == found.f1.low && found.best.high == found.f1.high); // the plain rule's own F1
    int inside = 0;
    for (size_t k = 0; k < band.thresholds.size(); ++k) {
        QVERIFY(band.low[k] <= band.high[k]);
        inside +=
            curve.at(band.thresholds[k]).f1 >= band.low[k] && curve.at(band.thresholds[k]).f1 <= band.high[k] ? 1 : 0;
    }
    QVERIFY(inside > int(band.thresholds.size() * 95 / 100));
    QCOMPARE(labelUncertainty(labelSteps(scores, {}), {}).expectedF1, 0.0);
}

void WhatIfTest::randomSource()
{
    RandomSource random(9);
    for (const double mean : { 0.3, 1.0, 7.0, 40.0, 2000.0 }) {
        double sum = 0;
        double squares = 0;
        constexpr int draws = 20'000;
        for (int i = 0; i < draws; ++i) {
            const double value = random.poisson(mean);
            sum += value;
            squares += value * value;
        }
        const double average = sum / draws;
        QVERIFY2(std::fabs(average - mean) < 5 * std::sqrt(mean / draws), qPrintable(QString::number(average)));
        QVERIFY(std::fabs(squares / draws - average * average - mean) < 0.06 * mean);
    }
    for (const uint32_t count : { 0U, 1U, 63U, 64U, 100U, 5000U }) {
        double sum = 0;
        for (int i = 0; i < 4000; ++i) {
            const uint32_t half = random.half(count);
            QVERIFY(half <= count);
            sum += half;
        }
        QVERIFY(std::fabs(sum / 4000 - count / 2.0) < 5 * std::sqrt(count / 4.0 / 4000) + 1e-9);
    }
}

void WhatIfTest::typedThresholdCutsWhereItCuts()
{
    // More distinct scores than bins: a typed threshold amid a bin must still give its own F1 on average.
    std::vector<float> scores;
    std::vector<uint32_t> positives;
    for (uint32_t row = 0; row < 4000; ++row) {
        scores.push_back(float(row) / 4000);
        if (row > 300 && (row % 4 == 0 || row > 3000))
            positives.push_back(row);
    }
    const LabelSteps steps = labelSteps(scores, positives);
    ResamplingSettings settings;
    settings.bins = 8;
    settings.halves = 2000;
    const ThresholdCurve curve(scores, positives);
    for (const double typed : { 0.0501, 0.1003, 0.5001, 0.7519, 0.97, 1.5 }) {
        const LabelUncertainty found =
            labelUncertainty(steps, {}, FixedThreshold { typed, curve.at(typed).predicted }, settings);
        const double expected = found.expectedF1;
        QVERIFY(found.f1.contains(curve.at(typed).f1));
        QVERIFY2(std::fabs(expected - curve.at(typed).f1) < 0.005,
                 qPrintable(
                     QStringLiteral("%1: %2 instead of %3")
                         .arg(QString::number(typed), QString::number(expected), QString::number(curve.at(typed).f1))));
    }
}

void WhatIfTest::uncertaintyKnowsRareLabels()
{
    // What is never predicted has no F1 anywhere; a single positive lets nothing be told.
    const LabelSteps few = labelSteps(std::vector<float> { 0.9F, 0.8F, 0.3F, 0.2F }, std::vector<uint32_t> { 0, 2 });
    const LabelUncertainty never = labelUncertainty(few, {}, FixedThreshold { kNan, 0 });
    QVERIFY(never.expectedF1 == 0 && never.unseen.high == 0 && never.f1.high == 0 && never.best.high == 1);
    QVERIFY(std::isnan(
        labelUncertainty(labelSteps(std::vector<float> { 0.9F, 0.8F }, std::vector<uint32_t> { 0 }), {}).expectedF1));
    // Scores that say nothing: five positives look good by chance, and the estimate must not believe it.
    double seen = 0;
    double expected = 0;
    for (uint64_t seed = 0; seed < 40; ++seed) {
        RandomSource random(seed);
        std::vector<float> scores;
        for (int row = 0; row < 1000; ++row)
            scores.push_back(float(random.uniform()));
        const LabelSteps steps = labelSteps(scores, std::vector<uint32_t> { 3, 200, 411, 600, 999 });
        seen += chooseThreshold(steps, {}).f1;
        ResamplingSettings settings;
        settings.seed = seed;
        expected += labelUncertainty(steps, {}, {}, settings).expectedF1;
    }
    QVERIFY2(expected < 0.5 * seen,
             qPrintable(QStringLiteral("%1 of %2").arg(QString::number(expected), QString::number(seen))));
}

void WhatIfTest::rulesAreCompared()
{
    const Case c(1, 200);
    const auto estimates = compareRules(c.part, candidateRules(), 1);
    QVERIFY(estimates);
    QCOMPARE(estimates->size(), candidateRules().size());
    QCOMPARE(estimates->front().rule, RuleSettings());
    QCOMPARE(estimates->front().gainError, 0.0);
    for (const RuleEstimate &estimate : *estimates) {
        QVERIFY(estimate.perLabel > 0.2 && estimate.perLabel < 1 && estimate.perTrack > 0.2 && estimate.micro > 0.2);
        QVERIFY(estimate.perLabelSeen >= estimate.perLabel - 0.05);
    }
    QVERIFY(estimates->front().perLabelSeen > estimates->front().perLabel);
    QCOMPARE((*compareRules(c.part, candidateRules(), 1))[4].perLabel, (*estimates)[4].perLabel);
    const size_t best = recommendedRule(*estimates, Objective::PerLabel);
    QVERIFY(best == 0 || (*estimates)[best].perLabel > estimates->front().perLabel + (*estimates)[best].gainError);
    CancelToken cancel;
    cancel.cancel();
    const auto stopped = compareRules(c.part, candidateRules(), 1, cancel);
    QVERIFY(!stopped && stopped.error().isCancelled());

    const auto previews = previewHierarchy(c.part,
                                           { *ruleThresholds(c.part, *labelSteps(*c.part.scores, *c.part.truth), {}),
                                             std::vector<char>(kClasses.size(), 1) },
                                           0.5);
    QVERIFY(previews && previews->size() == 4);
    // Adding parents can only raise recall.
    QVERIFY((*previews)[1].figures.tracks[0][1].mean >= (*previews)[0].figures.tracks[0][1].mean);
}

void WhatIfTest::curveOfSorted()
{
    const Case c(4, 100);
    const auto tracks = *LabelledTracks::make(c.part.scores, c.part.truth,
                                              ScoreLabeller({ std::vector<double>(8, 0.5), std::vector<char>(8, 1) }));
    const auto movable = *MovableLabel::make(tracks, 5);
    const ThresholdCurve sorted = ThresholdCurve::ofSorted(
        movable->sortedScores, [&](size_t i) { return movable->isTrue[movable->byScore[i]] != 0; });
    const ThresholdCurve curve(movable->scores, c.part.truth->positives(5));
    QCOMPARE(sorted.points().size(), curve.points().size());
    for (size_t i = 0; i < curve.points().size(); ++i) {
        QCOMPARE(sorted.points()[i].f1, curve.points()[i].f1);
        QCOMPARE(sorted.points()[i].predicted, curve.points()[i].predicted);
    }
}

QTEST_GUILESS_MAIN(WhatIfTest)
#include "tst_what_if.moc"
