#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace melscope;

namespace {

struct Outcome
{
    int exitCode = -1;
    QString out;
    QString err;
    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

Outcome cli(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(MELSCOPE_CLI), arguments);
    if (!process.waitForFinished(600'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return { process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
             QString::fromUtf8(process.readAllStandardError()) };
}

QString sharedCase(const QString &name)
{
    return QStringLiteral(MELSCOPE_SHARED_DATA "/cases/") + name;
}

const QString kFirst = QStringLiteral("463a4950-548b-dbd4-203e-6b28055c5ad8");
const QString kSecond = QStringLiteral("22e8676b-0346-bce5-78af-37a0969f08ac");

} // namespace

/// What the command line says of names that almost match.
class CliJoinsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void runs_data();
    void runs();
    void quotesAreToldOf();
    void checkWarnsInJson();
    void sharedTrainings_data();
    void sharedTrainings();
    void spellingOfTestFeatures();

private:
    QString write(const QString &name, const QString &text) const;
    QTemporaryDir m_folder;
    QString m_truth;
};

QString CliJoinsTest::write(const QString &name, const QString &text) const
{
    const QString path = m_folder.filePath(name);
    return writeFileAtomically(path, text.toStdString()) ? path : QString();
}

void CliJoinsTest::initTestCase()
{
    m_truth = write("truth.tsv",
                    "recordingmbid\treleasegroupmbid\tgenre1\n" + kFirst + "\tg\trock\n" + kSecond + "\th\tjazz\n");
    QVERIFY(!m_truth.isEmpty());
}

void CliJoinsTest::runs_data()
{
    QTest::addColumn<QString>("run");
    QTest::addColumn<int>("evaluated"); // exit codes
    QTest::addColumn<int>("checked");
    QTest::addColumn<QString>("reason"); // said by evaluate where it fails
    QTest::addColumn<QString>("note"); // said by check
    QTest::newRow("as it should be") << kFirst + "\trock\n" + kSecond + "\tjazz\n"
                                     << 0 << 0 << ""
                                     << "no violation";
    QTest::newRow("capitals, number, spaces") << kFirst.toUpper() + "\trock \n" + kSecond + "-0\tjazz\n"
                                              << 0 << 0 << ""
                                              << "would refuse it";
    QTest::newRow("braces") << "{" + kFirst + "}\trock\n{" + kSecond + "}\tjazz\n"
                            << 1 << 1 << "braces"
                            << "braces";
    QTest::newRow("addresses") << "https://musicbrainz.org/recording/" + kFirst + "\trock\n"
                               << 1 << 1 << "addresses"
                               << "addresses";
    QTest::newRow("spreadsheet") << "4.63E+10\trock\n2.2E+11\tjazz\n"
                                 << 1 << 1 << "spreadsheet"
                                 << "spreadsheet";
    QTest::newRow("labels in capitals") << kFirst + "\tROCK\n" + kSecond + "\tJAZZ\n"
                                        << 1 << 1 << "capitals"
                                        << "capitals";
    QTest::newRow("labels of another source") << kFirst + "\tpolka\n" + kSecond + "\tschlager\n"
                                              << 1 << 1 << "another source"
                                              << "another source";
    // A train part lends its vocabulary alone.
    QTest::newRow("other recordings") << "89534e57-88bf-3ff7-9b0b-60ccdf4e57e2\trock\n"
                                      << 1 << 0 << "another part"
                                      << "Only its labels were used";
}

void CliJoinsTest::runs()
{
    QFETCH(QString, run);
    QFETCH(int, evaluated);
    QFETCH(int, checked);
    QFETCH(QString, reason);
    QFETCH(QString, note);
    const QString path = write("run.tsv", run);
    const Outcome evaluation = cli({ "evaluate", m_truth, path });
    QVERIFY2(evaluation.exitCode == evaluated, qPrintable(evaluation.out + evaluation.err));
    QVERIFY2(evaluation.err.contains(reason), qPrintable(evaluation.err));
    if (evaluated != 0)
        QCOMPARE(cli({ "compare", m_truth, path, path, "--resamples", "5" }).exitCode, 1);
    const Outcome check = cli({ "check", "--ground-truth", m_truth, path });
    QVERIFY2(check.exitCode == checked, qPrintable(check.out + check.err));
    QVERIFY2((check.out + check.err).contains(note), qPrintable(check.out + check.err));
}

void CliJoinsTest::quotesAreToldOf()
{
    const QString truth = write("quoted.tsv",
                                "recordingmbid\treleasegroupmbid\tgenre1\n" + kFirst + "\tg\t\"folk, world\"\n"
                                    + kSecond + "\th\trock\n");
    const QString run = write("run.tsv", kFirst + "\tfolk, world\n" + kSecond + "\trock\n");
    const Outcome evaluation = cli({ "evaluate", truth, run, "--json" });
    QCOMPARE(evaluation.exitCode, 0);
    QCOMPARE(evaluation.json().value("means").toObject().value("Flabelall").toDouble(), 1.0);
    QVERIFY2(evaluation.err.contains(truth + ":2: labels stand in quotes"), qPrintable(evaluation.err));
    const QJsonObject info = cli({ "info", "--json", truth }).json().value("files").toArray().first().toObject();
    QCOMPARE(info.value("problem_count").toInt(), 1);
}

void CliJoinsTest::checkWarnsInJson()
{
    const QString run = write("run.tsv", kFirst.toUpper() + "\trock\n" + kSecond + "\t jazz\n");
    const Outcome check = cli({ "check", "--ground-truth", m_truth, run, "--json" });
    QCOMPARE(check.exitCode, 0);
    QVERIFY(check.json().value("accepted").toBool());
    const QJsonArray warnings = check.json().value("warnings").toArray();
    QCOMPARE(warnings.size(), 2);
    QCOMPARE(warnings[0].toObject().value("line").toInt(), 1);
    QCOMPARE(warnings[1].toObject().value("line").toInt(), 2);
}

void CliJoinsTest::sharedTrainings_data()
{
    QTest::addColumn<QString>("truth");
    QTest::addColumn<QString>("features");
    QTest::newRow("submission numbers") << "01-ab-dump-suffix/allmusic-train.tsv"
                                        << "01-ab-dump-suffix/acousticbrainz-lowlevel-json-20150129-0.tar.bz2";
    QTest::newRow("capitals") << "07-uppercase-ids/allmusic-train.tsv"
                              << "07-uppercase-ids/docs";
    QTest::newRow("quotes") << "09-tsv-excel-quotes/allmusic-train.tsv"
                            << "07-uppercase-ids/docs";
}

void CliJoinsTest::sharedTrainings()
{
    QFETCH(QString, truth);
    QFETCH(QString, features);
    if (!QFileInfo::exists(sharedCase(truth)))
        QSKIP("the shared cases are not on this machine");
    const QString job = m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()));
    const Outcome trained =
        cli({ "train", "--train-files", sharedCase(truth), "--valid-files", sharedCase(truth), "--feature-files",
              sharedCase(features), "--job-dir", job, "--epochs", "1", "--filters", "8,16", "--json" });
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.err));
    QCOMPARE(trained.json().value("train_tracks").toInt(), 4); // all of them
    QCOMPARE(trained.json().value("classes").toInt(), 6);
    // One file is both parts, which the command line tells as the window does.
    QVERIFY2(trained.err.contains("4 of 4 recordings of the validation part of allmusic are in training, too"),
             qPrintable(trained.err));
    const QJsonObject info = cli({ "info", "--json", job }).json().value("files").toArray().first().toObject();
    QStringList kinds;
    for (const QJsonValue finding : info.value("findings").toArray())
        kinds << finding.toObject().value("kind").toString();
    QVERIFY2(kinds.contains("shared-recordings") && kinds.contains("shared-release-groups"),
             qPrintable(kinds.join(' ')));
    QVERIFY(!kinds.contains("without-features") && !kinds.contains("poor-join"));
    QCOMPARE(kinds.contains("odd-line"), truth.startsWith("09"));
}

void CliJoinsTest::spellingOfTestFeatures()
{
    const QString folder = sharedCase("07-uppercase-ids");
    if (!QFileInfo::exists(folder))
        QSKIP("the shared cases are not on this machine");
    const QString truth = folder + "/allmusic-train.tsv";
    const QString job = m_folder.filePath("spelled");
    const Outcome trained =
        cli({ "train-and-predict", "--train-files", truth, "--valid-files", truth, "--test-files", folder + "/docs",
              "--feature-files", folder + "/docs", "--job-dir", job, "--epochs", "1", "--filters", "8,16" });
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.err));
    const QString test = QString::fromStdString(*readPlainOrCompressed(job + "/test_preds_allmusic.tsv"));
    QVERIFY2(test.contains("463A4950-548B-DBD4-203E-6B28055C5AD8\t"), qPrintable(test)); // as the document is called
    QVERIFY(test.contains("22e8676b-0346-bce5-78af-37a0969f08ac\t")); // which the truth has in capitals
    // Against the documents nothing is to be remarked; against the truth the spelling is.
    const Outcome byFolder = cli(
        { "check", "--ground-truth", truth, "--ids", folder + "/docs", job + "/test_preds_allmusic.tsv", "--json" });
    QVERIFY2(byFolder.exitCode == 0, qPrintable(byFolder.out));
    QVERIFY2(byFolder.json().value("warnings").toArray().isEmpty(), qPrintable(byFolder.out));
    const Outcome byTruth = cli({ "check", "--ground-truth", truth, job + "/test_preds_allmusic.tsv", "--json" });
    QCOMPARE(byTruth.exitCode, 0);
    QCOMPARE(byTruth.json().value("warnings").toArray().size(), 1);
    QCOMPARE(cli({ "evaluate", truth, job + "/test_preds_allmusic.tsv" }).exitCode, 0);
}

QTEST_GUILESS_MAIN(CliJoinsTest)
#include "tst_cli_joins.moc"
