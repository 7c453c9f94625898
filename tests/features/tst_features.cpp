#include "core/base/archive_writer.h"
#include "core/base/atomic_file.h"
#include "core/features/feature_import.h"
#include "core/features/feature_pool.h"
#include "core/features/feature_store.h"
#include "core/features/low_level_document.h"
#include "core/track/mel_image.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace melscope;

namespace {

/// A document whose value in band b and channel c is `value(b, c)`; `change` edits single statistics.
std::string document(const std::map<std::string, std::string> &change = {}, const std::string &extra = {})
{
    std::string text =
        R"({"metadata": {"tags": {"artist": ["ünïcode \"quoted\" 佐藤"]}}, "lowlevel": {"melbands": {)" + extra;
    bool first = true;
    for (size_t channel = 0; channel < kChannels; ++channel) {
        const std::string name = kChannelNames[channel];
        const auto changed = change.find(name);
        if (changed != change.end() && changed->second.empty())
            continue;
        text += (first ? "\"" : ", \"") + name + "\": ";
        first = false;
        if (changed != change.end()) {
            text += changed->second;
            continue;
        }
        text += '[';
        for (size_t band = 0; band < kBands; ++band)
            text += (band > 0 ? ", " : "") + std::to_string(band) + "." + std::to_string(channel);
        text += ']';
    }
    return text + "}}}";
}

std::string list(int count, const std::string &value = "0.5", const std::string &last = {})
{
    std::string text = "[";
    for (int i = 0; i < count; ++i)
        text += (i > 0 ? ", " : "") + (i + 1 == count && !last.empty() ? last : value);
    return text + "]";
}

Result<MelImage> parse(std::string text)
{
    LowLevelDocumentReader reader;
    const auto document = reader.read(text);
    return document ? Result<MelImage>((*document)->image) : passOn(document);
}

std::optional<size_t> rowOf(const FeatureStore &store, std::string_view id)
{
    for (size_t row = 0; row < store.size(); ++row) {
        if (store.id(row) == id)
            return row;
    }
    return std::nullopt;
}

const char *kId = "54551aad-0000-4000-8000-00000000000";

} // namespace

class FeaturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bandFrequencies();
    void halves_data();
    void halves();
    void scaling();
    void channelAndBandOrder();
    void goodDocuments_data();
    void goodDocuments();
    void badDocuments_data();
    void badDocuments();
    void realDocuments();
    void realArchives();
    void importFolderReportsEverything();
    void importIsTheSameForAnyNumberOfJobs();
    void importArchives();
    void importNothing_data();
    void importNothing();
    void damagedArchiveKeepsWhatCameBefore();
    void cancelledImportLeavesTheOldStore();
    void corruptStores();
    void tags_data();
    void tags();
    void longTags();
    void tagColumns();
    void poolTakesTheFirst();

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString folderOfDocuments(const QString &name, int count) const
    {
        for (int i = 0; i < count; ++i) {
            const QString id = QString::number(10 + i % 7) + QStringLiteral("%1-0000").arg(i, 6, 10, QLatin1Char('0'));
            (void)writeFileAtomically(path(name) + '/' + id.left(2) + '/' + id + ".json",
                                      document({ { "mean", list(40, std::to_string(i) + ".25") } }));
        }
        return path(name);
    }
};

void FeaturesTest::bandFrequencies()
{
    // The extractor's own filter bank has its triangles' tips there, rounded.
    constexpr std::array<int, kBands> centres { 50,   103,  160,  221,  287,  357,  432,  513,  599,  691,
                                                790,  896,  1010, 1131, 1261, 1401, 1550, 1710, 1882, 2065,
                                                2262, 2472, 2698, 2940, 3198, 3476, 3772, 4090, 4431, 4796,
                                                5187, 5605, 6054, 6534, 7048, 7599, 8189, 8821, 9498, 10223 };
    for (size_t band = 0; band < kBands; ++band)
        QCOMPARE(int(std::lround(bandCentreHz(band))), centres[band]);
}

void FeaturesTest::halves_data()
{
    // Golden values: numpy.float16.
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("half");
    QTest::newRow("one") << 1.0 << 1.0;
    QTest::newRow("third") << 1.0 / 3 << 0.333251953125;
    QTest::newRow("tenth") << 0.1 << 0.0999755859375;
    QTest::newRow("tie to even down") << 1.00048828125 << 1.0;
    QTest::newRow("tie to even up") << 1.00146484375 << 1.001953125;
    QTest::newRow("just above a tie") << 1.000488281251 << 1.0009765625;
    QTest::newRow("subnormal") << 1e-7 << 1.1920928955078125e-07;
    QTest::newRow("half of the least") << 2.98e-8 << 0.0;
    QTest::newRow("zero") << 0.0 << 0.0;
    QTest::newRow("negative") << -0.1 << -0.0999755859375;
    QTest::newRow("largest") << 65504.0 << 65504.0;
    QTest::newRow("beyond") << 1e9 << 65504.0; // deliberately no infinity
}

void FeaturesTest::halves()
{
    QFETCH(double, value);
    QFETCH(double, half);
    QCOMPARE(double(roundToHalf(value)), half);
}

void FeaturesTest::scaling()
{
    MelImage raw {};
    for (size_t band = 0; band < kBands; ++band)
        raw[band * kChannels + 1] = float(band) / 10; // maximum 3.9; all other channels are 0
    MelImage scaled;
    scaleByChannelMaximum(raw, scaled);
    QCOMPARE(scaled[39 * kChannels + 1], 1.0F);
    QCOMPARE(scaled[13 * kChannels + 1], 0.333251953125F);
    for (size_t band = 0; band < kBands; ++band)
        QCOMPARE(scaled[band * kChannels], 0.0F); // a maximum of 0 divides nothing
}

void FeaturesTest::channelAndBandOrder()
{
    const auto image = parse(document());
    QVERIFY2(image, image ? "" : qPrintable(image.error().text()));
    for (size_t band = 0; band < kBands; ++band) {
        for (size_t channel = 0; channel < kChannels; ++channel)
            QCOMPARE((*image)[band * kChannels + channel], float(double(band) + double(channel) / 10));
    }
}

void FeaturesTest::goodDocuments_data()
{
    QTest::addColumn<QByteArray>("text");
    auto row = [](const char *name, const std::string &text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("plain", document());
    row("byte-order mark", "\xEF\xBB\xBF" + document());
    row("an extra stdev", document({}, R"("stdev": [1, 2], )"));
    row("an extra matrix", document({}, R"("cov": [[1, 2], [3, 4]], )"));
    row("tiny values", document({ { "min", list(40, "1e-24") } }));
    row("whole numbers", document({ { "max", list(40, "3") } }));
    row("white space at the end", document() + "\n  \n");
    row("another section first",
        R"({"tonal": {"lowlevel": {"melbands": 1}}, "lowlevel": )"
            + document().substr(document().find("{\"melbands\"")));
}

void FeaturesTest::goodDocuments()
{
    QFETCH(QByteArray, text);
    const auto image = parse(text.toStdString());
    QVERIFY2(image, image ? "" : qPrintable(image.error().text()));
}

void FeaturesTest::badDocuments_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("word");
    auto row = [](const char *name, const std::string &text, const char *word) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << word;
    };
    row("0 bytes", "", "empty");
    row("blank", "   ", "JSON");
    row("no JSON", "hello", "no JSON");
    row("binary", std::string("\0\5\26\7\0\2", 6), "JSON");
    row("an array", "[1, 2]", "no JSON object");
    row("cut off early", document().substr(0, 200), "JSON");
    row("cut off late", document().substr(0, document().size() - 1), "");
    row("without lowlevel", R"({"tonal": {}})", "missing");
    row("without melbands", R"({"lowlevel": {"barkbands": {}}})", "missing");
    row("melbands a number", R"({"lowlevel": {"melbands": 3}})", "cannot be read");
    row("a statistic missing", document({ { "dvar2", "" } }), "dvar2 is missing");
    row("39 bands", document({ { "mean", list(39) } }), "39 bands");
    row("41 bands", document({ { "mean", list(41) } }), "more than 40");
    row("a string", document({ { "mean", list(40, "0.5", "\"x\"") } }), "mean[39]");
    row("null", document({ { "mean", list(40, "0.5", "null") } }), "mean[39]");
    row("NaN", document({ { "var", list(40, "0.5", "NaN") } }), "var");
    row("Infinity", document({ { "var", list(40, "0.5", "Infinity") } }), "var");
    row("huge for a double", document({ { "max", list(40, "0.5", "1e999") } }), "max[39]");
    row("huge for a float", document({ { "max", list(40, "0.5", "1e300") } }), "max[39] is too large");
    row("a scalar for a list", document({ { "max", "0.5" } }), "max is no array");
    row("invalid UTF-8", "{\"metadata\": \"\xC3\x28\"," + document().substr(1), "JSON");
    row("invalid UTF-8 beside tags",
        "{\"x\": \"\xE9\", \"metadata\": {\"tags\": {\"title\": [\"\xE9\"]}}, "
            + document().substr(document().find("\"lowlevel\"")),
        "JSON");
    row("a bad escape in a tag",
        R"({"metadata": {"tags": {"title": ["\q"]}}, )" + document().substr(document().find("\"lowlevel\"")), "JSON");
}

void FeaturesTest::badDocuments()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, word);
    const auto image = parse(text.toStdString());
    QVERIFY(!image);
    QVERIFY2(image.error().what.contains(word), qPrintable(image.error().what));
    QVERIFY(!image.error().remedy.isEmpty());
}

void FeaturesTest::realDocuments()
{
    const QString folder = QStringLiteral(MELSCOPE_SHARED_DATA "/acousticbrainz");
    if (!QFileInfo::exists(folder))
        QSKIP("the real documents are not here");
    const auto report = importFeatures({ { folder }, path("real.safetensors"), 0, {} });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 7);
    QCOMPARE(report->failed, 0);
    const auto store = FeatureStore::open(path("real.safetensors"));
    QVERIFY(store);
    // The first mean of this document, read off with another tool (python3 -c "json.load").
    const auto index = rowOf(**store, "be9e01e5-8f93-494d-bbaa-ddcc5a52f629");
    QVERIFY(index);
    QFile file(folder + "/be9e01e5-8f93-494d-bbaa-ddcc5a52f629.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    const qsizetype melbands = text.indexOf("\"melbands\"");
    const qsizetype mean = text.indexOf("\"mean\": [", melbands) + 9;
    const double first = text.mid(mean, text.indexOf(',', mean) - mean).toDouble();
    QVERIFY(first > 0);
    QCOMPARE((*store)->image(*index)[1], float(first));
}

void FeaturesTest::realArchives()
{
    const QString folder = QStringLiteral(MELSCOPE_SHARED_DATA "/archives/");
    if (!QFileInfo::exists(folder))
        QSKIP("the real archives are not here");
    const auto report = importFeatures({ { folder + "acousticbrainz-mediaeval-features-train-01.tar.bz2",
                                           folder + "acousticbrainz-mediaeval-features-validation-01.tar.bz2" },
                                         path("archives.safetensors"),
                                         0,
                                         {} });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 2);
    QCOMPARE(report->failed, 0);
    int appleDouble = 0;
    for (const ImportProblem &problem : report->problems) {
        QVERIFY(problem.kind == ImportProblem::Kind::Skipped || problem.kind == ImportProblem::Kind::Read);
        appleDouble += problem.reason.contains("AppleDouble") ? 1 : 0;
    }
    QVERIFY(appleDouble >= 4);
    const auto store = FeatureStore::open(path("archives.safetensors"));
    QVERIFY(rowOf(**store, "01a0a332-d340-4806-a88b-cb60a05355c0"));
    QVERIFY(rowOf(**store, "01a1a77a-f81e-49a5-9fea-7060394409ec"));
}

void FeaturesTest::importFolderReportsEverything()
{
    const QString base = path("mixed");
    auto put = [&](const QString &name, const std::string &text) {
        QVERIFY(writeFileAtomically(base + '/' + name, text));
    };
    put("a/good-1.json", document());
    put("b/deep/er/good-2.json", document());
    put("c/good-1.json", document()); // again
    put("c/bad.json", "{}");
    put("c/empty.json", "");
    put("._good-1.json", "binary");
    put(".DS_Store", "x");
    put("notes.txt", "x");
    const auto report = importFeatures({ { base }, path("mixed.safetensors"), 2, path("mixed.tsv") });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 2);
    QCOMPARE(report->repeated, 1);
    QCOMPARE(report->failed, 2);
    QCOMPARE(report->skipped, 3);
    QCOMPARE(report->problems.size(), size_t(7)); // and the folder, read
    for (const ImportProblem &problem : report->problems) {
        QVERIFY(!problem.reason.isEmpty());
        QVERIFY(problem.path.startsWith(base));
    }
    // The file says the same, and where in the document.
    const auto written = readImportReport(path("mixed.tsv"));
    QVERIFY(written);
    QCOMPARE(written->size(), report->problems.size());
    for (size_t i = 0; i < written->size(); ++i) {
        QCOMPARE((*written)[i].kind, report->problems[i].kind);
        QCOMPARE((*written)[i].path, report->problems[i].path);
        QCOMPARE((*written)[i].reason, report->problems[i].reason);
        QCOMPARE((*written)[i].offset, report->problems[i].offset);
    }
}

void FeaturesTest::importIsTheSameForAnyNumberOfJobs()
{
    const QString folder = folderOfDocuments("many", 500);
    QByteArray first;
    for (const int jobs : { 1, 2, 5 }) {
        const auto report = importFeatures({ { folder }, path("many.safetensors"), jobs, {} });
        QVERIFY(report);
        QCOMPARE(report->imported, 500);
        QFile file(path("many.safetensors"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        if (first.isEmpty())
            first = bytes;
        QVERIFY(bytes == first);
    }
    const auto store = FeatureStore::open(path("many.safetensors"));
    QVERIFY(store);
    for (size_t i = 0; i < (*store)->size(); ++i) {
        const std::string id((*store)->id(i));
        QCOMPARE((*store)->image(i)[1], float(std::stoi(id.substr(2, 6)) + 0.25)); // each id with its own image
    }
}

void FeaturesTest::importArchives()
{
    std::vector<std::pair<std::string, std::string>> entries;
    for (int i = 0; i < 9; ++i)
        entries.emplace_back("train/5" + std::to_string(i) + "/" + kId + std::to_string(i) + ".json", document());
    entries.emplace_back("train/._x.json", "apple");
    QVERIFY(writeFileAtomically(path("a.tar.bz2"), *makeTarBzip2(entries)));
    QVERIFY(writeFileAtomically(path("archives/b.tar.bz2"), *makeTarBzip2({ { "y.json", document() } })));
    QVERIFY(writeFileAtomically(path("loose.json"), document()));
    // Archive, folder that holds an archive, loose document.
    const auto report =
        importFeatures({ { path("a.tar.bz2"), path("archives"), path("loose.json") }, path("abc.safetensors"), 0, {} });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 11);
    QCOMPARE(report->skipped, 1);
    QCOMPARE(report->problems[0].path, path("a.tar.bz2") + ":train/._x.json");
}

void FeaturesTest::importNothing_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("word");
    QTest::newRow("missing") << path("nowhere") << "no such file";
    QVERIFY(QDir().mkpath(path("void")));
    QTest::newRow("empty folder") << path("void") << "no .json document";
    QVERIFY(writeFileAtomically(path("bad-only/x.json"), "nonsense"));
    QTest::newRow("bad documents alone") << path("bad-only") << "1 failed";
    QVERIFY(writeFileAtomically(path("empty.tar.bz2"), ""));
    QTest::newRow("empty archive file") << path("empty.tar.bz2") << "";
    QVERIFY(writeFileAtomically(path("junk.tar.bz2"), "BZh9 this is no bzip2 stream at all"));
    QTest::newRow("junk archive") << path("junk.tar.bz2") << "";
}

void FeaturesTest::importNothing()
{
    QFETCH(QString, input);
    QFETCH(QString, word);
    const QString output = path("nothing.safetensors");
    const auto report = importFeatures({ { input }, output, 1, {} });
    QVERIFY(!report);
    QVERIFY2(report.error().what.contains(word), qPrintable(report.error().text()));
    QVERIFY(!report.error().remedy.isEmpty());
    QVERIFY(!QFileInfo::exists(output));
}

void FeaturesTest::damagedArchiveKeepsWhatCameBefore()
{
    std::vector<std::pair<std::string, std::string>> entries;
    for (int i = 0; i < 1500; ++i) {
        // Distinct content, so that bzip2 needs several blocks and some come before the cut.
        entries.emplace_back(kId + std::to_string(i) + ".json",
                             document({ { "mean", list(40, std::to_string(i * 7919 % 1000) + ".5") } }));
    }
    const auto whole = makeTarBzip2(entries);
    QVERIFY(whole);
    QVERIFY(writeFileAtomically(path("cut.tar.bz2"), whole->substr(0, whole->size() * 3 / 4)));
    const auto report = importFeatures({ { path("cut.tar.bz2") }, path("cut.safetensors"), 0, {} });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QVERIFY(report->imported > 0 && report->imported < 1500);
    QCOMPARE(report->failed, 1);
    const ImportProblem &damage = report->problems[report->problems.size() - 2]; // then the archive itself, as read
    QVERIFY(damage.reason.contains("damaged or truncated"));
    QVERIFY(damage.offset > 0 && damage.offset <= qint64(whole->size() * 3 / 4));
}

void FeaturesTest::cancelledImportLeavesTheOldStore()
{
    const QString folder = folderOfDocuments("cancel", 300);
    const QString output = path("kept.safetensors");
    QVERIFY(writeFileAtomically(output, "the old store"));
    const CancelToken cancel;
    cancel.cancel();
    const auto report = importFeatures({ { folder }, output, 2, {} }, cancel);
    QVERIFY(!report);
    QVERIFY(report.error().isCancelled());
    QFile file(output);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("the old store"));
}

void FeaturesTest::corruptStores()
{
    const QString folder = folderOfDocuments("store", 5);
    QVERIFY(importFeatures({ { folder }, path("s.safetensors"), 1, {} }));
    QFile file(path("s.safetensors"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    QVERIFY(FeatureStore::open(path("s.safetensors")));
    auto opens = [&](const QByteArray &bytes) {
        (void)writeFileAtomically(path("x.safetensors"), { bytes.constData(), size_t(bytes.size()) });
        return bool(FeatureStore::open(path("x.safetensors")));
    };
    QVERIFY(opens(good));
    QVERIFY(!opens(good.left(good.size() - 1)));
    QVERIFY(!opens(good.left(4000)));
    QVERIFY(!opens(QByteArray(good).replace("melscope-features", "melscope-creatures")));
    QVERIFY(!opens(QByteArray(good).replace("\"version\":\"1\"", "\"version\":\"9\"")));
    // Ids that are out of order.
    QByteArray offsets = good;
    const auto file5 = SafetensorsFile::open(path("s.safetensors"), {}, 1);
    const auto *begin = reinterpret_cast<const char *>(file5->tensors().at("id_offsets").bytes.data());
    const auto *map = reinterpret_cast<const char *>(file5->tensors().at("melbands").bytes.data());
    const qsizetype place = good.indexOf(QByteArray(map, 1440)) + (begin - map) + 5 * 8; // the last one
    offsets[place] = char(99);
    QVERIFY(!opens(offsets));
    // Tags that lead nowhere are not known; tensors of another length are refused.
    QVERIFY(!opens(QByteArray(good)
                       .replace("\"tag_year\":{\"data_offsets\":", "\"tag_yeah\":{\"data_offsets\":")
                       .replace("\"tag_title\":", "\"tag_year\":")));
    QByteArray tags = good;
    const auto *rows = reinterpret_cast<const char *>(file5->tensors().at("tag_artist").bytes.data());
    tags[good.indexOf(QByteArray(map, 1440)) + (rows - map) + 3] = char(77);
    QVERIFY(opens(tags));
    QCOMPARE((*FeatureStore::open(path("x.safetensors")))->tags().at(0).artist, std::string());
    QCOMPARE((*FeatureStore::open(path("x.safetensors")))->tags().at(1).artist, std::string("ünïcode \"quoted\" 佐藤"));
}

void FeaturesTest::tags_data()
{
    QTest::addColumn<QByteArray>("metadata");
    QTest::addColumn<QByteArray>("expected"); // title|artist|album|genre|codec|year|length|lossless
    auto row = [](const char *name, const std::string &metadata, const char *expected) {
        QTest::newRow(name) << QByteArray::fromStdString(metadata) << QByteArray(expected);
    };
    row("all", R"({"audio_properties": {"codec": "flac", "length": 61.5, "lossless": true, "replay_gain": -3},
                   "tags": {"title": ["So What"], "artist": ["Miles Davis"], "album": ["Kind of Blue"],
                            "genre": ["Jazz"], "date": ["1959-08-17"], "label": ["Columbia"]}})",
        "So What|Miles Davis|Kind of Blue|Jazz|flac|1959|61.5|yes");
    row("several values", R"({"tags": {"artist": ["Simon", " ", "Garfunkel "], "genre": ["Folk", "Pop"]}})",
        "|Simon; Garfunkel||Folk; Pop||0|0|?");
    row("a text, no array", R"({"tags": {"title": "Alone"}})", "Alone|||||0|0|?");
    row("numbers, null, objects", R"({"tags": {"title": 3, "artist": null, "album": [1, {"x": ["y"]}, "Z"]}})",
        "||Z|||0|0|?");
    row("no object", R"({"tags": ["title"], "audio_properties": 3})", "|||||0|0|?");
    row("no metadata", "null", "|||||0|0|?");
    row("lossless as a number", R"({"audio_properties": {"lossless": 1}})", "|||||0|0|yes");
    row("lossy as a number", R"({"audio_properties": {"lossless": 0, "codec": "mp3"}})", "||||mp3|0|0|no");
    row("odd properties", R"({"audio_properties": {"lossless": "yes", "length": "long", "codec": 7}})", "|||||0|0|?");
    row("escapes", R"({"tags": {"title": ["\u00e9t\u00E9 \ud83c\udfb5 \"x\" a\/b\n\t\ud83c."]}})",
        "\u00E9t\u00E9 \U0001F3B5 \"x\" a/b  \uFFFD.|||||0|0|?");
    row("decomposed", "{\"tags\": {\"title\": [\"e\u0301\"]}}", "\u00E9|||||0|0|?");
    row("Latin-1", "{\"tags\": {\"title\": [\"Caf\xE9 \xC3\xA9\"], \"artist\": [\"\xFF\xFE\"]}}",
        "Caf\uFFFD \u00E9|\uFFFD\uFFFD||||0|0|?");
    row("a date that is none", R"({"tags": {"date": ["unknown"], "originaldate": ["1999"]}})", "|||||1999|0|?");
    row("the release's date first", R"({"tags": {"originaldate": ["1959"], "date": ["1997-03"]}})", "|||||1997|0|?");
}

void FeaturesTest::tags()
{
    QFETCH(QByteArray, metadata);
    QFETCH(QByteArray, expected);
    // Behind the sound, as in most documents, and before it.
    for (const bool isFirst : { false, true }) {
        std::string text = document();
        text = isFirst ? "{\"metadata\": " + metadata.toStdString() + ", " + text.substr(text.find("\"lowlevel\""))
                       : "{" + text.substr(text.find("\"lowlevel\""), text.size() - text.find("\"lowlevel\"") - 1)
                + ", \"metadata\": " + metadata.toStdString() + "}";
        LowLevelDocumentReader reader;
        const auto read = reader.read(text);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
        const TrackTags &tags = (*read)->tags;
        const char *lossless[] = { "?", "no", "yes" };
        QCOMPARE(QByteArray::fromStdString(tags.title + '|' + tags.artist + '|' + tags.album + '|' + tags.genre + '|'
                                           + tags.codec + '|')
                     + QByteArray::number(tags.year) + '|' + QByteArray::number(double(tags.length)) + '|'
                     + lossless[int(tags.lossless)],
                 expected);
        QCOMPARE((*read)->image[5 * kChannels + 3], 5.3F);
        // The next document does not inherit them.
        std::string bare = R"({"lowlevel")" + document().substr(document().find("\"lowlevel\"") + 10);
        QVERIFY(reader.read(bare) && (*reader.read(bare))->tags == TrackTags());
    }
}

void FeaturesTest::longTags()
{
    std::string title;
    for (int i = 0; i < 1000; ++i)
        title += "\u4F50";
    std::string text = "{\"metadata\": {\"tags\": {\"title\": [\"" + title + "\", \"x\"]}}, "
        + document().substr(document().find("\"lowlevel\""));
    LowLevelDocumentReader reader;
    const auto read = reader.read(text);
    QVERIFY(read);
    const QString kept = QString::fromStdString((*read)->tags.title);
    QVERIFY(kept.size() > 100 && kept.size() < 140);
    QVERIFY(!kept.contains(QChar(0xFFFD)));
}

/// Tags of random tracks, by way of a file, and another store's joined to them.
void FeaturesTest::tagColumns()
{
    std::vector<TrackTags> expected;
    FeatureStoreWriter writer(path("tags.safetensors"));
    QVERIFY(writer.open());
    for (int i = 0; i < 1501; ++i) {
        TrackTags tags;
        tags.title = "title " + std::to_string(i * 7 % 1000);
        tags.artist = i % 3 == 0 ? "" : "artist " + std::to_string(i % 40);
        tags.year = uint16_t(i % 2 == 0 ? 0 : 1900 + i % 120);
        tags.length = float(i) / 4;
        tags.lossless = TrackTags::Lossless(i % 3);
        QVERIFY(*writer.add("id" + std::to_string(i), MelImage {}, tags));
        QVERIFY(!*writer.add("id" + std::to_string(i), MelImage {}, {})); // what is there already stays as it was
        expected.push_back(tags);
    }
    QVERIFY(writer.finish({}));
    const auto store = FeatureStore::open(path("tags.safetensors"));
    QVERIFY2(store, store ? "" : qPrintable(store.error().text()));
    for (size_t i = 0; i < expected.size(); ++i)
        QVERIFY((*store)->tags().at(i) == expected[i]);
    QCOMPARE((*store)->tags().texts(TextTag::Artist).size(), size_t(41));
    // A store without any, as older versions made them, is as it always was.
    FeatureStoreWriter bare(path("bare.safetensors"));
    QVERIFY(bare.open());
    QVERIFY(*bare.add("x", MelImage {}));
    QVERIFY(bare.finish({}));
    QVERIFY((*FeatureStore::open(path("bare.safetensors")))->tags().isEmpty());
    QVERIFY((*FeatureStore::open(path("bare.safetensors")))->tags().at(0) == TrackTags());
    const FeaturePool pool({ *FeatureStore::open(path("bare.safetensors")), *store });
    QVERIFY(pool.hasTags());
    QVERIFY(pool.tags(0) == TrackTags());
    QVERIFY(pool.tags(1501) == expected[1500]);
}

void FeaturesTest::poolTakesTheFirst()
{
    QVERIFY(writeFileAtomically(path("p1/x.json"), document({ { "min", list(40, "1") } })));
    QVERIFY(writeFileAtomically(path("p2/x.json"), document({ { "min", list(40, "2") } })));
    QVERIFY(writeFileAtomically(path("p2/y.json"), document({ { "min", list(40, "3") } })));
    QVERIFY(importFeatures({ { path("p1") }, path("p1.safetensors"), 1, {} }));
    QVERIFY(importFeatures({ { path("p2") }, path("p2.safetensors"), 1, {} }));
    const FeaturePool pool(
        { *FeatureStore::open(path("p1.safetensors")), *FeatureStore::open(path("p2.safetensors")) });
    RecordingIds ids;
    for (const char *id : { "z", "y", "x" })
        ids.insert(id);
    const auto rows = pool.rowsOf(ids);
    QCOMPARE(rows[0], FeaturePool::kNoRow);
    QCOMPARE(*pool.image(rows[1]), 3.0F);
    QCOMPARE(*pool.image(rows[2]), 1.0F);
    QCOMPARE(pool.size(), size_t(3));
}

QTEST_GUILESS_MAIN(FeaturesTest)
#include "tst_features.moc"
