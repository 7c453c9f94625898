#include "core/base/archive_writer.h"
#include "core/base/atomic_file.h"
#include "core/features/feature_import.h"
#include "core/features/feature_shards.h"
#include "core/features/folder_walk.h"
#include "core/track/mel_image.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <random>
#include <thread>

#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

using namespace melscope;

namespace {

/// A document of about so many bytes whose values tell its number.
std::string document(int number, size_t size = 3000)
{
    std::string text = R"({"lowlevel": {"melbands": {)";
    for (size_t channel = 0; channel < kChannels; ++channel) {
        text += std::string(channel > 0 ? ", \"" : "\"") + kChannelNames[channel] + "\": [";
        for (size_t band = 0; band < kBands; ++band)
            text += (band > 0 ? ", " : "") + std::to_string(number) + "." + std::to_string(channel + 1);
        text += ']';
    }
    text += "}}, \"filler\": [0";
    std::mt19937 random { unsigned(number) };
    while (text.size() < size)
        text += ", " + std::to_string(random() % 100000);
    return text + "]}";
}

std::string idOf(int number)
{
    char id[64];
    std::snprintf(id, sizeof id, "%08x-0000-4000-8000-%012d", unsigned(number) * 2654435761U, number);
    return id;
}

QByteArray bytesOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

} // namespace

/// Imports that are cut off, hindered or misled.
class ImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void severalInputsMakeOneFileOrShards();
    void aFolderOfArchivesIsSeveralInputs();
    void recordingInTwoInputsKeepsTheFirst();
    void oneBadInputDoesNotStopTheOthers();
    void cancelledImportGoesOn();
    void changedInputIsImportedAgain();
    void unreadInputIsImportedAgain();
    void halfWrittenFilesAreRemoved();
    void killedImportsEndUpTheSame_data();
    void killedImportsEndUpTheSame();
    void noSpaceLeft();
    void unreadableFolder();
    void linksAndLoops();
    void notDocuments();
    void manyFilesInOneFolder();
    void hugeEntries();
    void cancelAnswersAtOnce();
    void lockedStore();
    void progressTellsRates();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QStringList inputs() const { return { path("one.tar.bz2"), path("two.tar.bz2"), path("loose") }; }
    int command(const QStringList &arguments, QString *errors = nullptr) const
    {
        QProcess process;
        process.start(QStringLiteral(MELSCOPE_CLI), arguments);
        process.waitForFinished(-1);
        if (errors != nullptr)
            *errors = QString::fromUtf8(process.readAllStandardError());
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    QTemporaryDir m_folder;
};

void ImportTest::initTestCase()
{
    for (const auto &[name, first] : { std::pair("one.tar.bz2", 0), std::pair("two.tar.bz2", 1000) }) {
        std::vector<std::pair<std::string, std::string>> files;
        for (int i = first; i < first + 300; ++i) {
            files.emplace_back("train/" + idOf(i).substr(0, 2) + "/" + idOf(i) + ".json", document(i));
            if (i % 50 == 0)
                files.emplace_back("train/._" + idOf(i) + ".json", "apple");
        }
        QVERIFY(writeFileAtomically(path(name), *makeTarBzip2(files)));
    }
    for (int i = 2000; i < 2200; ++i)
        QVERIFY(writeFileAtomically(
            path("loose/") + QString::fromStdString(idOf(i).substr(0, 2) + "/" + idOf(i)) + ".json", document(i)));
}

void ImportTest::severalInputsMakeOneFileOrShards()
{
    const auto one = importFeatures({ inputs(), path("all.safetensors"), 0, path("all.tsv") });
    QVERIFY2(one, one ? "" : qPrintable(one.error().text()));
    QCOMPARE(one->imported, 800);
    QCOMPARE(one->skipped, 12);
    QCOMPARE(one->inputs, 3);
    QVERIFY(!QFileInfo::exists(path("all.safetensors.parts"))); // nothing is left lying about
    QVERIFY(!QFileInfo::exists(path("all.safetensors.lock")));
    const auto shards = importFeatures({ inputs(), path("all-shards"), 0, {} });
    QVERIFY(shards);
    QCOMPARE(shards->imported, 800);
    const auto manifest = ShardedStore::read(path("all-shards"));
    QVERIFY(manifest);
    QCOMPARE(manifest->shards.size(), 3);
    QCOMPARE(manifest->tracks, 800);
    // Both hold the same tracks in the same order.
    const FeaturePool file(*openFeatureStores(path("all.safetensors")));
    const FeaturePool pool(*openFeatureStores(path("all-shards")));
    QCOMPARE(pool.stores().size(), size_t(3));
    QCOMPARE(pool.size(), file.size());
    for (uint32_t row = 0; row < pool.size(); ++row) {
        QCOMPARE(pool.id(row), file.id(row));
        QVERIFY(std::equal(pool.image(row), pool.image(row) + kImageSize, file.image(row)));
        const int number = std::stoi(std::string(pool.id(row).substr(24)));
        QCOMPARE(pool.image(row)[1], float(number + 0.2)); // each with its own image
    }
    // The report's file has every skipped entry and a line for each input.
    const auto problems = *readImportReport(path("all.tsv"));
    QCOMPARE(std::count_if(problems.begin(), problems.end(),
                           [](const auto &p) { return p.kind == ImportProblem::Kind::Read; }),
             3);
    QCOMPARE(std::count_if(problems.begin(), problems.end(),
                           [](const auto &p) { return p.kind == ImportProblem::Kind::Skipped; }),
             12);
    QVERIFY(!readImportReport(path("one.tar.bz2")));
}

void ImportTest::aFolderOfArchivesIsSeveralInputs()
{
    QVERIFY(QDir().mkpath(path("distribution/sub")));
    QVERIFY(QFile::copy(path("one.tar.bz2"), path("distribution/sub/one.tar.bz2")));
    QVERIFY(QFile::copy(path("two.tar.bz2"), path("distribution/two.tar.bz2")));
    QVERIFY(writeFileAtomically(path("distribution/") + QString::fromStdString(idOf(5000)) + ".json", document(5000)));
    const auto report = importFeatures({ { path("distribution/") }, path("distribution.safetensors"), 0, {} });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->inputs, 3);
    QCOMPARE(report->imported, 601);
    QCOMPARE(report->failed, 0);
}

void ImportTest::recordingInTwoInputsKeepsTheFirst()
{
    QVERIFY(writeFileAtomically(path("again/") + QString::fromStdString(idOf(7)) + ".json", document(99)));
    QVERIFY(writeFileAtomically(path("again/new.json"), document(1)));
    for (const QString &output : { path("again.safetensors"), path("again-shards") }) {
        const auto report = importFeatures({ { path("one.tar.bz2"), path("again") }, output, 0, path("again.tsv") });
        QVERIFY(report);
        QCOMPARE(report->imported, 301);
        QCOMPARE(report->repeated, 1);
        QVERIFY(std::any_of(report->problems.begin(), report->problems.end(), [](const auto &p) {
            return p.kind == ImportProblem::Kind::Repeated && p.path.contains(QString::fromStdString(idOf(7)));
        }));
        const FeaturePool pool(*openFeatureStores(output));
        RecordingIds ids;
        ids.insert(idOf(7));
        QCOMPARE(pool.image(pool.rowsOf(ids).front())[1], 7.2F);
    }
}

void ImportTest::oneBadInputDoesNotStopTheOthers()
{
    QVERIFY(writeFileAtomically(path("junk.tar.bz2"), "BZh9 this is no bzip2 stream at all"));
    const auto report = importFeatures(
        { { path("junk.tar.bz2"), path("one.tar.bz2") }, path("junk.safetensors"), 0, path("junk.tsv") });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 300);
    QCOMPARE(report->failed, 1);
    QCOMPARE(report->problems.front().path, path("junk.tar.bz2"));
    QVERIFY(report->problems.front().kind == ImportProblem::Kind::Failed);
}

void ImportTest::cancelledImportGoesOn()
{
    const QString output = path("resumed.safetensors");
    // Cancelled when the first input is done; with one job the inputs come one after another.
    CancelToken cancel;
    const QString parts = output + ".parts";
    std::jthread watcher([&] {
        while (QDir(parts).entryList({ "*.safetensors" }, QDir::Files).isEmpty())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        cancel.cancel();
    });
    const auto first = importFeatures({ inputs(), output, 1, {} }, cancel);
    watcher.join();
    QVERIFY(!first && first.error().isCancelled());
    QVERIFY(!QFileInfo::exists(output));
    const auto second = importFeatures({ inputs(), output, 2, path("resumed.tsv") });
    QVERIFY(second);
    QVERIFY(second->resumed >= 1);
    QCOMPARE(second->imported, 800);
    QVERIFY(importFeatures({ inputs(), path("undisturbed.safetensors"), 2, path("undisturbed.tsv") }));
    QVERIFY(bytesOfFile(output) == bytesOfFile(path("undisturbed.safetensors")));
    QVERIFY(bytesOfFile(path("resumed.tsv")) == bytesOfFile(path("undisturbed.tsv")));
}

void ImportTest::changedInputIsImportedAgain()
{
    const QString output = path("changed");
    QVERIFY(writeFileAtomically(path("changing/a.json"), document(1)));
    QVERIFY(importFeatures({ { path("one.tar.bz2"), path("changing") }, output, 0, {} }));
    const auto unchanged = importFeatures({ { path("one.tar.bz2"), path("changing") }, output, 0, {} });
    QVERIFY(unchanged);
    QCOMPARE(unchanged->resumed, 2);
    QVERIFY(writeFileAtomically(path("changing/b.json"), document(2)));
    const auto changed = importFeatures({ { path("one.tar.bz2"), path("changing") }, output, 0, {} });
    QVERIFY(changed);
    QCOMPARE(changed->resumed, 1);
    QCOMPARE(changed->imported, 302);
    // An input that is no more leaves no shard behind.
    QVERIFY(importFeatures({ { path("changing") }, output, 0, {} }));
    QCOMPARE(QDir(output).entryList({ "*.safetensors" }, QDir::Files).size(), 1);
}

/// What the disk did not give is asked for again, though nothing about the input has changed since.
void ImportTest::unreadInputIsImportedAgain()
{
    QVERIFY(writeFileAtomically(path("faulty/a.json"), document(1)));
    QVERIFY(QFile::link("/proc/self/mem", path("faulty/b.tar"))); // reading its first byte is an error of the system
    QVERIFY(writeFileAtomically(path("faulty/c.tar"), "no archive at all"));
    const QString output = path("faulty-store");
    const auto first = importFeatures({ { path("faulty") }, output, 0, {} });
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    QCOMPARE(first->imported, 1);
    QCOMPARE(first->failed, 2);
    const auto store = ShardedStore::read(output);
    const auto fingerprint = inputFingerprint({ { path("faulty") }, {}, 0, {} });
    QVERIFY(store && fingerprint);
    QVERIFY(store->fingerprint != *fingerprint);

    // An archive that is none will be none the next time, too.
    QVERIFY(QFile::remove(path("faulty/b.tar")));
    QVERIFY(importFeatures({ { path("faulty") }, output, 0, {} }));
    QCOMPARE(ShardedStore::read(output)->fingerprint, *inputFingerprint({ { path("faulty") }, {}, 0, {} }));
}

/// What a kill left of the files that an import writes; what is called otherwise is somebody else's.
void ImportTest::halfWrittenFilesAreRemoved()
{
    const QString output = path("leftovers");
    QVERIFY(importFeatures({ { path("one.tar.bz2") }, output, 0, {} }));
    const QString shard = ShardedStore::read(output)->shards.front();
    const QStringList left { shard, shard + ".tsv", "report.tsv", "store.json", "joined.safetensors" };
    for (const QString &name : left)
        QVERIFY(writeFileAtomically(output + '/' + name + ".melscope-aB3xY9~", "half"));
    QVERIFY(writeFileAtomically(output + "/notes.melscope-aB3xY9~", "mine"));
    QVERIFY(importFeatures({ { path("one.tar.bz2") }, output, 0, {} }));
    QCOMPARE(QDir(output).entryList({ "*~" }, QDir::Files), QStringList("notes.melscope-aB3xY9~"));
}

void ImportTest::killedImportsEndUpTheSame_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("one file") << ".safetensors";
    QTest::newRow("shards") << "";
}

void ImportTest::killedImportsEndUpTheSame()
{
    QFETCH(QString, suffix);
    const QString good = path("good" + suffix);
    const QString output = path("killed" + suffix);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(command(QStringList { "import", "--quiet", "--output", good } + inputs()), 0);
    const qint64 usual = timer.elapsed();
    std::mt19937 random(std::random_device {}());
    int killed = 0;
    qint64 longest = std::max<qint64>(usual, 50); // ms; the machine may be freer by now than it was
    for (int i = 0; i < 10 || (killed == 0 && i < 100); ++i) {
        QProcess process;
        process.start(QStringLiteral(MELSCOPE_CLI),
                      QStringList { "import", "--quiet", "--jobs", "2", "--output", output } + inputs());
        QVERIFY(process.waitForStarted());
        QThread::msleep(random() % ulong(longest));
        ::kill(pid_t(process.processId()), SIGKILL);
        process.waitForFinished(-1);
        const bool inTime = process.exitStatus() == QProcess::CrashExit;
        killed += inTime ? 1 : 0;
        // Whatever is there under the store's name is whole.
        if (QFileInfo::exists(output) && (QFileInfo(output).isFile() || ShardedStore::isOne(output)))
            QVERIFY(openFeatureStores(output));
        if (!inTime) { // else the next ones would find all done
            longest = std::max<qint64>(longest * 2 / 3, 5);
            QDir(output).removeRecursively();
            QFile::remove(output);
        }
    }
    QVERIFY2(killed > 0, "not one import was killed in time");
    QString errors;
    const int status = command(QStringList { "import", "--quiet", "--output", output } + inputs(), &errors);
    QVERIFY2(status == 0, qPrintable(errors));
    if (!suffix.isEmpty()) {
        QVERIFY(bytesOfFile(output) == bytesOfFile(good));
        QVERIFY(!QFileInfo::exists(output + ".parts"));
        return;
    }
    const QStringList names = QDir(good).entryList(QDir::Files | QDir::Hidden);
    QCOMPARE(QDir(output).entryList(QDir::Files | QDir::Hidden), names);
    for (const QString &name : names)
        QVERIFY2(bytesOfFile(output + '/' + name) == bytesOfFile(good + '/' + name), qPrintable(name));
}

void ImportTest::noSpaceLeft()
{
    // A limit on the size of files stands for a full disk: writing beyond it fails just so.
    QVERIFY(writeFileAtomically(path("full.safetensors"), "the old store"));
    QProcess process;
    process.start(
        "sh",
        { "-c",
          QStringLiteral("trap '' XFSZ; ulimit -f 100; exec '%1' import --quiet --output '%2' '%3' '%4'")
              .arg(QStringLiteral(MELSCOPE_CLI), path("full.safetensors"), path("one.tar.bz2"), path("two.tar.bz2")) });
    QVERIFY(process.waitForFinished(-1));
    QCOMPARE(process.exitCode(), 1);
    const QString errors = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(errors.contains("could not be written") && errors.contains("Free space"), qPrintable(errors));
    QCOMPARE(bytesOfFile(path("full.safetensors")), QByteArray("the old store"));
}

void ImportTest::unreadableFolder()
{
    if (::geteuid() == 0 && QProcess::execute("setpriv", { "--version" }) != 0)
        QSKIP("root reads everything, and setpriv is not here");
    QVERIFY(writeFileAtomically(path("closed/in/a.json"), document(1)));
    QVERIFY(writeFileAtomically(path("closed/out.json"), document(2)));
    QVERIFY(::chmod(qPrintable(path("closed/in")), 0) == 0);
    QVERIFY(QFile::setPermissions(
        m_folder.path(), QFile::permissions(m_folder.path()) | QFile::ReadOther | QFile::ExeOther | QFile::WriteOther));
    const QStringList import { "import", "--quiet", "--json", "--output", path("closed.safetensors"), path("closed") };
    QProcess process;
    if (::geteuid() == 0)
        process.start(
            "setpriv",
            QStringList { "--reuid", "65534", "--regid", "65534", "--clear-groups", QStringLiteral(MELSCOPE_CLI) }
                + import);
    else
        process.start(QStringLiteral(MELSCOPE_CLI), import);
    QVERIFY(process.waitForFinished(-1));
    const QByteArray out = process.readAllStandardOutput();
    ::chmod(qPrintable(path("closed/in")), 0755);
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    QVERIFY2(out.contains("the folder cannot be read: you have no permission"), out.constData());
    QVERIFY(out.contains("\"imported\":1") || out.contains("\"imported\": 1"));
}

void ImportTest::linksAndLoops()
{
    QVERIFY(writeFileAtomically(path("elsewhere/x.json"), document(1)));
    QVERIFY(writeFileAtomically(path("linked/a.json"), document(2)));
    QVERIFY(QFile::link(path("elsewhere"), path("linked/to-elsewhere")));
    QVERIFY(QFile::link(path("linked"), path("linked/loop")));
    QVERIFY(QFile::link(path("nowhere.json"), path("linked/dangling.json")));
    const auto report = importFeatures({ { path("linked") }, path("linked.safetensors"), 0, {} });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 2); // the link's target too
    QCOMPARE(report->failed, 2);
    QStringList reasons;
    for (const ImportProblem &problem : report->problems)
        reasons << problem.reason;
    QVERIFY(reasons.join("|").contains("leads back to a folder above"));
    QVERIFY(reasons.join("|").contains("No such file"));
}

void ImportTest::notDocuments()
{
    QVERIFY(writeFileAtomically(path("odd/good.json"), document(1)));
    QVERIFY(writeFileAtomically(path("odd/tab\tand\nline.json"), "nonsense"));
    QVERIFY(::mkfifo(qPrintable(path("odd/pipe.json")), 0600) == 0); // must not wait for a writer
    QVERIFY(QDir().mkpath(path("odd/folder.json")));
    const auto report = importFeatures({ { path("odd") }, path("odd.safetensors"), 0, path("odd.tsv") });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 1);
    QCOMPARE(report->failed, 2);
    // Odd names come through the report unharmed.
    const auto problems = *readImportReport(path("odd.tsv"));
    QVERIFY(std::any_of(problems.begin(), problems.end(),
                        [&](const auto &p) { return p.path == path("odd/tab\tand\nline.json"); }));
    QCOMPARE(bytesOfFile(path("odd.tsv")).count('\n'), 4); // header, two failures, the folder
}

void ImportTest::manyFilesInOneFolder()
{
    // Empty files: what counts is that listing them costs no more than their names.
    const QString folder = path("crowd");
    QVERIFY(QDir().mkpath(folder));
    constexpr int count = 100'000;
    for (int i = 0; i < count; ++i) {
        const std::string name = (folder + '/').toStdString() + idOf(i) + ".txt";
        const int descriptor = ::creat(name.c_str(), 0600);
        QVERIFY(descriptor >= 0);
        ::close(descriptor);
    }
    QVERIFY(writeFileAtomically(folder + "/zz.json", document(1)));
    std::vector<std::string> names;
    int visited = 0;
    QVERIFY(walkFolder(folder.toStdString(), {}, [&](const WalkedFile &) { return ++visited > 0; }));
    QCOMPARE(visited, count + 1);
    const auto report = importFeatures({ { folder }, path("crowd.safetensors"), 0, path("crowd.tsv") });
    QVERIFY(report);
    QCOMPARE(report->imported, 1);
    QCOMPARE(report->skipped, count);
    QCOMPARE(report->problems.size(), ImportReport::kKeptProblems + 1); // the rest is in the file
    QCOMPARE(bytesOfFile(path("crowd.tsv")).count('\n'), count + 2);
}

void ImportTest::hugeEntries()
{
    // Larger than any document: listed, and what comes after it is read.
    std::vector<std::pair<std::string, std::string>> files;
    files.emplace_back("a.json", document(1));
    files.emplace_back("huge.json", std::string(17 << 20, ' '));
    files.emplace_back("huge.bin", std::string(40 << 20, ' '));
    files.emplace_back("z.json", document(2));
    QVERIFY(writeFileAtomically(path("huge.tar.bz2"), *makeTarBzip2(files)));
    const auto report = importFeatures({ { path("huge.tar.bz2") }, path("huge.safetensors"), 0, {} });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 2);
    QCOMPARE(report->failed, 1);
    QCOMPARE(report->skipped, 1);
}

void ImportTest::cancelAnswersAtOnce()
{
    // A great entry that nobody wants, which takes long to pass over.
    QVERIFY(writeFileAtomically(
        path("slow.tar.bz2"),
        *makeTarBzip2({ { "a.json", document(1) }, { "noise.bin", [] {
                                                        std::string noise(24 << 20, '\0');
                                                        std::mt19937 random(1);
                                                        for (size_t i = 0; i + 4 <= noise.size(); i += 4) {
                                                            const uint32_t word = uint32_t(random());
                                                            std::memcpy(noise.data() + i, &word, 4);
                                                        }
                                                        return noise;
                                                    }() } })));
    CancelToken cancel;
    QElapsedTimer timer;
    std::jthread canceller([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        timer.start();
        cancel.cancel();
    });
    const auto report = importFeatures({ { path("slow.tar.bz2") }, path("slow.safetensors"), 0, {} }, cancel);
    const qint64 answered = timer.elapsed();
    canceller.join();
    QVERIFY(!report && report.error().isCancelled());
    QVERIFY2(answered < 1000, qPrintable(QString::number(answered))); // generous: this may run under a sanitizer
}

void ImportTest::lockedStore()
{
    QLockFile lock(path("locked.safetensors.lock"));
    QVERIFY(lock.lock());
    const auto report = importFeatures({ { path("one.tar.bz2") }, path("locked.safetensors"), 0, {} });
    QVERIFY(!report);
    QVERIFY(report.error().what.contains("this store is in use by tst_import"));
}

void ImportTest::progressTellsRates()
{
    std::vector<Progress> reports;
    const auto report = importFeatures({ inputs(), path("rates"), 0, {} }, {},
                                       [&](const Progress &progress) { reports.push_back(progress); });
    QVERIFY(report);
    const Progress last = reports.back();
    QCOMPARE(last.count, 800);
    QCOMPARE(last.countUnit, QString("documents"));
    QCOMPARE(last.done, last.total);
    for (size_t i = 1; i < reports.size(); ++i)
        QVERIFY(reports[i].done >= reports[i - 1].done && reports[i].count >= reports[i - 1].count);
    const QString text = progressText(
        { 0, Stage::Importing, 5, 10, "bytes", 12'345, "documents", 20'000, 1.24e9, 100, 180, {}, {}, false });
    QCOMPARE(text, QString("12,345 documents, 20,000 documents/s, 1.2 GB/s, 3 min 00 s left"));
}

QTEST_GUILESS_MAIN(ImportTest)
#include "tst_import.moc"
