#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/half_written.h"
#include "core/base/file_content.h"
#include "core/base/file_path.h"
#include "core/base/json_walk.h"
#include "core/base/text_chunks.h"

#include <QDir>
#include <QRegularExpression>
#include <QStringEncoder>
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>
#include <simdjson.h>

#include <filesystem>
#include <random>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace melscope;

namespace {

/// Compressed by libarchive, which reads nothing of ours.
std::string compress(const char *filter, const std::string &text)
{
    std::string bytes;
    archive *handle = archive_write_new();
    archive_write_add_filter_by_name(handle, filter);
    archive_write_set_format_raw(handle);
    archive_write_set_bytes_in_last_block(handle, 1);
    auto append = [](archive *, void *target, const void *block, size_t count) {
        static_cast<std::string *>(target)->append(static_cast<const char *>(block), count);
        return la_ssize_t(count);
    };
    archive_write_open(handle, &bytes, nullptr, append, nullptr);
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, "text");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(handle, entry);
    archive_write_data(handle, text.data(), text.size());
    archive_entry_free(entry);
    archive_write_close(handle);
    archive_write_free(handle);
    return bytes;
}

Result<std::string> plainOf(const std::string &bytes)
{
    auto stream = memoryBytes(bytes);
    return readAll(*decompressed(std::move(stream), compressionOf(bytes), "test"), 100'000'000, {});
}

/// Gives its bytes in blocks of a few, so that everything lies across blocks once.
class SmallBlocks : public ByteStream
{
public:
    SmallBlocks(std::string bytes, size_t size)
        : m_bytes(std::move(bytes))
        , m_size(size)
    {
    }
    Result<std::string_view> next(const CancelToken &) override
    {
        m_block = m_bytes.substr(m_place, m_size); // elsewhere each time, as a buffer that is used again
        m_place += m_block.size();
        return std::string_view(m_block);
    }
    qint64 consumed() const override { return qint64(m_place); }

private:
    std::string m_bytes;
    std::string m_block;
    size_t m_size;
    size_t m_place = 0;
};

std::string someText()
{
    std::string text;
    std::mt19937 random(7);
    for (int i = 0; i < 40'000; ++i)
        text += std::to_string(random() % 5000) + (i % 10 == 9 ? '\n' : ' ');
    return text;
}

/// simdjson refuses numbers beyond 64 bits or a double, which are JSON all the same: whether all are by the grammar.
bool allNumbersAreValid(const std::string &json)
{
    static const QRegularExpression strings("\"(\\\\.|[^\"\\\\])*\"");
    static const QRegularExpression token("[-+.0-9eE]*[0-9][-+.0-9eE]*");
    static const QRegularExpression number("^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?$");
    auto found = token.globalMatch(QString::fromStdString(json).remove(strings));
    while (found.hasNext()) {
        if (!number.match(found.next().captured()).hasMatch())
            return false;
    }
    return true;
}

/// Numbers in arrays that are skipped are looked at where they begin alone.
bool isInArray(const std::string &json)
{
    return json.find('[') != std::string::npos;
}

bool walks(std::string text)
{
    text.reserve(text.size() + JsonWalk::kPadding);
    static JsonWalk walk;
    return walk.begin(text) && walk.skip() && walk.end();
}

} // namespace

/// Bytes on their way from the disk and to it: nothing unread, nothing half-written.
class StreamsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compressions_data();
    void compressions();
    void unifiedTexts_data();
    void unifiedTexts();
    void linesAcrossBlocks();
    void pathsLeadBack_data();
    void pathsLeadBack();
    void contents_data();
    void contents();
    void pipesAreRefused();
    void stalledPipeIsCancelled();
    void jsonAgreesWithSimdjson_data();
    void jsonAgreesWithSimdjson();
    void notNumbersInArrays();
    void numbers_data();
    void numbers();
    void fullDevice();
    void olderFileStays();
    void linksAreFollowed();
    void halfWrittenFilesGo();
    void whatAKilledWriterLeftGoes();

    // Qt cannot remove names that are no UTF-8.
    void cleanupTestCase() { std::filesystem::remove_all(m_folder.path().toStdString()); }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void StreamsTest::compressions_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<bool>("hasMembers");
    QTest::addColumn<bool>("hasChecksum"); // as libarchive writes it
    for (const char *filter : { "gzip", "bzip2", "xz" })
        QTest::newRow(filter) << QByteArray(filter) << true << true;
    QTest::newRow("zstd") << QByteArray("zstd") << true << false;
    QTest::newRow("lzma") << QByteArray("lzma") << false << false;
}

void StreamsTest::compressions()
{
    QFETCH(QByteArray, filter);
    QFETCH(bool, hasMembers);
    QFETCH(bool, hasChecksum);
    const std::string text = someText();
    const std::string packed = compress(filter.constData(), text);
    QVERIFY(packed.size() > 1000);
    QVERIFY(compressionOf(packed) != Compression::None);
    QCOMPARE(*plainOf(packed), text);
    for (const size_t size : { 1, 7, 4096 })
        QCOMPARE(*readAll(*decompressed(std::make_unique<SmallBlocks>(packed, size), compressionOf(packed), {}),
                          1 << 30, {}),
                 text);

    // Members that follow one another, with and without padding; one that is cut anywhere.
    if (hasMembers) {
        QCOMPARE(*plainOf(packed + packed), text + text);
        QCOMPARE(*plainOf(packed + packed + std::string(1024, '\0')), text + text);
        QCOMPARE(*readAll(*decompressed(std::make_unique<SmallBlocks>(packed + packed, 3), compressionOf(packed), {}),
                          1 << 30, {}),
                 text + text);
        for (size_t cut = 1; cut < packed.size(); cut += cut < 40 || cut + 40 > packed.size() ? 1 : packed.size() / 50)
            QVERIFY2(!plainOf(packed + packed.substr(0, cut)), qPrintable(QString::number(cut)));
    }
    for (size_t cut = 14; cut < packed.size(); cut += cut < 40 || cut + 40 > packed.size() ? 1 : packed.size() / 50)
        QVERIFY2(!plainOf(packed.substr(0, cut)), qPrintable(QString::number(cut)));

    // What is no other member is not passed over.
    for (const char *rest : { "x", "garbage that is longer than any magic", "\n" }) {
        const auto read = plainOf(packed + rest);
        QVERIFY(!read);
        QVERIFY2(read.error().what.contains("byte " + QString::number(packed.size())), qPrintable(read.error().what));
    }
    QVERIFY(!plainOf(packed + std::string(10, '\0') + "x"));

    // A wrong byte is found.
    for (size_t place = packed.size() / 3; hasChecksum && place < packed.size(); place += packed.size() / 29) {
        std::string wrong = packed;
        wrong[place] = char(wrong[place] ^ 0x10);
        const auto read = plainOf(wrong);
        QVERIFY2(!read || *read == text, qPrintable(QString::number(place))); // bits that mean nothing may be either
        QVERIFY2(!read || filter != "gzip", qPrintable(QString::number(place)));
    }
}

void StreamsTest::unifiedTexts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QString text = QString::fromUtf8("recordingmbid\treleasegroupmbid\tgenre1\nä\tß\tnü metal 𝄞\n");
    auto encoded = [&](QStringConverter::Encoding encoding, bool mark, const QString &lines) {
        QStringEncoder encoder(encoding, mark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
        return QByteArray(encoder.encode(lines));
    };
    QTest::newRow("UTF-8") << text.toUtf8();
    QTest::newRow("UTF-8 with a mark") << QByteArray("\xEF\xBB\xBF") + text.toUtf8();
    QTest::newRow("UTF-16LE") << encoded(QStringConverter::Utf16LE, true, text);
    QTest::newRow("UTF-16BE") << encoded(QStringConverter::Utf16BE, true, text);
    QTest::newRow("UTF-16LE without a mark") << encoded(QStringConverter::Utf16LE, false, text);
    QTest::newRow("UTF-16BE without a mark") << encoded(QStringConverter::Utf16BE, false, text);
    QTest::newRow("CR LF") << QString(text).replace("\n", "\r\n").toUtf8();
    QTest::newRow("CR") << QString(text).replace("\n", "\r").toUtf8();
    QTest::newRow("UTF-16LE with CR LF") << encoded(QStringConverter::Utf16LE, true,
                                                    QString(text).replace("\n", "\r\n"));
    for (const char *filter : { "gzip", "bzip2", "xz", "zstd", "lzma" })
        QTest::newRow(filter) << QByteArray::fromStdString(compress(filter, text.toStdString()));
    QTest::newRow("gzip of UTF-16") << QByteArray::fromStdString(
        compress("gzip", encoded(QStringConverter::Utf16LE, true, text).toStdString()));
}

void StreamsTest::unifiedTexts()
{
    QFETCH(QByteArray, bytes);
    const std::string expected = "recordingmbid\treleasegroupmbid\tgenre1\nä\tß\tnü metal 𝄞\n";
    QVERIFY(writeFileAtomically(path("text"), { bytes.constData(), size_t(bytes.size()) }));
    const auto read = readPlainOrCompressed(path("text"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(*read, expected);
}

void StreamsTest::linesAcrossBlocks()
{
    for (size_t size = 1; size < 6; ++size) {
        auto text = unifiedText(std::make_unique<SmallBlocks>("a\r\nb\rc\n\r\nd\r", size), {});
        QVERIFY(text);
        QCOMPARE(*readAll(**text, 100, {}), std::string("a\nb\nc\n\nd\n"));
    }
}

void StreamsTest::pathsLeadBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("ASCII") << QByteArray("a/b") << "a/b";
    QTest::newRow("UTF-8") << QByteArray("caf\xC3\xA9") << QString::fromUtf8("café");
    QTest::newRow("Latin-1") << QByteArray("caf\xE9.json") << "caf\\xE9.json";
    QTest::newRow("mixed") << QByteArray("\xC3\xA9\xE9\xFF/\xF0\x9D\x84\x9E") << QString::fromUtf8("é\\xE9\\xFF/𝄞");
    QTest::newRow("cut character") << QByteArray("x\xE2\x82") << "x\\xE2\\x82";
    QTest::newRow("a surrogate in UTF-8") << QByteArray("\xED\xB2\x80") << "\\xED\\xB2\\x80";
}

void StreamsTest::pathsLeadBack()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, shown);
    const QString text = pathFromBytes({ bytes.constData(), size_t(bytes.size()) });
    QCOMPARE(QByteArray::fromStdString(pathBytes(text)), bytes);
    QCOMPARE(shownPath(text), shown);
}

void StreamsTest::contents_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("content");
    auto row = [](const char *name, const QByteArray &head, FileContent content) {
        QTest::newRow(name) << head << int(content);
    };
    row("nothing", "", FileContent::Empty);
    row("zeros", QByteArray(600, '\0'), FileContent::Zeros);
    row("zip", QByteArray("PK\x03\x04rest"), FileContent::Zip);
    row("7z", QByteArray("7z\xBC\xAF\x27\x1C\0\4", 8), FileContent::SevenZip);
    row("rar", QByteArray("Rar!\x1A\x07\0", 7), FileContent::Rar);
    row("html", "\n <!DOCTYPE HTML>", FileContent::Html);
    row("lfs", "version https://git-lfs.github.com/spec/v1\noid", FileContent::LfsPointer);
    row("json", "\xEF\xBB\xBF {\"a\": 1}", FileContent::Json);
    row("safetensors", QByteArray("\x30\0\0\0\0\0\0\0{\"a", 11), FileContent::Safetensors);
    row("text", "recordingmbid\trel", FileContent::Text);
    row("binary", QByteArray("\1\2\3\0", 4), FileContent::Binary);
    row("a text as long as a tar header", QByteArray(600, 'a'), FileContent::Text);
}

void StreamsTest::contents()
{
    QFETCH(QByteArray, head);
    QFETCH(int, content);
    QCOMPARE(int(fileContentOf({ head.constData(), size_t(head.size()) })), content);
    QVERIFY(!contentName(FileContent(content)).isEmpty());
}

void StreamsTest::pipesAreRefused()
{
    const QString pipe = path("pipe.tar");
    QCOMPARE(::mkfifo(pathBytes(pipe).c_str(), 0600), 0);
    const auto archive = ArchiveReader::open(pipe); // would hang
    QVERIFY(!archive);
    QVERIFY2(archive.error().what.contains("pipe"), qPrintable(archive.error().what));
    QVERIFY(!TextChunks::open(pipe));
    QVERIFY(!ArchiveReader::open("/dev/null"));
}

void StreamsTest::stalledPipeIsCancelled()
{
    setPipes(Pipes::Allowed);
    const QString pipe = path("stalled");
    QCOMPARE(::mkfifo(pathBytes(pipe).c_str(), 0600), 0);
    const int writer = ::open(pathBytes(pipe).c_str(), O_RDWR);
    QVERIFY(writer >= 0);
    CancelToken cancel;
    std::jthread canceller([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(80));
        cancel.cancel();
    });
    const auto text = readPlainOrCompressed(pipe, cancel); // the writer never writes
    QVERIFY(!text);
    QVERIFY(text.error().isCancelled());
    ::close(writer);
    setPipes(Pipes::Refused);
}

void StreamsTest::jsonAgreesWithSimdjson_data()
{
    QTest::addColumn<QByteArray>("text");
    int number = 0;
    for (const char *text : { R"({})",
                              R"([])",
                              R"([1, -2.5e3, 0.1E-7, true, false, null, "a\"b\\", {"k": [[], {}]}])",
                              R"({"a": 1, "b": {"c": [1, 2]}})",
                              R"(1)",
                              R"("x")",
                              R"(true)",
                              "  [1]\n",
                              R"([1,])",
                              R"([,1])",
                              R"({"a"})",
                              R"({"a":})",
                              R"({"a":1,})",
                              R"({a:1})",
                              R"({"a" 1})",
                              R"([1 2])",
                              R"([01])",
                              R"([-])",
                              R"([1.])",
                              R"([.5])",
                              R"([1e])",
                              R"([1e+])",
                              R"([+1])",
                              R"([1..2])",
                              R"([1.2.3])",
                              R"([0x1])",
                              R"([NaN])",
                              R"([tru])",
                              R"([truex])",
                              R"([nul])",
                              R"(["\x"])",
                              R"(["\u12"])",
                              R"(["\u00e9"])",
                              R"([')"
                              "a']",
                              "[\"a\nb\"]",
                              R"(["a)",
                              R"([1]])",
                              R"([1)",
                              R"({"a":[1,2})",
                              R"([1}{)",
                              R"("a"b)",
                              R"(["a"b])",
                              R"([1"a"])",
                              R"([1]x)",
                              R"({"a":1}{"b":2})",
                              R"([123456789012345678901234567890123456789.5e10])",
                              R"([1234567890123456789012345678901.])",
                              R"([0.00000000000000000000000000000001e-5])",
                              R"([1234567890123456789012345678x])",
                              R"(["a":1])",
                              R"({"a",1})",
                              R"({"a": 1.5e-3, "b": -0, "c": 12.25E+10, "d": 0.5, "e": 1})",
                              R"({"a":-1,"b":2e7,"c":0.0014046286232,"d":3.5647092318e-06,"e":"x","f":1})",
                              R"({"a":12..0,"b":1})",
                              R"({"a":1e,"b":1})",
                              R"({"a":1.5.2,"b":1})",
                              R"({"a":1e5.5,"b":1})",
                              R"({"a":00.5,"b":1})",
                              R"({"a":-,"b":1})",
                              R"({"a":1e--5,"b":1})",
                              R"({"a":1+5,"b":1})",
                              R"({"a":+5,"b":1})",
                              R"({"a":1.e5,"b":1})",
                              R"({"a":0.00015789694375216058,"b":1})",
                              R"([[[[[[1]]]]]])",
                              "[1]\0",
                              R"([-0])",
                              R"([-01])",
                              R"([0])",
                              R"([1e5e5])" })
        QTest::newRow(qPrintable(QString::number(number++) + ' ' + text)) << QByteArray(text);
}

void StreamsTest::jsonAgreesWithSimdjson()
{
    QFETCH(QByteArray, text);
    static simdjson::dom::parser parser;
    auto agrees = [&](const std::string &json) {
        const auto error = parser.parse(simdjson::padded_string(json)).error();
        const bool walked = walks(json);
        const bool isNumber = error == simdjson::NUMBER_ERROR;
        return walked == (error == simdjson::SUCCESS)
            || (walked && isNumber && (allNumbersAreValid(json) || isInArray(json)));
    };
    QVERIFY(agrees(text.toStdString()));
    std::mt19937 random(unsigned(text.size()));
    static constexpr std::string_view bytes = "{}[],:\"\\0123456789.eE+-tfn ux\n'\x80\xC3\xA9";
    for (int i = 0; i < 2000; ++i) {
        std::string wrong = text.toStdString();
        for (int k = 1 + int(random() % 3); k > 0; --k) {
            const size_t place = random() % (wrong.size() + 1);
            const char byte = bytes[random() % bytes.size()];
            switch (random() % 3) {
            case 0:
                wrong.insert(place, 1, byte);
                break;
            case 1:
                wrong.erase(place, 1);
                break;
            default:
                if (place < wrong.size())
                    wrong[place] = byte;
            }
        }
        QVERIFY2(agrees(wrong), wrong.c_str());
    }
}

/// Numbers of an array that is skipped are not read digit by digit; what programs write for want of one is no number.
void StreamsTest::notNumbersInArrays()
{
    for (const char *value : { "nan", "-nan", "NaN", "-NaN", "inf", "-inf", "Infinity", "-Infinity", "1.#INF",
                               "-1.#IND", "1.#QNAN", "-", "1.", "2e", "0x1F", "1,,2", "1 2", "\"1\" 2" })
        QVERIFY2(!walks("[1, " + std::string(value) + ", 2]"), value);
}

void StreamsTest::numbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("value"); // NaN: beyond a double's range
    QTest::newRow("0") << QByteArray("0") << 0.0;
    QTest::newRow("tiny") << QByteArray("1e-24") << 1e-24;
    QTest::newRow("long") << QByteArray("0.00075395974030819710000000000000000000001") << 0.0007539597403081971;
    QTest::newRow("below a double") << QByteArray("1e-400") << 0.0;
    QTest::newRow("below a double, negative") << QByteArray("-1e-400") << 0.0;
    QTest::newRow("beyond a double") << QByteArray("1e400") << std::nan("");
    QTest::newRow("beyond a double, long") << QByteArray(400, '9') << std::nan("");
    QTest::newRow("subnormal") << QByteArray("5e-324") << 5e-324;
    QTest::newRow("below a double, long") << QByteArray("0." + QByteArray(400, '0') + "1") << 0.0;
}

void StreamsTest::numbers()
{
    QFETCH(QByteArray, text);
    QFETCH(double, value);
    std::string json = "[" + text.toStdString() + "]";
    json.reserve(json.size() + JsonWalk::kPadding);
    JsonWalk walk;
    QVERIFY(walk.begin(json));
    bool any = false;
    QVERIFY(walk.array([&]() -> Result<void> {
        const auto number = walk.number();
        if (!number)
            return passOn(number);
        any = true;
        if (std::isnan(value) ? number->has_value() : (!number->has_value() || **number != value))
            return fail("another value");
        return {};
    }));
    QVERIFY(any);
}

void StreamsTest::fullDevice()
{
    const auto written = writeFileAtomically("/dev/full", "a");
    QVERIFY(!written);
    QVERIFY2(written.error().what.contains("the disk is full"), qPrintable(written.error().what));
    QCOMPARE(written.error().file, QString("/dev/full"));
    AtomicFile file("/dev/full");
    QVERIFY(file.open());
    QVERIFY(!file.write(std::string(1 << 20, 'a'))); // more than the buffer
    QVERIFY(!file.write("b")); // the first failure stays
    QVERIFY(!file.commit());
}

void StreamsTest::olderFileStays()
{
    QVERIFY(writeFileAtomically(path("old/file"), "old"));
    {
        AtomicFile file(path("old/file"));
        QVERIFY(file.open());
        QVERIFY(file.write("new"));
    } // not committed
    QCOMPARE(*readPlainOrCompressed(path("old/file")), std::string("old"));
    QCOMPARE(QDir(path("old")).entryList(QDir::Files | QDir::Hidden), QStringList { "file" });
    QVERIFY(!writeFileAtomically(path("old/file/below"), "x")); // a file is in the way of the folder
    QVERIFY(!writeFileAtomically(path("old"), "x")); // a folder is in the way of the file
    const auto tooLong = writeFileAtomically(path(QString(300, 'n')), "x");
    QVERIFY(!tooLong);
    QVERIFY2(tooLong.error().what.contains("too long"), qPrintable(tooLong.error().what));
    QVERIFY(writeFileAtomically(path(QString(255, 'n')), "x")); // as long as a name may be
    QVERIFY(writeFileAtomically(pathFromBytes(path("caf").toStdString() + "\xE9"), "latin"));
    QVERIFY(QFile::exists(path("old/file")));
    QCOMPARE(::access((path("caf").toStdString() + "\xE9").c_str(), R_OK), 0);
}

void StreamsTest::linksAreFollowed()
{
    QVERIFY(writeFileAtomically(path("target/real"), "old"));
    QVERIFY(QFile::link(path("target/real"), path("link")));
    QVERIFY(QFile::setPermissions(path("target/real"), QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(writeFileAtomically(path("link"), "new"));
    QVERIFY(QFileInfo(path("link")).isSymLink());
    QCOMPARE(*readPlainOrCompressed(path("target/real")), std::string("new"));
    QCOMPARE(QFileInfo(path("target/real")).permissions() & 0x0FF, QFileDevice::Permissions());
}

void StreamsTest::halfWrittenFilesGo()
{
    AtomicFile file(path("half"));
    QVERIFY(file.open());
    QVERIFY(file.write("x"));
    const QStringList halves = QDir(m_folder.path()).entryList({ "half*" }, QDir::Files);
    QCOMPARE(halves.size(), 1);
    QCOMPARE(nameOfHalfWritten(halves.front()), QString("half"));
    QVERIFY(nameOfHalfWritten("half").isEmpty());
    QVERIFY(file.commit());
    QCOMPARE(QDir(m_folder.path()).entryList({ "half*" }, QDir::Files), QStringList { "half" });
}

void StreamsTest::whatAKilledWriterLeftGoes()
{
    // Nobody has these locked: a killed writer's, that of another file, a backup of the user's, another program's.
    for (const char *name : { "lone.melscope-aB3xY9~", "lone.txt.melscope-aB3xY9~", "lone.backup~", "lone.aB3xY9~" })
        QVERIFY(writeFileAtomically(path(name), "left", AtomicFile::Durability::InTime));
    AtomicFile other(path("lone"));
    QVERIFY(other.open());
    const QStringList before = QDir(m_folder.path()).entryList({ "lone*" }, QDir::Files, QDir::Name);
    QCOMPARE(before.size(), 4); // all but the first, and the one that is being written
    QVERIFY(!before.contains("lone.melscope-aB3xY9~"));
    QVERIFY(writeFileAtomically(path("lone"), "first"));
    QCOMPARE(QDir(m_folder.path()).entryList({ "lone*" }, QDir::Files, QDir::Name).size(), 5); // it lives: it stays
    QVERIFY(other.write("second"));
    QVERIFY(other.commit());
    QCOMPARE(*readPlainOrCompressed(path("lone")), std::string("second"));
    QCOMPARE(QDir(m_folder.path()).entryList({ "lone*" }, QDir::Files, QDir::Name),
             QStringList({ "lone", "lone.aB3xY9~", "lone.backup~", "lone.txt.melscope-aB3xY9~" }));
}

QTEST_GUILESS_MAIN(StreamsTest)
#include "tst_streams.moc"
