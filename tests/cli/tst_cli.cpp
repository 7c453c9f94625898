#include "core/base/archive_writer.h"
#include "core/base/atomic_file.h"
#include "core/base/safetensors.h"
#include "core/base/version.h"
#include "core/collection/project_file.h"
#include "core/runs/run_folder.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <random>

#include <algorithm>
#include <cmath>

using namespace melscope;

namespace {

struct Outcome
{
    int exitCode = -1;
    QString out;
    QString err;
    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

Outcome cli(const QStringList &arguments, const QString &locale = {}, const QString &folder = {})
{
    QProcess process;
    process.setWorkingDirectory(folder);
    if (!locale.isEmpty()) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        // "LANG", or numbers and letters of one country each with the rest of another's: each has its own trap.
        const QStringList countries = locale.split(QLatin1Char(' '));
        environment.remove(QStringLiteral("LC_ALL"));
        environment.insert(QStringLiteral("LANG"), countries.front());
        environment.insert(QStringLiteral("LC_NUMERIC"), countries.value(1, countries.front()));
        environment.insert(QStringLiteral("LC_CTYPE"), countries.value(2, countries.front()));
        environment.insert(QStringLiteral("LOCPATH"), QStringLiteral(MELSCOPE_LOCALES));
        process.setProcessEnvironment(environment);
    }
    process.start(QStringLiteral(MELSCOPE_CLI), arguments);
    if (!process.waitForFinished(600'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return { process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
             QString::fromUtf8(process.readAllStandardError()) };
}

} // namespace

class CliTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manualAndCompletionTellAll();
    void initTestCase();
    void usage_data();
    void usage();
    void trainPredictCheckEvaluate();
    void interruptedTrainingKeepsTheBest();
    void killedTrainingGoesOn();
    void liveTrainingIsRefused();
    void runInUseIsRefused();
    void gridComparesRecipes();
    void gridCrossValidates();
    void learningCurve();
    void whatTheNetworkLooksAt();
    void thresholdsJson();
    void rulesInARun();
    void switchesAndKernels();
    void checkListsEveryViolation();
    void splitAndInfo();
    void exploring();
    void countriesMakeNoDifference();
    void badInput_data();
    void badInput();

private:
    QStringList files(const QString &job) const;
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString demo(const QString &name) const { return path("demo/acousticbrainz-mediaeval-") + name; }
};

void CliTest::initTestCase()
{
    const Outcome made = cli({ "demo", path("demo"), "--tracks", "240", "--json" });
    QCOMPARE(made.exitCode, 0);
    QCOMPARE(made.json().value("sources").toArray().size(), 4);
}

QStringList CliTest::files(const QString &job) const
{
    return { "--train-files",   demo("discogs-train.tsv.bz2"),
             "--valid-files",   demo("discogs-validation.tsv.bz2"),
             "--feature-files", demo("train") + ',' + demo("features-validation.tar.bz2"),
             "--job-dir",       path(job),
             "--epochs",        "2",
             "--filters",       "8,16",
             "--batch-size",    "32" };
}

void CliTest::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("nothing") << QStringList() << 2;
    QTest::newRow("help") << QStringList { "--help" } << 0;
    QTest::newRow("version") << QStringList { "--version" } << 0;
    QTest::newRow("help of a command") << QStringList { "train", "--help" } << 0;
    QTest::newRow("unknown command") << QStringList { "dance" } << 2;
    QTest::newRow("unknown option") << QStringList { "demo", "x", "--colour" } << 2;
    QTest::newRow("demo without folder") << QStringList { "demo" } << 2;
    QTest::newRow("demo with a word for a number") << QStringList { "demo", "x", "--tracks", "many" } << 2;
    QTest::newRow("import without output") << QStringList { "import", "x" } << 2;
    QTest::newRow("train without files") << QStringList { "train", "--job-dir", "x" } << 2;
    QTest::newRow("unequal lists") << QStringList {
        "train", "--job-dir", "x", "--train-files", "a,b", "--valid-files", "a", "--feature-files", "f"
    } << 2;
    QTest::newRow("bad dropout") << QStringList {
        "train", "--job-dir", "x", "--train-files", "a", "--valid-files", "a", "--feature-files", "f", "--dropout", "1"
    } << 2;
    QTest::newRow("bad filters") << QStringList { "train", "--job-dir",     "x",  "--train-files",
                                                  "a",     "--valid-files", "a",  "--feature-files",
                                                  "f",     "--filters",     "8,x" }
                                 << 2;
    QTest::newRow("bad schedule") << QStringList { "train", "--job-dir",     "x",    "--train-files",
                                                   "a",     "--valid-files", "a",    "--feature-files",
                                                   "f",     "--schedule",    "cosin" }
                                  << 2;
    QTest::newRow("check by nothing") << QStringList { "check", "x" } << 2;
    QTest::newRow("evaluate one file") << QStringList { "evaluate", "x" } << 2;
    QTest::newRow("order by nothing") << QStringList { "tracks", demo("discogs-train.tsv.bz2"), "--order", "size" }
                                      << 2;
    QTest::newRow("wrong filter") << QStringList { "tracks", demo("discogs-train.tsv.bz2"), "--filter", "label:(" }
                                  << 2;
    QTest::newRow("unknown source") << QStringList { "relate", demo("discogs-train.tsv.bz2"), "--rows", "deezer" } << 2;
    QTest::newRow("bad percentage") << QStringList { "split", "x", "--train-percent", "100" } << 2;
}

void CliTest::usage()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    const Outcome outcome = cli(arguments);
    QCOMPARE(outcome.exitCode, exitCode);
    QVERIFY((exitCode == 0 ? outcome.out : outcome.err)
                .contains(exitCode == 0 && arguments[0] == "--version" ? "melscope-cli" : "Usage"));
    if (exitCode != 0)
        QVERIFY(outcome.out.isEmpty());
}

void CliTest::trainPredictCheckEvaluate()
{
    QStringList arguments { "train-and-predict" };
    arguments << files("job") << "--test-files" << demo("test-discogs") << "--json";
    const Outcome trained = cli(arguments);
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.err));
    const QJsonObject json = trained.json();
    for (const char *key : { "parameters", "epochs", "best_epoch", "best_validation_loss", "train_tracks_per_s" })
        QVERIFY2(json.value(QLatin1String(key)).isDouble(), key);
    const QJsonObject source = json.value("sources").toObject().value("discogs").toObject();
    for (const char *key : { "macro_f1", "map" }) {
        QVERIFY(source.value(QLatin1String(key)).toObject().value("all").isDouble());
        QVERIFY(source.value(QLatin1String(key)).toObject().value("genres").isDouble());
    }
    QVERIFY(trained.err.contains("epoch 2:"));
    const QString run = path("job/test_preds_discogs.tsv");
    const Outcome checked =
        cli({ "check", "--ground-truth", demo("discogs-train.tsv.bz2"), "--ids", demo("test-discogs"), run });
    QVERIFY2(checked.exitCode == 0, qPrintable(checked.out));
    QCOMPARE(
        cli({ "check", "--classes", path("job/classes.txt"), "--ids", demo("discogs-test.tsv.bz2"), run }).exitCode, 0);
    QCOMPARE(cli({ "check", "--ground-truth", demo("discogs-test.tsv.bz2"), "--ids", path("nowhere"), run }).exitCode,
             1);

    const Outcome evaluated =
        cli({ "evaluate", demo("discogs-test.tsv.bz2"), run, "--output-dir", path("evaluation"), "--json" });
    QVERIFY2(evaluated.exitCode == 0, qPrintable(evaluated.err));
    QCOMPARE(evaluated.json().value("means").toObject().size(), 18);
    QVERIFY(QFileInfo::exists(path("evaluation/test_preds_discogs.tsv.results_summary")));
    const Outcome plain = cli({ "evaluate", "--expanded", demo("discogs-test.tsv.bz2"), run });
    QCOMPARE(plain.out.split('\n', Qt::SkipEmptyParts).size(), 19);

    const Outcome predicted = cli({ "predict", "--job-dir", path("job"), "--test-files", demo("test-discogs") });
    QVERIFY2(predicted.exitCode == 0, qPrintable(predicted.err));
    QVERIFY(predicted.out.contains("accepted"));
    // A run that was trained elsewhere predicts on what there is here.
    QFile description(path("job/run.json"));
    QVERIFY(description.open(QIODevice::ReadWrite));
    QJsonObject described = QJsonDocument::fromJson(description.readAll()).object();
    QJsonObject recipe = described.value("recipe").toObject();
    QCOMPARE(recipe.value("device").toString(), QString("auto"));
    recipe.insert("device", "cuda");
    described.insert("recipe", recipe);
    QVERIFY(description.resize(0) && description.seek(0) && description.write(QJsonDocument(described).toJson()) > 0);
    description.close();
    const Outcome elsewhere = cli({ "predict", "--job-dir", path("job"), "--test-files", demo("test-discogs") });
    QVERIFY2(elsewhere.exitCode == 0, qPrintable(elsewhere.err));
    QVERIFY(elsewhere.out.contains("accepted"));
    QCOMPARE(cli({ "info", path("job"), path("job/model.safetensors"), path("job/test_scores_discogs.safetensors"),
                   path("demo/demo.melscope") })
                 .exitCode,
             0);
}

void CliTest::interruptedTrainingKeepsTheBest()
{
    QProcess process;
    QStringList arguments { "train" };
    arguments << files("interrupted") << "--patience"
              << "100000"
              << "--json";
    arguments[arguments.indexOf("--epochs") + 1] = "100000";
    process.setReadChannel(QProcess::StandardError);
    process.start(QStringLiteral(MELSCOPE_CLI), arguments);
    QVERIFY(process.waitForStarted());
    QString err;
    while (!err.contains("epoch 3:")) {
        QVERIFY(process.waitForReadyRead(60'000) || process.state() == QProcess::Running);
        err += QString::fromUtf8(process.readAllStandardError());
    }
    process.terminate(); // as the first Ctrl-C does
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QCOMPARE(json.value("end").toString(), QString("stopped"));
    QVERIFY(QFileInfo::exists(path("interrupted/model.safetensors")));
}

void CliTest::killedTrainingGoesOn()
{
    auto arguments = [this](const QString &job) {
        return QStringList { "train-and-predict", "--test-files", demo("test-discogs") } << files(job) << "--epochs"
                                                                                         << "60"
                                                                                         << "--seed"
                                                                                         << "3"
                                                                                         << "--resume"
                                                                                         << "--quiet";
    };
    auto contents = [this](const QString &job) {
        QMap<QString, QByteArray> map;
        for (const char *name : { "model.safetensors", "thresholds_discogs.txt", "test_preds_discogs.tsv",
                                  "valid_preds_discogs.tsv", "test_scores_discogs.safetensors" }) {
            QFile file(path(job + "/" + name));
            if (file.open(QIODevice::ReadOnly))
                map.insert(name, file.readAll());
        }
        return map;
    };
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(cli(arguments("undisturbed")).exitCode, 0);
    const auto whole = timer.elapsed();
    // Twenty kills at random moments of the start, of training, and of what comes after; then it runs to its end.
    std::mt19937 random(11);
    int kills = 0;
    int finished = 0;
    while (kills < 20) {
        QProcess process;
        process.start(QStringLiteral(MELSCOPE_CLI), arguments("killed"));
        QVERIFY(process.waitForStarted());
        if (process.waitForFinished(int(random() % uint32_t(whole)))) {
            QCOMPARE(process.exitCode(), 0);
            ++finished; // it had only the rest to do; the next attempt begins anew
            QVERIFY(contents("killed") == contents("undisturbed"));
            continue;
        }
        process.kill(); // SIGKILL
        process.waitForFinished();
        ++kills;
    }
    const Outcome last = cli(arguments("killed"));
    QVERIFY2(last.exitCode == 0, qPrintable(last.err));
    QCOMPARE(contents("undisturbed").size(), 5);
    for (const auto &[name, bytes] : contents("undisturbed").asKeyValueRange())
        QVERIFY2(contents("killed").value(name) == bytes, qPrintable(name));
    QVERIFY(!QFileInfo::exists(path("killed/.unfinished")));
    qInfo("20 kills, %d attempts came to their end", finished + 1);

    // Without --resume an interrupted training is neither lost nor gone on with by mistake.
    QProcess process;
    process.start(QStringLiteral(MELSCOPE_CLI), arguments("refused"));
    QVERIFY(process.waitForStarted());
    const auto isComplete = [](const QString &name) {
        return !name.endsWith('~');
    }; // one that is being written is none
    const auto anyCheckpoint = [&] {
        const QStringList names = QDir(path("refused/.unfinished/checkpoints")).entryList(QDir::Files);
        return std::any_of(names.begin(), names.end(), isComplete);
    };
    while (!anyCheckpoint() && process.state() == QProcess::Running)
        QTest::qWait(5);
    process.kill();
    process.waitForFinished();
    QStringList plain = arguments("refused");
    plain.removeAll("--resume");
    const Outcome refused = cli(plain);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("--resume") && refused.err.contains("--restart"), qPrintable(refused.err));
    QVERIFY(!QDir(path("refused/.unfinished/checkpoints")).isEmpty(QDir::Files));
    QCOMPARE(cli(plain + QStringList { "--restart" }).exitCode, 0);
    QCOMPARE(cli(plain + QStringList { "--restart", "--resume" }).exitCode, 2);
}

void CliTest::liveTrainingIsRefused()
{
    QStringList arguments { "train" };
    arguments << files("live") << "--epochs"
              << "100000"
              << "--patience"
              << "100000"
              << "--quiet";
    QProcess first;
    first.start(QStringLiteral(MELSCOPE_CLI), arguments);
    QVERIFY(first.waitForStarted());
    while (QDir(path("live/.unfinished/checkpoints")).isEmpty(QDir::Files) && first.state() == QProcess::Running)
        QTest::qWait(5);
    for (const QString option : { "", "--resume", "--restart" }) {
        const Outcome second = cli(option.isEmpty() ? arguments : arguments + QStringList { option });
        QCOMPARE(second.exitCode, 1);
        QVERIFY2(second.err.contains(QStringLiteral("in use by melscope-cli, process %1").arg(first.processId()))
                     && second.err.contains(path("live")),
                 qPrintable(second.err));
        QVERIFY(second.out.isEmpty());
    }
    QCOMPARE(first.state(), QProcess::Running);
    QVERIFY(!QDir(path("live/.unfinished/checkpoints")).isEmpty(QDir::Files));
    // Killed, it holds nothing any more.
    first.kill();
    first.waitForFinished();
    QVERIFY(QFileInfo::exists(path("live/.melscope-lock")));
    arguments[arguments.lastIndexOf("100000")] = "1"; // the patience: it ends at once
    const Outcome last = cli(arguments + QStringList { "--resume" });
    QVERIFY2(last.exitCode == 0, qPrintable(last.err));
    QVERIFY(QFileInfo::exists(path("live/run.json")) && !QFileInfo::exists(path("live/.melscope-lock")));
}

void CliTest::runInUseIsRefused()
{
    QStringList arguments { "train" };
    arguments << files("used");
    QCOMPARE(cli(arguments).exitCode, 0);
    auto contents = [this] {
        QMap<QString, QByteArray> map;
        for (const QString &name : QDir(path("used")).entryList(QDir::Files)) {
            QFile file(path("used/" + name));
            if (file.open(QIODevice::ReadOnly))
                map.insert(name, file.readAll());
        }
        return map;
    };
    const auto before = contents();
    const QString own = QString::number(QCoreApplication::applicationPid());
    {
        const auto lock = FolderLock::take(runLock(path("used")));
        QVERIFY(lock);
        for (const QStringList &writing :
             { QStringList { "predict", "--job-dir", path("used"), "--test-files", demo("test-discogs") },
               QStringList { "thresholds", "--job-dir", path("used"), "--rule", "global" } }) {
            const Outcome refused = cli(writing);
            QCOMPARE(refused.exitCode, 1);
            QVERIFY2(refused.err.contains("process " + own), qPrintable(refused.err));
        }
        // Whoever only reads is let in.
        QCOMPARE(cli({ "report", "--job-dir", path("used"), "--output", path("used.html") }).exitCode, 0);
    }
    QVERIFY(contents() == before);
    QCOMPARE(cli({ "thresholds", "--job-dir", path("used"), "--rule", "global" }).exitCode, 0);
    QVERIFY(contents() != before);

    const QString project = path("demo/demo.melscope");
    const auto lock = FolderLock::take(projectLock(project));
    QVERIFY(lock);
    const Outcome demo = cli({ "demo", path("demo"), "--tracks", "60" });
    QCOMPARE(demo.exitCode, 1);
    QVERIFY2(demo.err.contains("project is in use") && demo.err.contains("process " + own), qPrintable(demo.err));
    QVERIFY(QFileInfo::exists(project));
    QVERIFY(QDir().mkpath(path("grid-held")));
    const auto gridLock = FolderLock::take(runLock(path("grid-held")));
    const Outcome grid = cli({ "grid", project, "paper", "melscope", "--output", path("grid-held") });
    QCOMPARE(grid.exitCode, 1);
    QVERIFY2(grid.err.contains("in use by") && grid.err.contains(path("grid-held")), qPrintable(grid.err));
}

void CliTest::gridComparesRecipes()
{
    const QStringList arguments { "grid",
                                  path("demo/demo.melscope"),
                                  "paper",
                                  "melscope:dropout=0.1,filters=8/16",
                                  "melscope:multi_source=single,filters=8/16",
                                  "--set",
                                  "epochs=2",
                                  "--set",
                                  "batch-size=50",
                                  "--seeds",
                                  "1,2",
                                  "--output",
                                  path("grid"),
                                  "--quiet" };
    const Outcome table = cli(arguments);
    QVERIFY2(table.exitCode == 0, qPrintable(table.err));
    QVERIFY2(table.out.contains("| paper | 2 | "), qPrintable(table.out));
    QVERIFY(table.out.contains("tagtraum:"));
    QVERIFY(QFileInfo::exists(path("grid/melscope_multi_source=single,filters=8_16/seed-2/lastfm/run.json")));
    // The second time nothing is trained; the figures are the same.
    const Outcome again = cli(arguments + QStringList { "--json" });
    QCOMPARE(again.exitCode, 0);
    const QJsonArray results = again.json().value("results").toArray();
    QCOMPARE(results.size(), 3 * 2 * 4);
    double sum = 0;
    for (const QJsonValue result : results) {
        if (result["recipe"] == QStringLiteral("paper"))
            sum += result["test_label_f"].toDouble() / 8;
    }
    QVERIFY2(table.out.contains("| paper | 2 | " + QString::number(sum, 'f', 4)), qPrintable(QString::number(sum)));
    for (const QString odd :
         { "cook", "paper:sugar=3", "paper:schedule=zigzag", "paper:epochs=many", "melscope:epochs=2.5" }) {
        const Outcome refused = cli({ "grid", path("demo/demo.melscope"), odd, "--output", path("grid") });
        QCOMPARE(refused.exitCode, 2);
        QVERIFY(!refused.err.isEmpty());
    }
}

/// Each recording of the train and validation truths is validated once, and no figure needs a test part.
void CliTest::gridCrossValidates()
{
    auto project = *readProjectFile(path("demo/demo.melscope"));
    project.sources.resize(2);
    for (ProjectSource &source : project.sources)
        source.testInput = source.testTruth = QString();
    QVERIFY(writeProjectFile(project, path("demo/two.melscope")));
    const QStringList arguments { "grid",
                                  path("demo/two.melscope"),
                                  "melscope:filters=8",
                                  "melscope:filters=8,share=0.5",
                                  "--set",
                                  "epochs=2",
                                  "--seeds",
                                  "1",
                                  "--folds",
                                  "3",
                                  "--output",
                                  path("folded"),
                                  "--quiet" };
    const Outcome table = cli(arguments);
    QVERIFY2(table.exitCode == 0, qPrintable(table.err));
    QVERIFY2(table.out.contains("| recipe | runs |") && table.out.contains("| melscope:filters=8 | 3 | – | – | "),
             qPrintable(table.out));
    const Outcome json = cli(arguments + QStringList { "--json" });
    const QJsonArray results = json.json().value("results").toArray();
    QCOMPARE(results.size(), 2 * 3 * 2);
    QVERIFY(results[0]["fold"].toInt() == 1 && results[0]["test_label_f"].isNull());
    std::map<QString, qint64> validated, trained;
    for (int fold = 1; fold <= 3; ++fold) {
        for (const char *variant : { "melscope_filters=8", "melscope_filters=8,share=0.5" }) {
            const auto run = readRun(path(
                QStringLiteral("folded/%1/fold-%2-of-3/seed-1").arg(QLatin1String(variant), QString::number(fold))));
            QVERIFY2(run, qPrintable(run ? QString() : run.error().text()));
            trained[variant] += (*run)->trainTracks;
            for (const RunSource &source : (*run)->sources)
                validated[source.name] += source.validationTracks;
        }
    }
    QVERIFY(std::llabs(trained["melscope_filters=8"] - 2 * trained["melscope_filters=8,share=0.5"]) <= 3);
    for (const ProjectSource &source : project.sources) {
        const Outcome all = cli({ "tracks", source.trainFile, source.validationFile, source.featureInputs[0],
                                  source.featureInputs[1], "--json" });
        QVERIFY(validated[source.name] > 0.9 * 2 * all.json().value("hits").toInt());
        QVERIFY(validated[source.name] <= 2 * all.json().value("hits").toInt());
    }
    // Another number of folds has other truths: its runs are other ones, and no curve mixes them.
    QStringList two = arguments;
    two[two.indexOf("3")] = "2";
    QCOMPARE(cli(two + QStringList { "--json" }).json().value("results").toArray().size(), 2 * 2 * 2);
    QCOMPARE(cli({ "learning-curve", "--grid", path("folded"), "--json" })
                 .json()
                 .value("curves")[0]["points"][0]["runs"]
                 .toInt(),
             2);
    QCOMPARE(cli(arguments).exitCode, 0); // three folds are the last ones again
    QCOMPARE(cli(arguments + QStringList { "--folds", "1" }).exitCode, 2);
    const Outcome split = cli({ "split", project.sources[0].trainFile, project.sources[1].trainFile, "--folds", "4",
                                "--min-count", "2", "--output-dir", path("split-folds"), "--json" });
    QVERIFY2(split.exitCode == 0, qPrintable(split.err));
    const QJsonArray ofSecond = split.json().value("truths").toArray().at(1).toObject().value("folds").toArray();
    QCOMPARE(ofSecond.size(), 4);
    QVERIFY(ofSecond[0]["release_groups"].toInt() > 10);
    QVERIFY(ofSecond[0]["release_groups"].toInt() <= ofSecond[0]["validation"].toInt());
    QVERIFY(!ofSecond[0]["worst_label"].toString().isEmpty() && ofSecond[0]["worst_deviation"].toDouble() != 0);
    QCOMPARE(cli({ "split", project.sources[0].trainFile, project.sources[1].trainFile }).exitCode, 2);
    QCOMPARE(cli({ "split", project.sources[0].trainFile, "--folds", "4", "--by-release-group" }).exitCode, 2);
}

/// Of the cross-validated shares above: no test part, three folds for each share.
void CliTest::learningCurve()
{
    const QStringList arguments { "learning-curve", "--grid", path("folded"), "--quiet" };
    const Outcome table = cli(arguments + QStringList { "--output", path("curve.csv") });
    QVERIFY2(table.exitCode == 0, qPrintable(table.err));
    QVERIFY2(table.out.contains("validation (on which the thresholds were chosen)"), qPrintable(table.out));
    const Outcome json = cli(arguments + QStringList { "--json" });
    QCOMPARE(json.json().value("part").toString(), QString("validation"));
    const QJsonArray curves = json.json().value("curves").toArray();
    QCOMPARE(curves.size(), 1);
    const QJsonArray points = curves[0].toObject()["points"].toArray();
    QCOMPARE(points.size(), 2);
    QCOMPARE(points[0]["share"].toDouble(), 0.5);
    QCOMPARE(points[0]["runs"].toInt(), 3);
    QVERIFY(std::fabs(points[1]["tracks"].toDouble() - 2 * points[0]["tracks"].toDouble()) <= 2);
    const QJsonArray groups = points[1]["groups"].toArray();
    QCOMPARE(groups.size(), 5);
    QCOMPARE(groups[0]["labels"].toString(), QString("all"));
    const QString all = QString::number(groups[0]["f1"].toDouble(), 'f', 4);
    QVERIFY2(table.out.contains("| " + all + " ± "), qPrintable(table.out));
    QFile file(path("curve.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith("recipe,share,runs,tracks,f1_all,f1_all_sd,labels_all,f1_below_10,"));
    QVERIFY(cli(arguments + QStringList { "--table", "latex" }).out.startsWith("\\begin{tabular}"));
    const Outcome ofOne = cli(arguments + QStringList { "--source", "discogs", "--json" });
    QVERIFY(ofOne.json().value("curves")[0]["points"][1]["groups"][0]["count"].toInt() < groups[0]["count"].toInt());
    QCOMPARE(cli(arguments + QStringList { "--source", "nobody" }).exitCode, 1);
    QCOMPARE(cli(arguments + QStringList { "--part", "train" }).exitCode, 2);
    const Outcome untold = cli(arguments + QStringList { "--part", "test" });
    QVERIFY2(untold.exitCode == 1 && untold.err.contains("test part"), qPrintable(untold.err));
    const Outcome empty = cli({ "learning-curve", "--grid", path("demo") });
    QVERIFY2(empty.exitCode == 1 && empty.err.contains("no finished run"), qPrintable(empty.err));
    // Of the grid of recipes the test truths are known, from the project that it keeps.
    QCOMPARE(cli({ "learning-curve", "--grid", path("grid"), "--json" }).json().value("part").toString(),
             QString("test"));
}

void CliTest::whatTheNetworkLooksAt()
{
    QStringList train = files("looked-at");
    train.prepend("train");
    QCOMPARE(cli(train + QStringList { "--quiet" }).exitCode, 0);
    const QString run = path("looked-at");
    const Outcome embedded = cli({ "embed", "--job-dir", run, "--part", "validation", "--json" });
    QVERIFY2(embedded.exitCode == 0, qPrintable(embedded.err));
    QCOMPARE(embedded.json().value("dimensions").toInt(), 16);
    const auto file = SafetensorsFile::open(run + "/embedding_validation.safetensors", "melscope-embedding", 1);
    QVERIFY(file);
    QVERIFY(file->tensor("embedding", "F32", { embedded.json().value("tracks").toInt(), 16 }));
    QVERIFY(file->tensor("id_offsets", "U64", { embedded.json().value("tracks").toInt() + 1 }));
    const auto ids = RecordingIds::fromTensors(*file, embedded.json().value("tracks").toInt());
    const QString track = QString::fromStdString(ids->text(0));
    const Outcome similar =
        cli({ "similar", "--job-dir", run, "--part", "validation", "--track", track, "--most", "5", "--json" });
    QVERIFY2(similar.exitCode == 0, qPrintable(similar.err));
    const QJsonArray near = similar.json().value("neighbours").toArray();
    QCOMPARE(near.size(), 5);
    const auto rows =
        elementsOf<float>(*file->tensor("embedding", "F32", { embedded.json().value("tracks").toInt(), 16 }));
    double before = 0;
    for (const QJsonValue one : near) {
        const auto row = size_t(*ids->find(one["id"].toString().toStdString()));
        double dot = 0;
        double norms[2] {};
        for (size_t i = 0; i < 16; ++i) {
            dot += double(rows[i]) * double(rows[row * 16 + i]);
            norms[0] += double(rows[i]) * double(rows[i]);
            norms[1] += double(rows[row * 16 + i]) * double(rows[row * 16 + i]);
        }
        QVERIFY(std::fabs(one["distance"].toDouble() - (1 - dot / std::sqrt(norms[0] * norms[1]))) < 1e-9);
        QVERIFY(row != 0 && one["distance"].toDouble() >= before && !one["labels"].toArray().isEmpty());
        before = one["distance"].toDouble();
    }
    // Of other albums alone, still as many as there are.
    const Outcome others = cli({ "similar", "--job-dir", run, "--part", "validation", "--track", track, "--most", "999",
                                 "--other-release-groups", "--json" });
    const QJsonArray all =
        cli({ "similar", "--job-dir", run, "--part", "validation", "--track", track, "--most", "999", "--json" })
            .json()
            .value("neighbours")
            .toArray();
    QCOMPARE(all.size(), embedded.json().value("tracks").toInt() - 1);
    QVERIFY(others.json().value("neighbours").toArray().size() <= all.size());
    const Outcome duplicates = cli({ "duplicates", "--job-dir", run, "--below", "2", "--json" });
    QVERIFY2(duplicates.exitCode == 0, qPrintable(duplicates.err));
    QVERIFY(duplicates.json().value("across_parts").toInt() > 0);
    // Those across parts first; each recording with what its own part's truths say of it.
    const QJsonObject pair = duplicates.json().value("pairs").toArray()[0].toObject();
    QCOMPARE(pair.value("part").toString(), QStringLiteral("validation"));
    QCOMPARE(pair.value("other_part").toString(), QStringLiteral("train"));
    QVERIFY(!pair.value("labels").toString().isEmpty() && !pair.value("other_labels").toString().isEmpty());
    QCOMPARE(cli({ "duplicates", "--job-dir", run, "--below", "3" }).exitCode, 2);
    for (const char *layout : { "neighbours", "axes" }) {
        const Outcome map = cli({ "map", "--job-dir", run, "--layout", layout, "--output", path("map.csv"), "--json" });
        QVERIFY2(map.exitCode == 0, qPrintable(map.err));
        QFile points(path("map.csv"));
        QVERIFY(points.open(QIODevice::ReadOnly));
        const QByteArrayList lines = points.readAll().trimmed().split('\n');
        QCOMPARE(lines.front(), QByteArray("recordingmbid,part,x,y"));
        QCOMPARE(lines.size() - 1, map.json().value("tracks").toInt());
        QCOMPARE(std::ranges::count_if(lines, [](const QByteArray &line) { return line.contains(",validation,"); }),
                 embedded.json().value("tracks").toInt());
    }
    const auto kept = SafetensorsFile::open(run + "/map_train+validation.safetensors", "melscope-map", 1);
    QVERIFY(kept && kept->metadata().value("seed") == "1");
    QCOMPARE(cli({ "map", "--job-dir", run, "--layout", "lines", "--output", path("map.csv") }).exitCode, 2);
    const Outcome why = cli({ "why", "--job-dir", run, "--part", "validation", "--track", track, "--label", "rock",
                              "--output", path("why.csv"), "--json" });
    QVERIFY2(why.exitCode == 0, qPrintable(why.err));
    QCOMPARE(why.json().value("cells").toArray().size(), 40);
    double sum = 0;
    for (const QJsonValue band : why.json().value("cells").toArray()) {
        for (const QJsonValue cell : band.toArray())
            sum += cell.toDouble();
    }
    const double difference = why.json().value("score").toDouble() - why.json().value("baseline_score").toDouble();
    QVERIFY(std::fabs(sum - difference) < 0.01 * std::fabs(difference) + 1e-6);
    QCOMPARE(why.json().value("occluded_statistics").toArray().size(), 9);
    QFile csv(path("why.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll().count('\n'), 41);
    const Outcome mean = cli({ "why", "--job-dir", run, "--part", "train", "--label", "rock", "--steps", "4" });
    QVERIFY2(mean.exitCode == 0 && mean.out.contains("the cells add up to"), qPrintable(mean.err));
    // Of how many tracks, and held against what, is told.
    const Outcome both = cli({ "why", "--job-dir", run, "--part", "validation", "--label", "rock", "--json" });
    QVERIFY2(both.exitCode == 0, qPrintable(both.err));
    QVERIFY(both.json().value("tracks").toInt() > 0);
    QCOMPARE(both.json().value("tracks"), both.json().value("tracks_with_label"));
    QCOMPARE(both.json().value("baseline").toString(), QStringLiteral("all"));
    QCOMPARE(both.json().value("deviations").toArray().size(), 40);
    const Outcome importance = cli({ "importance", "--job-dir", run, "--repeats", "2", "--json" });
    QVERIFY2(importance.exitCode == 0, qPrintable(importance.err));
    QCOMPARE(importance.json().value("groups").toArray().size(), 17);
    const Outcome ofRock = cli({ "importance", "--job-dir", run, "--repeats", "2", "--label", "rock", "--output",
                                 path("importance.tsv"), "--json" });
    QVERIFY2(ofRock.exitCode == 0, qPrintable(ofRock.err));
    QFile losses(path("importance.tsv"));
    QVERIFY(losses.open(QIODevice::ReadOnly));
    int found = 0;
    for (const QByteArray &line : losses.readAll().split('\n')) {
        const QList<QByteArray> cells = line.split('\t');
        if (cells[0] != "rock")
            continue;
        const QJsonObject group = ofRock.json().value("groups").toArray()[found++].toObject();
        QCOMPARE(cells[2], group.value("group").toString().toUtf8());
        QCOMPARE(cells[4].toDouble(), group.value("precision_loss").toDouble());
        QCOMPARE(cells[7].toDouble(), group.value("f1_loss").toDouble());
    }
    QCOMPARE(found, 17);
    for (const auto &[arguments, message] :
         { std::pair(QStringList { "why", "--part", "validation", "--label", "polka" }, "no label \"polka\""),
           std::pair(QStringList { "importance", "--label", "polka" }, "no label \"polka\""),
           std::pair(QStringList { "why", "--part", "validation", "--label", "rock", "--track", "x" },
                     "no recording \"x\""),
           std::pair(QStringList { "similar", "--part", "validation", "--track", "x" }, "no recording \"x\""),
           std::pair(QStringList { "embed", "--part", "test-discogs" }, "It has train, validation."),
           std::pair(QStringList { "map", "--parts", "tests", "--output", path("map.csv") }, "no part \"tests\""),
           std::pair(QStringList { "map", "--parts", ",", "--output", path("map.csv") }, "no part of the run") }) {
        const Outcome refused = cli(arguments + QStringList { "--job-dir", run });
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(message), qPrintable(refused.err));
    }
}

void CliTest::thresholdsJson()
{
    const std::vector<char> ids { 'a', 'b', 'c', 'd' };
    const std::vector<uint64_t> offsets { 0, 1, 2, 3, 4 };
    const std::vector<float> scores { 0.1F, 0.5F, 0.4F, 0.5F, 0.35F, 0.5F, 0.8F, 0.5F };
    QVERIFY(writeSafetensors(path("s.safetensors"),
                             { { "id_offsets", "U64", { 5 }, bytesOf(offsets) },
                               { "scores", "F32", { 4, 2 }, bytesOf(scores) },
                               { "ids", "U8", { 4 }, bytesOf(ids) } },
                             { { "classes", "[\"rock\", \"pop\"]" } }));
    QVERIFY(writeFileAtomically(
        path("t.tsv"), "recordingmbid\treleasegroupmbid\tg\na\tg\tjazz\nb\tg\tjazz\nc\tg\trock\nd\tg\trock\n"));
    const Outcome outcome = cli({ "thresholds", "--scores", path("s.safetensors"), "--ground-truth", path("t.tsv"),
                                  "--output", path("o.txt"), "--json" });
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    const QJsonObject rock = outcome.json().value("labels").toArray()[0].toObject();
    QCOMPARE(rock.value("threshold").toDouble(), double(0.35F));
    QCOMPARE(rock.value("f1").toDouble(), 0.8);
    QCOMPARE(rock.value("support").toInt(), 2);
    QVERIFY(outcome.json().value("labels").toArray()[1].toObject().value("threshold").isNull());
    QCOMPARE(outcome.json().value("macro_f1").toObject().value("all").toDouble(), 0.4);
    QFile file(path("o.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("0: 0.3499999940395355\n1: nan\n"));
}

void CliTest::rulesInARun()
{
    QStringList arguments { "train-and-predict" };
    arguments << files("ruled") << "--test-files" << demo("test-discogs");
    const Outcome trained = cli(arguments);
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.err));
    auto text = [&](const char *name) {
        QFile file(path(QStringLiteral("ruled/") + name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray plain = text("thresholds_discogs.txt");
    const QByteArray submission = text("test_preds_discogs.tsv");
    QVERIFY(!plain.isEmpty() && !submission.isEmpty());
    const Outcome compared = cli({ "thresholds", "--job-dir", path("ruled"), "--rule", "recommended", "--json" });
    QVERIFY2(compared.exitCode == 0, qPrintable(compared.err));
    const QJsonObject chosen = compared.json().value("discogs").toObject();
    const QJsonArray estimates = chosen.value("comparison").toArray();
    QVERIFY(estimates.size() > 5 && estimates[0].toObject().value("rule") == QStringLiteral("argmax"));
    double best = 0;
    for (const QJsonValue estimate : estimates)
        best = std::max(best,
                        estimate.toObject().value("rule") == chosen.value("rule")
                            ? estimate.toObject().value("per_label").toDouble()
                            : 0);
    QVERIFY(best >= estimates[0].toObject().value("per_label").toDouble());
    const Outcome global = cli({ "thresholds", "--job-dir", path("ruled"), "--rule", "global", "--add-parents" });
    QVERIFY2(global.exitCode == 0 && global.out.contains("thresholds by global"), qPrintable(global.err));
    QVERIFY(text("thresholds_discogs.txt") != plain);
    QVERIFY(text("choice_discogs.json").contains("\"add_parents\": true"));
    QFile::copy(path("ruled/test_preds_discogs.tsv"), path("global.tsv"));
    QCOMPARE(cli({ "thresholds", "--job-dir", path("ruled") }).exitCode, 0); // the plain argmax again
    QCOMPARE(text("thresholds_discogs.txt"), plain);
    QCOMPARE(text("test_preds_discogs.tsv"), submission);

    const Outcome difference = cli({ "compare", demo("discogs-test.tsv.bz2"), path("ruled/test_preds_discogs.tsv"),
                                     path("global.tsv"), "--json" });
    QVERIFY2(difference.exitCode == 0, qPrintable(difference.err));
    const QJsonObject mean = difference.json().value("labels").toArray().last().toObject();
    QVERIFY(std::fabs(mean.value("second").toDouble() - mean.value("first").toDouble()
                      - mean.value("difference").toDouble())
            < 1e-12);
    QCOMPARE(cli({ "suspects", "--job-dir", path("ruled"), "--most", "3", "--output", path("suspects.tsv") }).exitCode,
             0);
    QVERIFY(QFileInfo(path("suspects.tsv")).size() > 100);
    // Without the validation truth there is nothing to suspect, which is no result.
    QVERIFY(QFile::rename(demo("discogs-validation.tsv.bz2"), path("away.bz2")));
    const Outcome lost = cli({ "suspects", "--job-dir", path("ruled"), "--output", path("none.tsv") });
    QVERIFY(QFile::rename(path("away.bz2"), demo("discogs-validation.tsv.bz2")));
    QCOMPARE(lost.exitCode, 1);
    QVERIFY(lost.err.contains("discogs-validation.tsv.bz2") && !QFileInfo::exists(path("none.tsv")));
    QCOMPARE(cli({ "report", "--job-dir", path("ruled"), "--test-truths", demo("discogs-test.tsv.bz2"), "--output",
                   path("report.html") })
                 .exitCode,
             0);
    QVERIFY(QFileInfo(path("report.html")).size() > 10'000);
    QCOMPARE(cli({ "thresholds", "--job-dir", path("ruled"), "--rule", "best" }).exitCode, 1);
    QCOMPARE(cli({ "thresholds", "--job-dir", path("ruled"), "--source", "deezer" }).exitCode, 1);
    QCOMPARE(cli({ "thresholds", "--job-dir", path("ruled"), "--output", path("x.txt") }).exitCode, 2);
    QCOMPARE(cli({ "report", "--job-dir", path("ruled"), "--test-truths", "a,b", "--output", path("x.html") }).exitCode,
             2);
}

void CliTest::switchesAndKernels()
{
    // A switch may stand alone; one of the kernels that there is not is no reason to take others silently.
    const Outcome trained =
        cli(QStringList { "train" } + files("switched") + QStringList { "--epochs", "1", "--balance", "--json" });
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.err));
    const auto run = readRun(path("switched"));
    QVERIFY(run && (*run)->recipe.balance && (*run)->recipe.epochs == 1);
    qputenv("MELSCOPE_KERNELS", "avx1024");
    const Outcome refused = cli(QStringList { "train" } + files("kernels") + QStringList { "--epochs", "1" });
    qunsetenv("MELSCOPE_KERNELS");
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("MELSCOPE_KERNELS must be ") && refused.err.contains("baseline")
                 && refused.err.contains("avx1024"),
             qPrintable(refused.err));
}

void CliTest::checkListsEveryViolation()
{
    QVERIFY(writeFileAtomically(path("v.txt"), "rock\npop\n"));
    QVERIFY(writeFileAtomically(path("ids.txt"), "a\nb\n"));
    QVERIFY(writeFileAtomically(path("run.tsv"), "a\trock\trock\na\tpop\nx\tpolka\n"));
    const Outcome outcome =
        cli({ "check", "--classes", path("v.txt"), "--ids", path("ids.txt"), path("run.tsv"), "--json" });
    QCOMPARE(outcome.exitCode, 1);
    QStringList rules;
    for (const QJsonValue violation : outcome.json().value("violations").toArray())
        rules << violation.toObject().value("rule").toString() + ':'
                + QString::number(violation.toObject().value("line").toInt());
    QCOMPARE(rules,
             QStringList({ "label-twice:1", "unknown-label:3", "id-twice:2", "unexpected-id:3", "missing-id:0" }));
}

void CliTest::splitAndInfo()
{
    const Outcome split = cli({ "split", demo("allmusic-train.tsv.bz2"), "--min-count", "2", "--by-release-group",
                                "--output-dir", path("split"), "--json" });
    QVERIFY2(split.exitCode == 0, qPrintable(split.err));
    const Outcome info = cli(
        { "info", "--json", split.json().value("train_file").toString(), split.json().value("test_file").toString() });
    QCOMPARE(info.exitCode, 0);
    const QJsonArray parts = info.json().value("files").toArray();
    QCOMPARE(parts[0].toObject().value("recordings").toInt(), split.json().value("train").toInt());
    QCOMPARE(parts[1].toObject().value("recordings").toInt(), split.json().value("test").toInt());
    QCOMPARE(parts[0].toObject().value("source").toString(), QString("allmusic"));
}

void CliTest::exploring()
{
    const QString project = path("demo/demo.melscope");
    const Outcome all = cli({ "tracks", project, "--filter", "source:discogs part:train", "--json" });
    QVERIFY2(all.exitCode == 0, qPrintable(all.err));
    const Outcome info = cli({ "info", demo("discogs-train.tsv.bz2"), "--json" });
    const int recordings = all.json().value("hits").toInt();
    QVERIFY2(info.out.contains(QStringLiteral("\"recordings\": %1").arg(recordings))
                 || info.out.contains(QStringLiteral("\"recordings\":%1").arg(recordings)),
             qPrintable(info.out));
    // Plain: a header and a line a track, in the order asked for.
    const Outcome ordered = cli({ "tracks", project, "--filter", "source:discogs part:train", "--order", "recording",
                                  "--descending", "--limit", "20" });
    const QStringList lines = ordered.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 21);
    for (int i = 2; i < lines.size(); ++i)
        QVERIFY(lines[i] < lines[i - 1]);
    // Counts of labels are those of the tracks that a filter finds.
    const QStringList labels = cli({ "labels", project }).out.trimmed().split('\n');
    const QStringList row = labels.filter("discogs\ttrain\trock\t").value(0).split('\t');
    QCOMPARE(row.size(), 5);
    QCOMPARE(cli({ "tracks", project, "--filter", "source:discogs part:train label:rock", "--json" })
                 .json()
                 .value("hits")
                 .toInt(),
             row[3].toInt());
    const Outcome related =
        cli({ "relate", project, "--rows", "allmusic", "--columns", "discogs", "--least", "2", "--json" });
    const QJsonObject pair = related.json().value("pairs").toArray().at(0).toObject();
    QVERIFY(pair.value("both").toInt() >= 2 && pair.value("jaccard").toDouble() > 0.5);
    const Outcome mean = cli({ "mean", project, "--filter", "label:rock", "--output", path("mean.csv"), "--json" });
    QVERIFY2(mean.exitCode == 0, qPrintable(mean.err));
    QVERIFY(mean.json().value("recordings").toInt() > 0);
    QFile csv(path("mean.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll().count('\n'), 41);
    // Figures of a run need one.
    QCOMPARE(cli({ "tracks", demo("discogs-train.tsv.bz2"), "--filter", "f<0.5" }).exitCode, 2);
}

void CliTest::countriesMakeNoDifference()
{
    if (!QFile::exists(QStringLiteral(MELSCOPE_LOCALES "/de_DE.UTF-8/LC_NUMERIC")))
        qWarning("The C library has no locales of other countries here (package locales, test \"locales\"): only Qt's "
                 "part is tested.");
    const QStringList job {
        "--train-files",
        "demo/acousticbrainz-mediaeval-discogs-train.tsv.bz2",
        "--valid-files",
        "demo/acousticbrainz-mediaeval-discogs-validation.tsv.bz2",
        "--feature-files",
        "demo/acousticbrainz-mediaeval-train,demo/acousticbrainz-mediaeval-features-validation.tar.bz2",
        "--job-dir",
        "job"
    };
    const QString testTruth = QStringLiteral("demo/acousticbrainz-mediaeval-discogs-test.tsv.bz2");
    const std::vector<QStringList> commands {
        { "demo", "demo", "--tracks", "120" },
        QStringList { "train-and-predict", "--epochs", "2", "--filters", "8,16", "--learning-rate", "0.0025",
                      "--dropout", "1e-1", "--test-files", "demo/acousticbrainz-mediaeval-test-discogs", "--quiet" }
            + job,
        { "thresholds", "--job-dir", "job", "--rule", "fbr:0.25", "--json" },
        { "thresholds", "--job-dir", "job", "--compare", "--rule", "smoothed:1.5" },
        { "thresholds", "--job-dir", "job", "--rule", "fixed:0.125" },
        { "thresholds", "--job-dir", "job", "--rule", "fixed:0,125" },
        { "thresholds", "--job-dir", "job", "--rule", "fixed:1.125" },
        { "evaluate", testTruth, "job/test_preds_discogs.tsv", "--output-dir", "evaluation" },
        { "evaluate", testTruth, "job/test_preds_discogs.tsv", "--json" },
        { "suspects", "--job-dir", "job", "--most", "3", "--output", "suspects.tsv" },
        { "tracks", "demo/demo.melscope", "--filter", "labels>1.5 TITLE or source:DISCOGS", "--order", "labels",
          "--limit", "30" },
        { "relate", "demo/demo.melscope", "--rows", "allmusic", "--columns", "discogs" },
        { "mean", "demo/demo.melscope", "--output", "mean.csv" },
        { "split", "demo/acousticbrainz-mediaeval-discogs-train.tsv.bz2", "--train-percent", "62.5", "--min-count", "1",
          "--output-dir", "split" },
        { "split", "demo/acousticbrainz-mediaeval-discogs-train.tsv.bz2", "--train-percent", "62,5" },
    };
    const QStringList files { "demo/demo.melscope",
                              "demo/acousticbrainz-mediaeval-lastfm-train.tsv.bz2",
                              "job/model.safetensors",
                              "job/classes.txt",
                              "job/thresholds_discogs.txt",
                              "job/choice_discogs.json",
                              "job/valid_preds_discogs.tsv",
                              "job/test_scores_discogs.safetensors",
                              "evaluation/test_preds_discogs.tsv.results_summary",
                              "evaluation/test_preds_discogs.tsv.results_track",
                              "suspects.tsv",
                              "mean.csv" };
    std::vector<QByteArray> expected;
    for (const char *locale : { "C.UTF-8", "ar_EG.UTF-8 de_DE.UTF-8 tr_TR.UTF-8" }) {
        const QString folder = path(locale);
        QVERIFY(QDir().mkpath(folder));
        std::vector<QByteArray> found;
        for (const QStringList &command : commands) {
            const Outcome outcome = cli(command, locale, folder);
            QByteArray out = outcome.out.toUtf8().replace(folder.toUtf8(), "FOLDER");
            if (command.front() == QStringLiteral("train-and-predict")) {
                QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
                out.clear(); // tells how long it took
            }
            found.push_back(QByteArray::number(outcome.exitCode) + '\n' + out
                            + (outcome.exitCode == 0 ? QByteArray() : outcome.err.toUtf8()));
        }
        for (const QString &name : files) {
            QFile file(folder + QLatin1Char('/') + name);
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            found.push_back(file.readAll());
        }
        if (expected.empty())
            expected = found;
        for (size_t i = 0; i < found.size(); ++i) {
            const QString what =
                i < commands.size() ? commands[i].join(QLatin1Char(' ')) : files[qsizetype(i - commands.size())];
            QVERIFY2(found[i] == expected[i],
                     qPrintable(QStringLiteral("%1: %2\n%3\n%4")
                                    .arg(locale, what, QString::fromUtf8(found[i].left(400)),
                                         QString::fromUtf8(expected[i].left(400)))));
        }
    }
    // What has a comma was refused, not read as something else.
    for (const size_t refused : { size_t(5), size_t(6), size_t(14) })
        QVERIFY2(!expected[refused].startsWith("0\n"), expected[refused].constData());
}

void CliTest::badInput_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    auto put = [&](const QString &name, const std::string &text) {
        (void)writeFileAtomically(path(name), text);
        return path(name);
    };
    const std::string header = "recordingmbid\treleasegroupmbid\tgenre1\n";
    auto train = [&](const QString &option, const QString &value) {
        QStringList arguments { "train" };
        arguments << files("bad-job");
        arguments[arguments.indexOf(option) + 1] = value;
        return arguments;
    };
    QTest::newRow("missing train file") << train("--train-files", path("none.tsv"))
                                        << "none.tsv: there is no such file";
    QTest::newRow("empty TSV") << train("--train-files", put("empty.tsv", "")) << "the file is empty";
    QTest::newRow("TSV of another shape")
        << train("--train-files", put("shape.tsv", "a\tb\n1\t2\n")) << "shape.tsv:1: this is no ground truth";
    QTest::newRow("invalid UTF-8") << train("--train-files", put("utf8.tsv", header + "a\tg\t\xff\xfe\n"))
                                   << "no recording";
    QTest::newRow("truncated bz2") << train(
        "--train-files", put("cut.tsv.bz2", compressBzip2(header + std::string(500'000, 'x'))->substr(0, 60)))
                                   << "are damaged: it is cut off";
    QVERIFY(QDir().mkpath(path("void")));
    QTest::newRow("folder without documents") << train("--feature-files", path("void")) << "no .json document";
    QTest::newRow("document that is no JSON")
        << train("--feature-files", QFileInfo(put("nojson/a.json", "hello")).path()) << "a.json";
    QTest::newRow("document of 0 bytes") << train("--feature-files", QFileInfo(put("zero/a.json", "")).path())
                                         << "0 bytes";
    QTest::newRow("no track left") << train("--train-files", put("other.tsv", header + "a\tg\trock\nb\tg\tpop\n"))
                                   << "none of the 2 recordings of the train part";
    QTest::newRow("no validation track left") << train("--valid-files", put("otherv.tsv", header + "a\tg\trock\n"))
                                              << "none of the 1 recordings of the validation part";
    QTest::newRow("unwritable job directory")
        << train("--job-dir", put("a-file", "x")) << "a file of this name is in the way";
    QTest::newRow("corrupt store") << train("--feature-files", put("corrupt.safetensors", "junkjunkjunk"))
                                   << "corrupt.safetensors: the file is corrupt";
    const std::vector<float> one { 1 };
    (void)writeSafetensors(path("newer.safetensors"), { { "melbands", "F32", { 1 }, bytesOf(one) } },
                           { { "format", "melscope-features" }, { "version", "99" } });
    QTest::newRow("store of a newer version") << train("--feature-files", path("newer.safetensors")) << "version 99";
    QTest::newRow("no such run") << QStringList { "predict", "--job-dir", path("nowhere"), "--test-files",
                                                  path("void") }
                                 << "this is no run";
    QTest::newRow("scores that are none")
        << QStringList { "thresholds", "--scores",   path("corrupt.safetensors"), "--ground-truth", path("other.tsv"),
                         "--output",   path("x.txt") }
        << "corrupt";
    QTest::newRow("evaluate other ids") << QStringList { "evaluate", path("other.tsv"),
                                                         put("run-other.tsv", "z\trock\n") }
                                        << "not in the ground truth";
    QTest::newRow("info of nothing") << QStringList { "info", path("none") } << "there is no such file";
    QTest::newRow("CUDA where there is none") << (train("--epochs", "2") << "--device"
                                                                         << "cuda")
                                              << "";
}

void CliTest::badInput()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    if (message.isEmpty() && QFileInfo::exists("/dev/nvidia0"))
        QSKIP("this machine has CUDA");
    const Outcome outcome = cli(arguments);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains(message), qPrintable(outcome.err));
    QVERIFY(outcome.err.contains("melscope-cli: "));
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(!QFileInfo::exists(path("bad-job/run.json")));
    QVERIFY(!QFileInfo::exists(path("x.txt")));
}

/// The manual page and the completions name every command and every option that its --help does.
void CliTest::manualAndCompletionTellAll()
{
    const QString manual = cli({ "--man" }).out;
    QVERIFY(manual.startsWith(".TH MELSCOPE"));
    QStringList scripts;
    for (const char *shell : { "bash", "zsh", "fish" }) {
        const Outcome outcome = cli({ "--completion", shell });
        QCOMPARE(outcome.exitCode, 0);
        scripts << outcome.out;
    }
    QCOMPARE(cli({ "--completion", "tcsh" }).exitCode, 2);
    static const QRegularExpression commandLine("^  ([a-z-]+) ", QRegularExpression::MultilineOption);
    static const QRegularExpression optionLine("^  --([a-z0-9-]+)", QRegularExpression::MultilineOption);
    int commands = 0;
    int options = 0;
    auto names = [](const QString &text, const QRegularExpression &pattern) {
        QStringList found;
        for (auto it = pattern.globalMatch(text); it.hasNext();)
            found << it.next().captured(1);
        return found;
    };
    for (const QString &command : names(cli({ "--help" }).out, commandLine)) {
        ++commands;
        QVERIFY2(manual.contains("\n.SS " + QString(command).replace('-', "\\-") + '\n'), qPrintable(command));
        const QString own = scripts[0].section("        " + command + ") words=", 1).section(";;", 0, 0);
        for (const QString &option : names(cli({ command, "--help" }).out, optionLine)) {
            if (option == "help-all")
                continue; // Qt's own, which we do not speak of
            ++options;
            QVERIFY2(manual.contains("\\-\\-" + QString(option).replace('-', "\\-") + "\\fR"), qPrintable(option));
            QVERIFY2((own + ' ').contains("--" + option), qPrintable(command + " --" + option));
            QVERIFY2(scripts[1].contains("'--" + option + '['), qPrintable(option));
            QVERIFY2(scripts[2].contains(" -n '__fish_seen_subcommand_from " + command + "' -l " + option + ' '),
                     qPrintable(command + " --" + option));
        }
    }
    QVERIFY(commands >= 17);
    QVERIFY(options >= 150);
    QVERIFY(cli({ "--version" }).out.startsWith(QStringLiteral("melscope-cli ") + version()));
}

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
