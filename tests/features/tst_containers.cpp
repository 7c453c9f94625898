#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/features/feature_import.h"
#include "core/features/feature_store.h"
#include "core/features/unit_walk.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <set>

#include <sys/stat.h>

using namespace melscope;

namespace {

std::string document(int number)
{
    std::string text = R"({"metadata": {"tags": {}}, "lowlevel": {"melbands": {)";
    for (size_t channel = 0; channel < kChannels; ++channel) {
        text += std::string(channel > 0 ? ", \"" : "\"") + kChannelNames[channel] + "\": [";
        for (size_t band = 0; band < kBands; ++band)
            text += (band > 0 ? ", " : "") + std::to_string(number) + ".5";
        text += ']';
    }
    return text + "}}, \"rhythm\": {\"bpm\": 120}}";
}

std::string idOf(int number)
{
    char id[64];
    std::snprintf(id, sizeof id, "%08x-0000-4000-8000-%012d", unsigned(number) * 2654435761U, number);
    return id;
}

/// An entry to be written: a file, or a link or another kind (then `content` is where it leads).
struct Written
{
    std::string path;
    std::string content;
    mode_t kind = AE_IFREG;
    bool hardLink = false;
};

/// Archives made by libarchive, in any of its formats and filters.
std::string makeArchive(const char *format, const char *filter, const std::vector<Written> &entries)
{
    std::string bytes;
    archive *handle = archive_write_new();
    archive_write_set_format_by_name(handle, format);
    if (*filter != '\0')
        archive_write_add_filter_by_name(handle, filter);
    archive_write_set_bytes_in_last_block(handle, 1);
    auto append = [](archive *, void *target, const void *block, size_t count) {
        static_cast<std::string *>(target)->append(static_cast<const char *>(block), count);
        return la_ssize_t(count);
    };
    if (archive_write_open(handle, &bytes, nullptr, append, nullptr) != ARCHIVE_OK)
        qFatal("%s", archive_error_string(handle));
    for (const Written &written : entries) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, written.path.c_str());
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_filetype(entry, written.kind);
        if (written.hardLink)
            archive_entry_set_hardlink(entry, written.content.c_str());
        else if (written.kind == AE_IFLNK)
            archive_entry_set_symlink(entry, written.content.c_str());
        const bool isFile = written.kind == AE_IFREG && !written.hardLink;
        archive_entry_set_size(entry, isFile ? la_int64_t(written.content.size()) : 0);
        if (archive_write_header(handle, entry) < ARCHIVE_WARN)
            qFatal("%s", archive_error_string(handle));
        if (isFile)
            archive_write_data(handle, written.content.data(), written.content.size());
        archive_entry_free(entry);
    }
    archive_write_close(handle);
    archive_write_free(handle);
    return bytes;
}

std::vector<Written> documents(int first, int count)
{
    std::vector<Written> entries;
    for (int i = first; i < first + count; ++i)
        entries.push_back({ "train/" + idOf(i).substr(0, 2) + '/' + idOf(i) + ".json", document(i) });
    return entries;
}

qint64 entriesOf(const ImportReport &report)
{
    return report.imported + report.skipped + report.failed + report.repeated;
}

} // namespace

/// Whatever documents come in: all of them, or a line in the report with the true reason.
class ContainersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formats_data();
    void formats();
    void severalArchivesInOneFile_data();
    void severalArchivesInOneFile();
    void unreadPartsOfAZip();
    void everyEntryIsAccountedFor();
    void archivesInArchives();
    void compressedDocuments();
    void fakes_data();
    void fakes();
    void ownFilesAreNoFailures();
    void namesThatAreNoText();
    void secondDocuments();
    void checksumsOfZips();
    void reportOfAFailure();
    void pipesAmongFiles();
    void idsAreThoseOfTheImport();
    void publishedCases_data();
    void publishedCases();
    // Qt cannot remove names that are no UTF-8.
    void cleanupTestCase() { std::filesystem::remove_all(m_folder.path().toStdString()); }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString put(const QString &name, const std::string &bytes) const
    {
        if (const auto written = writeFileAtomically(path(name), bytes); !written)
            qFatal("%s", qPrintable(written.error().text()));
        return path(name);
    }
    Result<ImportReport> import(const QStringList &inputs) const
    {
        QFile::remove(path("store.safetensors"));
        return importFeatures({ inputs, path("store.safetensors"), 0, path("report.tsv") });
    }
    QTemporaryDir m_folder;
};

void ContainersTest::formats_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QString>("name");
    auto row = [](const char *format, const char *filter, const char *name) {
        QTest::newRow(name) << QByteArray(format) << QByteArray(filter) << name;
    };
    row("ustar", "", "a.tar");
    row("v7tar", "", "v7.tar");
    row("gnutar", "", "gnu.tar");
    row("pax", "", "pax.tar");
    row("ustar", "gzip", "a.tar.gz");
    row("ustar", "gzip", "a.tgz");
    row("gnutar", "bzip2", "a.tar.bz2");
    row("gnutar", "xz", "a.tar.xz");
    row("gnutar", "lzma", "a.tar.lzma");
    row("pax", "zstd", "a.tar.zst");
    row("zip", "", "a.zip");
    row("7zip", "", "a.7z");
    row("gnutar", "zstd", "called-otherwise"); // the bytes tell, not the name
}

void ContainersTest::formats()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, filter);
    QFETCH(QString, name);
    const QString file = put("formats/" + name, makeArchive(format.constData(), filter.constData(), documents(0, 30)));
    const auto report = import({ file });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 30);
    QCOMPARE(entriesOf(*report), 30);
    const auto store = FeatureStore::open(path("store.safetensors"));
    QVERIFY(store);
    QCOMPARE((*store)->id(29), std::string_view(idOf(29)));
    QCOMPARE((*store)->image(29)[0], 29.5F);
}

void ContainersTest::severalArchivesInOneFile_data()
{
    QTest::addColumn<QByteArray>("filter");
    for (const char *filter : { "", "gzip", "bzip2", "xz", "zstd" })
        QTest::newRow(*filter != '\0' ? filter : "plain") << QByteArray(filter);
}

void ContainersTest::severalArchivesInOneFile()
{
    QFETCH(QByteArray, filter);
    const std::string first = makeArchive("gnutar", filter.constData(), documents(0, 3));
    const std::string second = makeArchive("ustar", filter.constData(), documents(10, 4));
    const auto both = import({ put("cat.tar", first + second) });
    QVERIFY2(both, both ? "" : qPrintable(both.error().text()));
    QCOMPARE(both->imported, 7);
    // The second one is cut in its middle: what came before is kept, the damage is told.
    const auto cut = import({ put("cut.tar", first + second.substr(0, second.size() / 2)) });
    QVERIFY2(cut, cut ? "" : qPrintable(cut.error().text()));
    QVERIFY(cut->imported >= 3);
    QCOMPARE(cut->failed, 1);
    // Something that is no archive stands behind it.
    const auto garbage = import({ put("garbage.tar", first + std::string(2000, 'g')) });
    QVERIFY2(garbage, garbage ? "" : qPrintable(garbage.error().text()));
    QCOMPARE(garbage->imported, 3);
    QCOMPARE(garbage->failed, 1);
}

void ContainersTest::unreadPartsOfAZip()
{
    const std::string first = makeArchive("zip", "", documents(0, 2));
    const std::string second = makeArchive("zip", "", documents(5, 2));
    const auto both = import({ put("cat.zip", first + second) });
    QVERIFY2(both, both ? "" : qPrintable(both.error().text()));
    QVERIFY(both->imported == 4 || both->failed > 0);
    const auto behind = import({ put("behind.zip", first + std::string(50, 'x')) });
    QVERIFY2(behind, behind ? "" : qPrintable(behind.error().text()));
    QCOMPARE(behind->imported, 2);
    QCOMPARE(behind->failed, 1);
    QVERIFY2(behind->problems.front().reason.contains("50 bytes"), qPrintable(behind->problems.front().reason));
}

void ContainersTest::everyEntryIsAccountedFor()
{
    std::vector<Written> entries = documents(0, 3);
    entries.push_back({ "train/", "", AE_IFDIR });
    entries.push_back({ "train/" + idOf(50) + ".json", entries[0].path, AE_IFREG, true });
    entries.push_back({ "train/" + idOf(51) + ".json", idOf(0) + ".json", AE_IFLNK });
    entries.push_back({ "train/" + idOf(52) + ".json", "", AE_IFIFO });
    entries.push_back({ "train/device.json", "", AE_IFCHR });
    entries.push_back({ "train/link.txt", "elsewhere", AE_IFLNK });
    entries.push_back({ "train/._" + idOf(0) + ".json", "apple" });
    entries.push_back({ "train/README", "text" });
    entries.push_back({ "train/again/" + idOf(1) + ".json", document(1) });
    entries.push_back({ "train/bad.json", "{" });
    entries.push_back({ "train/data.rar", "Rar!" });
    const auto report = import({ put("kinds.tar", makeArchive("gnutar", "", entries)) });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(entriesOf(*report), qint64(entries.size()) - 1); // but the folder
    QCOMPARE(report->imported, 3);
    QCOMPARE(report->repeated, 1);
    QCOMPARE(report->skipped, 3);
    QCOMPARE(report->failed, 6);
    auto reasonOf = [&](const char *name) {
        for (const ImportProblem &problem : report->problems) {
            if (problem.path.contains(QLatin1String(name)))
                return problem.reason;
        }
        return QString();
    };
    QVERIFY2(reasonOf("000050.json").contains("a hard link to train/"), qPrintable(reasonOf("000050.json")));
    QVERIFY2(reasonOf("000051.json").contains("a symbolic link to"), qPrintable(reasonOf("000051.json")));
    QVERIFY2(reasonOf("000052.json").contains("a named pipe"), qPrintable(reasonOf("000052.json")));
    QVERIFY2(reasonOf("device.json").contains("a device"), qPrintable(reasonOf("device.json")));
    QVERIFY2(reasonOf("link.txt").contains("a symbolic link to elsewhere"), qPrintable(reasonOf("link.txt")));
    QVERIFY2(reasonOf("data.rar").contains("not read"), qPrintable(reasonOf("data.rar")));
}

void ContainersTest::archivesInArchives()
{
    const std::string inner = makeArchive("gnutar", "bzip2", documents(10, 5));
    const std::string zip = makeArchive("zip", "", documents(20, 2));
    const std::string nested = makeArchive("gnutar", "", { { "in.tar.bz2", inner } });
    const std::string seven = makeArchive("7zip", "", documents(30, 2));
    std::vector<Written> entries = documents(0, 2);
    entries.push_back({ "parts/one.tar.bz2", inner });
    entries.push_back({ "parts/two.zip", zip });
    entries.push_back({ "parts/three.tar", nested });
    entries.push_back({ "parts/four.7z", seven });
    entries.push_back({ "parts/cut.tar.bz2", inner.substr(0, inner.size() / 2) });
    entries.push_back({ "last/" + idOf(99) + ".json", document(99) });
    const auto report = import({ put("outer.tar.gz", makeArchive("gnutar", "gzip", entries)) });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 2 + 5 + 2 + 1);
    QCOMPARE(report->failed, 3); // too deep, 7z, cut
    for (const ImportProblem &problem : report->problems) {
        if (problem.kind == ImportProblem::Kind::Failed)
            QVERIFY2(problem.path.contains("outer.tar.gz:parts/"), qPrintable(problem.path));
    }
}

void ContainersTest::compressedDocuments()
{
    QDir(path("packed")).removeRecursively();
    int number = 0;
    for (const auto &[filter, suffix] : { std::pair("gzip", ".gz"), std::pair("bzip2", ".bz2"), std::pair("xz", ".xz"),
                                          std::pair("zstd", ".zst"), std::pair("lzma", ".lzma") }) {
        const std::string text = document(number);
        put("packed/" + QString::fromStdString(idOf(number)) + ".json" + suffix,
            makeArchive("raw", filter, { { "text", text } }));
        ++number;
    }
    put("packed/cut.json.gz", makeArchive("raw", "gzip", { { "text", document(9) } }).substr(0, 60));
    put("packed/text.json.gz", "this is not compressed");
    const auto report = import({ path("packed") });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 5);
    QCOMPARE(report->failed, 2);
    const auto store = FeatureStore::open(path("store.safetensors"));
    QVERIFY(store);
    std::set<std::string> ids;
    for (size_t i = 0; i < (*store)->size(); ++i)
        ids.emplace((*store)->id(i));
    for (int i = 0; i < 5; ++i)
        QVERIFY(ids.contains(idOf(i)));
    // The same in an archive.
    QFile packed(path("packed/" + QString::fromStdString(idOf(3)) + ".json.zst"));
    QVERIFY(packed.open(QIODevice::ReadOnly));
    const auto inside = import({ put(
        "packed.tar", makeArchive("gnutar", "", { { idOf(3) + ".json.zst", packed.readAll().toStdString() } })) });
    QVERIFY2(inside, inside ? "" : qPrintable(inside.error().text()));
    QCOMPARE(inside->imported, 1);
}

void ContainersTest::fakes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    QTest::newRow("HTML") << "x.tar.bz2" << QByteArray("<!DOCTYPE html><html>quota exceeded</html>")
                          << "an HTML or XML page";
    QTest::newRow("Git LFS") << "x.tar.bz2"
                             << QByteArray("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n")
                             << "Git LFS";
    QTest::newRow("nothing") << "x.tar.bz2" << QByteArray() << "0 bytes";
    QTest::newRow("zeros") << "x.zip" << QByteArray(5000, '\0') << "nothing but zeros";
    QTest::newRow("unfinished") << "x.tar.bz2.part" << QByteArray("BZh9") << "not finished";
    QTest::newRow("RAR") << "x.rar" << QByteArray("Rar!\x1A\x07\0", 7) << "not read";
    QTest::newRow("RAR called tar") << "x.tar" << QByteArray("Rar!\x1A\x07\0", 7) << "a RAR archive";
    QTest::newRow("JSON called zip") << "x.zip" << QByteArray("{\"a\": 1}") << "a JSON text";
    QTest::newRow("text, compressed") << "x.tar.gz"
                                      << QByteArray::fromStdString(makeArchive("raw", "gzip", { { "t", "hello" } }))
                                      << "inside it is a text";
    QTest::newRow("empty 7z") << "x.7z" << QByteArray("7z\xBC\xAF\x27\x1C\0\4", 8) + QByteArray(100, '\0') << "x.7z";
}

void ContainersTest::fakes()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    QDir(path("fakes")).removeRecursively();
    put("fakes/" + name, bytes.toStdString());
    put("fakes/" + QString::fromStdString(idOf(1)) + ".json", document(1));
    const auto report = import({ path("fakes") });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 1);
    QCOMPARE(report->failed, 1);
    const auto failed =
        std::find_if(report->problems.begin(), report->problems.end(),
                     [](const ImportProblem &problem) { return problem.kind == ImportProblem::Kind::Failed; });
    QVERIFY(failed != report->problems.end());
    QVERIFY2((failed->path + failed->reason).contains(word), qPrintable(failed->path + ": " + failed->reason));
    QVERIFY(failed->path.endsWith(name));
}

void ContainersTest::ownFilesAreNoFailures()
{
    put("own/" + QString::fromStdString(idOf(1)) + ".json", document(1));
    QVERIFY(importFeatures({ { path("own") }, path("own/features.safetensors"), 0, {} }));
    QVERIFY(
        importFeatures({ { path("own/" + QString::fromStdString(idOf(1)) + ".json") }, path("own/shards"), 0, {} }));
    put("own/project.melscope", R"({"format": "melscope-project", "version": 1})");
    put("own/run.json", R"({"format": "melscope-run", "version": 1})");
    const auto report = import({ path("own") });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 1);
    QCOMPARE(report->failed, 0);
    QVERIFY(report->skipped >= 4);
}

void ContainersTest::namesThatAreNoText()
{
    const std::string latin = "caf\xE9";
    QVERIFY(makeFolder(pathFromBytes(path("latin/").toStdString() + latin)));
    const QString folder = pathFromBytes(path("latin/").toStdString() + latin);
    QVERIFY(writeFileAtomically(folder + "/" + QString::fromStdString(idOf(1)) + ".json", document(1)));
    QVERIFY(writeFileAtomically(pathFromBytes(path("latin/").toStdString() + latin + "/d\xFC.json"), document(2)));
    QVERIFY(writeFileAtomically(pathFromBytes(path("latin/").toStdString() + latin + ".tar"),
                                makeArchive("gnutar", "", documents(3, 2))));
    for (const QStringList &inputs :
         { QStringList { path("latin") },
           QStringList { folder, pathFromBytes(path("latin/").toStdString() + latin + ".tar") } }) {
        const auto report = import(inputs);
        QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
        QCOMPARE(report->imported, 4);
        QCOMPARE(report->failed, 0);
    }
    const auto missing = import({ pathFromBytes(path("latin/").toStdString() + "no\xE9") });
    QVERIFY(!missing);
    QVERIFY2(missing.error().text().contains("no\\xE9"), qPrintable(missing.error().text()));
}

void ContainersTest::secondDocuments()
{
    QDir(path("two")).removeRecursively();
    const std::string good = document(1);
    put("two/appended.json", good + good);
    put("two/lines.json", good + "\n" + good + "\n");
    put("two/brace.json", good + "}");
    put("two/garbage.json", good + " garbage }");
    put("two/zero.json", good + std::string(1, '\0'));
    put("two/number.json", good.substr(0, good.size() - 6) + "1..0}}");
    put("two/quotes.json", good.substr(0, good.size() - 5) + "'a'}}");
    const auto report = import({ path("two") });
    QVERIFY(!report);
    ImportReport untilFailure;
    QVERIFY(!importFeatures({ { path("two") }, path("none.safetensors"), 0, {} }, {}, {}, &untilFailure));
    QCOMPARE(untilFailure.failed, 7);
    for (const ImportProblem &problem : untilFailure.problems) {
        if (problem.path.endsWith("appended.json") || problem.path.endsWith("brace.json"))
            QCOMPARE(problem.offset, qint64(good.size()));
        if (problem.kind == ImportProblem::Kind::Failed)
            QVERIFY2(problem.offset > 0, qPrintable(problem.path));
    }
    QVERIFY(!QFileInfo::exists(path("none.safetensors")));
}

void ContainersTest::checksumsOfZips()
{
    std::string zip = makeArchive("zip", "", documents(0, 3));
    // The first entry's packed data begin behind its header; one bit of them is wrong.
    zip[200] = char(zip[200] ^ 1);
    const auto report = import({ put("crc.zip", zip) });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(entriesOf(*report), 3);
    QCOMPARE(report->imported, 2);
    QCOMPARE(report->failed, 1);
}

void ContainersTest::reportOfAFailure()
{
    put("alone/bad.json", "{");
    QFile::remove(path("report.tsv"));
    QVERIFY(!import({ path("alone") }));
    const auto problems = readImportReport(path("report.tsv"));
    QVERIFY2(problems, problems ? "" : qPrintable(problems.error().text()));
    QCOMPARE(problems->front().kind, ImportProblem::Kind::Failed);
    QVERIFY(problems->front().path.endsWith("bad.json"));
    // A single archive that is none.
    QFile::remove(path("report.tsv"));
    QVERIFY(!import({ put("none.tar", "hello") }));
    QVERIFY(readImportReport(path("report.tsv")));
}

void ContainersTest::pipesAmongFiles()
{
    put("pipes/" + QString::fromStdString(idOf(1)) + ".json", document(1));
    QCOMPARE(::mkfifo(qPrintable(path("pipes/x.tar")), 0600), 0);
    QCOMPARE(::mkfifo(qPrintable(path("pipes/x.json")), 0600), 0);
    const auto report = import({ path("pipes") }); // would hang
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 1);
    QCOMPARE(report->failed, 2);
}

void ContainersTest::idsAreThoseOfTheImport()
{
    QVERIFY(QDir().mkpath(path("linked")));
    put("elsewhere/" + QString::fromStdString(idOf(1)) + ".json", document(1));
    QVERIFY(QFile::link(path("elsewhere"), path("linked/link")));
    put("linked/more.tar.gz", makeArchive("gnutar", "gzip", documents(2, 3)));
    put("linked/._x.json", "apple");
    const auto ids = recordingsOfInputs({ path("linked") });
    QVERIFY2(ids, ids ? "" : qPrintable(ids.error().text()));
    QCOMPARE(ids->size(), size_t(4));
    for (int i = 1; i < 5; ++i)
        QVERIFY(ids->find(idOf(i)));
    QVERIFY(!recordingsOfInputs({ path("nowhere") }));
}

void ContainersTest::publishedCases_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<qint64>("imported");
    QTest::addColumn<qint64>("entries");
    auto row = [](const char *input, qint64 imported, qint64 entries) {
        QTest::newRow(input) << QString(input) << imported << entries;
    };
    row("01-ab-dump-suffix/acousticbrainz-lowlevel-json-20150129-0.tar.bz2", 4, 6);
    row("02-tar-zst-xz/a.tar.xz", 4, 4);
    row("02-tar-zst-xz/a.tar.zst", 4, 4);
    row("07-uppercase-ids/docs", 4, 4);
    row("13-cat-of-archives/all.tar", 6, 6);
    row("13-cat-of-archives/all.tar.bz2", 6, 6);
    row("13-cat-of-archives/all.tar.gz", 6, 6);
    row("14-tar-links-and-kinds/links.tar", 3, 6);
    row("14-tar-links-and-kinds/v7.tar", 1, 1);
    row("14-tar-links-and-kinds/gnu.tar", 1, 1);
    row("14-tar-links-and-kinds/oldgnu.tar", 1, 1);
    row("18-fake-archives/features", 1, 9);
    row("32-two-documents-in-one-file/docs", 0, 8);
}

void ContainersTest::publishedCases()
{
    QFETCH(QString, input);
    QFETCH(qint64, imported);
    QFETCH(qint64, entries);
    const QString file = QStringLiteral(MELSCOPE_SHARED_DATA "/cases/") + input;
    if (!QFileInfo::exists(file))
        QSKIP("the shared cases are not here");
    ImportReport untilFailure;
    QFile::remove(path("case.safetensors"));
    const auto report = importFeatures({ { file }, path("case.safetensors"), 0, {} }, {}, {}, &untilFailure);
    QCOMPARE(report.has_value(), imported > 0);
    const ImportReport &found = report ? *report : untilFailure;
    QCOMPARE(found.imported, imported);
    QCOMPARE(entriesOf(found), entries);
}

QTEST_GUILESS_MAIN(ContainersTest)
#include "tst_containers.moc"
