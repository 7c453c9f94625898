#include "core/base/archive_reader.h"
#include "core/base/archive_writer.h"
#include "core/base/atomic_file.h"
#include "core/base/number_reading.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/base/processor_share.h"
#include "core/base/progress.h"
#include "core/base/safetensors.h"

#include <QFile>
#include <QTemporaryDir>
#include <QRegularExpression>
#include <QDirIterator>
#include <QTest>

#include <sched.h>

#include <atomic>
#include <cmath>
#include <thread>

using namespace melscope;

class BaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noChainedArguments();
    void shortestText_data();
    void shortestText();
    void roundLikeR_data();
    void roundLikeR();
    void fourDecimals();
    void textLikeR();
    void durations_data();
    void durations();
    void marksOfNumbers();
    void typedNumbers_data();
    void typedNumbers();
    void typedLists_data();
    void typedLists();
    void errorText();
    void parallelForVisitsEachOnce();
    void parallelForPassesExceptionsOn();
    void progressSendsFirstLastAndMilestones();
    void bzip2RoundTrip();
    void truncatedBzip2IsAnError();
    void missingFileIsAnError();
    void tarEntries();
    void safetensorsRoundTrip();
    void corruptSafetensors_data();
    void corruptSafetensors();
    void newerVersionIsRefused();
    void atomicWriteKeepsTheOldFile();
    void threadsGiveWayWhenTheyWake();

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
};

void BaseTest::shortestText_data()
{
    // Golden values: Python's repr().
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("float32 widened") << double(0.18108005821704865) << "0.18108005821704865";
    QTest::newRow("one") << 1.0 << "1.0";
    QTest::newRow("zero") << 0.0 << "0.0";
    QTest::newRow("negative zero") << -0.0 << "-0.0";
    QTest::newRow("small") << 0.0001 << "0.0001";
    QTest::newRow("exponent") << 1e-5 << "1e-05";
    QTest::newRow("exponent with digits") << 1.2345678901234567e-07 << "1.2345678901234566e-07";
    QTest::newRow("large") << 1e15 << "1000000000000000.0";
    QTest::newRow("larger") << 1e16 << "1e+16";
    QTest::newRow("denormal") << 5e-324 << "5e-324";
    QTest::newRow("nan") << std::nan("") << "nan";
    QTest::newRow("negated") << -0.5015055537223816 << "-0.5015055537223816";
}

void BaseTest::shortestText()
{
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(melscope::shortestText(value)), text);
}

void BaseTest::roundLikeR_data()
{
    // Golden values by hand: of the two neighbours the closer in double arithmetic, the even one on a tie.
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("rounded");
    QTest::newRow("tie to even below") << 0.03125 << 0.0312; // 1/32, exact
    QTest::newRow("tie to even above") << 0.09375 << 0.0938; // 3/32, exact
    QTest::newRow("third") << 1.0 / 3 << 0.3333;
    QTest::newRow("two thirds") << 2.0 / 3 << 0.6667;
    QTest::newRow("one") << 1.0 << 1.0;
    QTest::newRow("zero") << 0.0 << 0.0;
    QTest::newRow("just below") << 0.00004999 << 0.0;
    QTest::newRow("just above") << 0.00005001 << 0.0001;
    QTest::newRow("negative") << -0.66666 << -0.6667;
    QTest::newRow("four digits stay") << 0.1234 << 0.1234;
}

void BaseTest::roundLikeR()
{
    QFETCH(double, value);
    QFETCH(double, rounded);
    const double result = melscope::roundLikeR(value, 4);
    QVERIFY2(result == rounded, qPrintable(QString::number(result, 'g', 17)));
}

void BaseTest::fourDecimals()
{
    QCOMPARE(melscope::fourDecimals(0.5), std::string("0.5"));
    QCOMPARE(melscope::fourDecimals(1), std::string("1"));
    QCOMPARE(melscope::fourDecimals(0.0312), std::string("0.0312"));
    QCOMPARE(melscope::fourDecimals(0), std::string("0"));
    QCOMPARE(melscope::fourDecimals(std::nan("")), std::string("NA"));
}

void BaseTest::textLikeR()
{
    // What R 4.2 prints of them: cat(as.character(x)).
    const double values[] { 0.0001,          0.0009,   0.0010,    0.00012, 1e5,     2e5,  123456, 100000.5, 1e15, 1e14,
                            123456789012345, 1e-10,    0.1 + 0.2, 1.0 / 3, -0.0001, -1e5, 20000,  1200000,  100,  0,
                            std::nan(""),    HUGE_VAL, 15.25,     4.1e-3 };
    const QStringList texts = QString("1e-04 9e-04 0.001 0.00012 1e+05 2e+05 123456 100000.5 1e+15 1e+14 "
                                      "123456789012345 1e-10 0.3 0.333333333333333 -1e-04 -1e+05 20000 1200000 100 0 "
                                      "NaN Inf 15.25 0.0041")
                                  .split(' ');
    for (qsizetype i = 0; i < texts.size(); ++i)
        QCOMPARE(QString::fromStdString(melscope::textLikeR(values[i])), texts[i]);
}

void BaseTest::durations_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("tenths") << 0.42 << "0.4 s";
    QTest::newRow("seconds") << 42.4 << "42 s";
    QTest::newRow("minutes") << 80.0 << "1 min 20 s";
    QTest::newRow("hours") << 7500.0 << "2 h 05 min";
    QTest::newRow("unknown") << -1.0 << "";
}

void BaseTest::durations()
{
    QFETCH(double, seconds);
    QTEST(durationText(seconds), "text");
}

void BaseTest::marksOfNumbers()
{
    QCOMPARE(countText(0), QString("0"));
    QCOMPARE(countText(999), QString("999"));
    QCOMPARE(countText(1000), QString("1,000"));
    QCOMPARE(countText(-1234567), QString("-1,234,567"));
    QCOMPARE(countText(-123), QString("-123"));
    const NumberMarks comma { u',', u'.' };
    QCOMPARE(countText(1234567, comma), QString("1.234.567"));
    QCOMPARE(decimalText(0.46637, 4, comma), QString("0,4664"));
    QCOMPARE(generalText(1e-5, 6, comma), QString("1e-05"));
    QCOMPARE(generalText(1.5e-5, 6, comma), QString("1,5e-05"));
    QCOMPARE(durationText(0.42, comma), QString("0,4 s"));
    QCOMPARE(sizeText(1'300'000, comma), QString("1,3 MB"));
    QCOMPARE(rateText(2612.6, "tracks", comma), QString("2.613 tracks/s"));
    QCOMPARE(rateText(0.5, "tracks", comma), QString("0,50 tracks/s"));
    // Whatever the environment says, it begins with the point.
    QVERIFY(numberMarks() == NumberMarks());
    {
        const NumberMarksScope scope(comma);
        QCOMPARE(decimalText(0.5, 1), QString("0,5"));
        bool isOfOthers = true;
        std::thread([&] { isOfOthers = decimalText(0.5, 1) == "0.5"; }).join();
        QVERIFY(isOfOthers);
        const NumberMarksScope inner(kTableMarks);
        QCOMPARE(countText(1234567), QString("1234567"));
    }
    QCOMPARE(decimalText(0.5, 1), QString("0.5"));
}

void BaseTest::typedNumbers_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("decimal"); // NaN: none
    QTest::addColumn<double>("count");
    const double none = std::nan("");
    QTest::newRow("point") << "0.3" << 0.3 << none;
    QTest::newRow("comma") << "0,3" << 0.3 << none;
    QTest::newRow("no nought") << ".3" << 0.3 << none;
    QTest::newRow("nothing after it") << "3," << 3.0 << 3.0;
    QTest::newRow("exponent") << "1e-4" << 1e-4 << none;
    QTest::newRow("comma, exponent") << "2,5E+3" << 2500.0 << 2500.0;
    QTest::newRow("spaces around") << "  7 " << 7.0 << 7.0;
    QTest::newRow("one mark") << "1,000" << 1.0 << 1000.0;
    QTest::newRow("one mark, point") << "1.000" << 1.0 << 1000.0;
    QTest::newRow("two of a kind") << "1.000.000" << 1e6 << 1e6;
    QTest::newRow("both, English") << "1,000.5" << 1000.5 << none;
    QTest::newRow("both, German") << "1.000,5" << 1000.5 << none;
    QTest::newRow("spaces between") << "12 345,5" << 12345.5 << none;
    QTest::newRow("narrow spaces") << QString::fromUtf8("12\u202f345") << 12345.0 << 12345.0;
    QTest::newRow("Swiss") << QString::fromUtf8("1’234.5") << 1234.5 << none;
    QTest::newRow("minus sign") << QString::fromUtf8("−2") << -2.0 << -2.0;
    QTest::newRow("Arabic") << QString::fromUtf8("١٬٢٣٤٫٥") << 1234.5 << none;
    QTest::newRow("large") << "9007199254740993" << 9007199254740992.0 << 9007199254740992.0;
    QTest::newRow("no group") << "1,00,000" << none << none;
    QTest::newRow("ragged") << "1.000,000.5" << none << none;
    for (const char *typed : { "", " ", "-", ".", ",", "e5", "1e", "0.3.4", "0,3,4", "1 2", "nan", "inf", "0x1",
                               "1e400", "abc", "3 %", "--1" })
        QTest::newRow(typed) << typed << none << none;
}

void BaseTest::typedNumbers()
{
    QFETCH(QString, typed);
    QFETCH(double, decimal);
    QFETCH(double, count);
    const auto number = typedDecimal(typed);
    QCOMPARE(number.has_value(), !std::isnan(decimal));
    if (number)
        QCOMPARE(*number, decimal);
    const auto whole = typedCount(typed);
    QCOMPARE(whole.has_value(), !std::isnan(count));
    if (whole)
        QCOMPARE(double(*whole), count);
}

void BaseTest::typedLists_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isUnderstood");
    QTest::addColumn<QList<double>>("numbers");
    QTest::newRow("nothing") << " " << true << QList<double>();
    QTest::newRow("commas") << "0.1,0.2, 0.3" << true << QList<double> { 0.1, 0.2, 0.3 };
    QTest::newRow("semicolons") << "0,1;0,2 ; 0,3" << true << QList<double> { 0.1, 0.2, 0.3 };
    QTest::newRow("decimal commas, then commas") << "0,1, 0,2," << true << QList<double> { 0.1, 0.2 };
    QTest::newRow("whole") << "1; 2" << true << QList<double> { 1, 2 };
    QTest::newRow("two ways") << "1,2" << false << QList<double>();
    QTest::newRow("many ways") << "0,1,0,2" << false << QList<double>();
    QTest::newRow("words") << "0.1; x" << false << QList<double>();
}

void BaseTest::typedLists()
{
    QFETCH(QString, typed);
    QFETCH(bool, isUnderstood);
    QFETCH(QList<double>, numbers);
    const auto found = typedDecimals(typed);
    QCOMPARE(found.has_value(), isUnderstood);
    if (found)
        QCOMPARE(QList<double>(found->begin(), found->end()), numbers);
    QVERIFY(typedCounts(u"1, 2;3 4") == (std::vector<qint64> { 1, 2, 3, 4 }));
    QVERIFY(!typedCounts(u"1.5") && !typedCounts(u"1, x"));
}

void BaseTest::errorText()
{
    QCOMPARE(Error::failure("it broke", "a.tsv", "Mend it.", 7).text(), QString("a.tsv:7: it broke. Mend it."));
    QCOMPARE(Error::failure("it broke").text(), QString("it broke"));
    QVERIFY(Error::cancelled().isCancelled());
}

void BaseTest::parallelForVisitsEachOnce()
{
    std::vector<std::atomic<int>> visits(1000);
    parallelFor(
        visits.size(), [&](size_t i) { ++visits[i]; }, 4);
    for (const auto &count : visits)
        QCOMPARE(count.load(), 1);
}

void BaseTest::parallelForPassesExceptionsOn()
{
    QVERIFY_EXCEPTION_THROWN(parallelFor(
                                 100,
                                 [](size_t i) {
                                     if (i == 57)
                                         throw std::runtime_error("57");
                                 },
                                 3),
                             std::runtime_error);
}

void BaseTest::progressSendsFirstLastAndMilestones()
{
    std::vector<Progress> sent;
    StageProgress stage([&](const Progress &progress) { sent.push_back(progress); }, Stage::Reading, "things", 1000);
    for (int i = 1; i <= 1000; ++i)
        stage.update(i);
    stage.milestone(1000, "done", { { "x", 1.0 } });
    QVERIFY(sent.size() >= 3);
    QVERIFY(sent.size() < 100); // throttled
    QCOMPARE(sent.front().done, 1);
    QCOMPARE(sent[sent.size() - 2].done, 1000);
    QVERIFY(sent.back().milestone);
    QCOMPARE(sent.back().message, QString("done"));
}

void BaseTest::bzip2RoundTrip()
{
    const std::string text(100'000, 'm');
    const auto compressed = compressBzip2(text);
    QVERIFY(compressed);
    write("text.bz2", QByteArray::fromStdString(*compressed));
    const auto read = readPlainOrCompressed(path("text.bz2"));
    QVERIFY(read);
    QVERIFY(*read == text);
    write("plain.txt", "plain\n");
    QCOMPARE(*readPlainOrCompressed(path("plain.txt")), std::string("plain\n"));
}

void BaseTest::truncatedBzip2IsAnError()
{
    std::string text;
    for (int i = 0; i < 200'000; ++i)
        text += std::to_string(i * 7919 % 10007);
    const auto compressed = compressBzip2(text);
    QVERIFY(compressed);
    write("cut.tsv.bz2", QByteArray::fromStdString(compressed->substr(0, compressed->size() / 2)));
    const auto read = readPlainOrCompressed(path("cut.tsv.bz2"));
    QVERIFY(!read);
    QVERIFY2(read.error().what.contains("cut off"), qPrintable(read.error().what));
    QCOMPARE(read.error().file, path("cut.tsv.bz2"));
    QVERIFY(!read.error().remedy.isEmpty());
    write("garbage.tsv.bz2", "BZh9 and then something else");
    QVERIFY(readPlainOrCompressed(path("garbage.tsv.bz2")).error().what.contains("damaged"));
}

void BaseTest::missingFileIsAnError()
{
    const auto read = readPlainOrCompressed(path("nowhere.tsv"));
    QVERIFY(!read);
    QVERIFY(read.error().what.contains("no such file"));
}

void BaseTest::tarEntries()
{
    const auto tar = makeTarBzip2({ { "a/one.json", "1" }, { "b/two.json", "22" } });
    QVERIFY(tar);
    QCOMPARE(*tar, *makeTarBzip2({ { "a/one.json", "1" }, { "b/two.json", "22" } })); // byte for byte the same
    write("two.tar.bz2", QByteArray::fromStdString(*tar));
    QVERIFY(ArchiveReader::isArchive(path("two.tar.bz2")));
    auto archive = ArchiveReader::open(path("two.tar.bz2"));
    QVERIFY(archive);
    QCOMPARE((*archive->next())->path, std::string("a/one.json"));
    QCOMPARE(*archive->readAll(100), std::string("1"));
    QCOMPARE((*archive->next())->path, std::string("b/two.json"));
    QVERIFY(!archive->readAll(1)); // larger than allowed
    QVERIFY(!archive->next()->has_value());
}

void BaseTest::safetensorsRoundTrip()
{
    const std::vector<float> values { 1, 2, 3, 4, 5, 6 };
    const std::vector<uint64_t> offsets { 0, 3, 7 };
    QVERIFY(writeSafetensors(
        path("t.safetensors"),
        { { "offsets", "U64", { 3 }, bytesOf(offsets) }, { "values", "F32", { 2, 3 }, bytesOf(values) } },
        { { "format", "test" }, { "version", "1" }, { "name", "grün" } }));
    const auto file = SafetensorsFile::open(path("t.safetensors"), "test", 1);
    QVERIFY2(file, file ? "" : qPrintable(file.error().text()));
    QCOMPARE(file->metadata().value("name"), QString("grün"));
    const auto tensor = file->tensor("values", "F32", { -1, 3 });
    QVERIFY(tensor);
    QVERIFY(copyOf<float>(*tensor) == values);
    QVERIFY(!file->tensor("values", "F32", { 3, 2 }));
    QVERIFY(!file->tensor("values", "F64", { 2, 3 }));
    QVERIFY(!file->tensor("other", "F32", { 2, 3 }));
    QVERIFY(!SafetensorsFile::open(path("t.safetensors"), "another", 1));
}

void BaseTest::corruptSafetensors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    auto withHeader = [](const QByteArray &json, const QByteArray &data) {
        const auto length = quint64(json.size());
        return QByteArray(reinterpret_cast<const char *>(&length), 8) + json + data;
    };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("seven bytes") << QByteArray(7, '\0');
    QTest::newRow("header beyond the file") << QByteArray("\xff\xff\xff\x00\x00\x00\x00\x00{}", 10);
    QTest::newRow("absurd header length") << QByteArray(16, '\xff');
    QTest::newRow("no json") << withHeader("nonsense", "");
    QTest::newRow("array") << withHeader("[]", "");
    QTest::newRow("offsets beyond") << withHeader(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", "1234");
    QTest::newRow("shape and offsets differ")
        << withHeader(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", "12345678");
    QTest::newRow("negative") << withHeader(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", "12345678");
    QTest::newRow("overflow") << withHeader(
        R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", "12345678");
    QTest::newRow("falling offsets") << withHeader(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}})",
                                                   "12345678");
    QTest::newRow("unknown type") << withHeader(R"({"a":{"dtype":"Q9","shape":[1],"data_offsets":[0,4]}})", "1234");
}

void BaseTest::corruptSafetensors()
{
    QFETCH(QByteArray, bytes);
    write("corrupt.safetensors", bytes);
    const auto file = SafetensorsFile::open(path("corrupt.safetensors"), {}, 0);
    QVERIFY(!file);
    QCOMPARE(file.error().file, path("corrupt.safetensors"));
    QVERIFY(!file.error().remedy.isEmpty());
}

void BaseTest::newerVersionIsRefused()
{
    const std::vector<float> value { 1 };
    QVERIFY(writeSafetensors(path("new.safetensors"), { { "a", "F32", { 1 }, bytesOf(value) } },
                             { { "format", "test" }, { "version", "2" } }));
    const auto file = SafetensorsFile::open(path("new.safetensors"), "test", 1);
    QVERIFY(!file);
    QVERIFY2(file.error().remedy.contains("Update"), qPrintable(file.error().text()));
}

void BaseTest::atomicWriteKeepsTheOldFile()
{
    QVERIFY(writeFileAtomically(path("sub/folder/f.txt"), "old"));
    QCOMPARE(*readPlainOrCompressed(path("sub/folder/f.txt")), std::string("old"));
    QVERIFY(writeFileAtomically(path("sub/folder/f.txt"), "new"));
    QCOMPARE(*readPlainOrCompressed(path("sub/folder/f.txt")), std::string("new"));
    // A file where a folder should be: an error, and the file stays.
    QVERIFY(!writeFileAtomically(path("sub/folder/f.txt/g.txt"), "x"));
    QVERIFY(!makeWritableFolder(path("sub/folder/f.txt")));
    QCOMPARE(*readPlainOrCompressed(path("sub/folder/f.txt")), std::string("new"));
}

/// A text of the user's that holds "%1" would be taken for a place by the second of two arg(): they are given at once.
void BaseTest::noChainedArguments()
{
    static const QRegularExpression call("\\.arg\\(");
    int calls = 0;
    for (const char *folder : { "core", "ui", "app", "tests" }) {
        QDirIterator files(QStringLiteral(MELSCOPE_TEST_SOURCES "/../") + QLatin1String(folder), { "*.cpp", "*.h" },
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            for (auto found = call.globalMatch(text); found.hasNext();) {
                qsizetype place = found.next().capturedEnd();
                int depth = 1;
                bool quoted = false;
                for (; place < text.size() && depth > 0; ++place) {
                    const bool isCharacter = text[place - 1] == '\'' && text[place + 1] == '\'';
                    if (text[place] == '"' && text[place - 1] != '\\' && !isCharacter)
                        quoted = !quoted;
                    depth += quoted || isCharacter ? 0 : text[place] == '(' ? 1 : text[place] == ')' ? -1 : 0;
                }
                ++calls;
                const bool isChained = text.mid(place, 400).trimmed().startsWith(QLatin1String(".arg") + '(');
                QVERIFY2(!isChained, qPrintable(file.fileName() + ": " + text.mid(place - 60, 80)));
            }
        }
    }
    QVERIFY(calls > 100);
    QCOMPARE(QStringLiteral("%1 and %2").arg("%2", "b"), QString("%2 and b"));
}

/// A thread keeps the policy under which it was made; its maker gets its own back.
void BaseTest::threadsGiveWayWhenTheyWake()
{
    const auto policyOfNewThread = [] {
        int policy = -1;
        std::thread([&] { policy = ::sched_getscheduler(0); }).join();
        return policy;
    };
    if (::sched_getscheduler(0) != SCHED_OTHER)
        QSKIP("the tests run under another scheduling policy than the usual one");
    QCOMPARE(policyOfNewThread(), SCHED_OTHER);
    {
        const WakeupGivingWay givingWay;
        QCOMPARE(policyOfNewThread(), SCHED_BATCH);
        const WakeupGivingWay inner; // leaves it as it is
    }
    QCOMPARE(::sched_getscheduler(0), SCHED_OTHER);
    QCOMPARE(policyOfNewThread(), SCHED_OTHER);
}

QTEST_GUILESS_MAIN(BaseTest)
#include "tst_base.moc"
