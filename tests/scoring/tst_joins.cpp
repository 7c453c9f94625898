#include "core/scoring/evaluation.h"
#include "core/scoring/label_difference.h"
#include "core/scoring/submission_check.h"
#include "core/scoring/submission_join.h"
#include "core/truth/cell_text.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/join_finding.h"

#include <QFileInfo>
#include <QTest>

#include <random>

using namespace melscope;

namespace {

const std::string kHeader = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\tgenre3\n";
const std::string kFirst = "463a4950-548b-dbd4-203e-6b28055c5ad8";
const std::string kSecond = "22e8676b-0346-bce5-78af-37a0969f08ac";
const std::string kGroup = "7fe868b1-0ad7-462e-e30f-75b82a368558";
const std::string kComposed = "n\xC3\xBC metal"; // nü metal
const std::string kDecomposed = "nu\xCC\x88 metal";

std::shared_ptr<const GroundTruth> truthOf(const std::string &rows)
{
    const auto truth = parseGroundTruth(kHeader + rows, QStringLiteral("t.tsv"));
    return truth ? *truth : nullptr;
}

std::set<std::string, std::less<>> vocabularyOf(const GroundTruth &truth)
{
    return { truth.spellings().begin(), truth.spellings().end() };
}

RecordingIds idsOf(const QStringList &texts)
{
    RecordingIds ids;
    for (const QString &text : texts)
        ids.insert(text.toStdString());
    return ids;
}

QString uuid(uint64_t high, uint64_t low)
{
    return QString::fromStdString(IdKey::ofUuid(high, low).text());
}

} // namespace

/// Submissions, truths and other lists of names that almost match, and what is said of those that do not.
class JoinsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void almostTheSameRun_data();
    void almostTheSameRun();
    void quotedRuns_data();
    void quotedRuns();
    void theSameLabelTwice();
    void realFaultsStay();
    void comparedByKeys();
    void cellsReadBack_data();
    void cellsReadBack();
    void reasonsOfIds_data();
    void reasonsOfIds();
    void swappedColumns();
    void missingArchives();
    void goodJoinsSayNothing();
    void reasonsOfLabels_data();
    void reasonsOfLabels();
    void evaluationTellsWhy();
    void sharedCase();
};

void JoinsTest::almostTheSameRun_data()
{
    QTest::addColumn<QString>("id"); // of the run's first line
    QTest::addColumn<QString>("label");
    QTest::addColumn<int>("warnings");
    const QString id = QString::fromStdString(kFirst);
    const QString label = QString::fromStdString(kComposed);
    QTest::newRow("the same") << id << label << 0;
    QTest::newRow("capitals") << id.toUpper() << label << 1;
    QTest::newRow("submission number") << id + "-0" << label << 1;
    QTest::newRow("space after the id") << id + " " << label << 1;
    QTest::newRow("space about the label") << id << " " + label + QChar(0xA0) << 1;
    QTest::newRow("decomposed") << id << QString::fromStdString(kDecomposed) << 1;
    QTest::newRow("all of it") << " " + id.toUpper() + "-3" << QString::fromStdString(kDecomposed) + "  " << 2;
}

void JoinsTest::almostTheSameRun()
{
    QFETCH(QString, id);
    QFETCH(QString, label);
    QFETCH(int, warnings);
    const auto truth = truthOf(kFirst + "\tg\trock\t" + kComposed + "\n" + kSecond + "\tg\tjazz\n");
    QVERIFY(truth);
    const Submission run = Submission::parse((id + "\trock\t" + label + "\n").toStdString() + kSecond + "\tjazz\n");
    const CheckReport check = checkSubmission(run, vocabularyOf(*truth), &truth->recordings());
    QVERIFY2(check.accepted(), check.accepted() ? "" : qPrintable(check.violations.front().text));
    QCOMPARE(check.warnings.size(), size_t(warnings));
    for (const CheckWarning &warning : check.warnings) {
        QCOMPARE(warning.line, 1);
        QCOMPARE(warning.count, 1);
        QVERIFY2(warning.text.contains("would refuse it"), qPrintable(warning.text));
    }
    for (const bool expanded : { false, true }) {
        const auto evaluation = evaluate(*truth, run, expanded);
        QVERIFY2(evaluation, evaluation ? "" : qPrintable(evaluation.error().text()));
        QCOMPARE(evaluation->tracks[0][2].mean, 1.0);
        QCOMPARE(evaluation->labels[0][2].mean, 1.0);
        QCOMPARE(evaluation->columns.size(), size_t(3));
    }
}

void JoinsTest::quotedRuns_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("other"); // another cell of the file
    QTest::addColumn<bool>("accepted");
    QTest::newRow("quoted for its comma") << "\"folk, world\""
                                          << "rock" << true;
    QTest::newRow("plain") << "folk, world"
                           << "rock" << true;
    QTest::newRow("all quoted") << "\"folk, world\""
                                << "\"rock\"" << true;
    QTest::newRow("quotes that nothing asks for") << "folk, world"
                                                  << "\"rock\"" << false;
    QTest::newRow("a label's own quotes") << "\"\"\"heroes\"\"\""
                                          << "rock" << true;
    QTest::newRow("the same, plain") << "\"heroes\""
                                     << "rock" << true;
}

void JoinsTest::quotedRuns()
{
    QFETCH(QString, cell);
    QFETCH(QString, other);
    QFETCH(bool, accepted);
    const auto truth = truthOf("a\tg\tfolk, world\t\"heroes\"\nb\tg\trock\n");
    QVERIFY(truth);
    QCOMPARE(truth->labels(), std::vector<std::string>({ "\"heroes\"", "folk, world", "rock" }));
    const Submission run = Submission::parse("a\t" + cell.toStdString() + "\nb\t" + other.toStdString() + "\n");
    const CheckReport check = checkSubmission(run, vocabularyOf(*truth), nullptr);
    QCOMPARE(check.accepted(), accepted);
    const bool isPlain = !cell.contains("\"\"") && !cell.startsWith("\"folk") && !other.contains('"');
    QCOMPARE(check.warnings.empty(), isPlain || !accepted);
}

void JoinsTest::theSameLabelTwice()
{
    const Submission run = Submission::parse("a\t" + kComposed + "\t" + kDecomposed + "\nb\trock \trock\n");
    const CheckReport check = checkSubmission(run, { kComposed, "rock" }, nullptr);
    QCOMPARE(check.violations.size(), size_t(2));
    QVERIFY(check.violations[0].rule == SubmissionRule::LabelTwice
            && check.violations[1].rule == SubmissionRule::LabelTwice);
    QCOMPARE(check.violations[1].line, 2);
}

void JoinsTest::realFaultsStay()
{
    // Capitals and punctuation of labels are not forgiven; an id twice is one however it is written.
    const RecordingIds expected = idsOf({ QString::fromStdString(kFirst), QString::fromStdString(kSecond) });
    const Submission run =
        Submission::parse(kFirst + "\tRock\n" + QString::fromStdString(kFirst).toUpper().toStdString() + "\trock\n");
    const CheckReport check = checkSubmission(run, { "rock" }, &expected);
    QStringList rules;
    for (const Violation &violation : check.violations)
        rules << ruleName(violation.rule);
    QCOMPARE(rules, QStringList({ "unknown-label", "id-twice", "missing-id" }));
}

void JoinsTest::comparedByKeys()
{
    const auto truth = truthOf("a\tg\t" + kDecomposed + "\nb\tg\trock\n");
    const auto difference = compareRuns(*truth, Submission::parse("a\t" + kComposed + "\nb\trock\n"),
                                        Submission::parse("a\t" + kDecomposed + "\nb\t rock\n"), 10);
    QVERIFY(difference);
    QCOMPARE(difference->mean.first, 1.0);
    QCOMPARE(difference->mean.second, 1.0);
    QCOMPARE(difference->labels[0].name, kDecomposed); // as the truth spells it
}

void JoinsTest::cellsReadBack_data()
{
    QTest::addColumn<QString>("label");
    for (const char *label :
         { "rock", "folk, world", "\"heroes\"", "\"a, b\"", "rock \"n\" roll", "\"", "\"\"", "\"\"\"x\"\"\"", "12\"" })
        QTest::newRow(label) << QString::fromUtf8(label);
}

void JoinsTest::cellsReadBack()
{
    QFETCH(QString, label);
    const std::string text = label.toStdString();
    const Submission run = Submission::parse("a\t" + cellOf(text) + "\nb\trock\n");
    QCOMPARE(run.labels()[0].key, text);
}

void JoinsTest::reasonsOfIds_data()
{
    QTest::addColumn<QString>("form"); // %1: a UUID
    QTest::addColumn<bool>("matches");
    QTest::addColumn<QString>("reason");
    QTest::newRow("the same") << "%1" << true << "";
    QTest::newRow("capitals and number") << "%1-0" << true << "";
    QTest::newRow("braces") << "{%1}" << false << "braces";
    QTest::newRow("address") << "https://musicbrainz.org/recording/%1" << false << "addresses";
    QTest::newRow("prefix") << "mbid:%1" << false << "other text";
    QTest::newRow("file name") << "%1.json" << false << "other text";
    QTest::newRow("spreadsheet") << "4.63E+10" << false << "spreadsheet";
    QTest::newRow("names") << "song" << false << "no MusicBrainz ids";
}

void JoinsTest::reasonsOfIds()
{
    QFETCH(QString, form);
    QFETCH(bool, matches);
    QFETCH(QString, reason);
    QStringList left;
    QStringList right;
    for (uint64_t i = 0; i < 30; ++i) {
        left << uuid(i * 0x9E3779B97F4A7C15ULL, i);
        QString other = form.contains("%1") ? QString(form).replace("%1", left.last()) : form + QString::number(i);
        right << (form.endsWith("-0") ? other.toUpper() : other);
    }
    for (const bool swapped : { false, true }) {
        const JoinFinding join = recordingJoin(QStringLiteral("A"), idsOf(swapped ? right : left), QStringLiteral("B"),
                                               idsOf(swapped ? left : right));
        QCOMPARE(join.isPoor(), !matches);
        QCOMPARE(join.isNothing(), !matches);
        QCOMPARE(join.reason.isEmpty(), matches);
        QVERIFY2(join.reason.contains(reason), qPrintable(join.reason));
        QCOMPARE(join.differsInForm, !matches);
        if (matches)
            continue;
        // Named after the side that is odd, with an example of both.
        QVERIFY2(join.reason.contains(swapped ? "A" : "B"), qPrintable(join.reason));
        QVERIFY(join.text().contains(join.leftExample) && join.text().contains(join.rightExample));
        QVERIFY(!join.leftExample.isEmpty() && !join.rightExample.isEmpty());
        QVERIFY2(join.text().contains("none of the 30 recordings of A"), qPrintable(join.text()));
    }
    // No hyphens.
    QStringList bare;
    for (const QString &id : left)
        bare << QString(id).remove('-');
    QVERIFY(
        recordingJoin(QStringLiteral("A"), idsOf(left), QStringLiteral("B"), idsOf(bare)).reason.contains("hyphens"));
}

void JoinsTest::swappedColumns()
{
    const auto truth =
        truthOf(kGroup + "\t" + kFirst + "\trock\n" + "c12579ee-e0d5-7f23-0099-ba9ffa3cb5f2\t" + kSecond + "\tjazz\n");
    const Submission run = Submission::parse(kFirst + "\trock\n" + kSecond + "\tjazz\n");
    const JoinFinding join = truthInRun(*truth, run);
    QVERIFY2(join.isNothing() && join.reason.contains("swapped"), qPrintable(join.text()));
    const JoinFinding other =
        runInIds(run, QStringLiteral("the ground truth"), truth->recordings(), &truth->releaseGroups());
    QVERIFY2(other.isNothing() && other.reason.contains("swapped") && other.differsInForm, qPrintable(other.text()));
}

void JoinsTest::missingArchives()
{
    QStringList all;
    QStringList some;
    std::mt19937_64 random(3);
    for (int i = 0; i < 4000; ++i) {
        all << uuid(random(), random());
        if (all.last().startsWith('0') || all.last().startsWith('1'))
            some << all.last();
    }
    const JoinFinding join = recordingJoin(QStringLiteral("A"), idsOf(all), QStringLiteral("B"), idsOf(some));
    QVERIFY(join.isPoor() && !join.isNothing());
    QCOMPARE(join.matched, size_t(some.size()));
    QVERIFY2(join.reason.contains("begin with 0, 1"), qPrintable(join.reason));
    QVERIFY(!join.differsInForm);
    // Other recordings altogether.
    QStringList others;
    for (int i = 0; i < 4000; ++i)
        others << uuid(random(), random());
    const JoinFinding none = recordingJoin(QStringLiteral("A"), idsOf(all), QStringLiteral("B"), idsOf(others));
    QVERIFY2(none.isNothing() && none.reason.contains("another part"), qPrintable(none.reason));
    QVERIFY(recordingJoin(QStringLiteral("A"), idsOf(all), QStringLiteral("B"), {}).reason.contains("none"));
}

void JoinsTest::goodJoinsSayNothing()
{
    QStringList all;
    for (uint64_t i = 0; i < 100; ++i)
        all << uuid(i, i);
    const JoinFinding half = recordingJoin(QStringLiteral("A"), idsOf(all), QStringLiteral("B"), idsOf(all.mid(0, 50)));
    QVERIFY(!half.isPoor());
    QVERIFY(half.reason.isEmpty() && half.why().isEmpty());
    QVERIFY(recordingJoin(QStringLiteral("A"), idsOf(all), QStringLiteral("B"), idsOf(all.mid(0, 49))).isPoor());
    QVERIFY(!recordingJoin(QStringLiteral("A"), {}, QStringLiteral("B"), {}).isPoor());
}

void JoinsTest::reasonsOfLabels_data()
{
    QTest::addColumn<QStringList>("left");
    QTest::addColumn<QStringList>("right");
    QTest::addColumn<QString>("reason");
    const QStringList labels { "rock", "pop/rock", "r&b---new jack swing", QString::fromStdString(kComposed) };
    QTest::newRow("the same") << labels << labels << "";
    QTest::newRow("decomposed") << QStringList { QString::fromStdString(kComposed) }
                                << QStringList { QString::fromStdString(kDecomposed) } << "";
    QTest::newRow("capitals") << QStringList { "Rock", "Pop/Rock", "R&B---New Jack Swing" } << labels << "capitals";
    QTest::newRow("normalised") << QStringList { "poprock", "rb---newjackswing", "blues" } << labels << "punctuation";
    QTest::newRow("another source") << QStringList { "polka", "schlager" } << labels << "another source";
    QTest::newRow("nothing there") << labels << QStringList() << "none";
}

void JoinsTest::reasonsOfLabels()
{
    QFETCH(QStringList, left);
    QFETCH(QStringList, right);
    QFETCH(QString, reason);
    std::vector<std::string> ours;
    std::vector<std::string> theirs;
    for (const QString &label : left)
        ours.push_back(label.toStdString());
    for (const QString &label : right)
        theirs.push_back(label.toStdString());
    const JoinFinding join = labelJoin(QStringLiteral("A"), ours, QStringLiteral("B"), theirs);
    QCOMPARE(join.isPoor(), !reason.isEmpty());
    QVERIFY2(join.reason.contains(reason) && join.reason.isEmpty() == reason.isEmpty(), qPrintable(join.reason));
}

void JoinsTest::evaluationTellsWhy()
{
    const auto truth = truthOf(kFirst + "\tg\trock\n" + kSecond + "\tg\tjazz\n");
    const Submission run =
        Submission::parse("{" + kFirst + "}\trock\n{" + kSecond + "}\tjazz\n", QStringLiteral("run.tsv"));
    for (const QString &what : { evaluate(*truth, run).error().what, compareRuns(*truth, run, run).error().what }) {
        QVERIFY2(what.contains("braces"), qPrintable(what));
        QVERIFY2(what.contains('{' + QString::fromStdString(kFirst) + '}'), qPrintable(what));
    }
}

void JoinsTest::sharedCase()
{
    const QString folder = QStringLiteral(MELSCOPE_SHARED_DATA "/cases/09-tsv-excel-quotes/");
    if (!QFileInfo::exists(folder))
        QSKIP("the shared cases are not on this machine");
    const auto truth = readGroundTruth(folder + "allmusic-train.tsv");
    const auto run = Submission::read(folder + "preds.tsv");
    QVERIFY(truth && run);
    const CheckReport check = checkSubmission(*run, vocabularyOf(**truth), &(*truth)->recordings());
    QVERIFY(check.accepted());
    QVERIFY(check.warnings.empty());
    const auto evaluation = evaluate(**truth, *run);
    QVERIFY(evaluation);
    QCOMPARE(evaluation->labels[0][2].mean, 1.0);
}

QTEST_GUILESS_MAIN(JoinsTest)
#include "tst_joins.moc"
