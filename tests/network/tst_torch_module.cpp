// The module that brings libtorch: opened on demand, and nothing but a message where it is missing.
#include "core/base/version.h"
#include "core/network/initial_state.h"
#include "core/network/torch_module.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using namespace melscope;

namespace {

bool torchIsMapped()
{
    QFile maps("/proc/self/maps");
    return maps.open(QIODevice::ReadOnly) && maps.readAll().contains("libtorch");
}

} // namespace

class TorchModuleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensOnDemandAndOnce();
    void worksLikeTheProcessorsEngine();
    void wholeJobRunsWithoutIt();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();

private:
    /// The command line alone in a folder of its own, and what stands in the module's place.
    struct Installed
    {
        explicit Installed(const QString &module = {})
            : cli(folder.filePath("bin/melscope-cli"))
        {
            QDir(folder.path()).mkpath("bin");
            QFile::copy(MELSCOPE_CLI, cli);
            const QString place = QDir::cleanPath(folder.filePath("bin/" MELSCOPE_TORCH_MODULE));
            QDir().mkpath(QFileInfo(place).path());
            if (!module.isEmpty())
                QFile::copy(module, place);
        }
        int run(const QStringList &arguments)
        {
            QProcess process;
            process.start(cli, arguments);
            process.waitForFinished(300'000);
            out = process.readAllStandardOutput();
            err = process.readAllStandardError();
            return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        }
        QStringList trainAndPredict(const QString &device) const
        {
            const QString base = folder.filePath("demo/acousticbrainz-mediaeval");
            return { "train-and-predict",
                     "--train-files",
                     base + "-lastfm-train.tsv.bz2",
                     "--valid-files",
                     base + "-lastfm-validation.tsv.bz2",
                     "--test-files",
                     base + "-test-lastfm",
                     "--feature-files",
                     base + "-train," + base + "-features-validation.tar.bz2",
                     "--job-dir",
                     folder.filePath("run"),
                     "--epochs",
                     "1",
                     "--filters",
                     "8",
                     "--device",
                     device,
                     "--quiet" };
        }
        QTemporaryDir folder;
        QString cli;
        QByteArray out, err;
    };
};

void TorchModuleTest::opensOnDemandAndOnce()
{
    QVERIFY2(!torchIsMapped(), "the program itself links libtorch");
    std::array<const TorchModule *, 4> modules {};
    {
        std::vector<std::jthread> threads;
        for (const TorchModule *&module : modules) {
            threads.emplace_back([&module] {
                const auto loaded = torchModule();
                module = loaded ? *loaded : nullptr;
            });
        }
    }
    QVERIFY2(modules[0] != nullptr, qPrintable(torchModule() ? QString() : torchModule().error().text()));
    for (const TorchModule *module : modules)
        QCOMPARE(module, modules[0]);
    QVERIFY(torchIsMapped());
    QCOMPARE(modules[0]->melscope, version());
    QVERIFY(QByteArray(modules[0]->libtorch).contains('.'));
}

void TorchModuleTest::worksLikeTheProcessorsEngine()
{
    const NetworkShape shape { { 8, 16 }, 5 };
    Batch batch;
    batch.tracks = 12;
    for (size_t i = 0; i < batch.tracks * 360; ++i)
        batch.inputs.push_back(float(i * 7 % 31) / 31);
    std::array<std::vector<float>, 2> scores;
    for (size_t i = 0; i < 2; ++i) {
        EngineSettings settings;
        settings.normDecay = 0.9;
        const auto engine = makeEngine(shape, settings, i == 0 ? "cpu" : "torch");
        QVERIFY2(engine.has_value(), qPrintable(engine ? QString() : engine.error().text()));
        QVERIFY((*engine)->description().contains("libtorch") == (i == 1));
        QVERIFY((*engine)->setState(initialState(shape, 3)));
        scores[i].resize(batch.tracks * 5);
        (void)(*engine)->evaluate(batch, scores[i].data());
    }
    for (size_t i = 0; i < scores[0].size(); ++i)
        QVERIFY(std::fabs(scores[0][i] - scores[1][i]) < 1e-5F);
}

void TorchModuleTest::wholeJobRunsWithoutIt()
{
    Installed installed;
    QCOMPARE(installed.run({ "demo", installed.folder.filePath("demo"), "--quiet" }), 0);
    QVERIFY2(installed.run(installed.trainAndPredict("auto")) == 0, installed.err.constData());
    QVERIFY(QFile::exists(installed.folder.filePath("run/test_preds_lastfm.tsv")));
}

void TorchModuleTest::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("message");
    for (const char *device : { "torch", "cuda" }) {
        QTest::addRow("none, %s", device)
            << QString() << device << "needs the package melscope-torch, which is not installed";
        QTest::addRow("no library, %s", device) << QStringLiteral(MELSCOPE_TEST_SOURCES "/CMakeLists.txt") << device
                                                << "the package melscope-torch cannot be used";
        QTest::addRow("another version, %s", device)
            << QStringLiteral(OTHER_MODULE) << device << QStringLiteral("is of version 0.0.1, not ") + version();
    }
}

void TorchModuleTest::saysWhatIsMissing()
{
    QFETCH(QString, module);
    QFETCH(QString, device);
    QFETCH(QString, message);
    Installed installed(module);
    // Before a file is looked at: none of these exist.
    QCOMPARE(installed.run(installed.trainAndPredict(device)), 1);
    QVERIFY2(installed.err.contains(message.toUtf8()), installed.err.constData());
    QVERIFY2(installed.err.contains("Install the package melscope-torch"), installed.err.constData());
}

QTEST_GUILESS_MAIN(TorchModuleTest)
#include "tst_torch_module.moc"
