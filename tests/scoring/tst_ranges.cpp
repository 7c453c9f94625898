#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/scoring/label_steps.h"
#include "core/scoring/labelling.h"
#include "core/scoring/score_matrix.h"
#include "core/scoring/score_range.h"
#include "core/scoring/suspects.h"
#include "core/scoring/threshold_curve.h"
#include "core/scoring/threshold_uncertainty.h"
#include "core/scoring/thresholds.h"
#include "core/truth/ground_truth_reader.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace melscope;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Floats of every kind: any bits, the extremes, and what is usual.
float anyFloat(std::mt19937 &random)
{
    static const float odd[] = { 0.0F,       -0.0F,     1.0F,          -1.0F,          kInfinity,
                                 -kInfinity, kNan,      -kNan,         1e38F,          -1e38F,
                                 1e-45F,     -1e-45F,   3.4028235e38F, -3.4028235e38F, 1.17549435e-38F,
                                 0.5F,       1.0000001F };
    switch (random() % 3) {
    case 0:
        return odd[random() % std::size(odd)];
    case 1:
        return std::bit_cast<float>(uint32_t(random()));
    default:
        return float(random() % 1001) / 1000;
    }
}

RecordingIds numbered(size_t count)
{
    RecordingIds ids;
    for (size_t i = 0; i < count; ++i)
        ids.insert("r" + std::to_string(i));
    return ids;
}

std::vector<std::string> namedClasses(size_t count)
{
    std::vector<std::string> classes;
    for (size_t i = 0; i < count; ++i)
        classes.push_back("c" + std::to_string(i));
    return classes;
}

struct Outcome
{
    int exitCode = -1;
    QString err;
};
Outcome cli(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(MELSCOPE_CLI), arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return { process.exitCode(), QString::fromUtf8(process.readAllStandardError()) };
}

} // namespace

class RangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data();
    void places();
    void orderOfAllFloats();
    void scoresOutside_data();
    void scoresOutside();
    void theRemedyFitsTheScores_data();
    void theRemedyFitsTheScores();
    void realCases_data();
    void realCases();
    void stepsOfAnyFloats();
    void whatIfOfAnyFloats();
    void curveOfAnyFloats();
    void negativeZeroIsZero();
    void thresholdsThatCannotBeWritten_data();
    void thresholdsThatCannotBeWritten();
    void classNames_data();
    void classNames();
    void noClassMatches();

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
};

void RangesTest::places_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<size_t>("place");
    QTest::newRow("nothing") << 0.0 << size_t(0);
    QTest::newRow("half") << 0.5 << size_t(5);
    QTest::newRow("almost all") << 0.9999999 << size_t(9);
    QTest::newRow("all") << 1.0 << size_t(10);
    QTest::newRow("negative") << -0.3 << size_t(0);
    QTest::newRow("hugely negative") << -1e300 << size_t(0);
    QTest::newRow("huge") << 1e300 << size_t(10);
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << size_t(10);
    QTest::newRow("negative infinity") << -std::numeric_limits<double>::infinity() << size_t(0);
    QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << size_t(0);
}

void RangesTest::places()
{
    QFETCH(double, share);
    QFETCH(size_t, place);
    QCOMPARE(placeOfShare(share, 10), place);
}

void RangesTest::orderOfAllFloats()
{
    // What std::sort asks of an order, over all pairs and triples of odd floats.
    const float odd[] = { -kInfinity, -1e38F, -1e-45F, -0.0F, 0.0F, 1e-45F, 1.0F, kInfinity, kNan, -kNan };
    auto same = [](float a, float b) { return !comesBefore(a, b) && !comesBefore(b, a); };
    for (const float a : odd) {
        QVERIFY(!comesBefore(a, a));
        for (const float b : odd) {
            QVERIFY(!(comesBefore(a, b) && comesBefore(b, a)));
            for (const float c : odd) {
                QVERIFY(!comesBefore(a, b) || !comesBefore(b, c) || comesBefore(a, c));
                QVERIFY(!same(a, b) || !same(b, c) || same(a, c));
            }
        }
    }
    QVERIFY(same(-0.0F, 0.0F) && comesBefore(kInfinity, kNan) && comesBefore(kInfinity, -kNan));
}

void RangesTest::scoresOutside_data()
{
    QTest::addColumn<float>("score");
    QTest::addColumn<QString>("shown"); // empty: taken
    QTest::newRow("0") << 0.0F << "";
    QTest::newRow("-0") << -0.0F << "";
    QTest::newRow("1") << 1.0F << "";
    QTest::newRow("smallest") << 1e-45F << "";
    QTest::newRow("just above 1") << 1.0000001F << "1.00000012";
    QTest::newRow("just below 0") << -1e-45F << "-1.40129846e-45";
    QTest::newRow("negative") << -0.25F << "-0.25";
    QTest::newRow("a percentage") << 85.5F << "85.5";
    QTest::newRow("huge") << 1e38F << "9.99999968e+37";
    QTest::newRow("infinite") << kInfinity << "inf, not a finite number";
    QTest::newRow("negative infinity") << -kInfinity << "-inf, not a finite number";
    QTest::newRow("no number") << kNan << "nan, not a finite number";
}

void RangesTest::scoresOutside()
{
    QFETCH(float, score);
    QFETCH(QString, shown);
    // In matrices narrower and wider than what is scanned at once, in the first, the last and a middle place.
    for (const size_t columns : { size_t(1), size_t(5), size_t(16), size_t(40) }) {
        constexpr size_t kRows = 2500;
        for (const size_t place : { size_t(0), kRows * columns - 1, 1203 * columns + columns / 2 }) {
            std::vector<float> values(kRows * columns, 0.25F);
            values[place] = score;
            const auto scores = ScoreMatrix::make(numbered(kRows), namedClasses(columns), std::move(values));
            const auto truth =
                PartTruth::ofPositives(kRows, std::vector<std::vector<uint32_t>>(columns, { 0, 7, 1203, 2499 }));
            const auto checked = checkScores(*scores);
            const auto steps = labelSteps(*scores, *truth);
            QCOMPARE(bool(checked), shown.isEmpty());
            QCOMPARE(bool(steps), shown.isEmpty());
            if (checked)
                continue;
            const QString recording =
                QStringLiteral("recording r%1 for class \"c%2\" is %3")
                    .arg(QString::number(place / columns), QString::number(place % columns), shown);
            QVERIFY2(checked.error().what.contains(recording), qPrintable(checked.error().what));
            QCOMPARE(steps.error().what, checked.error().what);
            QVERIFY(!checked.error().remedy.isEmpty());
        }
    }
    CancelToken cancel;
    cancel.cancel();
    QVERIFY(checkScores(*ScoreMatrix::make(numbered(1), { "a" }, { score }), cancel).error().isCancelled());
}

void RangesTest::theRemedyFitsTheScores_data()
{
    QTest::addColumn<QList<float>>("row");
    QTest::addColumn<QString>("word");
    QTest::newRow("logits") << QList<float> { 2.5F, -1.5F, 0.5F } << "sigmoid";
    QTest::newRow("percentages") << QList<float> { 85.0F, 3.0F, 12.0F } << "100";
    QTest::newRow("rounding") << QList<float> { 0.5F, 1.0000002F, 0.1F } << "rounding";
    QTest::newRow("broken") << QList<float> { kNan, -1.0F, 0.1F } << "anew";
}

void RangesTest::theRemedyFitsTheScores()
{
    QFETCH(QList<float>, row);
    QFETCH(QString, word);
    const auto checked = checkScores(*ScoreMatrix::make(numbered(1), namedClasses(3), { row.begin(), row.end() }));
    QVERIFY2(!checked && checked.error().remedy.contains(word),
             qPrintable(checked ? QString() : checked.error().text()));
}

void RangesTest::realCases_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("message"); // empty: a result
    const QString folder = QStringLiteral(MELSCOPE_SHARED_DATA "/cases/29-scores-outside-0-1/");
    QTest::newRow("all above") << folder + "all-above.safetensors"
                               << "is 2.68728495, not between 0 and 1";
    QTest::newRow("denormal") << folder + "denormal.safetensors"
                              << "";
    QTest::newRow("huge") << folder + "huge.safetensors"
                          << "e+37, not between 0 and 1";
    QTest::newRow("logits") << folder + "neg.safetensors"
                            << "apply the sigmoid";
    QTest::newRow("one above") << folder + "one-above.safetensors"
                               << "is 1.00000012, not between 0 and 1";
    QTest::newRow("one negative") << folder + "one-neg.safetensors"
                                  << "class \"electronic\" is -0.00999999978";
    QTest::newRow("percentages") << folder + "percent.safetensors"
                                 << "divide them by 100";
    QTest::newRow("a little negative") << folder + "tiny-neg.safetensors"
                                       << "is -9.99999994e-09";
}

void RangesTest::realCases()
{
    QFETCH(QString, file);
    QFETCH(QString, message);
    if (!QFileInfo::exists(file))
        QSKIP("the cases are not here");
    const QString output = path("thresholds.txt");
    QFile::remove(output);
    // The comparison of all rules comes before the rule that is taken.
    const Outcome outcome =
        cli({ "thresholds", "--scores", file, "--ground-truth", QFileInfo(file).path() + "/lastfm-truth.tsv",
              "--output", output, "--rule", "global@track", "--compare" });
    QCOMPARE(outcome.exitCode, message.isEmpty() ? 0 : 1);
    QVERIFY2(outcome.err.contains(message), qPrintable(outcome.err));
    QCOMPARE(QFileInfo::exists(output), message.isEmpty());
    if (message.isEmpty())
        QVERIFY(readThresholds(output, 6));
    else
        QVERIFY2(outcome.err.contains(file), qPrintable(outcome.err));
}

void RangesTest::stepsOfAnyFloats()
{
    std::mt19937 random(3);
    for (int round = 0; round < 3000; ++round) {
        const size_t rows = 1 + random() % 200;
        std::vector<float> scores;
        std::vector<uint32_t> positives;
        for (uint32_t row = 0; row < rows; ++row) {
            scores.push_back(anyFloat(random));
            if (random() % 4 == 0)
                positives.push_back(row);
        }
        const LabelSteps steps = labelSteps(scores, positives);
        QCOMPARE(steps.support, positives.size());
        QCOMPARE(steps.rows, rows);
        const bool isClean = std::none_of(scores.begin(), scores.end(), [](float score) { return std::isnan(score); });
        for (size_t k = 0; k < steps.size(); ++k) {
            QVERIFY(steps.predicted[k] <= rows);
            // Without NaN all counts are exact, whatever the range: negative, huge and infinite scores too.
            if (isClean)
                QCOMPARE(size_t(steps.predicted[k]),
                         size_t(std::count_if(scores.begin(), scores.end(),
                                              [&](float score) { return score >= steps.scores[k]; })));
        }
        for (const char *rule : { "argmax", "smoothed:2", "fbr:0.5" })
            (void)chooseThreshold(steps, *parseRule(rule));
        ResamplingSettings few;
        few.resamples = few.halves = 3;
        few.bins = 4;
        (void)labelUncertainty(steps, {}, {}, few);
        (void)labelUncertainty(steps, {}, FixedThreshold { double(anyFloat(random)), random() % (rows + 1) }, few);
    }
}

void RangesTest::whatIfOfAnyFloats()
{
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        const size_t rows = 1 + random() % 40;
        const std::vector<std::string> classes { "a", "a---x", "b", "c" };
        std::string text = "recordingmbid\treleasegroupmbid\tg1\tg2\n";
        std::vector<float> values;
        for (size_t row = 0; row < rows; ++row) {
            text += "r" + std::to_string(row) + "\tg\t" + classes[random() % 4] + '\t' + classes[random() % 4] + '\n';
            for (size_t i = 0; i < classes.size(); ++i)
                values.push_back(anyFloat(random));
        }
        const auto scores = ScoreMatrix::make(numbered(rows), classes, std::move(values));
        const auto truth = *parseGroundTruth(text, "t.tsv");
        auto classOf = [&](uint32_t label) {
            return int(std::find(classes.begin(), classes.end(), truth->labels()[label]) - classes.begin());
        };
        const auto tracks = PartTruth::of(*scores, *truth, classOf);
        const ScoredPart part { scores, tracks, { 0, 1, 2, 3 } };
        Thresholds thresholds { { 0.5, double(anyFloat(random)), double(anyFloat(random)), 0.25 },
                                std::vector<char>(4, 1) };
        const auto labelled =
            *LabelledTracks::make(scores, tracks, ScoreLabeller(thresholds, { true, true, 0.5 }, parentsOf(classes)));
        for (uint32_t label = 0; label < 4; ++label) {
            const auto movable = *MovableLabel::make(labelled, label);
            WhatIf whatIf(movable);
            for (int move = 0; move < 20; ++move) {
                whatIf.setThreshold(double(anyFloat(random)));
                (void)whatIf.counts().figures();
                (void)whatIf.decision();
            }
            (void)bestForTracks(*movable);
            (void)LabelledTracks::withThreshold(*movable, double(anyFloat(random)));
            (void)f1Band(ThresholdCurve::ofSorted(movable->sortedScores,
                                                  [&](size_t i) { return movable->isTrue[movable->byScore[i]] != 0; }),
                         { 3, 3, 1, 8 });
        }
        QVERIFY(findSuspects(part, thresholds, 5));
    }
}

void RangesTest::curveOfAnyFloats()
{
    std::mt19937 random(11);
    for (int round = 0; round < 1000; ++round) {
        const size_t rows = 1 + random() % 100;
        std::vector<float> scores;
        std::vector<uint32_t> positives;
        for (uint32_t row = 0; row < rows; ++row) {
            scores.push_back(anyFloat(random));
            if (random() % 3 == 0)
                positives.push_back(row);
        }
        const ThresholdCurve curve(scores, positives);
        QVERIFY(!curve.points().empty() && curve.points().size() <= rows);
        for (const size_t count : { size_t(0), size_t(3), size_t(10), size_t(50) }) {
            for (const size_t place : curve.thinned(count))
                QVERIFY(place < curve.points().size());
        }
        for (int i = 0; i < 20; ++i)
            QVERIFY(curve.at(double(anyFloat(random))).predicted <= rows);
    }
}

void RangesTest::negativeZeroIsZero()
{
    // All positives have −0: the best threshold is 0, and is written and read back as one of the source's own.
    const auto scores = ScoreMatrix::make(numbered(3), { "a", "b" }, { -0.0F, 0.5F, 0.0F, 0.25F, -0.0F, 0.75F });
    const auto truth = PartTruth::ofPositives(3, { { 0, 1, 2 }, { 0 } });
    const auto steps = labelSteps(*scores, *truth);
    QVERIFY(steps);
    const LabelThreshold best = chooseThreshold((*steps)[0], {});
    QVERIFY(best.threshold == 0 && !std::signbit(best.threshold) && best.f1 == 1);
    QVERIFY(!std::signbit((*steps)[0].highest));
    QVERIFY(!std::signbit(
        ThresholdCurve(std::vector<float> { -0.0F, 0.5F }, std::vector<uint32_t> { 0 }).points()[0].threshold));
    QVERIFY(writeThresholds({ { -0.0, 0.0, 0.5 }, { 1, 0, 0 } }, path("zero.txt")));
    QCOMPARE(*readPlainOrCompressed(path("zero.txt")), std::string("0: 0.0\n1: -0.0\n2: -0.5\n"));
    const auto read = readThresholds(path("zero.txt"), 3);
    QVERIFY(read);
    QCOMPARE(read->inTarget, std::vector<char>({ 1, 0, 0 }));
}

void RangesTest::thresholdsThatCannotBeWritten_data()
{
    QTest::addColumn<double>("value");
    QTest::newRow("negative") << -0.25;
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
    QTest::newRow("huge") << 1e9;
}

void RangesTest::thresholdsThatCannotBeWritten()
{
    QFETCH(double, value);
    for (const char own : { char(1), char(0) }) {
        const auto written = writeThresholds({ { 0.5, value }, { 1, own } }, path("never.txt"));
        QVERIFY(!written);
        QVERIFY2(written.error().what.contains("class 1") && !written.error().remedy.isEmpty(),
                 qPrintable(written.error().what));
        QVERIFY(!QFileInfo::exists(path("never.txt")));
    }
}

void RangesTest::classNames_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("message"); // empty: taken
    QTest::newRow("two") << QByteArray(R"(["a","b"])") << "";
    QTest::newRow("the same twice") << QByteArray(R"(["a","a"])") << "\"a\" stands there again as entry 1";
    QTest::newRow("an empty one") << QByteArray(R"(["a",""])") << "entry 1 is no name";
    QTest::newRow("a number") << QByteArray(R"([1,"b"])") << "entry 0 is no name but 1";
    QTest::newRow("null") << QByteArray(R"(["a",null])") << "entry 1 is no name but null";
    QTest::newRow("too few") << QByteArray(R"(["a"])") << "1 class names for 2 columns";
    QTest::newRow("none") << QByteArray("[]") << "one at least";
    QTest::newRow("an object") << QByteArray(R"({"a":1})") << "no JSON array";
    QTest::newRow("no JSON") << QByteArray("a,b") << "no JSON array";
    QTest::newRow("absent") << QByteArray() << "do not bear the names";
}

void RangesTest::classNames()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, message);
    const std::vector<float> values { 0.1F, 0.2F };
    const IdTensors ids = numbered(1).tensors();
    QMap<QString, QString> metadata;
    if (!json.isEmpty())
        metadata.insert("classes", QString::fromUtf8(json));
    QVERIFY(writeSafetensors(path("named.safetensors"),
                             { { "scores", "F32", { 1, 2 }, bytesOf(values) },
                               { "ids", "U8", { int64_t(ids.bytes.size()) }, bytesOf(ids.bytes) },
                               { "id_offsets", "U64", { 2 }, bytesOf(ids.offsets) } },
                             metadata));
    const auto read = ScoreMatrix::open(path("named.safetensors"));
    QCOMPARE(bool(read), message.isEmpty());
    if (!read) {
        QVERIFY2(read.error().what.contains(message), qPrintable(read.error().what));
        QVERIFY(!read.error().remedy.isEmpty());
        // A list of names that is good replaces those that are not.
        QVERIFY(ScoreMatrix::open(path("named.safetensors"), { "x", "y" }));
    }
}

void RangesTest::noClassMatches()
{
    QVERIFY(ScoreMatrix::make(numbered(2), { "genre 1", "genre 2" }, { 0.1F, 0.2F, 0.3F, 0.4F })
                ->save(path("scores.safetensors")));
    QVERIFY(
        writeFileAtomically(path("truth.tsv"), "recordingmbid\treleasegroupmbid\tgenre1\nr0\tg\trock\nr1\tg\tpop\n"));
    const QString output = path("none.txt");
    const Outcome outcome = cli({ "thresholds", "--scores", path("scores.safetensors"), "--ground-truth",
                                  path("truth.tsv"), "--output", output });
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("\"pop\"") && outcome.err.contains("\"genre 1\""), qPrintable(outcome.err));
    QVERIFY(!QFileInfo::exists(output));
    // One that matches is enough.
    QVERIFY(writeFileAtomically(path("truth.tsv"),
                                "recordingmbid\treleasegroupmbid\tgenre1\nr0\tg\trock\nr1\tg\tgenre 2\n"));
    QCOMPARE(cli({ "thresholds", "--scores", path("scores.safetensors"), "--ground-truth", path("truth.tsv"),
                   "--output", output })
                 .exitCode,
             0);
}

QTEST_GUILESS_MAIN(RangesTest)
#include "tst_ranges.moc"
