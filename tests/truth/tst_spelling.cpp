#include "core/truth/cell_text.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label.h"
#include "core/truth/label_space.h"
#include "core/truth/recording_ids.h"
#include "core/truth/split.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace melscope;

namespace {

const std::string kHeader = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\tgenre3\n";
const std::string kUuid = "463a4950-548b-dbd4-203e-6b28055c5ad8";
const std::string kCapitals = "463A4950-548B-DBD4-203E-6B28055C5AD8";
const std::string kComposed = "n\xC3\xBC metal"; // nü metal
const std::string kDecomposed = "nu\xCC\x88 metal";

std::shared_ptr<const GroundTruth> read(const std::string &rows)
{
    const auto truth = parseGroundTruth(rows, QStringLiteral("t.tsv"));
    return truth ? *truth : nullptr;
}

QStringList texts(const GroundTruth &truth)
{
    QStringList list;
    for (const TruthProblem &problem : truth.problems())
        list << QStringLiteral("%1: %2").arg(QString::number(problem.line), problem.text);
    return list;
}

QStringList labelsOf(const GroundTruth &truth, size_t recording)
{
    QStringList labels;
    for (const uint32_t label : truth.labelsOf(recording))
        labels << QString::fromStdString(truth.labels()[label]);
    return labels;
}

QString caseFile(const QString &name)
{
    return QStringLiteral(MELSCOPE_SHARED_DATA "/cases/") + name;
}

} // namespace

/// Ids and labels that are almost the same: capitals, white space, submission numbers, quotes, Unicode forms.
class SpellingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameId_data();
    void sameId();
    void otherIds_data();
    void otherIds();
    void spellingOfIdsIsKept();
    void stems_data();
    void stems();
    void trimming_data();
    void trimming();
    void quotes_data();
    void quotes();
    void idsOfATruth();
    void quotedLabels_data();
    void quotedLabels();
    void quotesAreToldOnce();
    void unicodeForms();
    void lookAlikes_data();
    void lookAlikes();
    void classesByKey();
    void normalisingComposesFirst();
    void spellingSurvivesSplitting();
    void quotesSurviveWriting();
    void sharedCases();
};

void SpellingTest::sameId_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("text"); // as spelled again
    const QString lower = QString::fromStdString(kUuid);
    const QString capitals = QString::fromStdString(kCapitals);
    QTest::newRow("usual") << lower << lower;
    QTest::newRow("capitals") << capitals << capitals;
    QTest::newRow("some capitals") << "463A4950-548b-dbd4-203e-6b28055c5aD8"
                                   << "463A4950-548b-dbd4-203e-6b28055c5aD8";
    QTest::newRow("first submission") << lower + "-0" << lower;
    QTest::newRow("a later one") << lower + "-17" << lower;
    QTest::newRow("capitals and submission") << capitals + "-1" << capitals;
    QTest::newRow("space after") << lower + " " << lower;
    QTest::newRow("tab before") << "\t" + lower << lower;
    QTest::newRow("no-break space") << QChar(0xA0) + lower + QChar(0xA0) << lower;
    QTest::newRow("carriage return") << lower + "-0\r" << lower;
}

void SpellingTest::sameId()
{
    QFETCH(QString, id);
    const std::string bytes = id.toStdString();
    const IdKey key(bytes);
    QVERIFY(key.isUuid());
    QVERIFY(key == IdKey(kUuid));
    QCOMPARE(key.hash(), IdKey(kUuid).hash());
    QVERIFY(!(key < IdKey(kUuid)) && !(IdKey(kUuid) < key));
    QTEST(QString::fromStdString(key.text()), "text");
    RecordingIds ids;
    ids.insert(kUuid);
    QCOMPARE(ids.insert(key), std::pair(0U, false));
    QCOMPARE(ids.text(0), kUuid); // the first spelling stays
    RecordingIds others;
    others.insert("x");
    others.insert(key);
    QCOMPARE(others.find(kUuid), std::optional(1U));
    QTEST(QString::fromStdString(others.text(1)), "text");
}

void SpellingTest::otherIds_data()
{
    QTest::addColumn<QString>("id");
    const QString lower = QString::fromStdString(kUuid);
    QTest::newRow("no number") << lower + "-";
    QTest::newRow("no digit") << lower + "-a";
    QTest::newRow("digit and more") << lower + "-0a";
    QTest::newRow("underscore") << lower + "_0";
    QTest::newRow("too long") << lower + "0";
    QTest::newRow("braces") << "{" + lower + "}";
    QTest::newRow("space within") << lower.left(20) + " " + lower.mid(20);
    QTest::newRow("no hyphens") << QString(lower).remove('-');
}

void SpellingTest::otherIds()
{
    QFETCH(QString, id);
    const std::string bytes = id.toStdString();
    const IdKey key(bytes);
    QVERIFY(!key.isUuid());
    QCOMPARE(key.text(), bytes);
    QVERIFY(!(key == IdKey(kUuid)));
}

void SpellingTest::spellingOfIdsIsKept()
{
    // Usual and capital UUIDs and other texts among each other, over several growths of the table.
    RecordingIds ids;
    std::vector<std::string> spelled;
    for (uint64_t i = 0; i < 5000; ++i) {
        const uint64_t high = i * 0x9E3779B97F4A7C15ULL;
        if (i % 5 == 4)
            spelled.push_back("Text " + std::to_string(i));
        else
            spelled.push_back(IdKey::ofUuid(high, ~high, i % 5 == 0 ? uint32_t(high >> 11) : 0).text());
        ids.insert(spelled.back());
    }
    QCOMPARE(ids.size(), spelled.size());
    for (size_t i = 0; i < spelled.size(); ++i) {
        QCOMPARE(ids.text(i), spelled[i]);
        const QString lower = QString::fromStdString(spelled[i]).toLower();
        QCOMPARE(ids.find(i % 5 == 4 ? spelled[i] : lower.toStdString()), std::optional(uint32_t(i)));
    }
    // In the tensors of our files, too, which have no other place for them.
    const IdTensors tensors = ids.tensors();
    QCOMPARE(std::string(tensors.bytes.data() + tensors.offsets[5], tensors.offsets[6] - tensors.offsets[5]),
             spelled[5]);
}

void SpellingTest::stems_data()
{
    QTest::addColumn<QString>("stem");
    QTest::addColumn<QString>("id");
    const QString lower = QString::fromStdString(kUuid);
    const QString capitals = QString::fromStdString(kCapitals);
    QTest::newRow("usual") << lower << lower;
    QTest::newRow("submission") << lower + "-0" << lower;
    QTest::newRow("twelfth submission") << lower + "-12" << lower;
    QTest::newRow("capitals") << capitals + "-3" << capitals;
    QTest::newRow("space") << lower + " " << lower;
    QTest::newRow("no UUID") << "take-5"
                             << "take-5";
    QTest::newRow("other suffix") << lower + "-copy" << lower + "-copy";
    QTest::newRow("hyphen alone") << lower + "-" << lower + "-";
    QTest::newRow("two numbers") << lower + "-0-1" << lower + "-0-1";
    QTest::newRow("empty") << ""
                           << "";
}

void SpellingTest::stems()
{
    QFETCH(QString, stem);
    QTEST(QString::fromStdString(std::string(recordingIdOf(stem.toStdString()))), "id");
}

void SpellingTest::trimming_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("trimmed");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("spaces alone") << QString("  \t\r ") + QChar(0xA0) << "";
    QTest::newRow("within stays") << " r & b "
                                  << "r & b";
    QTest::newRow("accents stay") << QString("ü rock à") << QString("ü rock à");
    QTest::newRow("a letter whose second byte is A0") << QString("à") << QString("à"); // C3 A0
    QTest::newRow("ideographic") << QChar(0x3000) + QString("j-pop") + QChar(0x3000) << "j-pop";
    QTest::newRow("thin and zero width") << QChar(0x2009) + QString("rock") + QChar(0x200B) << "rock";
    QTest::newRow("byte-order mark") << QChar(0xFEFF) + QString("rock") << "rock";
    QTest::newRow("Chinese stays") << QString("中文") << QString("中文");
}

void SpellingTest::trimming()
{
    QFETCH(QString, text);
    QTEST(QString::fromStdString(std::string(trimmedText(text.toStdString()))), "trimmed");
}

void SpellingTest::quotes_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<int>("whose");
    QTest::addColumn<QString>("text");
    const int none = int(CellQuotes::None);
    const int possible = int(CellQuotes::Possible);
    const int certain = int(CellQuotes::Certain);
    QTest::newRow("comma") << "\"folk, world, & country\"" << certain << "folk, world, & country";
    QTest::newRow("doubled quotes") << "\"rock \"\"n\"\" roll\"" << certain << "rock \"n\" roll";
    QTest::newRow("quoted quotes") << "\"\"\"heroes\"\"\"" << certain << "\"heroes\"";
    QTest::newRow("need not be") << "\"heroes\"" << possible << "heroes";
    QTest::newRow("spaces within") << "\" rock \"" << possible << "rock";
    QTest::newRow("within") << "rock \"n\" roll" << none << "rock \"n\" roll";
    QTest::newRow("single words") << "\"rock\" and \"roll\"" << none << "\"rock\" and \"roll\"";
    QTest::newRow("at one end") << "12\"" << none << "12\"";
    QTest::newRow("one quote") << "\"" << none << "\"";
    QTest::newRow("three quotes") << "\"\"\"" << none << "\"\"\"";
    QTest::newRow("nothing quoted") << "\"\"" << possible << "";
    QTest::newRow("plain comma") << "folk, world" << none << "folk, world";
}

void SpellingTest::quotes()
{
    QFETCH(QString, cell);
    QFETCH(int, whose);
    QCOMPARE(int(quotesOf(cell.toStdString())), whose);
    QTEST(QString::fromStdString(unquotedCell(cell.toStdString())), "text");
}

void SpellingTest::idsOfATruth()
{
    const auto truth = read(kHeader + kCapitals + " \t{g}\trock\n"
                            + "22e8676b-0346-bce5-78af-37a0969f08ac-0\tG1\tjazz\n" + kUuid + "\t\xC2\xA0{g}\tpop\n");
    QVERIFY(truth);
    QCOMPARE(truth->size(), size_t(2)); // the third is the first again
    QCOMPARE(truth->recordings().text(0), kCapitals);
    QCOMPARE(truth->recordings().text(1), std::string("22e8676b-0346-bce5-78af-37a0969f08ac"));
    QCOMPARE(labelsOf(*truth, 0), QStringList({ "rock", "pop" }));
    QCOMPARE(truth->problemCount(), size_t(1)); // repeated, in the same release group
    QCOMPARE(truth->problems()[0].line, 4);
}

void SpellingTest::quotedLabels_data()
{
    QTest::addColumn<QString>("row1"); // the label of line 2
    QTest::addColumn<QString>("row2"); // and of line 3
    QTest::addColumn<QStringList>("labels");
    QTest::addColumn<int>("problems");
    QTest::newRow("a comma") << "\"folk, world\""
                             << "rock" << QStringList({ "folk, world", "rock" }) << 1;
    QTest::newRow("a real one survives") << "\"heroes\""
                                         << "rock" << QStringList({ "\"heroes\"", "rock" }) << 0;
    QTest::newRow("beside one that is certain") << "\"heroes\""
                                                << "\"folk, world\"" << QStringList({ "heroes", "folk, world" }) << 1;
    QTest::newRow("real quotes within, spreadsheet about") << "\"\"\"heroes\"\"\""
                                                           << "rock" << QStringList({ "\"heroes\"", "rock" }) << 1;
    QTest::newRow("quotes within alone") << "rock \"n\" roll"
                                         << "\"" << QStringList({ "rock \"n\" roll", "\"" }) << 0;
    QTest::newRow("with and without") << "\"a, b\""
                                      << "a, b" << QStringList({ "a, b", "a, b" }) << 1;
}

void SpellingTest::quotedLabels()
{
    QFETCH(QString, row1);
    QFETCH(QString, row2);
    QFETCH(QStringList, labels);
    QFETCH(int, problems);
    const auto truth = read(kHeader + "a\tg\t" + row1.toStdString() + "\nb\tg\t " + row2.toStdString() + "\t\t\n");
    QVERIFY(truth);
    QCOMPARE(labelsOf(*truth, 0) + labelsOf(*truth, 1), labels);
    QVERIFY2(truth->problemCount() == size_t(problems), qPrintable(texts(*truth).join('\n')));
    for (const TruthProblem &problem : truth->problems())
        QVERIFY2(problem.text.contains("quotes"), qPrintable(problem.text));
}

void SpellingTest::quotesAreToldOnce()
{
    // As LibreOffice writes it when all cells are to be quoted: header, ids and padding, too.
    std::string text = "\"recordingmbid\"\t\"releasegroupmbid\"\t\"genre1\"\t\"genre2\"\n";
    for (int i = 0; i < 5000; ++i)
        text += "\"r" + std::to_string(i) + "\"\t\"g\"\t\"rock\"\t" + (i % 2 == 0 ? "\"jazz\"" : "\"\"") + "\n";
    const auto truth = read(text);
    QVERIFY(truth);
    QCOMPARE(truth->size(), size_t(5000));
    QCOMPARE(truth->recordings().text(7), std::string("r7"));
    QCOMPARE(truth->releaseGroups().text(0), std::string("g"));
    QCOMPARE(labelsOf(*truth, 0), QStringList({ "rock", "jazz" }));
    QCOMPARE(labelsOf(*truth, 1), QStringList({ "rock" }));
    QVERIFY2(truth->problemCount() == 1, qPrintable(texts(*truth).join('\n')));
    QCOMPARE(truth->problems()[0].line, 2);
}

void SpellingTest::unicodeForms()
{
    const auto truth =
        read(kHeader + "a\tg\trock\nb\tg\t" + kDecomposed + "\trock\nc\tg\t" + kComposed + "\t" + kDecomposed + "\n");
    QVERIFY(truth);
    QCOMPARE(truth->labels(), std::vector<std::string>({ kComposed, "rock" }));
    QCOMPARE(truth->spellings(), std::vector<std::string>({ kDecomposed, "rock" })); // as it came first
    QCOMPARE(labelsOf(*truth, 1), QStringList({ QString::fromStdString(kComposed), "rock" }));
    QCOMPARE(labelsOf(*truth, 2), QStringList({ QString::fromStdString(kComposed) })); // once, though it stands twice
    QVERIFY2(truth->problemCount() == 1, qPrintable(texts(*truth).join('\n')));
    QCOMPARE(truth->problems()[0].line, 4);
    QVERIFY2(truth->problems()[0].text.contains("line 3"), qPrintable(truth->problems()[0].text));
}

void SpellingTest::lookAlikes_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("alike");
    QTest::newRow("capitals") << "Hip Hop"
                              << "hip hop" << true;
    QTest::newRow("two spaces") << "hip  hop"
                                << "hip hop" << true;
    QTest::newRow("no-break space within") << QString("hip") + QChar(0xA0) + "hop"
                                           << "hip hop" << true;
    QTest::newRow("full width") << QString("\uFF32ock") << "rock" << true;
    QTest::newRow("another label") << "hiphop"
                                   << "hip hop" << false;
    QTest::newRow("accent") << QString("nü metal") << "nu metal" << false;
}

void SpellingTest::lookAlikes()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(bool, alike);
    const auto truth = read(kHeader + "a\tg\t" + first.toStdString() + "\nb\tg\t" + second.toStdString() + "\n");
    QVERIFY(truth);
    QCOMPARE(truth->labels().size(), size_t(2)); // kept apart
    QCOMPARE(truth->problemCount(), size_t(alike ? 1 : 0));
    if (alike) {
        QCOMPARE(truth->problems()[0].line, 3);
        QVERIFY2(truth->problems()[0].text.contains('"' + first + '"')
                     && truth->problems()[0].text.contains('"' + second + '"'),
                 qPrintable(truth->problems()[0].text));
    }
}

void SpellingTest::classesByKey()
{
    const LabelSpace space = LabelSpace::of({ { "a", { "rock", kDecomposed } } });
    QCOMPARE(space.classes(), std::vector<std::string>({ kDecomposed, "rock" })); // one source keeps its spelling
    QCOMPARE(space.classOf(0, kComposed), std::optional(0U));
    QCOMPARE(space.classOf(0, kDecomposed), std::optional(0U));
    QCOMPARE(*space.spelling(0, 0), std::string_view(kDecomposed));
    QVERIFY(!space.classOf(0, "nu metal"));
}

void SpellingTest::normalisingComposesFirst()
{
    QCOMPARE(normaliseLabel(kDecomposed), normaliseLabel(kComposed));
    QCOMPARE(normaliseLabel(kDecomposed), std::string("n\xC3\xBCmetal"));
}

void SpellingTest::spellingSurvivesSplitting()
{
    std::string text = kHeader;
    for (int i = 0; i < 20; ++i)
        text += "r" + std::to_string(i) + "\tg\t" + kDecomposed + "\n";
    QTemporaryDir folder;
    const QString input = folder.filePath("t.tsv");
    QFile file(input);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.data(), qint64(text.size()));
    file.close();
    SplitSettings settings;
    settings.minCount = 0;
    QVERIFY(splitTruthFiles({ input }, settings, folder.path(), "s", "test"));
    QFile written(folder.filePath("s-train.tsv"));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray all = written.readAll();
    QCOMPARE(all.count(QByteArray::fromStdString(kDecomposed)), 16);
    QVERIFY(!all.contains(QByteArray::fromStdString(kComposed)));
}

void SpellingTest::quotesSurviveWriting()
{
    QTemporaryDir folder;
    for (const char *first :
         { "\"\"\"a, b\"\"\"", "rock" }) { // a label in quotes with a comma, of which a spreadsheet made this
        const auto truth = read(kHeader + "r\tg\t" + first + "\t\"\"\"heroes\"\"\"\tfolk, world\n");
        QVERIFY(truth);
        QVERIFY(writeGroundTruth(*truth, folder.filePath("t.tsv")));
        const auto again = readGroundTruth(folder.filePath("t.tsv"));
        QVERIFY(again);
        QCOMPARE((*again)->labels(), truth->labels());
        QVERIFY(std::find(truth->labels().begin(), truth->labels().end(), "\"heroes\"") != truth->labels().end());
    }
}

void SpellingTest::sharedCases()
{
    const QString capitals = caseFile("07-uppercase-ids/allmusic-train.tsv");
    if (!QFileInfo::exists(capitals))
        QSKIP("the shared cases are not on this machine");
    const auto mixed = readGroundTruth(capitals);
    QVERIFY(mixed);
    QCOMPARE((*mixed)->size(), size_t(4));
    QVERIFY((*mixed)->recordings().find("22e8676b-0346-bce5-78af-37a0969f08ac")); // written in capitals
    QVERIFY((*mixed)->recordings().find("89534E57-88BF-3FF7-9B0B-60CCDF4E57E2")); // a space after it
    QCOMPARE((*mixed)->problemCount(), size_t(0));

    const auto quoted = readGroundTruth(caseFile("09-tsv-excel-quotes/allmusic-train.tsv"));
    QVERIFY(quoted);
    QCOMPARE(labelsOf(**quoted, 3), QStringList({ "folk, world, & country" }));
    QVERIFY2((*quoted)->problemCount() == 1, qPrintable(texts(**quoted).join('\n')));
    QCOMPARE((*quoted)->problems()[0].line, 5);

    const auto plain = readGroundTruth(caseFile("01-ab-dump-suffix/allmusic-train.tsv"));
    QVERIFY(plain);
    QCOMPARE((*plain)->labels(), (*quoted)->labels());
    QVERIFY((*plain)->recordings().find("463a4950-548b-dbd4-203e-6b28055c5ad8-0"));
}

QTEST_GUILESS_MAIN(SpellingTest)
#include "tst_spelling.moc"
