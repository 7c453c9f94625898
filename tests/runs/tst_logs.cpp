#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/demo/demo_data.h"
#include "core/runs/event_file.h"
#include "core/runs/mlflow_log.h"
#include "core/runs/tensorboard_log.h"
#include "core/runs/unfinished_training.h"
#include "core/study/pipeline.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace melscope;

namespace {

/// Debian's Python, which has Debian's numpy.
QString python()
{
    return QFileInfo::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}

/// The last record of an event file, with its frame.
std::string lastRecord(const QString &path)
{
    QFile file(path);
    const std::string all = file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    size_t last = 0;
    for (size_t place = 0; place < all.size(); place += 16 + size_t(static_cast<unsigned char>(all[place]))
             + (size_t(static_cast<unsigned char>(all[place + 1])) << 8))
        last = place;
    return all.substr(last);
}

} // namespace

/// What trainings write for TensorBoard and MLflow, read back by other means than it was written.
class LogsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void checkSums_data();
    void checkSums();
    void recordsAreFramed();
    void kindsHaveNames();
    void everyFigureHasATag();
    void namesThatMlflowTakes();
    void logsAreReadElsewhere_data();
    void logsAreReadElsewhere();
    void nothingIsLoggedUnasked();
    void interruptedLogGoesOn_data();
    void interruptedLogGoesOn();
    void logBeginsWhenTrainingGoesOn();
    void discardedTrainingLeavesNoEvents();
    void anotherTrainingTakesTheOldOnesPlace();
    void trainingOutlivesItsLogs();
    void projectKeepsTheLogs();
    void commandLineNamesTheKinds();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    /// Of the first sources of the demo, four epochs of a small network.
    RunPlan plan(size_t sources, const QString &name, LogKinds logs = { true, true }) const;
    /// Cancels the training after so many epochs.
    bool interrupt(const RunPlan &plan, int epochs) const;
    /// What check_logs.py finds of a finished run; an empty object, and what is wrong on stderr.
    QJsonObject found(const QString &name) const;
    QStringList eventFiles(const QString &name) const
    {
        return QDir(path(name + "/tensorboard")).entryList({ "events.out.tfevents.*" }, QDir::Files);
    }
    bool canCheck() const;

    QTemporaryDir m_folder;
    DemoFiles m_demo;
};

void LogsTest::initTestCase()
{
    const auto demo = makeDemoData({ path("demo"), 300, 1 });
    QVERIFY(demo);
    m_demo = *demo;
}

RunPlan LogsTest::plan(size_t sources, const QString &name, LogKinds logs) const
{
    RunPlan plan;
    for (size_t i = 0; i < sources; ++i) {
        const DemoFiles::Source &source = m_demo.sources[i];
        plan.project.sources.push_back({ source.name, source.train, source.validation, m_demo.features, {}, {}, {} });
    }
    plan.project.recipe.epochs = 4;
    plan.project.recipe.filters = { 8, 12 };
    plan.project.recipe.batchSize = 50;
    plan.project.logs = logs;
    plan.folder = path(name);
    plan.featureCache = path("features");
    return plan;
}

bool LogsTest::interrupt(const RunPlan &plan, int epochs) const
{
    TrainingControl control;
    const auto outcome = trainAndPredict(plan, control, [&](const Progress &progress) {
        if (isEpoch(progress.metrics) && progress.done == epochs)
            control.cancel.cancel();
    });
    return !outcome && outcome.error().isCancelled();
}

bool LogsTest::canCheck() const
{
    return QProcess::execute(python(), { "-c", "import numpy, yaml" }) == 0;
}

QJsonObject LogsTest::found(const QString &name) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(python(), { "-B", MELSCOPE_TEST_SOURCES "/runs/check_logs.py", path(name) });
    return process.waitForFinished(60'000) && process.exitCode() == 0
        ? QJsonDocument::fromJson(process.readAllStandardOutput()).object()
        : QJsonObject();
}

void LogsTest::checkSums_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<uint32_t>("sum");
    QByteArray ascending(32, 0);
    for (int i = 0; i < 32; ++i)
        ascending[i] = char(i);
    // RFC 3720, B.4, and the usual check value.
    QTest::newRow("nothing") << QByteArray() << uint32_t(0);
    QTest::newRow("digits") << QByteArray("123456789") << 0xE3069283U;
    QTest::newRow("zeros") << QByteArray(32, 0) << 0x8A9136AAU;
    QTest::newRow("ones") << QByteArray(32, char(0xFF)) << 0x62A8AB43U;
    QTest::newRow("ascending") << ascending << 0x46DD794EU;
}

void LogsTest::checkSums()
{
    QFETCH(QByteArray, bytes);
    QTEST(crc32c({ bytes.constData(), size_t(bytes.size()) }), "sum");
}

void LogsTest::recordsAreFramed()
{
    EventFile file;
    QVERIFY(file.create(path("frames/events")));
    QVERIFY(file.append("123456789"));
    QFile written(path("frames/events"));
    QVERIFY(written.open(QIODevice::ReadOnly));
    // Length, its masked sum, the bytes, their masked sum, by Python.
    QCOMPARE(written.readAll().toHex(), QByteArray("090000000000000037f97139313233343536373839e5b08ac7"));
    GrowingFile full;
    QVERIFY(full.open("/dev/full", GrowingFile::Opening::AtEnd));
    const auto refused = full.append("x");
    QVERIFY(!refused && refused.error().file == "/dev/full");
    QVERIFY2(refused.error().what.contains("full"), qPrintable(refused.error().what));
    EventFile other;
    const auto again = other.create(path("frames/events"));
    QVERIFY(!again && again.error().file == path("frames/events"));
}

void LogsTest::kindsHaveNames()
{
    QCOMPARE(LogKinds::allNames(), QStringList({ "tensorboard", "mlflow" }));
    const auto both = LogKinds::ofNames({ " mlflow", "tensorboard" });
    QVERIFY(both && both->tensorBoard && both->mlflow);
    QCOMPARE(both->names(), LogKinds::allNames());
    QVERIFY(LogKinds::ofNames({}) && !LogKinds::ofNames({})->any());
    QCOMPARE(LogKinds({ true, false }).with({ false, true }), *both);
    const auto unknown = LogKinds::ofNames({ "tensorboard", "wandb" });
    QVERIFY(!unknown && unknown.error().what.contains("\"wandb\""));
    QVERIFY(unknown.error().remedy.contains("tensorboard") && unknown.error().remedy.contains("mlflow"));
}

void LogsTest::everyFigureHasATag()
{
    QSet<QString> tags;
    for (const EpochFigure &figure : epochFigureList()) {
        const QString tag = QString::fromStdString(scalarTag(figure.name));
        QVERIFY2(tag.count('/') == 1 && !tags.contains(tag), qPrintable(tag));
        tags << tag;
    }
    QVERIFY(tags.contains("loss/train") && tags.contains("validation/map"));
}

void LogsTest::namesThatMlflowTakes()
{
    QCOMPARE(mlflowName("result/lastfm/macro_f1"), QString("result/lastfm/macro_f1"));
    QCOMPARE(mlflowName("result/süß+x/a-b.c d"), QString("result/s___x/a-b.c d"));
    QCOMPARE(mlflowName("result/../map"), QString("result/__/map"));
}

void LogsTest::logsAreReadElsewhere_data()
{
    QTest::addColumn<int>("sources");
    QTest::newRow("one source") << 1;
    QTest::newRow("two sources, labels united") << 2;
}

void LogsTest::logsAreReadElsewhere()
{
    if (!canCheck())
        QSKIP("numpy or PyYAML is not here (Debian: python3-numpy, python3-yaml)");
    QFETCH(int, sources);
    const QString name = QStringLiteral("logged-%1").arg(sources);
    const auto outcome = trainAndPredict(plan(size_t(sources), name));
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    const QJsonObject logs = found(name);
    QCOMPARE(logs.value("logs").toArray(), QJsonArray({ "tensorboard", "mlflow" }));
    QCOMPARE(logs.value("epochs").toInt(), 4);
    QCOMPARE(logs.value("starts").toArray(), QJsonArray({ 0 }));
    QCOMPARE(logs.value("mlflow").toArray(), QJsonArray({ 3 }));
    QVERIFY(logs.value("curves").toInt() > 3 * sources);
    const auto run = readRun(path(name));
    QVERIFY(run && (*run)->logs == LogKinds({ true, true }));
    QVERIFY(!QFileInfo::exists(path(name + "/logs.json")));
}

void LogsTest::nothingIsLoggedUnasked()
{
    QVERIFY(trainAndPredict(plan(1, "unlogged", {})));
    QVERIFY(!QFileInfo::exists(path("unlogged/tensorboard")) && !QFileInfo::exists(path("unlogged/mlruns")));
    QVERIFY(!(*readRun(path("unlogged")))->logs.any());
}

void LogsTest::interruptedLogGoesOn_data()
{
    QTest::addColumn<bool>("isAskedAgain");
    QTest::newRow("asked for again") << true;
    QTest::newRow("remembered") << false;
}

void LogsTest::interruptedLogGoesOn()
{
    if (!canCheck())
        QSKIP("numpy or PyYAML is not here (Debian: python3-numpy, python3-yaml)");
    QFETCH(bool, isAskedAgain);
    const QString name = isAskedAgain ? "resumed" : "remembered";
    RunPlan twice = plan(1, name);
    QVERIFY(interrupt(twice, 2));
    const int made = unfinishedTraining(path(name))->epoch;
    QVERIFY(made >= 1 && made < 4);
    QCOMPARE(eventFiles(name).size(), 1);
    // As if it had been killed between logging an epoch and writing its checkpoint.
    Run other;
    other.folder = path("ahead");
    TensorBoardLog ahead(other, {});
    EpochFigures lost;
    lost.epoch = made + 1;
    lost.trainLoss = 99;
    QVERIFY(ahead.begin({}) && ahead.add(lost));
    GrowingFile events;
    QVERIFY(events.open(path(name + "/tensorboard/") + eventFiles(name).first(), GrowingFile::Opening::AtEnd));
    QVERIFY(events.append(lastRecord(path("ahead/tensorboard/") + eventFiles("ahead").last())));
    const QString store = path(name + "/mlruns/0/");
    const QString folder = store + QDir(store).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    QVERIFY((*readPlainOrCompressed(folder + "/meta.yaml")).find("\nstatus: 5\n") != std::string::npos);
    QFile metric(folder + "/metrics/train_loss");
    QVERIFY(metric.open(QIODevice::Append)
            && metric.write("1700000000000 99.0 " + QByteArray::number(made + 1) + '\n'));
    metric.close();

    twice.unfinished = RunPlan::Unfinished::Resume;
    if (!isAskedAgain)
        twice.project.logs = {};
    const auto outcome = trainAndPredict(twice);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    const QJsonObject logs = found(name);
    QCOMPARE(logs.value("epochs").toInt(), 4);
    QCOMPARE(logs.value("starts").toArray(), QJsonArray({ 0, made + 1 }));
    QCOMPARE(logs.value("mlflow").toArray(), QJsonArray({ 3 }));
    QCOMPARE(eventFiles(name).size(), 2);
}

void LogsTest::logBeginsWhenTrainingGoesOn()
{
    if (!canCheck())
        QSKIP("numpy or PyYAML is not here (Debian: python3-numpy, python3-yaml)");
    RunPlan late = plan(1, "late", {});
    QVERIFY(interrupt(late, 2));
    late.unfinished = RunPlan::Unfinished::Resume;
    late.project.logs = { true, true };
    QVERIFY(trainAndPredict(late));
    const QJsonObject logs = found("late"); // all epochs, also those of before
    QCOMPARE(logs.value("epochs").toInt(), 4);
    QCOMPARE(logs.value("starts").toArray(), QJsonArray({ 0 }));
}

void LogsTest::discardedTrainingLeavesNoEvents()
{
    if (!canCheck())
        QSKIP("numpy or PyYAML is not here (Debian: python3-numpy, python3-yaml)");
    RunPlan given = plan(1, "discarded");
    QVERIFY(interrupt(given, 2));
    QCOMPARE(eventFiles("discarded").size(), 1);
    given.unfinished = RunPlan::Unfinished::Discard;
    QVERIFY(trainAndPredict(given));
    QCOMPARE(eventFiles("discarded").size(), 1);
    const QJsonObject logs = found("discarded");
    QCOMPARE(logs.value("starts").toArray(), QJsonArray({ 0 }));
    QCOMPARE(logs.value("mlflow").toArray(), QJsonArray({ 5, 3 })); // what was killed is remembered there
}

void LogsTest::anotherTrainingTakesTheOldOnesPlace()
{
    if (!canCheck())
        QSKIP("numpy or PyYAML is not here (Debian: python3-numpy, python3-yaml)");
    RunPlan again = plan(1, "again");
    QVERIFY(trainAndPredict(again));
    const QStringList first = eventFiles("again");
    // One that ends before its first epoch leaves the older log as it was.
    TrainingControl control;
    const auto cancelled = trainAndPredict(again, control, [&](const Progress &progress) {
        if (progress.stage.kind == Stage::Epoch)
            control.cancel.cancel();
    });
    QVERIFY(!cancelled);
    QCOMPARE(eventFiles("again"), first);
    again.project.recipe.seed = 2;
    QVERIFY(trainAndPredict(again));
    QVERIFY(eventFiles("again").size() == 1 && eventFiles("again") != first);
    QCOMPARE(found("again").value("mlflow").toArray(), QJsonArray({ 3, 5, 3 }));
    // One that is not logged takes the older one's events away: they are not of this run.
    again.project.logs = {};
    QVERIFY(trainAndPredict(again));
    QVERIFY(!QFileInfo::exists(path("again/tensorboard")));
}

void LogsTest::trainingOutlivesItsLogs()
{
    // A file stands where the folder would.
    QVERIFY(writeFileAtomically(path("outlived/tensorboard"), "in the way"));
    QStringList told;
    const auto outcome = trainAndPredict(plan(1, "outlived"), {}, [&](const Progress &progress) {
        if (progress.message.contains("tensorboard"))
            told << progress.message;
    });
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.first().contains("could not be written"), qPrintable(told.first()));
    QCOMPARE(outcome->run->history.size(), size_t(4));
    const QString notes = (*readRun(path("outlived")))->notes.join(' ');
    QVERIFY2(notes.contains("The log for tensorboard could not be written"), qPrintable(notes));
    QVERIFY(QFileInfo::exists(path("outlived/mlruns/0/meta.yaml"))); // the other goes on
}

void LogsTest::projectKeepsTheLogs()
{
    Project project;
    project.logs = { false, true };
    QVERIFY(writeProjectFile(project, path("logs.melscope")));
    const auto read = readProjectFile(path("logs.melscope"));
    QVERIFY(read && *read == project);
    QVERIFY(writeFileAtomically(path("wrong.melscope"),
                                R"({ "format": "melscope-project", "version": 1, "logs": ["wandb"] })"));
    const auto wrong = readProjectFile(path("wrong.melscope"));
    QVERIFY(!wrong && wrong.error().what.contains("logs"));
}

void LogsTest::commandLineNamesTheKinds()
{
    QProcess cli;
    cli.start(QStringLiteral(MELSCOPE_CLI),
              { "train", "--project", m_demo.project, "--job-dir", path("cli"), "--log", "mlflow,wandb" });
    QVERIFY(cli.waitForFinished());
    QCOMPARE(cli.exitCode(), 2);
    const QByteArray text = cli.readAllStandardError();
    QVERIFY2(text.contains("wandb") && text.contains("tensorboard and mlflow"), text);
    cli.start(QStringLiteral(MELSCOPE_CLI),
              { "train", "--project", m_demo.project, "--job-dir", path("cli"), "--log", "mlflow", "--epochs", "1",
                "--filters", "4", "--quiet" });
    QVERIFY(cli.waitForFinished(120'000));
    QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError());
    QVERIFY(QFileInfo::exists(path("cli/mlruns/0/meta.yaml")) && !QFileInfo::exists(path("cli/tensorboard")));
}

QTEST_GUILESS_MAIN(LogsTest)
#include "tst_logs.moc"
