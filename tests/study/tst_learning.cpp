// Learning curves, and the grids that they come from.
#include "core/demo/demo_data.h"
#include "core/runs/run_folder.h"
#include "core/runs/run_list.h"
#include "core/study/grid_estimate.h"
#include "core/study/grid_file.h"
#include "core/study/grid_variants.h"
#include "core/study/learning_curve.h"
#include "core/truth/ground_truth_reader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace melscope;

namespace {

const std::string kHeader = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\tgenre3\n";

double f1Of(size_t hits, size_t predicted, size_t expected)
{
    return hits == 0 ? 0 : 2.0 * double(hits) / double(predicted + expected);
}

/// F1 of a class on the rows of a truth's recordings where its score reaches a threshold.
double f1At(const ScoreMatrix &scores, const std::vector<char> &isTrue, uint32_t classIndex, double threshold)
{
    size_t hits = 0, predicted = 0, expected = 0;
    for (size_t row = 0; row < isTrue.size(); ++row) {
        const bool reaches = double(scores.row(row)[classIndex]) >= threshold;
        predicted += reaches ? 1 : 0;
        expected += isTrue[row] ? 1 : 0;
        hits += reaches && isTrue[row] ? 1 : 0;
    }
    return f1Of(hits, predicted, expected);
}

LearningRun runOf(double share, uint64_t seed, qint64 tracks, const std::array<double, kSupportGroups> &f1,
                  const QString &source = "a")
{
    LearningRun run;
    run.recipe.share = share;
    run.recipe.seed = seed;
    run.tracks = tracks;
    run.sources.emplace_back(source, GroupF1 { f1, { 6, 0, 2, 1, 0 } });
    return run;
}

} // namespace

class LearningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void groupsOfSupport_data();
    void groupsOfSupport();
    void groupsByHand();
    void curvesByHand();
    void curvesOfSeveralSourcesAndRecipes();
    void tables();
    void gridsCurve();
    void resultsAreReadAgain();
    void thresholdsAreOfTheFoldAlone();
    void titlesOfRuns_data();
    void titlesOfRuns();
    void combinations_data();
    void combinations();
    void timeIsEstimated();
    void gridsFile();

private:
    GridConfig small(const QString &name) const;

    QTemporaryDir m_folder;
    Project m_project;
};

void LearningTest::initTestCase()
{
    DemoSettings settings;
    settings.folder = m_folder.filePath("demo");
    settings.tracks = 300;
    const auto made = makeDemoData(settings);
    QVERIFY(made);
    m_project = *readProjectFile(made->project);
    m_project.sources.resize(2);
}

/// Two shares of a small network, two seeds.
GridConfig LearningTest::small(const QString &name) const
{
    GridConfig config;
    config.project = m_project;
    for (const char *text : { "melscope:share=0.3,filters=8,epochs=3", "melscope:filters=8,epochs=3" })
        config.variants.push_back(*parseVariant(text));
    config.seeds = { 1, 2 };
    config.folder = m_folder.filePath(name);
    config.featureCache = m_folder.filePath("cache");
    return config;
}

void LearningTest::groupsOfSupport_data()
{
    QTest::addColumn<int>("support");
    QTest::addColumn<QString>("group");
    for (const auto &[support, group] : { std::pair(0, "< 10"),
                                          { 9, "< 10" },
                                          { 10, "10–99" },
                                          { 99, "10–99" },
                                          { 100, "100–999" },
                                          { 999, "100–999" },
                                          { 1000, "≥ 1000" },
                                          { 1'000'000, "≥ 1000" } })
        QTest::addRow("%d", support) << support << QString::fromUtf8(group);
}

void LearningTest::groupsOfSupport()
{
    QFETCH(const int, support);
    QTEST(supportGroupText(supportGroupOf(size_t(support))), "group");
}

/// Four tracks: rock is predicted for r1, r2 (right) and r3 (wrong), punk for r3 (right), jazz never. F1 of rock is
/// 2·2 / (3 + 2) = 0.8, of punk 2·1 / (1 + 2) = 0.6667, of jazz 0; polka has no track and no F1.
void LearningTest::groupsByHand()
{
    const auto truth = *parseGroundTruth(
        kHeader + "r1\t\trock\t\t\nr2\t\trock\tpunk\t\nr3\t\tpunk\t\t\nr4\t\tjazz\t\t\n", "truth.tsv");
    const auto evaluation = evaluate(*truth, Submission::parse("r1\trock\nr2\trock\nr3\trock\tpunk\nr4\tnothing\n"));
    QVERIFY2(evaluation, qPrintable(evaluation ? QString() : evaluation.error().text()));
    const GroupF1 figures = groupF1(*truth, *evaluation, { { "rock", 500 }, { "punk", 12 }, { "jazz", 10 } });
    QCOMPARE(figures.labels, (std::array<size_t, kSupportGroups> { 3, 0, 2, 1, 0 }));
    QCOMPARE(figures.f1[0], (0.8 + 0.6667 + 0) / 3);
    QVERIFY(std::isnan(figures.f1[1]));
    QCOMPARE(figures.f1[2], 0.6667 / 2);
    QCOMPARE(figures.f1[3], 0.8);
    QVERIFY(std::isnan(figures.f1[4]));
    // A label that training does not know is a rare one.
    QCOMPARE(groupF1(*truth, *evaluation, { { "rock", 1000 }, { "punk", 12 } }).labels,
             (std::array<size_t, kSupportGroups> { 3, 1, 1, 0, 1 }));
}

/// Figures of numpy: mean([0.2, 0.3, 0.4]) and std(…, ddof=1) = 0.1; of [0.5, 0.6] 0.07071067811865474.
void LearningTest::curvesByHand()
{
    const double none = std::nan("");
    const std::vector<LearningRun> runs { runOf(1, 1, 1000, { 0.5, none, 0.1, 0.9, none }),
                                          runOf(0.1, 1, 100, { 0.2, none, 0.1, 0.8, none }),
                                          runOf(0.1, 2, 101, { 0.3, none, none, 0.8, none }),
                                          runOf(1, 2, 1002, { 0.6, none, 0.2, 0.9, none }),
                                          runOf(0.1, 3, 102, { 0.4, none, 0.3, 0.8, none }) };
    const auto curves = learningCurves(runs);
    QCOMPARE(curves.size(), size_t(1));
    QCOMPARE(curves.front().name, QString("melscope"));
    const auto &points = curves.front().points;
    QCOMPARE(points.size(), size_t(2));
    QCOMPARE(points[0].share, 0.1);
    QCOMPARE(points[0].runs, size_t(3));
    QCOMPARE(points[0].tracks, 101.0);
    QCOMPARE(points[0].mean[0], 0.3);
    QCOMPARE(points[0].deviation[0], 0.1);
    QCOMPARE(points[0].mean[2], 0.2); // of the two that have one
    QCOMPARE(points[0].deviation[2], 0.1414213562373095);
    QVERIFY(std::isnan(points[0].mean[1]) && std::isnan(points[0].deviation[1]));
    QCOMPARE(points[0].deviation[3], 0.0);
    QCOMPARE(points[0].labels[0], 6.0);
    QCOMPARE(points[1].tracks, 1001.0);
    QCOMPARE(points[1].mean[0], 0.55);
    QCOMPARE(points[1].deviation[0], 0.07071067811865474);
}

void LearningTest::curvesOfSeveralSourcesAndRecipes()
{
    const double none = std::nan("");
    LearningRun both = runOf(1, 1, 10, { 0.2, none, none, none, none });
    both.sources.emplace_back("b", GroupF1 { { 0.6, 0.5, none, none, none }, { 2, 2, 0, 0, 0 } });
    LearningRun wide = both;
    wide.recipe.filters = { 8 };
    LearningRun alone = runOf(1, 1, 10, { 0.3, none, none, none, none }); // of one source, by the first recipe
    const auto curves = learningCurves({ both, wide, alone });
    QCOMPARE(curves.size(), size_t(3));
    QCOMPARE(curves[0].name, QString("melscope (a, b)"));
    QCOMPARE(curves[1].name, QString("melscope, filters 8"));
    QCOMPARE(curves[2].name, QString("melscope (a)"));
    QCOMPARE(curves[0].points[0].mean[0], 0.4);
    QCOMPARE(curves[0].points[0].mean[1], 0.5); // the other source has no such label
    QCOMPARE(curves[0].points[0].labels[0], 8.0);
    const auto ofB = learningCurves({ both, wide, alone }, "b");
    QCOMPARE(ofB.size(), size_t(2));
    QCOMPARE(ofB[0].points[0].mean[0], 0.6);
    QVERIFY(learningCurves({ both }, "c").empty());
}

void LearningTest::tables()
{
    const double none = std::nan("");
    const auto curves = learningCurves(
        { runOf(0.5, 1, 50, { 0.2, none, 0.1, 0.8, none }), runOf(0.5, 2, 50, { 0.4, none, 0.1, 0.8, none }) });
    QCOMPARE(
        tableText(learningTable(curves, TableFormat::Markdown), TableFormat::Markdown),
        std::string("| recipe | share | runs | tracks | F1, all | F1, < 10 | F1, 10–99 | F1, 100–999 | "
                    "F1, ≥ 1000 |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
                    "| melscope | 0.5 | 2 | 50 | 0.3000 ± 0.1414 | – | 0.1000 ± 0.0000 | 0.8000 ± 0.0000 | – |\n"));
    const std::string csv = tableText(learningTable(curves, TableFormat::Csv), TableFormat::Csv);
    QCOMPARE(csv.substr(csv.find('\n') + 1),
             std::string("melscope,0.5,2,50,0.3000,0.1414,6,,,0,0.1000,0.0000,2,"
                         "0.8000,0.0000,1,,,0\n"));
}

/// The curve's "all" is the grid's per-label F, and the groups add up to it.
void LearningTest::gridsCurve()
{
    const GridConfig config = small("grid");
    const auto results = runGrid(config);
    QVERIFY2(results, qPrintable(results ? QString() : results.error().text()));
    LearningQuery query { runFoldersOfGrid(config.folder), testTruthsOfGrid(config.folder), {} };
    QCOMPARE(query.runs.size(), 4);
    QVERIFY(runFoldersIn(config.folder).isEmpty());
    const auto runs = readLearningRuns(query);
    QVERIFY2(runs, qPrintable(runs ? QString() : runs.error().text()));
    QVERIFY(runs->part == Part::Test);
    const auto curves = learningCurves(runs->runs);
    QCOMPARE(curves.size(), size_t(1));
    const auto summaries = summarise(*results, config.variants.size());
    for (size_t i = 0; i < 2; ++i) {
        const LearningPoint &point = curves[0].points[i];
        QCOMPARE(point.runs, size_t(2));
        QVERIFY(std::fabs(point.mean[0] - summaries[i].labelF[0]) < 1e-4);
        QVERIFY(std::fabs(point.deviation[0] - summaries[i].labelF[1]) < 1e-4);
    }
    QVERIFY(std::fabs(curves[0].points[0].tracks - 0.3 * curves[0].points[1].tracks) <= 1);
    for (const LearningRun &run : runs->runs) {
        for (const auto &[source, figures] : run.sources) {
            double sum = 0;
            size_t labels = 0;
            for (size_t group = 1; group < kSupportGroups; ++group) {
                sum += figures.labels[group] > 0 ? figures.f1[group] * double(figures.labels[group]) : 0;
                labels += figures.labels[group];
            }
            QCOMPARE(labels, figures.labels[0]);
            QVERIFY(std::fabs(sum / double(labels) - figures.f1[0]) < 1e-12);
        }
    }
    // Without a known test truth, the validation part is judged, or nothing if test was asked for.
    query.testTruths.clear();
    QVERIFY(readLearningRuns(query)->part == Part::Validation);
    query.part = Part::Test;
    const auto unknown = readLearningRuns(query);
    QVERIFY(!unknown && unknown.error().what.contains("not known"));
    CancelToken cancel;
    cancel.cancel();
    const auto ended = readLearningRuns(query, cancel);
    QVERIFY(!ended && ended.error().isCancelled());
}

void LearningTest::resultsAreReadAgain()
{
    GridConfig config = small("grid");
    const auto results = runGrid(config); // all of it is there
    const auto read = finishedResults(config);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().text()));
    QCOMPARE(read->size(), results->size());
    for (size_t i = 0; i < results->size(); ++i) {
        QVERIFY((*read)[i].variant == (*results)[i].variant && (*read)[i].seed == (*results)[i].seed);
        QCOMPARE((*read)[i].source, (*results)[i].source);
        QCOMPARE((*read)[i].labelF, (*results)[i].labelF);
        QCOMPARE((*read)[i].macroF1, (*results)[i].macroF1);
    }
    config.seeds.push_back(3); // not there yet
    QCOMPARE(finishedResults(config)->size(), results->size());
    config.variants[0].recipe.dropout = 0.5;
    QVERIFY(!finishedResults(config));
}

/// Each fold's thresholds are the best ones on its own validation tracks, found again by trying all; those of another
/// fold are not.
void LearningTest::thresholdsAreOfTheFoldAlone()
{
    GridConfig config = small("folded");
    config.variants.resize(1);
    config.seeds = { 1 };
    config.folds = 3;
    for (ProjectSource &source : config.project.sources)
        source.testInput = source.testTruth = QString();
    const auto results = runGrid(config);
    QVERIFY2(results, qPrintable(results ? QString() : results.error().text()));
    QCOMPARE(results->size(), size_t(3 * 2));
    const QStringList folders = runFoldersOfGrid(config.folder);
    QCOMPARE(folders.size(), 3);
    std::vector<std::shared_ptr<const Run>> runs;
    for (const QString &folder : folders)
        runs.push_back(*readRun(folder));
    int otherIsWorse = 0;
    std::set<std::string> validated;
    for (size_t fold = 0; fold < runs.size(); ++fold) {
        const Run &run = *runs[fold];
        for (size_t index = 0; index < run.sources.size(); ++index) {
            const RunSource &source = run.sources[index];
            const auto train = *readGroundTruth(source.trainFile);
            const auto truth = *readGroundTruth(source.validationFile);
            const ScoreMatrix &scores = *source.validationScores;
            for (uint32_t label = 0; label < truth->labels().size(); ++label) {
                const auto classIndex = run.space.classOf(index, truth->labels()[label]);
                QVERIFY(classIndex);
                std::vector<char> isTrue;
                for (size_t row = 0; row < scores.rows(); ++row) {
                    const auto recording = truth->recordings().find(scores.ids().key(row));
                    QVERIFY(recording && !train->recordings().find(scores.ids().key(row)));
                    isTrue.push_back(std::ranges::count(truth->labelsOf(*recording), label) > 0 ? 1 : 0);
                }
                if (std::ranges::count(isTrue, 1) == 0)
                    continue;
                double best = 0;
                for (size_t row = 0; row < scores.rows(); ++row)
                    best = std::max(best, f1At(scores, isTrue, *classIndex, double(scores.row(row)[*classIndex])));
                const double chosen = source.thresholds.values[*classIndex];
                QCOMPARE(f1At(scores, isTrue, *classIndex, chosen), best);
                const double other = runs[(fold + 1) % 3]->sources[index].thresholds.values[*classIndex];
                otherIsWorse += f1At(scores, isTrue, *classIndex, other) < best - 1e-9 ? 1 : 0;
            }
        }
    }
    QVERIFY2(otherIsWorse > 20, qPrintable(QString::number(otherIsWorse)));
}

void LearningTest::titlesOfRuns_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("title");
    QTest::newRow("seed") << "/g/melscope_share=0.1/seed-2"
                          << "melscope_share=0.1, seed 2";
    QTest::newRow("fold") << "/g/paper/fold-2-of-5/seed-1/"
                          << "paper, fold 2 of 5, seed 1";
    QTest::newRow("single") << "/g/melscope/seed-1/lastfm"
                            << "melscope, seed 1, lastfm";
    QTest::newRow("another's") << "/mine/seed-2"
                               << "seed-2";
    QTest::newRow("grid") << "/runs/grid-20261124-110753-123"
                          << "grid 2026-11-24 11:07:53";
    QTest::newRow("time") << "/runs/20261124-110753-123"
                          << "2026-11-24 11:07:53";
}

void LearningTest::titlesOfRuns()
{
    QFETCH(const QString, folder);
    QTEST(runTitle(folder), "title");
}

void LearningTest::combinations_data()
{
    QTest::addColumn<QStringList>("settings"); // and their values, in turn
    QTest::addColumn<QString>("expected"); // names, or a part of the error
    QTest::newRow("none") << QStringList() << "melscope";
    QTest::newRow("empty") << QStringList { "share", "  " } << "melscope";
    QTest::newRow("shares") << QStringList { "share", "0.1, 0.5, 1" }
                            << "melscope:share=0.1 melscope:share=0.5 melscope:share=1";
    QTest::newRow("decimal commas") << QStringList { "share", "0,1; 1" } << "melscope:share=0.1 melscope:share=1";
    QTest::newRow("two settings") << QStringList { "epochs", "3 4", "schedule", "constant; cosine" }
                                  << "melscope:epochs=3,schedule=constant melscope:epochs=3,schedule=cosine "
                                     "melscope:epochs=4,schedule=constant melscope:epochs=4,schedule=cosine";
    QTest::newRow("lists") << QStringList { "filters", "8,16; 32/64" }
                           << "melscope:filters=8/16 melscope:filters=32/64";
    QTest::newRow("twice the same") << QStringList { "epochs", "3, 3" } << "melscope:epochs=3";
    QTest::newRow("single") << QStringList { "multi_source", "union, single" }
                            << "melscope:multi_source=union melscope:multi_source=single";
    QTest::newRow("no number") << QStringList { "share", "half" } << "share are not understood";
    QTest::newRow("out of range") << QStringList { "share", "0.5; 2" } << "share";
    QTest::newRow("no word") << QStringList { "schedule", "zigzag" } << "schedule";
    QTest::newRow("two rows") << QStringList { "epochs", "3", "epochs", "4" } << "epochs stands there twice";
    QTest::newRow("unknown") << QStringList { "sugar", "3" } << "sugar";
}

/// What the window makes of rows is what the command line reads by these names.
void LearningTest::combinations()
{
    QFETCH(const QStringList, settings);
    QFETCH(const QString, expected);
    std::vector<SettingValues> rows;
    for (qsizetype i = 0; i < settings.size(); i += 2)
        rows.push_back({ settings[i], settings[i + 1] });
    const auto variants = variantsOf(Recipe::melscope(), rows);
    if (!variants) {
        QVERIFY2(variants.error().text().contains(expected), qPrintable(variants.error().text()));
        return;
    }
    QStringList names;
    for (const RecipeVariant &variant : *variants) {
        names << variant.name;
        const auto parsed = parseVariant(variant.name);
        QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().text()));
        QVERIFY(parsed->recipe == variant.recipe);
        QCOMPARE(parsed->single, variant.single);
    }
    QCOMPARE(names.join(' '), expected);
}

/// More seeds and more tracks take longer; how fast this computer is shows elsewhere.
void LearningTest::timeIsEstimated()
{
    const auto one = estimateGridSeconds(*variantsOf(Recipe::melscope(), { { "filters", "8" } }), 1, 10, 1000);
    QVERIFY2(one && *one > 0, qPrintable(one ? QString() : one.error().text()));
    const auto many = estimateGridSeconds(
        *variantsOf(Recipe::melscope(), { { "filters", "8" }, { "share", "0.5; 1" } }), 100, 10, 1000);
    QVERIFY(*many > 10 * *one);
    CancelToken cancel;
    cancel.cancel();
    const auto ended = estimateGridSeconds(*variantsOf(Recipe::melscope(), {}), 1, 10, 1000, cancel);
    QVERIFY(!ended && ended.error().isCancelled());
}

void LearningTest::gridsFile()
{
    GridConfig config = small("kept");
    config.seeds = { 1, UINT64_MAX };
    config.folds = 4;
    config.variants[1].single = true;
    QVERIFY(QDir().mkpath(config.folder));
    QVERIFY(writeGrid(config));
    const auto read = readGrid(config.folder);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().text()));
    QCOMPARE(read->seeds, config.seeds);
    QCOMPARE(read->folds, 4);
    QCOMPARE(read->variants.size(), size_t(2));
    for (size_t i = 0; i < 2; ++i) {
        QCOMPARE(read->variants[i].name, config.variants[i].name);
        QVERIFY(read->variants[i].recipe == config.variants[i].recipe);
        QCOMPARE(read->variants[i].single, i == 1);
    }
    QVERIFY(read->project.sources == config.project.sources);
    QVERIFY(gridFoldersIn(m_folder.path()).contains(config.folder));
    for (const char *odd : { "{", R"({"format":"other"})", R"({"format":"melscope-grid","version":2})",
                             R"({"format":"melscope-grid","variants":[],"seeds":["1"]})",
                             R"({"format":"melscope-grid","variants":[{"name":"a"}],"seeds":["x"]})" }) {
        QFile file(config.folder + "/grid.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(odd);
        file.close();
        const auto refused = readGrid(config.folder);
        QVERIFY2(!refused && refused.error().file.contains("grid.json"), odd);
    }
    QVERIFY(!readGrid(m_folder.filePath("nowhere")));
}

QTEST_GUILESS_MAIN(LearningTest)
#include "tst_learning.moc"
