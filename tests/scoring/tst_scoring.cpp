#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/scoring/evaluation.h"
#include "core/scoring/evaluation_files.h"
#include "core/scoring/labelling.h"
#include "core/scoring/score_matrix.h"
#include "core/scoring/submission_check.h"
#include "core/scoring/threshold_curve.h"
#include "core/scoring/threshold_search.h"
#include "core/scoring/thresholds.h"
#include "core/truth/ground_truth_reader.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstdio>
#include <limits>
#include <random>
#include <set>

using namespace melscope;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Debian's Python, which has Debian's scikit-learn.
QString python()
{
    return QFileInfo::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}

bool runPython(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(python(), arguments);
    return process.waitForFinished(300'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

struct Column
{
    std::vector<float> scores;
    std::vector<char> truth;

    std::vector<uint32_t> positives() const
    {
        std::vector<uint32_t> rows;
        for (size_t i = 0; i < truth.size(); ++i) {
            if (truth[i])
                rows.push_back(uint32_t(i));
        }
        return rows;
    }
};

/// Columns of every kind: continuous, with ties, constant, no positive, all positive, denormal, negative, one row.
std::vector<Column> oddColumns()
{
    std::mt19937 random(7);
    std::uniform_real_distribution<float> uniform(0, 1);
    std::vector<Column> columns;
    for (int i = 0; i < 1000; ++i) {
        Column column;
        const size_t rows = i % 40 == 0 ? 1 : i % 41 == 1 ? 2 : 3 + random() % 300;
        const int kind = i % 10;
        const float rate = kind == 3 ? 0 : kind == 4 ? 1 : (i % 3 == 0 ? 0.02F : 0.3F);
        for (size_t row = 0; row < rows; ++row) {
            const bool positive = kind != 3 && (uniform(random) < rate || row == 0);
            float score = uniform(random) * (positive ? 1.0F : 0.8F);
            if (kind == 1)
                score = std::round(score * 8) / 8; // many ties
            else if (kind == 2)
                score = 0.25F; // constant
            else if (kind == 5)
                score *= 1e-42F; // denormals
            else if (kind == 6)
                score = -score;
            else if (kind == 7)
                score = score < 0.5F ? 0.0F : 1.0F;
            column.scores.push_back(score);
            column.truth.push_back(positive);
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

RecordingIds numbered(size_t count)
{
    RecordingIds ids;
    for (size_t i = 0; i < count; ++i)
        ids.insert("r" + std::to_string(i));
    return ids;
}

std::shared_ptr<const GroundTruth> truthOf(const std::string &rows)
{
    const auto truth = parseGroundTruth("recordingmbid\treleasegroupmbid\tg1\tg2\tg3\tg4\n" + rows, "t.tsv");
    return truth ? *truth : nullptr;
}

} // namespace

class ScoringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thresholdByHand();
    void tieTakesTheLowest();
    void thresholdsEqualScikitLearn();
    void curveAgreesWithSearch();
    void searchJoinsByIdAndName();
    void nanScoresAreRefused();
    void macroFiguresCountUnsupportedAsZero();
    void thresholdsFile();
    void badThresholdsFiles_data();
    void badThresholdsFiles();
    void publishedThresholdsAreRead();
    void labelling();
    void scoreMatrixRoundTrip();
    void submissionKeepsFaults();
    void checkFindsEveryViolation();
    void checkFindsAThousandPlanted();
    void evaluationByHand();
    void evaluationExpanded();
    void evaluationRefusesOtherIds();
    void evaluationEqualsTheReference();
    void evaluationFiles_data();
    void evaluationFiles();
    void evaluatorsOwnFiles();

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
};

void ScoringTest::thresholdByHand()
{
    const std::vector<float> scores { 0.1F, 0.4F, 0.35F, 0.8F };
    const std::vector<uint32_t> positives { 2, 3 };
    const LabelThreshold best = searchThreshold(scores, positives);
    // At 0.35: P = 2/3, R = 1, F1 = 0.8; at 0.8: P = 1, R = 0.5, F1 = 2/3. AP = 0.5 · 1 + 0.5 · 2/3.
    QCOMPARE(best.threshold, double(0.35F));
    QCOMPARE(best.f1, 0.8);
    QCOMPARE(best.averagePrecision, 0.5 + 0.5 * 2 / 3);
    QCOMPARE(best.predicted, size_t(3));
    QCOMPARE(best.support, size_t(2));
    QVERIFY(std::isnan(searchThreshold(scores, {}).threshold));
    QCOMPARE(searchThreshold(scores, {}).f1, 0.0);
}

void ScoringTest::tieTakesTheLowest()
{
    // At 0.9: P = 1, R = 1/2, F1 = 2/3. At 0.2: P = 2/4, R = 1, F1 = 2/3.
    const std::vector<float> scores { 0.9F, 0.5F, 0.4F, 0.2F };
    const std::vector<uint32_t> positives { 0, 3 };
    QCOMPARE(searchThreshold(scores, positives).threshold, double(0.2F));
}

void ScoringTest::thresholdsEqualScikitLearn()
{
    const std::vector<Column> columns = oddColumns();
    std::string text;
    for (const Column &column : columns) {
        char number[64];
        for (const float score : column.scores) {
            std::snprintf(number, sizeof number, "%a ", double(score));
            text += number;
        }
        text += '\n';
        for (const char positive : column.truth)
            text += positive ? "1 " : "0 ";
        text += '\n';
    }
    QVERIFY(writeFileAtomically(path("columns.txt"), text));
    if (!runPython({ "-c", "import sklearn" }))
        QSKIP("scikit-learn is not here (Debian: python3-sklearn)");
    QVERIFY(runPython({ QStringLiteral(MELSCOPE_TEST_SOURCES "/scoring/reference_thresholds.py"), path("columns.txt"),
                        path("golden.txt") }));
    const QStringList lines =
        QString::fromStdString(*readPlainOrCompressed(path("golden.txt"))).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(size_t(lines.size()), columns.size());
    double ours = 0;
    double theirs = 0;
    for (size_t i = 0; i < columns.size(); ++i) {
        const LabelThreshold found = searchThreshold(columns[i].scores, columns[i].positives());
        const QStringList golden = lines[qsizetype(i)].split(' ');
        const double threshold = golden[0].toDouble();
        QVERIFY2(found.threshold == threshold || (std::isnan(found.threshold) && std::isnan(threshold)),
                 qPrintable(QStringLiteral("column %1: %2 instead of %3")
                                .arg(QString::number(i), QString::number(found.threshold, 'g', 17), golden[0])));
        QVERIFY2(found.f1 == golden[1].toDouble(),
                 qPrintable(QStringLiteral("column %1: F1 %2 instead of %3")
                                .arg(QString::number(i), QString::number(found.f1, 'g', 17), golden[1])));
        // The sum's order differs from numpy's pairwise one.
        QVERIFY2(std::fabs(found.averagePrecision - golden[2].toDouble()) < 1e-14,
                 qPrintable(QStringLiteral("column %1: AP %2 instead of %3")
                                .arg(QString::number(i), QString::number(found.averagePrecision, 'g', 17), golden[2])));
        ours += found.f1;
        theirs += golden[1].toDouble();
    }
    QCOMPARE(ours, theirs);
}

void ScoringTest::curveAgreesWithSearch()
{
    for (const Column &column : oddColumns()) {
        const ThresholdCurve curve(column.scores, column.positives());
        const LabelThreshold found = searchThreshold(column.scores, column.positives());
        QVERIFY(std::is_sorted(curve.points().begin(), curve.points().end(),
                               [](const auto &a, const auto &b) { return a.threshold < b.threshold; }));
        QCOMPARE(curve.points().front().predicted, uint32_t(column.scores.size()));
        if (found.support == 0)
            continue;
        const auto at = curve.at(found.threshold);
        QCOMPARE(at.f1, found.f1);
        QCOMPARE(at.precision, found.precision);
        QCOMPARE(size_t(at.predicted), found.predicted);
        for (const auto &point : curve.points())
            QVERIFY(point.f1 <= found.f1);
        QVERIFY(curve.thinned(20).size() <= 20);
        QCOMPARE(curve.thinned(20).front(), size_t(0));
    }
}

void ScoringTest::searchJoinsByIdAndName()
{
    // Rows in another order than the truth; one without truth; a truth row that was not scored; a normalised class.
    RecordingIds ids;
    for (const char *id : { "b", "x", "a" })
        ids.insert(id);
    const auto scores = ScoreMatrix::make(ids, { "poprock", "rock", "never" },
                                          { 0.9F, 0.1F, 0.5F, 0.8F, 0.8F, 0.8F, 0.3F, 0.7F, 0.5F });
    const auto truth = truthOf("a\tg\trock\n"
                               "b\tg\tPop/Rock\tunheard\n"
                               "c\tg\trock\n");
    const auto columns = PartTruth::byName(*scores, *truth);
    QCOMPARE(columns->size(), size_t(2));
    QCOMPARE(columns->unknownLabels(), std::vector<std::string>({ "unheard" }));
    const auto found = searchThresholds(*scores, *columns);
    QVERIFY(found);
    QCOMPARE((*found)[0].threshold, double(0.9F));
    QCOMPARE((*found)[1].threshold, double(0.7F));
    QVERIFY(std::isnan((*found)[2].threshold));
}

void ScoringTest::nanScoresAreRefused()
{
    const auto scores =
        ScoreMatrix::make(numbered(2), { "a", "b" }, { 0.1F, 0.2F, std::numeric_limits<float>::quiet_NaN(), 0.4F });
    const auto truth = truthOf("r0\tg\ta\nr1\tg\tb\n");
    const auto found = searchThresholds(*scores, *PartTruth::byName(*scores, *truth));
    QVERIFY(!found);
    QVERIFY2(found.error().what.contains("r1") && found.error().what.contains("\"a\""), qPrintable(found.error().what));
}

void ScoringTest::macroFiguresCountUnsupportedAsZero()
{
    std::vector<LabelThreshold> labels(4);
    labels[0].support = 3, labels[0].f1 = 0.5, labels[0].averagePrecision = 0.4;
    labels[1].support = 1, labels[1].f1 = 1.0, labels[1].averagePrecision = 1.0;
    const MacroFigures all = macroFigures(labels, [](size_t i) { return i < 3; });
    QCOMPARE(all.labels, size_t(3));
    QCOMPARE(all.supported, size_t(2));
    QCOMPARE(all.f1, 0.5);
    QCOMPARE(all.supportedF1, 0.75);
    QCOMPARE(all.map, 1.4 / 3);
}

void ScoringTest::thresholdsFile()
{
    const Thresholds written { { double(0.3F), 0.25, kNan, 0.0 }, { 1, 0, 1, 0 } };
    QVERIFY(writeThresholds(written, path("thresholds.txt")));
    QCOMPARE(*readPlainOrCompressed(path("thresholds.txt")),
             std::string("0: 0.30000001192092896\n1: -0.25\n2: nan\n3: -0.0\n"));
    const auto read = readThresholds(path("thresholds.txt"), 4);
    QVERIFY(read);
    QCOMPARE(read->values[0], double(0.3F));
    QCOMPARE(read->values[1], 0.25);
    QVERIFY(read->predicts(0));
    QVERIFY(!read->predicts(1));
    QVERIFY(!read->predicts(2));
    QVERIFY(!read->predicts(3));
}

void ScoringTest::badThresholdsFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("line");
    QTest::newRow("too few") << QByteArray("0: 0.5\n") << qint64(0);
    QTest::newRow("too many") << QByteArray("0: 0.5\n1: 0.5\n2: 0.5\n") << qint64(3);
    QTest::newRow("gap") << QByteArray("0: 0.5\n2: 0.5\n") << qint64(2);
    QTest::newRow("twice") << QByteArray("0: 0.5\n0: 0.5\n") << qint64(2);
    QTest::newRow("empty") << QByteArray("") << qint64(0);
    QTest::newRow("no index") << QByteArray("0.5\n1: 0.5\n") << qint64(1);
    QTest::newRow("negative index") << QByteArray("-0: 0.5\n1: 0.5\n") << qint64(1);
    for (const char *value : { "high", "", "inf", "-inf", "infinity", "1e300", "1000.1", "-1e9", "0.5 0.6", "0.5x",
                               "0x1p-1", "0,5", "+0.5", "nan(1)", "1e-400", "0: 0.5" })
        QTest::addRow("value \"%s\"", value) << QByteArray("0: 0.5\n1: ") + value + QByteArray("\n") << qint64(2);
}

void ScoringTest::badThresholdsFiles()
{
    QFETCH(QByteArray, text);
    QVERIFY(writeFileAtomically(path("bad.txt"), text.toStdString()));
    QFETCH(qint64, line);
    const auto read = readThresholds(path("bad.txt"), 2);
    QVERIFY(!read);
    QCOMPARE(read.error().line, line);
    QVERIFY(read.error().file.endsWith("bad.txt") && !read.error().remedy.isEmpty());
}

void ScoringTest::publishedThresholdsAreRead()
{
    const QString folder = QStringLiteral(MELSCOPE_SHARED_DATA "/melbaseline/");
    if (!QFileInfo::exists(folder))
        QSKIP("the published thresholds are not here");
    const auto one = readThresholds(folder + "subtask1-lastfm-thresholds.txt", 327);
    QVERIFY2(one, one ? "" : qPrintable(one.error().text()));
    const auto two = readThresholds(folder + "subtask2-lastfm-thresholds.txt", 1424);
    QVERIFY2(two, two ? "" : qPrintable(two.error().text()));
    // Written again they are the same, byte for byte.
    QVERIFY(writeThresholds(*two, path("again.txt")));
    QCOMPARE(*readPlainOrCompressed(path("again.txt")),
             *readPlainOrCompressed(folder + "subtask2-lastfm-thresholds.txt"));
}

void ScoringTest::labelling()
{
    const Thresholds thresholds { { 0.5, 0.5, 0.2, kNan, 0.1 }, { 1, 1, 1, 1, 0 } };
    auto labels = [&](std::vector<float> scores) { return ScoreLabeller(thresholds).labelsOf(scores); };
    QCOMPARE(labels({ 0.5F, 0.4F, 0.3F, 1, 1 }), std::vector<uint32_t>({ 0, 2 })); // ≥, NaN and foreign never
    QCOMPARE(labels({ 0.3F, 0.4F, 0.1F, 1, 1 }), std::vector<uint32_t>({ 1 })); // largest ratio
    QCOMPARE(labels({ 0.25F, 0.25F, 0.05F, 1, 1 }), std::vector<uint32_t>({ 0 })); // tie: lowest index
    QCOMPARE(labels({ 0, 0, 0, 0, 0 }), std::vector<uint32_t>({ 0 }));
    // No class has a threshold: the highest score of the target's classes.
    QCOMPARE(ScoreLabeller({ { kNan, kNan, kNan }, { 1, 1, 0 } }).labelsOf(std::vector<float> { 0.1F, 0.3F, 0.9F }),
             std::vector<uint32_t>({ 1 }));
}

void ScoringTest::scoreMatrixRoundTrip()
{
    const auto scores = ScoreMatrix::make(numbered(3), { "a", "b---ü" }, { 0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F });
    QVERIFY(scores->save(path("scores.safetensors")));
    const auto read = ScoreMatrix::open(path("scores.safetensors"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE((*read)->classes(), scores->classes());
    QVERIFY(std::equal(scores->values().begin(), scores->values().end(), (*read)->values().begin(),
                       (*read)->values().end()));
    QCOMPARE((*read)->ids().text(2), std::string("r2"));
    QVERIFY(!ScoreMatrix::open(path("scores.safetensors"), { "one class" }));
    // A file as another program writes it: no metadata of ours, tensors in any order and anywhere.
    const std::vector<char> ids { 'x', 'y', 'z' };
    const std::vector<uint64_t> offsets { 0, 1, 3 };
    const std::vector<float> values { 1, 2 };
    QVERIFY(writeSafetensors(path("foreign.safetensors"),
                             { { "ids", "U8", { 3 }, bytesOf(ids) },
                               { "scores", "F32", { 2, 1 }, bytesOf(values) },
                               { "id_offsets", "U64", { 3 }, bytesOf(offsets) } },
                             { { "classes", "[\"rock\"]" } }));
    const auto foreign = ScoreMatrix::open(path("foreign.safetensors"));
    QVERIFY2(foreign, foreign ? "" : qPrintable(foreign.error().text()));
    QCOMPARE((*foreign)->ids().text(1), std::string("yz"));
    QCOMPARE((*foreign)->row(1)[0], 2.0F);
}

void ScoringTest::submissionKeepsFaults()
{
    const Submission run = Submission::parse("a\trock\tpop\r\n\nb\nc\tr&b---ü\t\t\nd\trock");
    QCOMPARE(run.size(), size_t(5));
    QCOMPARE(run.line(0).labels.size(), size_t(2));
    QCOMPARE(run.line(0).labels[1], std::string_view("pop"));
    QVERIFY(run.line(1).id.empty());
    QVERIFY(run.line(2).labels.empty());
    QCOMPARE(run.line(3).labels.size(), size_t(1));
    QCOMPARE(run.line(4).number, 5);
    const std::vector<std::string_view> labels { "x", "y" };
    QCOMPARE(submissionLine("id", labels), std::string("id\tx\ty\n"));
}

void ScoringTest::checkFindsEveryViolation()
{
    const Submission run = Submission::parse("a\trock\trock\n" // label twice
                                             "b\n" // no label
                                             "c\tpolka\n" // unknown label
                                             "a\tpop\n" // id twice
                                             "x\tpop\n" // unexpected
                                             "\tpop\n"); // no id; d is missing
    RecordingIds expected;
    for (const char *id : { "a", "b", "c", "d" })
        expected.insert(id);
    const CheckReport report = checkSubmission(run, { "rock", "pop" }, &expected);
    const std::vector<std::pair<SubmissionRule, qint64>> found = [&] {
        std::vector<std::pair<SubmissionRule, qint64>> list;
        for (const Violation &violation : report.violations)
            list.emplace_back(violation.rule, violation.line);
        return list;
    }();
    const std::vector<std::pair<SubmissionRule, qint64>> golden = {
        { SubmissionRule::IdAndLabel, 2 },   { SubmissionRule::IdAndLabel, 6 }, { SubmissionRule::LabelTwice, 1 },
        { SubmissionRule::UnknownLabel, 3 }, { SubmissionRule::IdTwice, 4 },    { SubmissionRule::UnexpectedId, 5 },
        { SubmissionRule::MissingId, 0 }
    };
    QVERIFY(found == golden);
    QVERIFY(!report.accepted());
    QVERIFY(checkSubmission(Submission::parse("a\trock\n"), { "rock" }, nullptr).accepted());
}

void ScoringTest::checkFindsAThousandPlanted()
{
    // 3,000 good lines with 1,000 faults among them, each rule's as often as it falls.
    std::mt19937 random(21);
    std::string text;
    RecordingIds expected;
    std::vector<std::pair<SubmissionRule, qint64>> planted;
    std::vector<std::string> missing;
    qint64 line = 0;
    size_t faults = 0;
    for (int i = 0; i < 4000; ++i) {
        const std::string id = "r" + std::to_string(i);
        expected.insert(id);
        if (faults < 1000 && i % 4 == 3) {
            ++faults;
            switch (random() % 6) {
            case 0:
                text += id + "\n";
                planted.emplace_back(SubmissionRule::IdAndLabel, ++line);
                continue;
            case 1:
                text += id + "\trock\tpop\trock\n";
                planted.emplace_back(SubmissionRule::LabelTwice, ++line);
                continue;
            case 2:
                text += id + "\trock\tpolka" + std::to_string(i) + "\n";
                planted.emplace_back(SubmissionRule::UnknownLabel, ++line);
                continue;
            case 3:
                text += id + "\trock\n" + id + "\tpop\n";
                line += 2;
                planted.emplace_back(SubmissionRule::IdTwice, line);
                continue;
            case 4:
                text += id + "\trock\nx" + std::to_string(i) + "\tpop\n";
                line += 2;
                planted.emplace_back(SubmissionRule::UnexpectedId, line);
                continue;
            default:
                planted.emplace_back(SubmissionRule::MissingId, 0);
                missing.push_back(id);
                continue;
            }
        }
        text += id + (i % 2 == 0 ? "\trock\n" : "\tpop\trock---hard\n");
        ++line;
    }
    QCOMPARE(planted.size(), size_t(1000));
    const CheckReport report = checkSubmission(Submission::parse(text), { "rock", "pop", "rock---hard" }, &expected);
    std::stable_sort(planted.begin(), planted.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QCOMPARE(report.violations.size(), planted.size());
    size_t nextMissing = 0;
    for (size_t i = 0; i < planted.size(); ++i) {
        QCOMPARE(report.violations[i].rule, planted[i].first);
        QCOMPARE(report.violations[i].line, planted[i].second);
        if (planted[i].first == SubmissionRule::MissingId)
            QVERIFY(report.violations[i].text.contains(QString::fromStdString(missing[nextMissing++])));
    }
    QCOMPARE(report.lines, size_t(line));
}

void ScoringTest::evaluationByHand()
{
    const auto truth = truthOf("a\tg\trock\trock---hard\nb\tg\tpop\nc\tg\tjazz---bop\n");
    // a: one hit of two, one wrong; b: right; c: genre predicted for a track without a genre.
    const auto evaluation = evaluate(*truth, Submission::parse("c\tjazz\na\trock\tpop\nb\tpop\n"));
    QVERIFY2(evaluation, evaluation ? "" : qPrintable(evaluation.error().text()));
    // Track, all: P = (1/2 + 1 + 0) / 3, R the same, F = (1/2 + 1 + 0) / 3.
    QCOMPARE(evaluation->tracks[0][0].mean, 0.5);
    QCOMPARE(evaluation->tracks[0][2].mean, 0.5);
    QCOMPARE(evaluation->tracks[0][0].deviation, 0.5);
    // Track, genre: a P = 1/2, R = 1, F = 2/3 (0.6667); b all 1; c has no genre in truth.
    QCOMPARE(evaluation->tracks[1][0].mean, 0.75);
    QCOMPARE(evaluation->tracks[1][1].mean, 1.0);
    QCOMPARE(evaluation->tracks[1][2].mean, 0.8334); // (0.6667 + 1) / 2 = 0.83335, on R's even side
    QCOMPARE(evaluation->tracks[1][0].count, size_t(2));
    // Track, subgenre: a none predicted, P = 0; c none.
    QCOMPARE(evaluation->tracks[2][0].mean, 0.0);
    QCOMPARE(evaluation->tracks[2][0].count, size_t(2));
    // Labels of the truth: jazz---bop 0, pop P = 1/2 R = 1, rock 1, rock---hard 0; jazz is none.
    QCOMPARE(evaluation->perLabel.size(), size_t(4));
    QCOMPARE(evaluation->labels[0][0].mean, 0.375);
    QCOMPARE(evaluation->labels[1][0].mean, 0.75);
    QCOMPARE(evaluation->labels[2][1].mean, 0.0);
    // jazz is predicted, though the truth does not have it.
    QCOMPARE(evaluation->columns, std::vector<std::string>({ "jazz", "jazz---bop", "pop", "rock", "rock---hard" }));
    QCOMPARE(evaluation->predicted, std::vector<size_t>({ 1, 0, 2, 1, 0 }));
    // Confusion: rock–rock 1, pop–pop 1, rock---hard–pop 1, jazz---bop–jazz 1.
    QCOMPARE(evaluation->confusions.size(), size_t(4));
    for (const auto &confusion : evaluation->confusions)
        QCOMPARE(confusion.weight, 1.0);
}

void ScoringTest::evaluationExpanded()
{
    const auto truth = truthOf("a\tg\trock\trock---hard\n");
    const Submission run = Submission::parse("a\trock---hard\n");
    QCOMPARE(evaluate(*truth, run)->tracks[0][1].mean, 0.5);
    QCOMPARE(evaluate(*truth, run, true)->tracks[0][1].mean, 1.0);
    QVERIFY(std::isnan(evaluate(*truth, run)->tracks[0][0].deviation));
}

void ScoringTest::evaluationRefusesOtherIds()
{
    const auto truth = truthOf("a\tg\trock\nb\tg\tpop\n");
    const auto missing = evaluate(*truth, Submission::parse("a\trock\n"));
    QVERIFY(!missing && missing.error().what.contains("1 recordings of the ground truth are missing"));
    const auto more = evaluate(*truth, Submission::parse("a\trock\nb\tpop\nc\tpop\n"));
    QVERIFY(!more && more.error().what.contains("not in the ground truth"));
    const auto twice = evaluate(*truth, Submission::parse("a\trock\na\tpop\nb\tpop\n"));
    QVERIFY(!twice && twice.error().line == 2);
}

void ScoringTest::evaluationEqualsTheReference()
{
    const std::vector<std::string> vocabulary { "rock",        "rock---hard", "rock---soft", "pop",
                                                "pop---synth", "jazz",        "jazz---bop",  "r&b" };
    std::mt19937 random(11);
    for (int round = 0; round < 200; ++round) {
        std::string truthText = "recordingmbid\treleasegroupmbid\tg1\tg2\tg3\tg4\n";
        std::vector<std::string> lines;
        const size_t tracks = round % 20 == 0 ? 1 : 2 + random() % 60;
        for (size_t track = 0; track < tracks; ++track) {
            std::set<std::string> trueLabels;
            std::set<std::string> predicted;
            for (size_t i = 0; i <= random() % 4; ++i)
                trueLabels.insert(vocabulary[random() % (round % 3 == 0 ? 3 : vocabulary.size())]);
            for (size_t i = 0; i <= random() % 4; ++i)
                predicted.insert(random() % 15 == 0 ? "outside" : vocabulary[random() % vocabulary.size()]);
            const std::string id = "r" + std::to_string(track);
            truthText += id + "\tg";
            for (const std::string &label : trueLabels)
                truthText += '\t' + label;
            truthText += '\n';
            std::string line = id;
            if (random() % 12 != 0) {
                for (const std::string &label : predicted)
                    line += '\t' + label;
            }
            lines.push_back(line + '\n');
        }
        std::shuffle(lines.begin(), lines.end(), random);
        std::string runText;
        for (const std::string &line : lines)
            runText += line;
        QVERIFY(writeFileAtomically(path("truth.tsv"), truthText));
        QVERIFY(writeFileAtomically(path("run.tsv"), runText));
        const bool expanded = round % 2 == 1;
        QVERIFY(runPython({ QStringLiteral(MELSCOPE_TEST_SOURCES "/scoring/reference_evaluation.py"), path("truth.tsv"),
                            path("run.tsv"), expanded ? "1" : "0", path("golden.txt") }));
        const QStringList golden =
            QString::fromStdString(*readPlainOrCompressed(path("golden.txt"))).split('\n', Qt::SkipEmptyParts);
        const auto evaluation =
            evaluate(**readGroundTruth(path("truth.tsv")), *Submission::read(path("run.tsv")), expanded);
        QVERIFY2(evaluation, evaluation ? "" : qPrintable(evaluation.error().text()));
        auto text = [](double value) { return std::isnan(value) ? QString("NA") : QString::number(value, 'f', 4); };
        for (size_t i = 0; i < 18; ++i) {
            const MeanFigure &value = figure(*evaluation, i);
            QCOMPARE(text(value.mean) + ' ' + text(value.deviation), golden[qsizetype(i)]);
        }
        QCOMPARE(qsizetype(evaluation->confusions.size()), golden.size() - 18);
        for (const auto &confusion : evaluation->confusions) {
            const QString line = QString::fromStdString(evaluation->perLabel[confusion.row].name) + '\t'
                + QString::fromStdString(evaluation->columns[confusion.column]) + '\t'
                + text(roundLikeR(confusion.weight, 4));
            QVERIFY2(golden.contains(line), qPrintable(line));
        }
    }
}

void ScoringTest::evaluationFiles_data()
{
    QTest::addColumn<QByteArray>("truth");
    QTest::addColumn<QByteArray>("run");
    QTest::addColumn<QByteArrayList>("files"); // summary, track, label, confusion, label_counts, confusions
    // By hand: "b" hits one of its two, "a" nothing; jazz is predicted and never true.
    QTest::newRow("two tracks")
        << QByteArray("b\tg\trock\trock---hard\na\tg\tpop\n") << QByteArray("b\trock\na\trock\tjazz\n")
        << QByteArrayList {
               "# summary per track (all labels, n = 2)\nPrecision: mean = 0.5 sd = 0.7071\n"
               "   Recall: mean = 0.25 sd = 0.3536\n  F-score: mean = 0.3334 sd = 0.4714\n\n"
               "# summary per track (genre labels, n = 2)\nPrecision: mean = 0.5 sd = 0.7071\n"
               "   Recall: mean = 0.5 sd = 0.7071\n  F-score: mean = 0.5 sd = 0.7071\n\n"
               "# summary per track (subgenre labels, n = 1)\nPrecision: mean = 0 sd = NA\n"
               "   Recall: mean = 0 sd = NA\n  F-score: mean = 0 sd = NA\n\n"
               "# summary per label (all labels, n = 3)\nPrecision: mean = 0.1667 sd = 0.2887\n"
               "   Recall: mean = 0.3333 sd = 0.5774\n  F-score: mean = 0.2222 sd = 0.3849\n\n"
               "# summary per label (genre labels, n = 2)\nPrecision: mean = 0.25 sd = 0.3536\n"
               "   Recall: mean = 0.5 sd = 0.7071\n  F-score: mean = 0.3334 sd = 0.4714\n\n"
               "# summary per label (subgenre labels, n = 1)\nPrecision: mean = 0 sd = NA\n"
               "   Recall: mean = 0 sd = NA\n  F-score: mean = 0 sd = NA\n",
               "recordingmbid\tP.all\tR.all\tF.all\tP.gen\tR.gen\tF.gen\tP.sub\tR.sub\tF.sub\n"
               "a\t0\t0\t0\t0\t0\t0\tNA\tNA\tNA\nb\t1\t0.5\t0.6667\t1\t1\t1\t0\t0\t0\n",
               "label\tP\tR\tF\npop\t0\t0\t0\nrock\t0.5\t1\t0.6667\nrock---hard\t0\t0\t0\n",
               "pop\trock\trock---hard\npop\t0\t1\t0\nrock\t0\t1\t0\nrock---hard\t0\t0\t0\n",
               "label\ttrue positives\tpredicted\ttrue\npop\t0\t0\t1\nrock\t1\t2\t1\nrock---hard\t0\t0\t1\n",
               "true\tpredicted\tweight\npop\tjazz\t1\npop\trock\t1\nrock\trock\t1\n"
           };
    // By hand: no subgenre anywhere, a track without a prediction, whose precision does not exist.
    QTest::newRow("one track predicts nothing")
        << QByteArray("a\tg\tpop\tfolk\tska\nb\tg\tpop\n") << QByteArray("a\trock\tpop\nb\n")
        << QByteArrayList { "# summary per track (all labels, n = 2)\nPrecision: mean = 0.5 sd = NA\n"
                            "   Recall: mean = 0.1666 sd = 0.2357\n  F-score: mean = 0.2 sd = 0.2828\n\n"
                            "# summary per track (genre labels, n = 2)\nPrecision: mean = 0.25 sd = 0.3536\n"
                            "   Recall: mean = 0.1666 sd = 0.2357\n  F-score: mean = 0.2 sd = 0.2828\n\n"
                            "# summary per track (subgenre labels, n = 0)\nPrecision: mean = NaN sd = NA\n"
                            "   Recall: mean = NaN sd = NA\n  F-score: mean = NaN sd = NA\n\n"
                            "# summary per label (all labels, n = 3)\nPrecision: mean = 0.3333 sd = 0.5774\n"
                            "   Recall: mean = 0.1667 sd = 0.2887\n  F-score: mean = 0.2222 sd = 0.3849\n\n"
                            "# summary per label (genre labels, n = 3)\nPrecision: mean = 0.3333 sd = 0.5774\n"
                            "   Recall: mean = 0.1667 sd = 0.2887\n  F-score: mean = 0.2222 sd = 0.3849\n\n"
                            "# summary per label (subgenre labels, n = 0)\nPrecision: mean = NaN sd = NA\n"
                            "   Recall: mean = NaN sd = NA\n  F-score: mean = NaN sd = NA\n",
                            "recordingmbid\tP.all\tR.all\tF.all\tP.gen\tR.gen\tF.gen\tP.sub\tR.sub\tF.sub\n"
                            "a\t0.5\t0.3333\t0.4\t0.5\t0.3333\t0.4\tNA\tNA\tNA\nb\tNA\t0\t0\t0\t0\t0\tNA\tNA\tNA\n",
                            "label\tP\tR\tF\nfolk\t0\t0\t0\npop\t1\t0.5\t0.6667\nska\t0\t0\t0\n",
                            "folk\tpop\tska\nfolk\t0\t0\t0\npop\t0\t1\t0\nska\t0\t0\t0\n",
                            "label\ttrue positives\tpredicted\ttrue\nfolk\t0\t0\t1\npop\t1\t1\t2\nska\t0\t0\t1\n",
                            "true\tpredicted\tweight\nfolk\trock\t0.5\npop\tpop\t1\nska\trock\t0.5\n" };
}

void ScoringTest::evaluationFiles()
{
    QFETCH(QByteArray, truth);
    QFETCH(QByteArray, run);
    QFETCH(QByteArrayList, files);
    const auto evaluation = evaluate(*truthOf(truth.constData()), Submission::parse(run.toStdString()));
    const auto written = writeEvaluation(*evaluation, path("evaluation"), "run.tsv");
    QVERIFY(written);
    const QStringList suffixes { ".results_summary",   ".results_track",    ".results_label",
                                 ".results_confusion", ".label_counts.tsv", ".confusions.tsv" };
    QCOMPARE(written->size(), suffixes.size());
    for (qsizetype i = 0; i < suffixes.size(); ++i) {
        QCOMPARE(written->at(i), path("evaluation/run.tsv") + suffixes[i]);
        QCOMPARE(QByteArray::fromStdString(*readPlainOrCompressed(written->at(i))), files[i]);
    }
}

void ScoringTest::evaluatorsOwnFiles()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start("python3", { "-B", MELSCOPE_TEST_SOURCES "/scoring/evaluator_cases.py", "--cli", MELSCOPE_CLI });
    QVERIFY(process.waitForFinished(120'000));
    const QByteArray text = process.readAll();
    QVERIFY2(process.exitCode() == 0, text.constData());
    QVERIFY2(text.contains("80 files are the evaluator's"), text.constData());
}

QTEST_GUILESS_MAIN(ScoringTest)
#include "tst_scoring.moc"
