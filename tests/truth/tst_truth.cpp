#include "core/base/archive_writer.h"
#include "core/base/atomic_file.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label.h"
#include "core/truth/label_space.h"
#include "core/truth/label_statistics.h"
#include "core/truth/split.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace melscope;

namespace {

const std::string kHeader = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\tgenre3\n";

QStringList labelsOf(const GroundTruth &truth, size_t recording)
{
    QStringList labels;
    for (const uint32_t label : truth.labelsOf(recording))
        labels << QString::fromStdString(truth.labels()[label]);
    return labels;
}

std::vector<std::string> readStats(const QString &source)
{
    std::vector<std::string> labels;
    QFile file(QStringLiteral(MELSCOPE_SHARED_DATA "/taxonomy/%1.stats").arg(source));
    if (!file.open(QIODevice::ReadOnly))
        return labels;
    const QStringList lines = QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
    for (const QString &line : lines.mid(1))
        labels.push_back(line.section('\t', 0, 0).toStdString());
    return labels;
}

} // namespace

class TruthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void normalise_data();
    void normalise();
    void genres();
    void readsOddFiles();
    void uniteRepeatedRecordings();
    void problemsBearLineNumbers();
    void badFiles_data();
    void badFiles();
    void compressedAndPlainAreTheSame();
    void manyPiecesReadAsOne();
    void idKeys_data();
    void idKeys();
    void internedIds();
    void partsAreCompared();
    void writeAndReadAgain();
    void sourceNames_data();
    void sourceNames();
    void oneSourceKeepsItsSpelling();
    void severalSourcesAreNormalised();
    void collisionsAreKeptApart();
    void realLabelLists();
    void realCombinedClasses();
    void classesFile();
    void statistics();
    void splitBySeed();
    void splitByReleaseGroup();
    void splitDropsRareLabels();

private:
    QTemporaryDir m_folder;
};

void TruthTest::normalise_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("normal");
    QTest::newRow("slash") << "Pop/Rock"
                           << "poprock";
    QTest::newRow("subgenre") << "r&b---new jack swing"
                              << "rb---newjackswing";
    QTest::newRow("accent") << "pop/rock---nü metal"
                            << "poprock---nümetal";
    QTest::newRow("capital accent") << "NÜ METAL"
                                    << "nümetal";
    QTest::newRow("commas") << "folk, world, & country"
                            << "folkworldcountry";
    QTest::newRow("digits") << "electronic---2-step"
                            << "electronic---step";
    QTest::newRow("euro-pop") << "pop/rock---euro-pop"
                              << "poprock---euro-pop";
    QTest::newRow("euro-pop again") << "poprock---euro-pop"
                                    << "poprock---euro-pop";
    QTest::newRow("europop") << "pop/rock---europop"
                             << "poprock---europop";
    QTest::newRow("euro-pop elsewhere") << "rock---euro-pop"
                                        << "rock---europop";
    QTest::newRow("cyrillic") << "Рок---Хард-Рок"
                              << "рок---хардрок";
    QTest::newRow("beyond the basic plane") << "\U00010400x1"
                                            << "\U00010428x"; // Deseret capital → small
}

void TruthTest::normalise()
{
    QFETCH(QString, label);
    QTEST(QString::fromStdString(normaliseLabel(label.toStdString())), "normal");
}

void TruthTest::genres()
{
    QVERIFY(isGenre("rock"));
    QVERIFY(isSubgenre("rock---hard"));
    QCOMPARE(genreOf("rock---hard---er"), std::string_view("rock"));
    QCOMPARE(genreOf("rock"), std::string_view("rock"));
}

void TruthTest::readsOddFiles()
{
    const auto truth = parseGroundTruth("\xEF\xBB\xBF"
                                        "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\r\n"
                                        "r1\tg1\trock\trock---hard\r\n"
                                        "r2\tg1\tpop\t\r\n"
                                        "r3\tg2\tpop\r\n" // shorter
                                        "\r\n"
                                        "r4\tg2\trock\trock", // the same twice, no line end
                                        "x-discogs-train.tsv");
    QVERIFY2(truth, truth ? "" : qPrintable(truth.error().text()));
    QCOMPARE((*truth)->source(), QString("discogs"));
    QCOMPARE((*truth)->size(), size_t(4));
    QCOMPARE(labelsOf(**truth, 0), QStringList({ "rock", "rock---hard" }));
    QCOMPARE(labelsOf(**truth, 1), QStringList({ "pop" }));
    QCOMPARE(labelsOf(**truth, 2), QStringList({ "pop" }));
    QCOMPARE(labelsOf(**truth, 3), QStringList({ "rock" }));
    QCOMPARE((*truth)->releaseGroups().size(), size_t(2));
    QCOMPARE((*truth)->problemCount(), size_t(0));
    QVERIFY(std::is_sorted((*truth)->labels().begin(), (*truth)->labels().end()));
}

void TruthTest::uniteRepeatedRecordings()
{
    const auto truth =
        parseGroundTruth(kHeader + "a\tg\trock\t\t\nb\tg\tjazz\t\t\na\tg\tpop\trock\t\na\th\tblues\t\t\n", "t.tsv");
    QVERIFY(truth);
    QCOMPARE((*truth)->size(), size_t(2));
    QCOMPARE(labelsOf(**truth, 0), QStringList({ "rock", "pop", "blues" }));
    QCOMPARE(labelsOf(**truth, 1), QStringList({ "jazz" }));
    QCOMPARE((*truth)->problemCount(), size_t(3)); // twice repeated, once another group
    QCOMPARE((*truth)->problems()[0].line, 4);
    QCOMPARE((*truth)->problems()[1].line, 5);
}

void TruthTest::problemsBearLineNumbers()
{
    const auto truth = parseGroundTruth(
        kHeader + "a\tg\trock\t\t\nb\tg\t\t\t\n\tg\trock\t\t\nc\tg\t\xC3\x28\t\t\nd\t\trock\t\t\ne\tg\t1\t2\t3\t4\n",
        "t.tsv");
    QVERIFY(truth);
    const auto &problems = (*truth)->problems();
    QCOMPARE(problems.size(), size_t(5));
    const qint64 lines[] = { 3, 4, 5, 6, 7 };
    const char *words[] = { "no label", "no recording id", "UTF-8", "no release group", "cells" };
    for (size_t i = 0; i < 5; ++i) {
        QCOMPARE(problems[i].line, lines[i]);
        QVERIFY2(problems[i].text.contains(words[i]), qPrintable(problems[i].text));
    }
    QCOMPARE((*truth)->size(), size_t(4)); // a, b (kept without labels), d, e
    QVERIFY((*truth)->recordings().find("b"));
    QVERIFY(!(*truth)->recordings().find("c"));
}

void TruthTest::badFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    QTest::newRow("empty") << QByteArray() << "empty";
    QTest::newRow("blank lines") << QByteArray("\n\n") << "empty";
    QTest::newRow("another table") << QByteArray("id\tx\n1\t2\n") << "no ground truth";
    QTest::newRow("comma separated") << QByteArray("recordingmbid,releasegroupmbid,genre1\n") << "no ground truth";
    QTest::newRow("header alone") << QByteArray::fromStdString(kHeader) << "no recording";
    QTest::newRow("binary") << QByteArray("\0\1\2\3", 4) << "no ground truth";
}

void TruthTest::badFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    const QString path = m_folder.filePath("bad.tsv");
    QVERIFY(writeFileAtomically(path, { bytes.constData(), size_t(bytes.size()) }));
    const auto truth = readGroundTruth(path);
    QVERIFY(!truth);
    QVERIFY2(truth.error().what.contains(word), qPrintable(truth.error().what));
    QCOMPARE(truth.error().file, path);
    QVERIFY(!truth.error().remedy.isEmpty());
}

void TruthTest::compressedAndPlainAreTheSame()
{
    const std::string text = kHeader + "a\tg\trock\tpop\t\nb\th\tjazz\t\t\n";
    QVERIFY(writeFileAtomically(m_folder.filePath("lastfm.tsv"), text));
    QVERIFY(writeFileAtomically(m_folder.filePath("lastfm.tsv.bz2"), *compressBzip2(text)));
    const auto plain = readGroundTruth(m_folder.filePath("lastfm.tsv"));
    const auto compressed = readGroundTruth(m_folder.filePath("lastfm.tsv.bz2"));
    QVERIFY(plain && compressed);
    QCOMPARE((*plain)->labels(), (*compressed)->labels());
    QCOMPARE(labelsOf(**plain, 0), labelsOf(**compressed, 0));
    QCOMPARE((*compressed)->source(), QString("lastfm"));
}

void TruthTest::manyPiecesReadAsOne()
{
    // Several pieces, with everything odd spread over them: repeated recordings, bad UTF-8, CRLF, wide and empty rows.
    std::mt19937 random(11);
    std::string text = kHeader;
    std::map<std::string, std::set<std::string>> expected; // read the plain way, one line after another
    std::map<std::string, std::string> groups;
    std::vector<std::string> order;
    std::vector<qint64> oddLines;
    char id[64];
    qint64 line = 1;
    while (text.size() < 9'000'000) {
        ++line;
        const unsigned kind = unsigned(random() % 1000);
        if (kind == 0) {
            text += "r\xC3\x28\tg\tbad\n";
            oddLines.push_back(line);
            continue;
        }
        if (kind == 1) {
            text += "\n";
            continue;
        }
        std::snprintf(id, sizeof id, kind < 20 ? "odd id %u" : "%08x-0000-4000-8000-000000000000",
                      unsigned(random() % 200'000));
        const std::string group = "group" + std::to_string(random() % 5000);
        text += std::string(id) + '\t' + group;
        if (!groups.contains(id)) {
            groups[id] = group;
            order.emplace_back(id);
        } else {
            oddLines.push_back(line);
            if (groups[id] != group)
                oddLines.push_back(line);
        }
        for (unsigned k = 0; k < 1 + random() % 3; ++k) {
            const std::string label = "genre " + std::to_string(random() % 40) + (random() % 2 == 0 ? "---nü" : "");
            text += '\t' + label;
            expected[id].insert(label);
        }
        text += kind < 500 ? "\r\n" : "\n";
    }
    QVERIFY(writeFileAtomically(m_folder.filePath("pieces.tsv"), text));
    QVERIFY(writeFileAtomically(m_folder.filePath("pieces.tsv.bz2"), *compressBzip2(text)));
    for (const char *name : { "pieces.tsv", "pieces.tsv.bz2" }) {
        const auto read = readGroundTruth(m_folder.filePath(name));
        QVERIFY(read);
        const GroundTruth &truth = **read;
        QCOMPARE(truth.size(), order.size());
        for (size_t i = 0; i < order.size(); ++i) {
            QCOMPARE(truth.recordings().text(i), order[i]);
            std::set<std::string> labels;
            for (const uint32_t label : truth.labelsOf(i))
                labels.insert(truth.labels()[label]);
            QVERIFY2(labels == expected[order[i]], order[i].c_str());
            QCOMPARE(truth.releaseGroups().text(truth.releaseGroupOf(i)), groups[order[i]]);
        }
        QCOMPARE(truth.problemCount(), oddLines.size());
        for (size_t i = 0; i < truth.problems().size(); ++i)
            QCOMPARE(truth.problems()[i].line, oddLines[i]);
    }
}

void TruthTest::idKeys_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("isUuid");
    QTest::newRow("a UUID") << QByteArray("54551aad-f2c9-4d3b-8e1a-0123456789ab") << true;
    QTest::newRow("zeros") << QByteArray("00000000-0000-0000-0000-000000000000") << true;
    QTest::newRow("f") << QByteArray("ffffffff-ffff-ffff-ffff-ffffffffffff") << true;
    QTest::newRow("capitals") << QByteArray("54551AAD-f2c9-4d3b-8e1a-0123456789ab") << true;
    QTest::newRow("g") << QByteArray("5455gaad-f2c9-4d3b-8e1a-0123456789ab") << false;
    QTest::newRow("o") << QByteArray("5455oaad-f2c9-4d3b-8e1a-0123456789ab") << false;
    QTest::newRow("slash and colon") << QByteArray("5455/:ad-f2c9-4d3b-8e1a-0123456789ab") << false;
    QTest::newRow("backquote") << QByteArray("5455`aad-f2c9-4d3b-8e1a-0123456789ab") << false;
    QTest::newRow("high bytes") << QByteArray("5455\xE1"
                                              "aad-f2c9-4d3b-8e1a-0123456789ab")
                                << false;
    QTest::newRow("dash elsewhere") << QByteArray("54551aadf-2c9-4d3b-8e1a-0123456789ab") << false;
    QTest::newRow("too short") << QByteArray("54551aad-f2c9-4d3b-8e1a-0123456789a") << false;
    QTest::newRow("empty") << QByteArray("") << false;
}

void TruthTest::idKeys()
{
    QFETCH(QByteArray, id);
    QFETCH(bool, isUuid);
    const std::string text = id.toStdString();
    const IdKey key(text);
    QCOMPARE(key.isUuid(), isUuid);
    QCOMPARE(key.text(), text);
    QVERIFY(key == IdKey(text));
    QVERIFY(!(key == IdKey("54551aad-f2c9-4d3b-8e1a-0123456789ac")));
}

void TruthTest::internedIds()
{
    // UUIDs and other texts among each other, over several growths of the table.
    RecordingIds ids;
    std::vector<std::string> texts;
    std::mt19937_64 random(5);
    for (size_t i = 0; i < 20'000; ++i) {
        texts.push_back(i % 7 == 0 ? "text " + std::to_string(i) : IdKey::ofUuid(random(), random() % 3).text());
        const auto [index, isNew] = ids.insert(texts.back());
        QCOMPARE(index, uint32_t(i));
        QVERIFY(isNew);
    }
    for (size_t i = 0; i < texts.size(); ++i) {
        QCOMPARE(ids.find(texts[i]), std::optional(uint32_t(i)));
        QCOMPARE(ids.text(i), texts[i]);
        QCOMPARE(ids.insert(texts[i]), std::pair(uint32_t(i), false));
        if (i > 0)
            QCOMPARE(ids.key(i - 1) < ids.key(i), texts[i - 1] < texts[i]);
    }
    QVERIFY(!ids.find("text 1"));
    const IdTensors tensors = ids.tensors();
    QCOMPARE(tensors.offsets.size(), texts.size() + 1);
    QCOMPARE(std::string(tensors.bytes.data() + tensors.offsets[8], tensors.offsets[9] - tensors.offsets[8]), texts[8]);
}

void TruthTest::partsAreCompared()
{
    const auto train = *parseGroundTruth(kHeader + "a\tg1\trock\tpop\nb\tg2\tjazz\nc\t\tfolk\n", "t.tsv");
    const auto validation =
        *parseGroundTruth(kHeader + "d\tg1\trock\ne\tg1\trock\nf\tg3\tjazz\nb\tg9\tjazz\nh\t\tjazz\n", "v.tsv");
    const PartOverlap overlap = comparePartsOf(*train, *validation);
    QCOMPARE(overlap.sharedReleaseGroups, size_t(1));
    QCOMPARE(overlap.validationInShared, size_t(2));
    QCOMPARE(overlap.sharedRecordings, size_t(1));
    QCOMPARE(overlap.withoutSupport, (std::vector<std::string> { "folk", "pop" }));
    const LabelStatistics statistics = labelStatistics(*train);
    QCOMPARE(statistics.recordingsWith, (std::vector<size_t> { 0, 2, 1 }));
}

void TruthTest::writeAndReadAgain()
{
    const auto truth = parseGroundTruth(kHeader + "a\tg\trock\tr&b---nü\tpop\nb\t\tjazz\t\t\n", "t.tsv");
    QVERIFY(truth);
    QVERIFY(writeGroundTruth(**truth, m_folder.filePath("again.tsv")));
    const auto again = readGroundTruth(m_folder.filePath("again.tsv"));
    QVERIFY(again);
    QCOMPARE((*again)->size(), size_t(2));
    QCOMPARE(labelsOf(**again, 0), labelsOf(**truth, 0));
    QCOMPARE((*again)->releaseGroupOf(1), GroundTruth::kNoReleaseGroup);
}

void TruthTest::sourceNames_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("source");
    QTest::newRow("allmusic") << "/x/acousticbrainz-mediaeval-allmusic-train.tsv.bz2"
                              << "allmusic";
    QTest::newRow("capitals") << "LastFM.tsv"
                              << "lastfm";
    QTest::newRow("other") << "/x/mine.v1.tsv"
                           << "mine";
    QTest::newRow("folder does not count") << "/discogs/mine.tsv"
                                           << "mine";
}

void TruthTest::sourceNames()
{
    QFETCH(QString, path);
    QTEST(sourceOfFile(path), "source");
}

void TruthTest::oneSourceKeepsItsSpelling()
{
    const LabelSpace space = LabelSpace::of({ { "a", { "r&b", "Pop/Rock", "jazz---bop", "jazz" } } });
    QVERIFY(!space.isNormalised());
    QCOMPARE(space.classes(), std::vector<std::string>({ "Pop/Rock", "jazz", "jazz---bop", "r&b" })); // by code point
    QCOMPARE(*space.classOf(0, "jazz"), 1U);
    QVERIFY(!space.classOf(0, "poprock"));
    QCOMPARE(*space.spelling(0, 3), std::string_view("r&b"));
}

void TruthTest::severalSourcesAreNormalised()
{
    const LabelSpace space =
        LabelSpace::of({ { "a", { "pop/rock", "rap" } }, { "b", { "rock/pop", "poprock", "jazz" } } });
    QVERIFY(space.isNormalised());
    // "rock/pop" → rockpop; "pop/rock" and "poprock" are one class.
    QCOMPARE(space.classes(), std::vector<std::string>({ "jazz", "poprock", "rap", "rockpop" }));
    QCOMPARE(*space.spelling(0, 1), std::string_view("pop/rock"));
    QCOMPARE(*space.spelling(1, 1), std::string_view("poprock"));
    QVERIFY(!space.contains(0, 0));
    QVERIFY(!space.contains(1, 2));
    QCOMPARE(*space.classOf(1, "ra p"), 2U); // a validation label that only normalises to a class
    QVERIFY(space.collisions().isEmpty());
}

void TruthTest::collisionsAreKeptApart()
{
    const LabelSpace space =
        LabelSpace::of({ { "a", { "hip hop", "hip-hop", "hiphop", "1980", "1990" } }, { "b", { "Hip Hop" } } });
    QCOMPARE(space.collisions().size(), 2);
    std::set<uint32_t> classes;
    for (const char *label : { "hip hop", "hip-hop", "hiphop", "1980", "1990" })
        classes.insert(*space.classOf(0, label));
    QCOMPARE(classes.size(), size_t(5));
    // The label that is spelled as the class has the name; the other source shares it.
    QCOMPARE(space.classes()[*space.classOf(0, "hiphop")], std::string("hiphop"));
    QCOMPARE(*space.classOf(1, "Hip Hop"), *space.classOf(0, "hiphop"));
    for (const uint32_t index : classes)
        QVERIFY(!space.classes()[index].empty());
}

void TruthTest::realLabelLists()
{
    if (!QFileInfo::exists(MELSCOPE_SHARED_DATA "/taxonomy"))
        QSKIP("the real label lists are not here");
    const std::pair<const char *, size_t> expected[] = {
        { "allmusic", 766 }, { "discogs", 315 }, { "lastfm", 327 }, { "tagtraum", 296 }
    };
    std::vector<LabelSpace::SourceLabels> sources;
    for (const auto &[source, count] : expected) {
        sources.push_back({ source, readStats(source) });
        QCOMPARE(LabelSpace::of({ sources.back() }).size(), count);
    }
    const LabelSpace space = LabelSpace::of(sources);
    QCOMPARE(space.size(), size_t(1424));
    for (const QString &collision : space.collisions())
        qInfo() << collision;
    QVERIFY(space.collisions().isEmpty());
}

void TruthTest::realCombinedClasses()
{
    const QString path = QStringLiteral(MELSCOPE_SHARED_DATA "/melbaseline/subtask2-classes.txt");
    if (!QFileInfo::exists(path))
        QSKIP("the published class list is not here");
    std::vector<LabelSpace::SourceLabels> sources;
    for (const char *source : { "allmusic", "discogs", "lastfm", "tagtraum" })
        sources.push_back({ source, readStats(source) });
    const auto published = readClasses(path);
    QVERIFY2(published, published ? "" : qPrintable(published.error().text()));
    QCOMPARE(LabelSpace::of(sources).classes(), *published);
}

void TruthTest::classesFile()
{
    const std::vector<std::string> classes { "a: b", "blues", "r&b---nü" };
    const QString path = m_folder.filePath("classes.txt");
    QVERIFY(writeClasses(classes, path));
    QCOMPARE(*readClasses(path), classes);
    QVERIFY(writeFileAtomically(path, "blues\njazz\n"));
    QCOMPARE(*readClasses(path), std::vector<std::string>({ "blues", "jazz" }));
    QVERIFY(writeFileAtomically(path, "0: blues\n2: jazz\n"));
    QCOMPARE(readClasses(path).error().line, 2);
    QVERIFY(writeFileAtomically(path, "0: blues\n1: blues\n"));
    QCOMPARE(readClasses(path).error().line, 2);
}

void TruthTest::statistics()
{
    const auto truth =
        parseGroundTruth(kHeader + "a\tg\trock\trock---hard\t\nb\tg\trock\t\t\nc\th\trock\tpop\t\n", "t.tsv");
    const LabelStatistics statistics = labelStatistics(**truth);
    QCOMPARE(statistics.recordings, size_t(3));
    QCOMPARE(statistics.releaseGroups, size_t(2));
    QCOMPARE(statistics.genres, size_t(2));
    QCOMPARE(statistics.subgenres, size_t(1));
    QCOMPARE(statistics.cardinality, 5.0 / 3.0);
    QCOMPARE(statistics.labels[1].name, std::string("rock"));
    QCOMPARE(statistics.labels[1].recordings, size_t(3));
    QCOMPARE(statistics.labels[1].releaseGroups, size_t(2));
}

namespace {
std::shared_ptr<const GroundTruth> manyRows(int rows, int groupSize)
{
    std::string text = kHeader;
    for (int i = 0; i < rows; ++i)
        text += "r" + std::to_string(i) + "\tg" + std::to_string(i / groupSize) + "\trock\t" + (i % 3 == 0 ? "pop" : "")
            + "\t" + (i % 50 == 0 ? "rare" : "") + "\n";
    return *parseGroundTruth(text, "t.tsv");
}
} // namespace

void TruthTest::splitBySeed()
{
    const auto truth = manyRows(1000, 3);
    SplitSettings settings;
    settings.minCount = 0;
    const auto first = splitGroundTruth(*truth, settings);
    const auto again = splitGroundTruth(*truth, settings);
    settings.seed = 2;
    const auto other = splitGroundTruth(*truth, settings);
    QVERIFY(first && again && other);
    QCOMPARE(first->train->size(), size_t(800));
    QCOMPARE(first->test->size(), size_t(200));
    QVERIFY(first->train->recordings().tensors().bytes == again->train->recordings().tensors().bytes);
    QVERIFY(first->train->recordings().tensors().bytes != other->train->recordings().tensors().bytes);
    for (size_t i = 0; i < first->test->size(); ++i)
        QVERIFY(!first->train->recordings().find(first->test->recordings().key(i)));
}

void TruthTest::splitByReleaseGroup()
{
    const auto truth = manyRows(1000, 7);
    SplitSettings settings;
    settings.minCount = 0;
    settings.byReleaseGroup = true;
    const auto split = splitGroundTruth(*truth, settings);
    QVERIFY(split);
    for (size_t i = 0; i < split->test->releaseGroups().size(); ++i)
        QVERIFY(!split->train->releaseGroups().find(split->test->releaseGroups().key(i)));
    QVERIFY(std::abs(int(split->train->size()) - 800) <= 7);
    QCOMPARE(split->train->size() + split->test->size(), size_t(1000));
}

void TruthTest::splitDropsRareLabels()
{
    const auto truth = manyRows(1000, 1); // "rare" occurs 20 times in all, so never 20 times in train
    const auto split = splitGroundTruth(*truth, {});
    QVERIFY(split);
    QCOMPARE(split->droppedLabels, std::vector<std::string>({ "rare" }));
    QCOMPARE(split->train->labels(), std::vector<std::string>({ "pop", "rock" }));
    QCOMPARE(split->test->labels(), std::vector<std::string>({ "pop", "rock" }));
    QCOMPARE(split->droppedTracks, size_t(0));
    SplitSettings tooMuch;
    tooMuch.minCount = 100'000;
    QVERIFY(!splitGroundTruth(*truth, tooMuch));
}

QTEST_GUILESS_MAIN(TruthTest)
#include "tst_truth.moc"
