#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/demo/demo_data.h"
#include "core/exploring/prediction_query.h"
#include "core/runs/run_thresholds.h"
#include "core/runs/threshold_choice.h"
#include "core/scoring/label_difference.h"
#include "core/scoring/least_cost.h"
#include "core/scoring/submission_text.h"
#include "core/scoring/suspects.h"
#include "core/study/comparison.h"
#include "core/study/pipeline.h"
#include "core/study/run_curve.h"
#include "core/study/run_report.h"
#include "core/study/subset_evaluation.h"
#include "core/truth/ground_truth_reader.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>

using namespace melscope;

/// What is made of a run after its training: chosen thresholds, comparisons, suspected labels, a report.
class ResultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void choiceIsKept();
    void damagedChoice();
    void newRunForgetsTheChoice();
    void changedThresholdsEqualANewAnalysis();
    void differencesByHand();
    void differencesAreFair();
    void submissionsAreCompared();
    void publishedResults_data();
    void publishedResults();
    void realPublishedResults();
    void suspectsByHand();
    void leastCostByHand_data();
    void leastCostByHand();
    void curveOfTheSameRun();
    void subsetsAreEvaluated();
    void relocating();
    void tables();
    void report();
    void queries_data();
    void queries();
    void queriesByName();

private:
    std::shared_ptr<const RunAnalysis> analysed() const
    {
        QMap<QString, QString> truths;
        for (const DemoFiles::Source &source : m_demo.sources)
            truths.insert(source.name, source.testTruth);
        const auto run = readRun(m_run);
        if (!run)
            qFatal("%s", qPrintable(run.error().text()));
        return *analyseRun(*run, truths);
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    DemoFiles m_demo;
    QString m_run;
};

void ResultsTest::initTestCase()
{
    DemoSettings settings;
    settings.folder = path("demo");
    settings.tracks = 240;
    const auto made = makeDemoData(settings);
    QVERIFY(made);
    m_demo = *made;
    const auto project = readProjectFile(m_demo.project);
    QVERIFY(project);
    m_run = path("run");
    RunPlan plan { *project, m_run, RunPlan::Unfinished::Refuse, {}, nullptr };
    plan.project.recipe.epochs = 6;
    plan.project.recipe.filters = { 8, 16 };
    QVERIFY(trainAndPredict(plan));
}

void ResultsTest::choiceIsKept()
{
    const auto before = readRun(m_run);
    QVERIFY(before && (*before)->sources[1].choice.isPlain());
    ThresholdChoice choice;
    choice.rule = *parseRule("smoothed:3");
    choice.hierarchy = { true, true, 0.7 };
    choice.overrides = { { (*before)->space.classes()[0], 0.25 }, { (*before)->space.classes()[1], std::nan("") } };
    Thresholds thresholds = (*before)->sources[1].thresholds;
    const std::vector<double> foreign = thresholds.values;
    for (double &value : thresholds.values)
        value = 0.5;
    const auto changed = saveThresholdChoice(*before, 1, choice, thresholds);
    QVERIFY(changed);
    QVERIFY(predictionsAreOld(**changed, 1)
            || QFileInfo(m_run + "/choice_discogs.json").lastModified()
                == QFileInfo(m_run + "/test_preds_discogs.tsv").lastModified());
    QVERIFY(writePredictions(**changed, 1));
    QVERIFY(!predictionsAreOld(**changed, 1));
    const auto after = readRun(m_run);
    QVERIFY(after);
    QCOMPARE((*after)->sources[1].choice, choice);
    QVERIFY((*after)->sources[0].choice.isPlain());
    for (size_t i = 0; i < foreign.size(); ++i) {
        const double value = (*after)->sources[1].thresholds.values[i];
        const bool isOwn = (*after)->space.contains(1, uint32_t(i));
        QVERIFY(isOwn ? value == 0.5 : (value == foreign[i] || (std::isnan(value) && std::isnan(foreign[i]))));
    }
    const auto submission = Submission::read(m_run + "/test_preds_discogs.tsv");
    QVERIFY(submission && submission->size() > 0);
    QCOMPARE(*readPlainOrCompressed(m_run + "/test_preds_discogs.tsv"),
             submissionText(*(*after)->sources[1].testScores, labellerOf(**after, 1), (*after)->space, 1));
    // With parents added, each subgenre stands beside its genre.
    for (size_t i = 0; i < submission->size(); ++i) {
        const auto line = submission->line(i);
        for (const std::string_view label : line.labels) {
            const std::string_view genre = label.substr(0, label.find("---"));
            QVERIFY(std::find(line.labels.begin(), line.labels.end(), genre) != line.labels.end());
        }
    }
    // Predicting again goes by the choice.
    QVERIFY(predict(m_run, { {}, m_demo.sources[1].testFolder, {}, {} }));
    QCOMPARE(*readPlainOrCompressed(m_run + "/test_preds_discogs.tsv"),
             submissionText(*(*after)->sources[1].testScores, labellerOf(**after, 1), (*after)->space, 1));
}

void ResultsTest::damagedChoice()
{
    QVERIFY(writeFileAtomically(m_run + "/choice_lastfm.json", "{ \"format\": \"shopping list\" }"));
    const auto run = readRun(m_run);
    QVERIFY(!run && run.error().file.endsWith("choice_lastfm.json") && !run.error().remedy.isEmpty());
    QVERIFY(QFile::remove(m_run + "/choice_lastfm.json"));
    QVERIFY(readRun(m_run));
}

void ResultsTest::newRunForgetsTheChoice()
{
    QVERIFY(run_file::allIn(m_run)->contains("choice_discogs.json"));
}

void ResultsTest::changedThresholdsEqualANewAnalysis()
{
    const auto before = analysed();
    const ThresholdBasis &basis = *before->sources[2]->basis;
    ThresholdChoice choice;
    choice.rule = *parseRule("global@micro");
    const auto values = ruleThresholds(basis.part, basis.steps, choice.rule);
    QVERIFY(values);
    const auto run = saveThresholdChoice(
        before->run, 2, choice, chosenThresholds(*values, choice, before->run->space.classes(), basis.inTarget));
    QVERIFY(run);
    const auto changed = withChangedThresholds(*before, *run, 2);
    QVERIFY(changed);
    QCOMPARE((*changed)->sources[2]->basis,
             before->sources[2]->basis); // what does not depend on thresholds is shared
    QCOMPARE((*changed)->sources[0], before->sources[0]);
    const auto anew = analysed();
    for (const auto part : { &SourceAnalysis::validation, &SourceAnalysis::test }) {
        const PartAnalysis &found = (*changed)->sources[2].get()->*part;
        const PartAnalysis &expected = anew->sources[2].get()->*part;
        QVERIFY(found.predicted == expected.predicted);
        QVERIFY(submissionOf(**run, *(*changed)->sources[2], found)
                == submissionOf(*anew->run, *anew->sources[2], expected));
        for (size_t i = 0; i < 18; ++i)
            QCOMPARE(QString::number(figure(*found.evaluation, i).mean),
                     QString::number(figure(*expected.evaluation, i).mean));
    }
    QVERIFY(saveThresholdChoice(before->run, 2, {}, before->run->sources[2].thresholds));
}

void ResultsTest::differencesByHand()
{
    const auto truth = *parseGroundTruth(
        "recordingmbid\treleasegroupmbid\tg1\tg2\na\tg\trock\nb\tg\trock\tpop\nc\tg\tpop\nd\tg\tpop\n", "t.tsv");
    // First: rock 1 of 2 found, none wrong (F 2/3); pop 3 of 3, one wrong (F 6/7). Second: rock F 1, pop 2 of 3 (F
    // 4/5).
    const Submission first = Submission::parse("a\trock\tpop\nb\tpop\nc\tpop\nd\tpop\tpolka\n");
    const Submission second = Submission::parse("d\tpolka\nb\trock\tpop\nc\tpop\na\trock\n");
    const auto compared = compareRuns(*truth, first, second);
    QVERIFY(compared);
    QCOMPARE(compared->labels.size(), size_t(2));
    QCOMPARE(compared->labels[0].name, std::string("pop"));
    QCOMPARE(compared->labels[0].support, size_t(3));
    QCOMPARE(compared->labels[0].first, 6.0 / 7);
    QCOMPARE(compared->labels[0].second, 0.8);
    QCOMPARE(compared->labels[1].first, 2.0 / 3);
    QCOMPARE(compared->labels[1].second, 1.0);
    QCOMPARE(compared->mean.difference, (0.8 - 6.0 / 7 + 1.0 / 3) / 2);
    QVERIFY(!compared->labels[0].isSignificant()
            && compared->labels[0].interval.contains(compared->labels[0].difference));
    const auto missing = compareRuns(*truth, first, Submission::parse("a\trock\n"));
    QVERIFY(!missing && missing.error().what.contains("missing"));
}

void ResultsTest::differencesAreFair()
{
    // A run against itself never differs; a clearly better one does, whichever way round.
    std::string truth = "recordingmbid\treleasegroupmbid\tg1\n";
    std::string good;
    std::string poor;
    for (int i = 0; i < 400; ++i) {
        const std::string id = "r" + std::to_string(i);
        const std::string label = i % 2 == 0 ? "rock" : "pop";
        truth += id + "\tg\t" + label + "\n";
        good += id + '\t' + (i % 10 == 0 ? "jazz" : label) + '\n';
        poor += id + '\t' + (i % 3 == 0 ? "jazz" : label) + '\n';
    }
    const auto parsed = *parseGroundTruth(truth, "t.tsv");
    const auto same = compareRuns(*parsed, Submission::parse(good), Submission::parse(good));
    QVERIFY(same && same->labels[0].difference == 0 && same->labels[0].p == 1 && same->mean.interval.contains(0));
    const auto better = compareRuns(*parsed, Submission::parse(poor), Submission::parse(good));
    const auto worse = compareRuns(*parsed, Submission::parse(good), Submission::parse(poor));
    QVERIFY(better->labels[0].difference > 0 && better->labels[0].isSignificant()
            && better->labels[0].interval.low > 0);
    QVERIFY(worse->mean.difference < 0 && worse->mean.isSignificant());
}

void ResultsTest::submissionsAreCompared()
{
    const auto analysis = analysed();
    const SourceAnalysis &source = *analysis->sources[0];
    const RunSource &vocabulary = analysis->run->sources[0];
    const auto own = compareWith(source, vocabulary, m_run + "/test_preds_allmusic.tsv");
    QVERIFY(own);
    QVERIFY((*own)->isOfTest && (*own)->check.accepted() && (*own)->problem.isEmpty());
    QCOMPARE((*own)->title, QString("run")); // of a run, its name
    for (size_t i = 0; i < 18; ++i)
        QCOMPARE(QString::number(figure(*(*own)->evaluation, i).mean),
                 QString::number(figure(*source.test.evaluation, i).mean));
    const auto validation = compareWith(source, vocabulary, m_run + "/valid_preds_allmusic.tsv");
    QVERIFY(validation && !(*validation)->isOfTest && (*validation)->evaluation);
    QVERIFY(writeFileAtomically(path("half.tsv"),
                                readPlainOrCompressed(m_run + "/test_preds_allmusic.tsv")->substr(0, 500)));
    const auto half = compareWith(source, vocabulary, path("half.tsv"));
    QVERIFY(half && !(*half)->check.accepted() && !(*half)->evaluation && (*half)->problem.contains("missing"));
    QCOMPARE((*half)->title, QString("half.tsv"));
    QVERIFY(!compareWith(source, vocabulary, path("nowhere.tsv")));
}

void ResultsTest::publishedResults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("runs"); // −1: refused
    QTest::addColumn<qint64>("line");
    QByteArray header = "run,team,\"dataset\",task";
    QByteArray values;
    for (const char *name : figureNames()) {
        header += QByteArray(",") + name;
        values += ",0.5";
    }
    QTest::newRow("columns in another order") << header + "\n\"run, one\",kart,allmusic,task1" + values + "\n"
                                              << 1 << qint64(0);
    QTest::newRow("empty") << header + "\n" << 0 << qint64(0);
    QTest::newRow("a column is missing") << header.left(header.lastIndexOf(',')) + "\nr,k,a,t" + values + "\n"
                                         << -1 << qint64(1);
    QTest::newRow("no figure") << header + "\nr,k,a,t" + values.left(values.size() - 3) + "fine\n" << -1 << qint64(2);
    QTest::newRow("not available") << header + "\nr,k,a,t" + values.left(values.size() - 3) + "NA\n" << 1 << qint64(0);
    QTest::newRow("nothing") << QByteArray() << -1 << qint64(1);
}

void ResultsTest::publishedResults()
{
    QFETCH(QByteArray, text);
    QFETCH(int, runs);
    QFETCH(qint64, line);
    QVERIFY(writeFileAtomically(path("published.csv"), { text.constData(), size_t(text.size()) }));
    const auto read = readPublishedResults(path("published.csv"));
    QCOMPARE(read ? int(read->size()) : -1, runs);
    if (!read) {
        QCOMPARE(read.error().line, line);
        QVERIFY(!read.error().remedy.isEmpty());
    } else if (runs > 0 && text.contains("run, one")) {
        QCOMPARE(read->front().run, QString("run, one"));
        QCOMPARE(read->front().source, QString("allmusic"));
        QCOMPARE(read->front().figures[17], 0.5);
    }
}

void ResultsTest::realPublishedResults()
{
    const QString file = QStringLiteral(MELSCOPE_SHARED_DATA "/results/2018-allscores.csv");
    if (!QFileInfo::exists(file))
        QSKIP("the published results are not here");
    const auto read = readPublishedResults(file);
    QVERIFY(read);
    QCOMPARE(read->size(), size_t(24));
    QCOMPARE(read->front().team, QString("baseline"));
    QCOMPARE(read->front().figures[0], 0.1449);
    QCOMPARE((*read)[1].figures[9], 7e-04);
}

void ResultsTest::suspectsByHand()
{
    RecordingIds ids;
    for (const char *id : { "a", "b", "c", "d" })
        ids.insert(id);
    const auto truth = *parseGroundTruth(
        "recordingmbid\treleasegroupmbid\tg1\na\tg\trock\nb\tg\trock\nc\tg\tpop\nd\tg\tpop\n", "t.tsv");
    ScoredPart part;
    part.scores = ScoreMatrix::make(ids, { "pop", "rock" }, { 0.1F, 0.9F, 0.8F, 0.05F, 0.7F, 0.6F, 0.2F, 0.1F });
    auto classOf = [&](uint32_t label) { return int(label); };
    part.truth = PartTruth::of(*part.scores, *truth, classOf);
    part.classes = { 0, 1 };
    const Thresholds thresholds { { 0.5, 0.5 }, { 1, 1 } };
    const auto suspects = findSuspects(part, thresholds, 10);
    QVERIFY(suspects);
    const std::string text = suspectsText(
        part, thresholds, *suspects, "one",
        [&](uint32_t label) { return std::string_view(part.scores->classes()[label]); },
        [](std::string_view recording) {
            return recording == "b" ? RecordingName { "Björk", "Jóga" } : RecordingName();
        });
    QCOMPARE(QString::fromStdString(text),
             QString("source\tlabel\tsuspicion\trecordingmbid\tscore\tthreshold\tratio\tartist\ttitle\n"
                     "one\tpop\twrong\td\t0.20000000298023224\t0.5\t0.4\t\t\n"
                     "one\tpop\tmissing\tb\t0.800000011920929\t0.5\t1.6\tBjörk\tJóga\n"
                     "one\trock\twrong\tb\t0.05000000074505806\t0.5\t0.1\tBjörk\tJóga\n"
                     "one\trock\tmissing\tc\t0.6000000238418579\t0.5\t1.2\t\t\n"));
    QCOMPARE(findSuspects(part, { { std::nan(""), 0.5 }, { 1, 1 } }, 10)->size(),
             size_t(2)); // no threshold, no suspicion
}

void ResultsTest::leastCostByHand_data()
{
    QTest::addColumn<double>("wrong");
    QTest::addColumn<double>("missed");
    QTest::addColumn<double>("threshold"); // NaN: never
    QTest::addColumn<double>("cost");
    // Scores 0.9 +, 0.8 −, 0.7 +, 0.4 −, 0.2 +: false positives 0 1 1 2 2, false negatives 2 2 1 1 0 from the top.
    QTest::newRow("alike") << 1.0 << 1.0 << double(0.9F) << 2.0;
    QTest::newRow("missing costs") << 1.0 << 3.0 << double(0.2F) << 2.0;
    QTest::newRow("wrong costs") << 10.0 << 1.0 << double(0.9F) << 2.0;
    QTest::newRow("nothing missed costs") << 1.0 << 0.0 << qQNaN() << 0.0;
}

void ResultsTest::leastCostByHand()
{
    QFETCH(double, wrong);
    QFETCH(double, missed);
    const ThresholdCurve curve(std::vector<float> { 0.9F, 0.8F, 0.7F, 0.4F, 0.2F }, std::vector<uint32_t> { 0, 2, 4 });
    const LabelCost best = leastCost(curve, wrong, missed);
    QTEST(best.cost, "cost");
    QTEST(best.threshold, "threshold");
    QCOMPARE(costAt(curve, best.threshold, wrong, missed).cost, best.cost);
    const LabelCost never = costAt(curve, qQNaN(), 1, 1);
    QCOMPARE(never.falseNegatives, 3U);
    QCOMPARE(never.falsePositives, 0U);
    QCOMPARE(costAt(curve, 0.5, 1, 1).falsePositives, 1U);
}

void ResultsTest::curveOfTheSameRun()
{
    const auto analysis = analysed();
    const SourceAnalysis &source = *analysis->sources[0];
    const ScoredPart &part = source.basis->part;
    const auto tracks = LabelledTracks::make(part.scores, part.truth,
                                             ScoreLabeller(analysis->run->sources[source.spaceIndex].thresholds));
    QVERIFY(tracks);
    const LabelAnalysis *label = nullptr;
    for (const LabelAnalysis &one : source.basis->labels) {
        if (one.figures.support > 2)
            label = &one;
    }
    QVERIFY(label != nullptr);
    const std::string name = analysis->run->space.classes()[label->classIndex];
    const auto curve = curveOfRun(m_run, source.name, name, **tracks, label->classIndex);
    QVERIFY2(curve, curve ? "" : qPrintable(curve.error().text()));
    QCOMPARE(curve->support(), size_t(label->figures.support));
    QCOMPARE(curve->at(label->figures.threshold).f1, label->figures.f1);
    QVERIFY(!curveOfRun(m_run, "nowhere", name, **tracks, label->classIndex));
    QVERIFY(!curveOfRun(m_run, source.name, "no such label", **tracks, label->classIndex));
    QVERIFY(!curveOfRun(path("nowhere"), source.name, name, **tracks, label->classIndex));
}

void ResultsTest::subsetsAreEvaluated()
{
    const auto analysis = analysed();
    const SourceAnalysis &source = *analysis->sources[0];
    const PartAnalysis &part = source.validation;
    // All of them give the part's own evaluation.
    RecordingIds all;
    RecordingIds halves[2];
    for (size_t i = 0; i < part.scoredTruth->size(); ++i) {
        const IdKey key = part.scoredTruth->recordings().key(i);
        all.insert(key);
        halves[i % 2].insert(key);
    }
    const auto whole = evaluateSubset(*analysis->run, source, part, all);
    QVERIFY(whole);
    for (size_t i = 0; i < 18; ++i) {
        const double expected = figure(*part.evaluation, i).mean;
        QVERIFY(figure(*whole, i).mean == expected || (std::isnan(expected) && std::isnan(figure(*whole, i).mean)));
    }
    // Means over tracks of the halves make that of all, but for rounding.
    double sum = 0;
    size_t tracks = 0;
    for (const RecordingIds &half : halves) {
        const auto evaluation = evaluateSubset(*analysis->run, source, part, half);
        QVERIFY(evaluation);
        QCOMPARE(evaluation->perTrack.size(), half.size());
        sum += figure(*evaluation, 2).mean * double(half.size());
        tracks += half.size();
    }
    QVERIFY(std::fabs(sum / double(tracks) - figure(*part.evaluation, 2).mean) < 2e-4);
    RecordingIds none;
    none.insert("00000000-0000-4000-8000-000000000000");
    QVERIFY(!evaluateSubset(*analysis->run, source, part, none));
}

void ResultsTest::relocating()
{
    Project project;
    ProjectSource source;
    source.name = "a";
    source.trainFile = "/old/train.tsv";
    source.validationFile = "/older/validation.tsv"; // not of that folder
    source.featureInputs = QStringList { "/old", "/old/more/x.tar", "/other/y.tar" };
    project.sources.push_back(source);
    project.runFolder = "/old/a.data/runs/1";
    const Project moved = project.relocated("/old", "/new/place");
    QCOMPARE(moved.sources[0].trainFile, "/new/place/train.tsv");
    QCOMPARE(moved.sources[0].validationFile, "/older/validation.tsv");
    QCOMPARE(moved.sources[0].featureInputs, QStringList({ "/new/place", "/new/place/more/x.tar", "/other/y.tar" }));
    QCOMPARE(moved.runFolder, "/new/place/a.data/runs/1");
}

void ResultsTest::tables()
{
    const ResultTable table { { "label", "F" }, { { "folk, world, & country", "0.5" }, { "r&b_100%", "−0.1" } } };
    QCOMPARE(QString::fromStdString(tableText(table, TableFormat::Csv)),
             QString("label,F\n\"folk, world, & country\",0.5\nr&b_100%,−0.1\n"));
    QCOMPARE(QString::fromStdString(tableText(table, TableFormat::Latex)),
             QString("\\begin{tabular}{lr}\n\\hline\nlabel & F \\\\\n\\hline\nfolk, world, \\& country & 0.5 "
                     "\\\\\nr\\&b\\_100\\% & $-$0.1 \\\\\n\\hline\n\\end{tabular}\n"));
    QCOMPARE(formatOf("a.TEX"), TableFormat::Latex);
    const auto analysis = analysed();
    const Evaluation &evaluation = *analysis->sources[0]->test.evaluation;
    const ResultTable figures = figuresTable({ { "one", evaluation.tracks, evaluation.labels } });
    QCOMPARE(figures.rows.size(), 18);
    QCOMPARE(figures.rows[17][0], QString("Flabelsub"));
}

void ResultsTest::report()
{
    const auto analysis = analysed();
    PublishedRun published { "kart", "task1", "allmusic", "run1", {} };
    published.figures.fill(0.123);
    const QString html = QString::fromStdString(reportHtml(*analysis, { published }));
    QVERIFY(html.startsWith("<!DOCTYPE html>") && html.endsWith("</html>\n"));
    for (const auto &source : analysis->sources) {
        QVERIFY(html.contains("<h2>" + source->name + "</h2>"));
        QVERIFY(html.contains(
            QString::number(figure(*source->test.evaluation, 2).mean, 'f', 4).remove(QRegularExpression("0+$"))));
    }
    QVERIFY(html.contains("kart task1 run1 (2018)") && html.contains("0.123") && html.contains("hidden test set"));
    QVERIFY(html.contains("r&amp;b") && !html.contains("r&b"));
    QVERIFY(!html.contains("http") && !html.contains("src=")); // it needs nothing else
    QCOMPARE(html.count("<svg"), 1 + int(analysis->sources.size()));
    // Recordings by their names where these are known.
    const auto named = [&](const char *artist) {
        return QString::fromStdString(reportHtml(*analysis, {}, [&](std::string_view) {
            return RecordingName { artist, "a title" };
        }));
    };
    QVERIFY(html.contains("contradicts most"));
    QVERIFY(!html.contains("a title") && named("<b>").contains("<td>&lt;b&gt; – a title</td>"));
    QVERIFY(named("").contains("<td>a title</td>"));
}

void ResultsTest::queries_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("errors");
    QTest::addColumn<int>("order");
    QTest::addColumn<bool>("descending");
    for (int errors = 0; errors < 4; ++errors) {
        for (int order = 0; order < 5; ++order) {
            for (const char *text : { "", "rock", "0", "nothing is called so" })
                QTest::addRow("%s, %d, %d", text, errors, order)
                    << QString(text) << errors << order << (order % 2 == 1);
        }
    }
}

void ResultsTest::queriesByName()
{
    const auto analysis = analysed();
    const SourceAnalysis &source = *analysis->sources[0];
    const PartAnalysis &part = source.test;
    const std::vector<float> f1 = trackF1(part);
    PredictionQuery query;
    query.order = PredictionQuery::Order::Name;
    query.name = [](uint32_t row) { return row % 3 == 0 ? QString("Zoë %1").arg(row, 5) : QString("abba"); };
    auto rows = queryPredictions(*analysis, source, part, f1, query);
    QVERIFY(rows && rows->size() == part.scores->rows() && rows->size() > 6);
    for (size_t i = 1; i < rows->size(); ++i)
        QVERIFY(query.name((*rows)[i - 1]).toCaseFolded() <= query.name((*rows)[i]).toCaseFolded());
    query.text = "ZOË";
    rows = queryPredictions(*analysis, source, part, f1, query);
    QVERIFY(rows && rows->size() == (part.scores->rows() + 2) / 3);
}

void ResultsTest::queries()
{
    QFETCH(QString, text);
    QFETCH(int, errors);
    QFETCH(int, order);
    QFETCH(bool, descending);
    static const auto analysis = analysed();
    const SourceAnalysis &source = *analysis->sources[0];
    const PartAnalysis &part = source.test;
    const std::vector<float> f1 = trackF1(part);
    const auto rows =
        queryPredictions(*analysis, source, part, f1,
                         { text, PredictionQuery::Errors(errors), PredictionQuery::Order(order), descending });
    QVERIFY(rows);
    std::map<std::string, double> expectedF1;
    for (const auto &track : part.evaluation->perTrack)
        expectedF1[track.id] = track.figures[0].f1;
    std::vector<uint32_t> expected;
    for (uint32_t row = 0; row < part.scores->rows(); ++row) {
        const std::string id = part.scores->ids().text(row);
        QString labels;
        for (const uint32_t label : part.predicted.of(row))
            labels += QString::fromStdString(std::string(*analysis->run->space.spelling(0, label))) + '\n';
        for (const uint32_t label : part.truth->labelsOf(*part.truth->recordings().find(id)))
            labels += QString::fromStdString(part.truth->labels()[label]) + '\n';
        const bool hasText =
            text.isEmpty() || QString::fromStdString(id).startsWith(text) || labels.contains(text, Qt::CaseInsensitive);
        const double f = expectedF1.at(id);
        if (hasText && (errors == 0 || (errors == 1 && f == 0) || (errors == 2 && f < 1) || (errors == 3 && f == 1)))
            expected.push_back(row);
    }
    std::vector<uint32_t> found = *rows;
    if (order == int(PredictionQuery::Order::F1)) {
        for (size_t i = 1; i < found.size(); ++i)
            QVERIFY(descending ? f1[found[i]] <= f1[found[i - 1]] : f1[found[i]] >= f1[found[i - 1]]);
    }
    if (order == int(PredictionQuery::Order::Recording)) {
        for (size_t i = 1; i < found.size(); ++i)
            QVERIFY(descending == (part.scores->ids().text(found[i]) < part.scores->ids().text(found[i - 1])));
    }
    std::sort(found.begin(), found.end());
    QCOMPARE(found, expected);
}

QTEST_GUILESS_MAIN(ResultsTest)
#include "tst_results.moc"
