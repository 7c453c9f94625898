#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/collection/collection.h"
#include "core/collection/feature_cache.h"
#include "core/collection/file_assignment.h"
#include "core/collection/project_file.h"
#include "core/demo/demo_data.h"
#include "core/features/feature_import.h"
#include "core/network/model_file.h"
#include "core/runs/run_list.h"
#include "core/runs/unfinished_training.h"
#include "core/scoring/labelling.h"
#include "core/study/pipeline.h"
#include "core/study/run_analysis.h"
#include "core/study/run_grid.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

#include <thread>

using namespace melscope;

namespace {

/// The runs in the subfolders of a folder, by name.
std::vector<RunSummary> runsIn(const QString &folder, QStringList *problems = nullptr)
{
    std::vector<RunSummary> runs;
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (auto run = readRunSummary(folder + "/" + name))
            runs.push_back(std::move(*run));
        else if (problems != nullptr)
            *problems << run.error().text();
    }
    return runs;
}

} // namespace

class StudyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void demoIsDeterministicAndInLayout();
    void demoLooksReal();
    void trainOneSource();
    void trainFourSources();
    void predictAgain();
    void runRoundTrip();
    void damagedRuns_data();
    void damagedRuns();
    void analysis();
    void dataSnapshotCarriesOnAfterErrors();
    void featureCacheIsReused();
    void projectRoundTrip();
    void badProjects_data();
    void badProjects();
    void fileAssignment();
    void pipelineErrors();
    void oddDataIsNotedAndTheRestGoesOn();
    void damagedModel();
    void olderRunStaysUntilTheNewOneIsComplete();
    void runsAreListedEditedAndRemoved();
    void recipesDiffer();
    void variants_data();
    void variants();
    void demoReplacesAnOlderDemo();

private:
    RunPlan config(int sources, const QString &job) const;

    QTemporaryDir m_folder;
    DemoFiles m_demo;
    QString path(const QString &name) const { return m_folder.filePath(name); }
};

void StudyTest::initTestCase()
{
    DemoSettings settings;
    settings.folder = path("demo");
    settings.tracks = 300;
    const auto made = makeDemoData(settings);
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    m_demo = *made;
}

RunPlan StudyTest::config(int sources, const QString &job) const
{
    RunPlan config;
    for (int i = 0; i < sources; ++i) {
        const DemoFiles::Source &source = m_demo.sources[size_t(i)];
        config.project.sources.push_back(
            { source.name, source.train, source.validation, m_demo.features, source.testFolder, {}, {} });
    }
    config.folder = path(job);
    config.featureCache = path("cache");
    config.project.recipe.filters = { 16, 24 };
    config.project.recipe.epochs = 4;
    config.project.recipe.batchSize = 32;
    config.project.recipe.learningRate = 0.005;
    return config;
}

void StudyTest::demoIsDeterministicAndInLayout()
{
    DemoSettings settings;
    settings.folder = path("again");
    settings.tracks = 300;
    QVERIFY(makeDemoData(settings));
    int files = 0;
    QDirIterator walk(path("demo"), QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString file = walk.next();
        QString other = file;
        other.replace(path("demo"), path("again"));
        QFile a(file);
        QFile b(other);
        QVERIFY2(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly), qPrintable(other));
        QVERIFY2(a.readAll() == b.readAll(), qPrintable(file));
        if (file.endsWith(".json")) { // nested by the first two digits
            QCOMPARE(QFileInfo(file).dir().dirName(), QFileInfo(file).fileName().left(2));
        }
        ++files;
    }
    QVERIFY(files > 250);
    settings.folder = path("other");
    settings.seed = 2;
    QVERIFY(makeDemoData(settings));
    QVERIFY(*readPlainOrCompressed(demoFiles(path("other")).sources[0].train)
            != *readPlainOrCompressed(m_demo.sources[0].train));
    settings.tracks = 3;
    QVERIFY(!makeDemoData(settings));
}

void StudyTest::demoLooksReal()
{
    const auto features = openFeatures(m_demo.features.first(), path("cache"));
    QVERIFY(features);
    QVERIFY(features->report->failed == 0);
    const FeatureStore &store = *features->stores.front();
    double low = 0;
    double high = 0;
    for (size_t i = 0; i < store.size(); ++i) {
        for (const float value : store.image(i))
            QVERIFY(value > 0 && std::isfinite(value));
        low += std::log(double(store.image(i)[0 * kChannels + 1]));
        high += std::log(double(store.image(i)[39 * kChannels + 1]));
    }
    QVERIFY((low - high) / double(store.size()) > 5); // falls with frequency by orders of magnitude
    // Sources overlap, spell differently, and have subgenres.
    const auto a = *readGroundTruth(m_demo.sources[0].train);
    const auto b = *readGroundTruth(m_demo.sources[1].train);
    size_t shared = 0;
    for (size_t i = 0; i < a->size(); ++i)
        shared += b->recordings().find(a->recordings().key(i)) ? 1 : 0;
    QVERIFY(shared > a->size() / 3 && shared < a->size());
    QVERIFY(a->labels() != b->labels());
    QVERIFY(std::any_of(a->labels().begin(), a->labels().end(), [](const auto &label) { return isSubgenre(label); }));
    QCOMPARE(a->problemCount(), size_t(0));
}

void StudyTest::trainOneSource()
{
    QStringList log;
    const auto outcome = trainAndPredict(config(1, "one"), {}, [&](const Progress &progress) {
        if (!progress.message.isEmpty())
            log << progress.message;
    });
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    const Run &run = *outcome->run;
    QVERIFY(!run.space.isNormalised());
    QCOMPARE(run.sources.size(), size_t(1));
    QCOMPARE(outcome->verdicts.size(), size_t(1));
    QVERIFY2(outcome->verdicts[0].check.accepted(),
             outcome->verdicts[0].check.accepted() ? "" : qPrintable(outcome->verdicts[0].check.violations[0].text));
    QVERIFY(outcome->verdicts[0].check.lines > 10);
    for (const char *file : { "classes.txt", "history.csv", "model.safetensors", "run.json", "thresholds_allmusic.txt",
                              "valid_preds_allmusic.tsv", "test_preds_allmusic.tsv",
                              "valid_scores_allmusic.safetensors", "test_scores_allmusic.safetensors" })
        QVERIFY2(QFileInfo(path("one/") + file).size() > 0, file);
    QVERIFY(!log.filter("epoch 4").isEmpty());
    QVERIFY(run.sources[0].all.f1 > 0 && run.sources[0].all.f1 <= 1);
    QCOMPARE(run.parameters, qint64(parameterCount({ { 16, 24 }, int(run.space.size()) })));
    // The thresholds in the file are those of the scores and the validation truth.
    const auto scores = ScoreMatrix::open(path("one/valid_scores_allmusic.safetensors"));
    const auto truth = readGroundTruth(m_demo.sources[0].validation);
    const auto found = searchThresholds(**scores, *PartTruth::byName(**scores, **truth));
    const auto written = readThresholds(path("one/thresholds_allmusic.txt"), run.space.size());
    QVERIFY(written);
    for (size_t i = 0; i < found->size(); ++i)
        QVERIFY((*found)[i].threshold == written->values[i]
                || (std::isnan((*found)[i].threshold) && std::isnan(written->values[i])));
}

void StudyTest::trainFourSources()
{
    const auto outcome = trainAndPredict(config(4, "four"));
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    const Run &run = *outcome->run;
    QVERIFY(run.space.isNormalised());
    QCOMPARE(outcome->verdicts.size(), size_t(4));
    for (size_t i = 0; i < 4; ++i) {
        QVERIFY(outcome->verdicts[i].check.accepted());
        // Submissions are in the source's own spelling.
        const auto truth = readGroundTruth(m_demo.sources[i].train);
        const auto submission = Submission::read(path("four/test_preds_%1.tsv").arg(m_demo.sources[i].name));
        QVERIFY(submission);
        for (size_t line = 0; line < submission->size(); ++line) {
            for (const std::string_view label : submission->line(line).labels)
                QVERIFY(std::binary_search((*truth)->labels().begin(), (*truth)->labels().end(), label));
        }
        // Classes of other sources have negated values.
        const QStringList lines =
            QString::fromStdString(*readPlainOrCompressed(path("four/thresholds_%1.txt").arg(m_demo.sources[i].name)))
                .split('\n');
        int foreign = 0;
        for (uint32_t c = 0; c < run.space.size(); ++c) {
            const QString value = lines[int(c)].section(": ", 1);
            if (value != "nan")
                QCOMPARE(value.startsWith('-'), !run.space.contains(i, c));
            foreign += value.startsWith('-') ? 1 : 0;
        }
        QVERIFY(foreign > 0);
    }
}

void StudyTest::predictAgain()
{
    const QString file = path("four/test_preds_discogs.tsv");
    const std::string before = *readPlainOrCompressed(file);
    QVERIFY(QFile::remove(file));
    const auto outcome = predict(path("four"), { {}, m_demo.sources[1].testFolder, {}, {} });
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    QCOMPARE(outcome->verdicts.size(), size_t(1));
    QVERIFY(outcome->verdicts[0].check.accepted());
    QCOMPARE(*readPlainOrCompressed(file), before);
    QVERIFY(!predict(path("four"), { m_demo.sources[1].testFolder }));
    QVERIFY(!predict(path("nowhere"), { m_demo.sources[1].testFolder }));
}

void StudyTest::runRoundTrip()
{
    const auto run = readRun(path("four"));
    QVERIFY2(run, run ? "" : qPrintable(run.error().text()));
    QCOMPARE((*run)->sources.size(), size_t(4));
    QCOMPARE((*run)->history.size(), size_t(4));
    QVERIFY((*run)->bestEpoch >= 1);
    QVERIFY((*run)->sources[2].testScores);
    QCOMPARE((*run)->sources[2].trainFile, m_demo.sources[2].train);
    QVERIFY((*run)->recipe == config(4, "four").project.recipe);
    // Unknown keys of a newer program survive.
    QFile file(path("four/run.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    json.insert("colour", "blue");
    QVERIFY(writeFileAtomically(path("four/run.json"), QJsonDocument(json).toJson().toStdString()));
    const auto changed = readRun(path("four"));
    QVERIFY(changed);
    QVERIFY(writeRun(**changed, path("four")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(file.readAll()).object().value("colour").toString(), QString("blue"));
}

void StudyTest::damagedRuns_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no description") << "run.json" << QByteArray();
    QTest::newRow("description is no json") << "run.json" << QByteArray("{");
    QTest::newRow("another json") << "run.json" << QByteArray("{\"a\": 1}");
    QTest::newRow("newer") << "run.json" << QByteArray(R"({"format": "melscope-run", "version": 99})");
    QTest::newRow("classes") << "classes.txt" << QByteArray("0: one\n");
    QTest::newRow("thresholds") << "thresholds_allmusic.txt" << QByteArray("0: 0.5\n");
    QTest::newRow("scores") << "test_scores_allmusic.safetensors" << QByteArray("junk");
    QTest::newRow("history") << "history.csv" << QByteArray("a\n1,2\n");
}

void StudyTest::damagedRuns()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QVERIFY(QDir().mkpath(path("damaged")));
    for (const QString &name : QDir(path("one")).entryList(QDir::Files)) {
        QFile::remove(path("damaged/") + name);
        QVERIFY(QFile::copy(path("one/") + name, path("damaged/") + name));
    }
    QVERIFY(readRun(path("damaged")));
    QVERIFY(writeFileAtomically(path("damaged/") + file, bytes.toStdString()));
    const auto run = readRun(path("damaged"));
    QVERIFY(!run);
    QCOMPARE(run.error().file, path("damaged/") + file);
    QVERIFY(!run.error().remedy.isEmpty());
}

void StudyTest::analysis()
{
    const auto run = readRun(path("four"));
    QVERIFY(run);
    const auto analysed = analyseRun(*run, { { "lastfm", m_demo.sources[2].testTruth } });
    QVERIFY2(analysed, analysed ? "" : qPrintable(analysed.error().text()));
    const SourceAnalysis *lastfm = (*analysed)->find("lastfm");
    QVERIFY(lastfm != nullptr);
    QVERIFY(lastfm->test.evaluation && lastfm->test.expanded);
    QVERIFY(!(*analysed)->find("allmusic")->test.evaluation); // its truth was not named
    QVERIFY((*analysed)->find("allmusic")->validation.evaluation);
    QCOMPARE(lastfm->basis->labels.size(), (*run)->sources[2].labels.size());
    QCOMPARE(submissionOf(**run, *lastfm, lastfm->test), *readPlainOrCompressed(path("four/test_preds_lastfm.tsv")));
    // The evaluation equals the one of the files.
    const auto direct =
        evaluate(**readGroundTruth(m_demo.sources[2].testTruth), *Submission::read(path("four/test_preds_lastfm.tsv")));
    QVERIFY(direct);
    for (size_t i = 0; i < 18; ++i)
        QCOMPARE(figure(*lastfm->test.evaluation, i).mean, figure(*direct, i).mean);
    for (const LabelAnalysis &label : lastfm->basis->labels) {
        if (label.figures.support > 0)
            QCOMPARE(chooseThreshold(lastfm->basis->steps[label.classIndex], {}).threshold, label.figures.threshold);
    }
}

void StudyTest::dataSnapshotCarriesOnAfterErrors()
{
    Project project = *readProjectFile(m_demo.project);
    project.sources[1].trainFile = path("nowhere.tsv");
    project.sources[2].featureInputs << path("void.tar.bz2");
    const auto data = loadCollection(project, path("cache"));
    QVERIFY(data);
    QCOMPARE((*data)->sources.size(), size_t(4));
    QVERIFY((*data)->sources[0].part(Part::Train).truth);
    QVERIFY(!(*data)->sources[1].part(Part::Train).truth);
    QCOMPARE((*data)->sources[0].part(Part::Train).withFeatures, (*data)->sources[0].part(Part::Train).truth->size());
    int serious = 0;
    for (const DataFinding &finding : (*data)->findings)
        serious += finding.isSerious() ? 1 : 0;
    QCOMPARE(serious, 2);
    for (size_t i = 0; i < (*data)->trackCount(); ++i) {
        const TrackRef track = (*data)->track(i);
        const GroundTruth *truth = (*data)->truthOf(track);
        QVERIFY(truth == nullptr || truth->recordings().key(track.index) == (*data)->idOf(i));
        const uint32_t row = (*data)->featureRowOf(track);
        QCOMPARE(row != FeaturePool::kNoRow, (*data)->imageOf(track) != nullptr);
        QVERIFY(row == FeaturePool::kNoRow
                || IdKey((*data)->poolOf(track.part, track.source).id(row)) == (*data)->idOf(i));
    }
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(loadCollection(project, path("cache"), cancel).error().isCancelled());
}

void StudyTest::featureCacheIsReused()
{
    const QString folder = m_demo.sources[3].testFolder;
    const auto first = openFeatures(folder, path("cache2"));
    QVERIFY(first && first->importedNow && first->report);
    const auto second = openFeatures(folder, path("cache2"));
    QVERIFY(second && !second->importedNow);
    {
        // While another window imports them, one waits; and may cancel.
        auto held = FolderLock::take(storeLock(QFileInfo(first->stores.front()->path()).path()));
        QVERIFY(held);
        const CancelToken cancel;
        cancel.cancel();
        QVERIFY(openFeatures(folder, path("cache2"), cancel).error().isCancelled());
        std::jthread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(250));
            held = fail({});
        });
        QVERIFY(openFeatures(folder, path("cache2")));
        other.join();
        QVERIFY(!held);
    }
    QCOMPARE(second->report->imported, first->report->imported); // still known
    QVERIFY(writeFileAtomically(folder + "/zz/new.json", "{}"));
    const auto third = openFeatures(folder, path("cache2"));
    QVERIFY(third && third->importedNow && third->report->failed == 1);
    QVERIFY(QFile::remove(folder + "/zz/new.json"));
    QVERIFY(openFeatures(first->stores.front()->path(), path("cache2"))->stores.front()->size()
            == first->stores.front()->size()); // a store itself
    QStringList notes;
    const auto pool = openFeaturePool({ folder, folder }, path("cache2"), {}, {}, &notes);
    QVERIFY(pool);
    QCOMPARE(pool->stores().size(), size_t(1));
}

void StudyTest::projectRoundTrip()
{
    const auto project = readProjectFile(m_demo.project);
    QVERIFY2(project, project ? "" : qPrintable(project.error().text()));
    QCOMPARE(project->sources.size(), size_t(4));
    QCOMPARE(project->sources[0].trainFile, m_demo.sources[0].train);
    QCOMPARE(project->sources[0].featureInputs, m_demo.features);
    QVERIFY(QDir().mkpath(path("elsewhere/deep")));
    QVERIFY(writeProjectFile(*project, path("elsewhere/deep/p.melscope")));
    const auto moved = readProjectFile(path("elsewhere/deep/p.melscope"));
    QVERIFY(moved);
    QVERIFY(*moved == *project);
    QFile file(path("elsewhere/deep/p.melscope"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(json.value("sources").toArray()[0].toObject().value("train").toString().startsWith("../")); // relative
    json.insert("future", 42);
    QVERIFY(writeFileAtomically(path("future.melscope"), QJsonDocument(json).toJson().toStdString()));
    QVERIFY(writeProjectFile(*readProjectFile(path("future.melscope")), path("future2.melscope")));
    QCOMPARE(readProjectFile(path("future2.melscope"))->unknown.value("future").toInt(), 42);
}

void StudyTest::badProjects_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    QTest::newRow("no json") << QByteArray("hello") << "no Melscope project: illegal value at byte 1";
    QTest::newRow("another json") << QByteArray("{}") << "no Melscope project";
    QTest::newRow("newer") << QByteArray(R"({"format": "melscope-project", "version": 99})") << "version 99";
    QTest::newRow("wrong source") << QByteArray(
        R"({"format": "melscope-project", "version": 1, "sources": [{"name": "a", "train": ["x"]}]})")
                                  << "sources[0].train";
    QTest::newRow("wrong recipe") << QByteArray(
        R"({"format": "melscope-project", "version": 1, "recipe": {"epochs": -1}})")
                                  << "epochs";
}

void StudyTest::badProjects()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    QVERIFY(writeFileAtomically(path("bad.melscope"), bytes.toStdString()));
    const auto project = readProjectFile(path("bad.melscope"));
    QVERIFY(!project);
    QVERIFY2(project.error().text().contains(word), qPrintable(project.error().text()));
}

void StudyTest::fileAssignment()
{
    Project project;
    QStringList files;
    for (const DemoFiles::Source &source : m_demo.sources)
        files << source.testFolder << source.validation << source.train << source.testTruth;
    files << m_demo.features << path("demo/unknown.xyz");
    const QStringList unknown = assignFiles(project, files);
    QCOMPARE(unknown, QStringList({ path("demo/unknown.xyz") }));
    QCOMPARE(project.sources.size(), size_t(4));
    for (const DemoFiles::Source &source : m_demo.sources) {
        const auto found = std::find_if(project.sources.begin(), project.sources.end(),
                                        [&](const auto &s) { return s.name == source.name; });
        QVERIFY(found != project.sources.end());
        QCOMPARE(found->trainFile, source.train);
        QCOMPARE(found->validationFile, source.validation);
        QCOMPARE(found->testTruth, source.testTruth);
        QCOMPARE(found->testInput, source.testFolder);
        QCOMPARE(found->featureInputs, m_demo.features);
    }
    // Parts of one source with another name.
    QVERIFY(writeFileAtomically(path("mine-train.tsv"), "x"));
    QVERIFY(writeFileAtomically(path("mine-validation.tsv"), "x"));
    Project mine;
    QVERIFY(assignFiles(mine, { path("mine-train.tsv"), path("mine-validation.tsv") }).isEmpty());
    QCOMPARE(mine.sources.size(), size_t(1));
    QCOMPARE(mine.sources[0].name, QString("mine"));
}

void StudyTest::pipelineErrors()
{
    RunPlan twice = config(1, "errors");
    twice.project.sources.push_back(twice.project.sources[0]);
    QVERIFY(trainAndPredict(twice).error().what.contains("two sources"));
    RunPlan missing = config(1, "errors");
    missing.project.sources[0].trainFile = path("nowhere.tsv");
    QCOMPARE(trainAndPredict(missing).error().file, path("nowhere.tsv"));
    RunPlan noFeatures = config(1, "errors");
    noFeatures.project.sources[0].featureInputs = { m_demo.sources[0].testFolder };
    const QString nothing = trainAndPredict(noFeatures).error().what;
    QVERIFY2(nothing.contains("none of the") && nothing.contains("another part"), qPrintable(nothing));
    RunPlan unwritable = config(1, "errors");
    QVERIFY(writeFileAtomically(path("occupied"), "x"));
    unwritable.folder = path("occupied");
    QVERIFY(!trainAndPredict(unwritable));
    TrainingControl control;
    control.cancel.cancel();
    QVERIFY(trainAndPredict(config(1, "errors"), control).error().isCancelled());
    QVERIFY(!QFileInfo::exists(path("errors/run.json")));
}

void StudyTest::oddDataIsNotedAndTheRestGoesOn()
{
    // A recording without features, a label that training lacks, a line that is no UTF-8.
    std::string train = *readPlainOrCompressed(m_demo.sources[0].train);
    train += "nobody\tg\tjazz\n"
             "\xff\tg\tjazz\n";
    std::string validation = *readPlainOrCompressed(m_demo.sources[0].validation);
    const size_t row = validation.find('\n') + 1;
    validation.insert(validation.find('\n', row), "polka");
    QVERIFY(writeFileAtomically(path("odd-train.tsv"), train));
    QVERIFY(writeFileAtomically(path("odd-validation.tsv"), validation));
    RunPlan odd = config(1, "odd");
    odd.project.sources[0].trainFile = path("odd-train.tsv");
    odd.project.sources[0].validationFile = path("odd-validation.tsv");
    odd.project.recipe.epochs = 1;
    const auto outcome = trainAndPredict(odd);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    QString notes;
    for (const DataFinding &finding : outcome->run->findings)
        notes += finding.lineText() + '\n';
    QVERIFY2(notes.contains("recordings of the train part of allmusic have no features"), qPrintable(notes));
    QVERIFY2(notes.contains("polka"), qPrintable(notes));
    QVERIFY2(notes.contains("not valid UTF-8"), qPrintable(notes));
    const auto again = readRun(path("odd"));
    QVERIFY(again);
    QVERIFY((*again)->findings == outcome->run->findings);
    QVERIFY(outcome->verdicts[0].check.accepted());
}

void StudyTest::damagedModel()
{
    QFile model(path("odd/model.safetensors"));
    QVERIFY(model.open(QIODevice::ReadWrite));
    const QByteArray good = model.readAll();
    const QString preds = path("odd/test_preds_allmusic.tsv");
    const std::string before = *readPlainOrCompressed(preds);
    for (const QByteArray &bytes : { QByteArray("junk"), good.left(good.size() - 100),
                                     QByteArray(good).replace("\"version\":\"2\"", "\"version\":\"9\""),
                                     QByteArray(good).replace("jazz", "pazz") }) {
        QVERIFY(writeFileAtomically(model.fileName(), bytes.toStdString()));
        const auto outcome = predict(path("odd"), { m_demo.sources[0].testFolder });
        QVERIFY(!outcome);
        QVERIFY(!outcome.error().remedy.isEmpty());
        QCOMPARE(*readPlainOrCompressed(preds), before); // what was there stays
    }
}

void StudyTest::olderRunStaysUntilTheNewOneIsComplete()
{
    const RunPlan four = config(4, "rerun");
    QVERIFY(trainAndPredict(four));
    auto contents = [&] {
        QMap<QString, QByteArray> files;
        for (const QString &name : QDir(path("rerun")).entryList(QDir::Files | QDir::Hidden)) {
            QFile file(path("rerun/") + name);
            (void)file.open(QIODevice::ReadOnly);
            files.insert(name, file.readAll());
        }
        return files;
    };
    const auto before = contents();
    QCOMPARE(before.size(), 4 + 4 * 5);
    // Cancelled after training, while validation is scored: the older run is as it was.
    TrainingControl control;
    RunPlan other = config(1, "rerun");
    other.project.recipe.seed = 5;
    const auto cancelledRun = trainAndPredict(other, control, [&](const Progress &progress) {
        if (progress.stage.kind == Stage::ScoringValidation)
            control.cancel.cancel();
    });
    QVERIFY(!cancelledRun && cancelledRun.error().isCancelled());
    QVERIFY(contents() == before);
    // Its checkpoint is kept, and is not overwritten by mistake.
    QCOMPARE(unfinishedTraining(path("rerun"))->epoch, 4);
    const auto refused = trainAndPredict(other);
    QVERIFY(!refused && refused.error().remedy.contains("Go on with it"));
    QVERIFY(contents() == before);
    // Gone on with, it is complete: nothing of the older run's sources is left, nor the checkpoints.
    other.unfinished = RunPlan::Unfinished::Resume;
    const auto resumed = trainAndPredict(other);
    QVERIFY2(resumed, resumed ? "" : qPrintable(resumed.error().text()));
    QVERIFY(resumed->run->notes.join(' ').contains("went on after epoch 4"));
    QVERIFY(!QFileInfo::exists(path("rerun/.unfinished")));
    QCOMPARE(contents().size(), 4 + 5);
    QVERIFY(readRun(path("rerun")));
}

void StudyTest::runsAreListedEditedAndRemoved()
{
    const QString folder = path("listed");
    RunPlan first = config(1, "listed/20261124-110753-736-002");
    RunPlan second = config(1, "listed/second");
    second.project.recipe.seed = 2;
    QVERIFY(trainAndPredict(first) && trainAndPredict(second));
    // An interrupted one, a damaged one, and something else.
    TrainingControl control;
    const auto interrupted = trainAndPredict(config(1, "listed/interrupted"), control, [&](const Progress &progress) {
        if (isEpoch(progress.metrics) && progress.done == 3)
            control.cancel.cancel();
    });
    QVERIFY(!interrupted);
    QVERIFY(writeFileAtomically(folder + "/damaged/run.json", "{"));
    QVERIFY(QDir().mkpath(folder + "/else"));
    QStringList problems;
    auto runs = runsIn(folder, &problems);
    QCOMPARE(runs.size(), size_t(3));
    QCOMPARE(problems.size(), 2);
    QCOMPARE(runs[0].title, QString("2026-11-24 11:07:53 #2"));
    QCOMPARE(runs[1].title, QString("interrupted"));
    QVERIFY(runs[1].unfinished && !runs[2].unfinished);
    QVERIFY(runs[1].history.size() >= 2 && runs[1].history.size() <= 3);
    QCOMPARE(runs[2].history.size(), size_t(4));
    QVERIFY(runs[2].map > 0 && runs[2].macroF1 > 0 && runs[2].best() != nullptr);
    QCOMPARE(runs[2].best()->validationLoss, runs[2].bestValidationLoss);
    QCOMPARE(recipeKey(runs[0]), recipeKey(runs[2])); // they differ in the seed alone

    QVERIFY(editRun(runs[2].folder, "my run", "a, \"b\" & c_d", true));
    runs = runsIn(folder);
    QVERIFY(runs[2].title == "my run" && runs[2].hidden && runs[2].comment.startsWith("a,"));
    QCOMPARE((*readRun(runs[2].folder))->comment, runs[2].comment);
    // What the user said stays when the run is written again.
    QVERIFY(predict(runs[2].folder, { m_demo.sources[0].testFolder }));
    QVERIFY(readRunSummary(runs[2].folder)->hidden && readRunSummary(runs[2].folder)->title == "my run");

    const std::string histories = historiesText(runs);
    QCOMPARE(std::count(histories.begin(), histories.end(), '\n'), ptrdiff_t(1 + 4 + int(runs[1].history.size()) + 4));

    QVERIFY(!removeRun(folder + "/else"));
    QVERIFY(QFileInfo::exists(folder + "/else"));
    const QStringList beside = QDir::current().entryList();
    QVERIFY(removeRun(runs[2].folder) && removeRun(runs[1].folder));
    QCOMPARE(runsIn(folder).size(), size_t(1));
    QCOMPARE(QDir::current().entryList(), beside); // the waste basket is not where the program was started
}

void StudyTest::recipesDiffer()
{
    Recipe other;
    QVERIFY(differences({}, other).empty());
    QCOMPARE(recipeSummary(other), QString());
    other.filters = { 8, 16 };
    other.balance = true;
    other.seed = 5;
    const auto list = differences({}, other);
    QCOMPARE(list.size(), size_t(3));
    QCOMPARE(list[0].setting, QString("balance"));
    QCOMPARE(list[0].first + list[0].second, QString("offon"));
    QCOMPARE(list[1].second, QString("8/16"));
    QCOMPARE(recipeSummary(other), QString("balance on, filters 8/16, seed 5"));
}

void StudyTest::variants_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("summary"); // of what differs from the base; empty with `error`: refused
    QTest::addColumn<QString>("error");
    QTest::newRow("plain") << "melscope"
                           << ""
                           << "";
    QTest::newRow("a number") << "paper:batch_size=50"
                              << "batch_size 50"
                              << "";
    QTest::newRow("as on the command line") << "paper:batch-size=50, learning-rate=0.01"
                                            << "batch_size 50, learning_rate 0.01"
                                            << "";
    QTest::newRow("a name") << "melscope:input=scaled"
                            << "input scaled"
                            << "";
    QTest::newRow("a switch") << "melscope:log_odds_bias=off"
                              << "log_odds_bias off"
                              << "";
    QTest::newRow("filters") << "melscope:filters=8/16"
                             << "filters 8/16"
                             << "";
    QTest::newRow("single") << "melscope:multi_source=single,dropout=0.1"
                            << "dropout 0.1"
                            << "";
    QTest::newRow("unknown recipe") << "cook"
                                    << ""
                                    << "no recipe";
    QTest::newRow("unknown setting") << "paper:sugar=3"
                                     << ""
                                     << "no setting";
    QTest::newRow("no number") << "paper:epochs=many"
                               << ""
                               << "epochs must be a whole number between 1 and 1000000, not \"many\"";
    QTest::newRow("half an epoch") << "melscope:epochs=2.5"
                                   << ""
                                   << "epochs must be a whole number";
    QTest::newRow("no name") << "paper:schedule=zigzag"
                             << ""
                             << "must be constant or cosine";
    QTest::newRow("no switch") << "paper:balance=perhaps"
                               << ""
                               << "balance must be on or off, not \"perhaps\"";
    QTest::newRow("out of range") << "paper:dropout=2"
                                  << ""
                                  << "must be";
    QTest::newRow("another base") << "paper:base=melscope"
                                  << ""
                                  << "no setting";
}

void StudyTest::variants()
{
    QFETCH(QString, text);
    QFETCH(QString, summary);
    QFETCH(QString, error);
    const auto variant = parseVariant(text);
    QCOMPARE(bool(variant), error.isEmpty());
    if (!variant) {
        QVERIFY2(variant.error().what.contains(error), qPrintable(variant.error().what));
        return;
    }
    QCOMPARE(recipeSummary(variant->recipe), summary);
    QCOMPARE(variant->single, text.contains("single"));
}

void StudyTest::demoReplacesAnOlderDemo()
{
    DemoSettings settings;
    settings.folder = path("replaced");
    settings.tracks = 120;
    settings.seed = 9;
    QVERIFY(makeDemoData(settings));
    settings.seed = 10;
    const auto demo = makeDemoData(settings);
    QVERIFY(demo);
    const auto truth = readGroundTruth(demo->sources[0].testTruth);
    const auto features = openFeatures(demo->sources[0].testFolder, path("cache"));
    QVERIFY(features);
    QCOMPARE(features->stores.front()->size(), (*truth)->size());
    // A folder of documents that no demo made is left alone.
    QVERIFY(writeFileAtomically(path("real/acousticbrainz-mediaeval-train/ab/ab.json"), "{}"));
    settings.folder = path("real");
    QVERIFY(!makeDemoData(settings));
    QVERIFY(QFileInfo::exists(path("real/acousticbrainz-mediaeval-train/ab/ab.json")));
}

QTEST_GUILESS_MAIN(StudyTest)
#include "tst_study.moc"
