#include "core/base/archive_writer.h"
#include "core/base/atomic_file.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#include <sys/stat.h>

using namespace melscope;

namespace {

const char *kTruth = "recordingmbid\treleasegroupmbid\tgenre1\n"
                     "463a4950-548b-4bd4-803e-6b28055c5ad8\tg\trock\n"
                     "22e8676b-0346-4ce5-88af-37a0969f08ac\tg\tjazz\n";

} // namespace

/// What the command line tells whoever calls it: on standard output, as JSON, by its exit status.
class CliOutputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fullOutput_data();
    void fullOutput();
    void errorsAsJson_data();
    void errorsAsJson();
    void failedImportAsJson();
    void namesThatAreNoText();
    void pipes_data();
    void pipes();
    void expectedIds_data();
    void expectedIds();
    // Qt cannot remove names that are no UTF-8.
    void cleanupTestCase() { std::filesystem::remove_all(m_folder.path().toStdString()); }

private:
    struct Outcome
    {
        int exitCode;
        QByteArray out;
        QString err;
    };
    QString path(const QString &name) const { return m_folder.filePath(name); }
    /// By a shell, which redirects and takes bytes that are no text.
    Outcome shell(const QByteArray &arguments) const
    {
        QProcess process;
        QFile script(path("script.sh"));
        if (!script.open(QIODevice::WriteOnly))
            qFatal("no script");
        script.write("cd '" + m_folder.path().toUtf8() + "'\n" MELSCOPE_CLI " " + arguments + "\n");
        script.close();
        process.start("/bin/sh", { path("script.sh") });
        if (!process.waitForFinished(60'000)) {
            process.kill();
            process.waitForFinished();
            return { -1, {}, "it did not end" };
        }
        return { process.exitCode(), process.readAllStandardOutput(),
                 QString::fromUtf8(process.readAllStandardError()) };
    }
    QTemporaryDir m_folder;
};

void CliOutputTest::initTestCase()
{
    QVERIFY(writeFileAtomically(path("allmusic-train.tsv"), kTruth));
    QVERIFY(writeFileAtomically(
        path("run.tsv"), "463a4950-548b-4bd4-803e-6b28055c5ad8\trock\n22e8676b-0346-4ce5-88af-37a0969f08ac\tjazz\n"));
    QVERIFY(writeFileAtomically(path("bad/a.json"), "{"));
    QVERIFY(writeFileAtomically(path("ids/46/463a4950-548b-4bd4-803e-6b28055c5ad8.json"), "{}"));
    QVERIFY(writeFileAtomically(path("elsewhere/22e8676b-0346-4ce5-88af-37a0969f08ac.json"), "{}"));
    QVERIFY(QFile::link(path("elsewhere"), path("ids/link")));
    const auto archive = makeTarBzip2({ { "a/463a4950-548b-4bd4-803e-6b28055c5ad8.json", "{}" },
                                        { "b/22e8676b-0346-4ce5-88af-37a0969f08ac.json", "{}" } });
    QVERIFY(writeFileAtomically(path("ids.tar.bz2"), *archive));
    QVERIFY(writeFileAtomically(path("ids.txt"),
                                "463a4950-548b-4bd4-803e-6b28055c5ad8\n22e8676b-0346-4ce5-88af-37a0969f08ac\n"));
}

void CliOutputTest::fullOutput_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::newRow("version") << QByteArray("--version");
    QTest::newRow("help") << QByteArray("--help");
    QTest::newRow("info") << QByteArray("info allmusic-train.tsv");
    QTest::newRow("info as JSON") << QByteArray("info allmusic-train.tsv --json");
    QTest::newRow("check") << QByteArray("check --ground-truth allmusic-train.tsv run.tsv");
    QTest::newRow("evaluate") << QByteArray("evaluate allmusic-train.tsv run.tsv --json");
    QTest::newRow("labels") << QByteArray("labels allmusic-train.tsv --quiet");
}

void CliOutputTest::fullOutput()
{
    QFETCH(QByteArray, arguments);
    QCOMPARE(shell(arguments).exitCode, 0);
    const Outcome full = shell(arguments + " > /dev/full");
    QCOMPARE(full.exitCode, 1);
    QVERIFY2(full.err.contains("standard output could not be written") && full.err.contains("the disk is full"),
             qPrintable(full.err));
}

void CliOutputTest::errorsAsJson_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QString>("file");
    QTest::newRow("evaluate") << QByteArray("evaluate none.tsv run.tsv --json") << "none.tsv";
    QTest::newRow("thresholds") << QByteArray(
        "thresholds --scores none.safetensors --ground-truth none.tsv --output x.txt --json")
                                << "none.safetensors";
    QTest::newRow("report") << QByteArray("report --job-dir none --output x.html --json") << "none/run.json";
    QTest::newRow("tracks") << QByteArray("tracks none.melscope --json") << "none.melscope";
}

void CliOutputTest::errorsAsJson()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QString, file);
    const Outcome outcome = shell(arguments);
    QCOMPARE(outcome.exitCode, 1);
    const QJsonObject error = QJsonDocument::fromJson(outcome.out).object().value("error").toObject();
    QVERIFY2(error.value("file").toString().endsWith(file), outcome.out.constData());
    QVERIFY(!error.value("what").toString().isEmpty());
    QVERIFY(!error.value("remedy").toString().isEmpty());
    QVERIFY(outcome.err.contains(error.value("what").toString()));
}

void CliOutputTest::failedImportAsJson()
{
    const Outcome outcome = shell("import bad --output none.safetensors --report bad.tsv --json");
    QCOMPARE(outcome.exitCode, 1);
    const QJsonObject json = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(json.value("imported").toInt(-1), 0);
    QCOMPARE(json.value("failed").toInt(-1), 1);
    QVERIFY(json.value("problems").toArray().at(0).toObject().value("path").toString().endsWith("bad/a.json"));
    QVERIFY(json.value("error").toObject().value("what").toString().contains("not one document"));
    QFile report(path("bad.tsv"));
    QVERIFY(report.open(QIODevice::ReadOnly));
    QVERIFY(report.readAll().contains("bad/a.json"));
    QVERIFY(!QFileInfo::exists(path("none.safetensors")));
}

void CliOutputTest::namesThatAreNoText()
{
    std::filesystem::copy_file(path("allmusic-train.tsv").toStdString(), path("caf").toStdString() + "\xE9-train.tsv");
    const Outcome known = shell("info \"$(printf 'caf\\351-train.tsv')\" --json");
    QVERIFY2(known.exitCode == 0, qPrintable(known.err));
    QCOMPARE(QJsonDocument::fromJson(known.out)
                 .object()
                 .value("files")
                 .toArray()
                 .at(0)
                 .toObject()
                 .value("recordings")
                 .toInt(),
             2);
    const Outcome missing = shell("info \"$(printf 'no\\351.tsv')\"");
    QCOMPARE(missing.exitCode, 1);
    QVERIFY2(missing.err.contains("no\\xE9.tsv: there is no such file"), qPrintable(missing.err));
}

void CliOutputTest::pipes_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("a pipe is refused") << QByteArray("info pipe.tsv") << 1;
    QTest::newRow("a pipe in place of an archive is refused")
        << QByteArray("import pipe.tsv --output s.safetensors") << 1;
    QTest::newRow("unless it is asked for")
        << QByteArray("info pipe.tsv --allow-pipes & cat allmusic-train.tsv > pipe.tsv; wait $!") << 0;
    QTest::newRow("standard input") << QByteArray("info - < allmusic-train.tsv") << 0;
    QTest::newRow("a device is refused") << QByteArray("info /dev/zero") << 1;
}

void CliOutputTest::pipes()
{
    QFETCH(QByteArray, arguments);
    QFETCH(int, exitCode);
    QFile::remove(path("pipe.tsv"));
    QCOMPARE(::mkfifo(qPrintable(path("pipe.tsv")), 0600), 0);
    const Outcome outcome = shell(arguments);
    QVERIFY2(outcome.exitCode == exitCode, qPrintable(outcome.err));
    if (exitCode != 0)
        QVERIFY2(outcome.err.contains("pipe or a device"), qPrintable(outcome.err));
}

void CliOutputTest::expectedIds_data()
{
    QTest::addColumn<QByteArray>("ids");
    QTest::newRow("a list") << QByteArray("ids.txt");
    QTest::newRow("a folder with a link") << QByteArray("ids");
    QTest::newRow("an archive") << QByteArray("ids.tar.bz2");
}

void CliOutputTest::expectedIds()
{
    QFETCH(QByteArray, ids);
    const Outcome all = shell("check --ground-truth allmusic-train.tsv --ids " + ids + " run.tsv");
    QVERIFY2(all.exitCode == 0, qPrintable(all.err + all.out));
    QVERIFY(writeFileAtomically(path("half.tsv"), "463a4950-548b-4bd4-803e-6b28055c5ad8\trock\n"));
    const Outcome half = shell("check --ground-truth allmusic-train.tsv --ids " + ids + " half.tsv");
    QCOMPARE(half.exitCode, 1);
    QVERIFY2(half.out.contains("22e8676b-0346-4ce5-88af-37a0969f08ac is missing"), half.out.constData());
}

QTEST_GUILESS_MAIN(CliOutputTest)
#include "tst_cli_output.moc"
