#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/collection/collection.h"
#include "core/collection/data_findings.h"
#include "core/features/image_faults.h"
#include "core/study/pipeline.h"
#include "core/training/dataset.h"
#include "core/truth/ground_truth_reader.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace melscope;

namespace {

const std::string kHeader = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\n";

QString text(const DataFindings &findings)
{
    QString all;
    for (const DataFinding &finding : findings)
        all += findingName(finding.kind) + QLatin1Char('\t') + severityName(finding.severity) + QLatin1Char('\t')
            + finding.lineText() + QLatin1Char('\n');
    return all;
}

std::vector<DataFinding> of(const DataFindings &findings, FindingKind kind)
{
    std::vector<DataFinding> some;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(some),
                 [kind](const DataFinding &finding) { return finding.kind == kind; });
    return some;
}

std::shared_ptr<const GroundTruth> truthOf(const std::string &rows, const QString &file)
{
    const auto truth = parseGroundTruth(kHeader + rows, file);
    return truth ? *truth : nullptr;
}

QString id(int i)
{
    return QString::fromStdString(IdKey::ofUuid(uint64_t(i + 1) * 0x9E3779B97F4A7C15ULL, uint64_t(i)).text());
}

} // namespace

/// One list of findings about data, the same for the window and for a run.
class FindingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void faults_data();
    void faults();
    void badTracksAreLeftOut();
    void ofTruths();
    void oddLinesAreCapped();
    void leaksBetweenSources();
    void joins();
    void jsonRoundTrip();
    void windowAndRunFindTheSame();
    void nanInAStoreIsNamed();
    void testTrackThatCannotBePredicted();
    void nothingToTrainOn();

private:
    /// A store of tracks 0 … count − 1; `value` at band 12 of the mean of some tracks.
    FeaturePool::Store store(const QString &name, int count, const std::set<int> &odd = {}, float value = 0);
    RunPlan config(const QString &job, const QString &features) const;

    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
};

FeaturePool::Store FindingsTest::store(const QString &name, int count, const std::set<int> &odd, float value)
{
    std::mt19937 random(5);
    std::uniform_real_distribution<float> uniform(0.001F, 1);
    FeatureStoreWriter writer(path(name));
    (void)writer.open();
    for (int i = 0; i < count; ++i) {
        MelImage image {};
        for (float &one : image)
            one = uniform(random) + (i % 2 == 0 ? 1 : 0);
        if (odd.contains(i))
            image[12 * kChannels + 1] = value;
        (void)writer.add(id(i).toStdString(), image);
    }
    (void)writer.finish({});
    return *FeatureStore::open(path(name));
}

void FindingsTest::initTestCase()
{
    std::string train = kHeader;
    std::string validation = kHeader;
    for (int i = 0; i < 60; ++i)
        (i < 40 ? train : validation) +=
            (id(i) + "\tg" + QString::number(i % 45) + "\t" + (i % 2 == 0 ? "rock" : "pop") + "\t\n").toStdString();
    validation += (id(3) + "\tg99\tpolka\t\n").toStdString(); // in training, too; a label that training lacks
    QVERIFY(writeFileAtomically(path("allmusic-train.tsv"), train));
    QVERIFY(writeFileAtomically(path("allmusic-validation.tsv"), validation));
}

RunPlan FindingsTest::config(const QString &job, const QString &features) const
{
    RunPlan config;
    config.project.sources.push_back(
        { "allmusic", path("allmusic-train.tsv"), path("allmusic-validation.tsv"), { path(features) }, {}, {}, {} });
    config.folder = path(job);
    config.project.recipe.filters = { 8, 16 };
    config.project.recipe.epochs = 1;
    config.project.recipe.batchSize = 16;
    return config;
}

void FindingsTest::faults_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("kind"); // −1: none
    using Limits = std::numeric_limits<float>;
    QTest::newRow("zero") << 0.0F << -1;
    QTest::newRow("minus zero") << -0.0F << -1;
    QTest::newRow("tiny") << 1e-24F << -1;
    QTest::newRow("denormal") << Limits::denorm_min() << -1;
    QTest::newRow("of 16-bit samples") << 2e9F << -1;
    QTest::newRow("the largest") << kLargestValue << -1;
    QTest::newRow("beyond it") << 1.1F * kLargestValue << int(ImageFault::Kind::TooLarge);
    QTest::newRow("negative") << -1e-24F << int(ImageFault::Kind::Negative);
    QTest::newRow("nan") << Limits::quiet_NaN() << int(ImageFault::Kind::NotFinite);
    QTest::newRow("negative nan") << -Limits::quiet_NaN() << int(ImageFault::Kind::NotFinite);
    QTest::newRow("infinite") << Limits::infinity() << int(ImageFault::Kind::NotFinite);
    QTest::newRow("minus infinite") << -Limits::infinity() << int(ImageFault::Kind::NotFinite);
}

void FindingsTest::faults()
{
    QFETCH(float, value);
    QFETCH(int, kind);
    const FeaturePool pool({ store("faults.safetensors", 30, { 7, 21 }, value) });
    std::vector<uint32_t> rows { 21, FeaturePool::kNoRow, 7, 5, 7 };
    const auto found = imageFaults(pool, rows);
    if (kind < 0) {
        QVERIFY(found.empty());
        return;
    }
    QCOMPARE(found.size(), size_t(2));
    QCOMPARE(found[0].row, 7U);
    QCOMPARE(found[1].row, 21U);
    QCOMPARE(int(found[0].kind), kind);
    QCOMPARE(int(found[0].band), 12);
    QCOMPARE(int(found[0].channel), 1);
    const QString what = faultText(pool, found[0]);
    QVERIFY2(what.contains(id(7)) && what.contains("\"mean\"") && what.contains("band 12"), qPrintable(what));
    QCOMPARE(pool.file(7), path("faults.safetensors"));
}

void FindingsTest::badTracksAreLeftOut()
{
    std::string rows;
    for (int i = 0; i < 12; ++i) // the last two have no features
        rows += (id(i) + "\tg\trock\t\n").toStdString();
    const auto truth = truthOf(rows, "t.tsv");
    const FeaturePool pool({ store("nan.safetensors", 10, { 2, 3 }, std::nanf("")) });
    const LabelSpace space = LabelSpace::of({ { "t", truth->labels() } });
    const auto data = joinDataset({ truth }, space, pool);
    QCOMPARE(data->size(), size_t(8));
    QCOMPARE(data->unusable, size_t(2));
    QCOMPARE(data->withoutFeatures, size_t(2));
    QCOMPARE(data->faults.size(), size_t(2));
    QVERIFY(!data->ids.find(id(2).toStdString()));
    for (const float *image : data->images)
        QVERIFY(std::isfinite(image[12 * kChannels + 1]));
    QCOMPARE(unlabelledDataset(pool, 1)->size(), size_t(8));
    // Negative values are told of and stay.
    const FeaturePool negative({ store("negative.safetensors", 10, { 2 }, -1) });
    const auto kept = joinDataset({ truth }, space, negative);
    QCOMPARE(kept->size(), size_t(10));
    QCOMPARE(kept->faults.size(), size_t(1));
}

void FindingsTest::ofTruths()
{
    const auto train = truthOf("a\tg1\tHip Hop\t\nb\tg2\trock\t\nb\tg2\tpop\n", "train.tsv");
    const auto validation = truthOf("b\tg2\trock\t\nc\tg1\tpolka\tpop\nd\tg3\trock\n", "valid.tsv");
    const LabelSpace space = LabelSpace::of({ { "s", train->spellings() } });
    const DataFindings findings = truthFindings({ { "s", train.get(), validation.get(), nullptr } }, space, 100);
    const auto odd = of(findings, FindingKind::OddLine);
    QCOMPARE(odd.size(), size_t(1)); // b stands twice
    QCOMPARE(odd[0].line, 4);
    QCOMPARE(odd[0].file, QString("train.tsv"));
    const auto unknown = of(findings, FindingKind::UnknownLabels);
    QCOMPARE(unknown.size(), size_t(1));
    QCOMPARE(unknown[0].count, 1);
    QVERIFY2(unknown[0].text.contains("polka") && unknown[0].file == "valid.tsv", qPrintable(text(findings)));
    const auto recordings = of(findings, FindingKind::SharedRecordings);
    QCOMPARE(recordings.size(), size_t(1));
    QCOMPARE(recordings[0].count, 1);
    QVERIFY(recordings[0].severity == DataFinding::Severity::Warning);
    const auto groups = of(findings, FindingKind::SharedReleaseGroups);
    QCOMPARE(groups.size(), size_t(1));
    QCOMPARE(groups[0].count, 2); // g1 and g2
    QVERIFY2(groups[0].text.contains("2 of its 3 recordings"), qPrintable(groups[0].text));
    QCOMPARE(findings.size(), size_t(4));
    // Labels of another source altogether.
    const auto other = truthOf("x\tg7\tschlager\tpolka\ny\tg8\trock\n", "valid.tsv");
    const DataFindings poor = truthFindings({ { "s", train.get(), other.get(), nullptr } }, space, 0);
    QCOMPARE(of(poor, FindingKind::PoorJoin).size(), size_t(1));
    QVERIFY2(of(poor, FindingKind::PoorJoin)[0].text.contains("another source"), qPrintable(text(poor)));
}

void FindingsTest::oddLinesAreCapped()
{
    std::string rows = "a\tg\trock\t\n";
    for (int i = 0; i < 50; ++i)
        rows += "a\tg\trock\t\n";
    const auto train = truthOf(rows, "train.tsv");
    const LabelSpace space = LabelSpace::of({ { "s", train->spellings() } });
    const DataFindings findings = truthFindings({ { "s", train.get(), nullptr, nullptr } }, space, 20);
    QCOMPARE(findings.size(), size_t(21));
    QVERIFY2(findings.back().text.contains("30 more"), qPrintable(findings.back().text));
    QCOMPARE(findings.back().count, 30);
}

void FindingsTest::leaksBetweenSources()
{
    const auto one = truthOf("a\tg1\trock\t\n", "one-train.tsv");
    const auto oneValidation = truthOf("b\tg2\trock\t\nc\tg3\trock\n", "one-valid.tsv");
    const auto two = truthOf("b\tg2\tRock\t\n", "two-train.tsv");
    const auto twoValidation = truthOf("d\tg4\tRock\t\n", "two-valid.tsv");
    const LabelSpace space = LabelSpace::of({ { "one", one->spellings() }, { "two", two->spellings() } });
    const DataFindings findings = truthFindings(
        { { "one", one.get(), oneValidation.get(), nullptr }, { "two", two.get(), twoValidation.get(), nullptr } },
        space, 100);
    QCOMPARE(findings.size(), size_t(1));
    QVERIFY(findings[0].kind == FindingKind::SharedRecordings);
    QVERIFY2(findings[0].text.contains("1 of 2") && findings[0].text.contains("training of two"),
             qPrintable(findings[0].text));
}

void FindingsTest::joins()
{
    std::string rows;
    for (int i = 0; i < 20; ++i)
        rows += (id(i) + "\tg\trock\t\n").toStdString();
    const auto truth = truthOf(rows, "t.tsv");
    const int counts[] = { 20, 15, 9, 0 };
    const int sizes[] = { 0, 1, 1, 1 };
    const FindingKind kinds[] = { FindingKind::OddLine, FindingKind::WithoutFeatures, FindingKind::PoorJoin,
                                  FindingKind::PoorJoin };
    for (size_t i = 0; i < 4; ++i) {
        const FeaturePool pool({ store("join.safetensors", counts[i]) });
        const JoinFinding join = featureJoin(*truth, partName("train", "s"), pool.rowsOf(truth->recordings()), pool);
        QCOMPARE(join.matched, size_t(counts[i]));
        DataFindings findings;
        addJoin(findings, join, "t.tsv");
        QCOMPARE(findings.size(), size_t(sizes[i]));
        if (findings.empty())
            continue;
        QVERIFY(findings[0].kind == kinds[i]);
        QCOMPARE(findings[0].count, 20 - counts[i]);
        QVERIFY2(findings[0].text.contains("the train part of s"), qPrintable(findings[0].text));
    }
}

void FindingsTest::jsonRoundTrip()
{
    const QString folder = path("runs/a");
    for (int kind = 0; kind <= int(FindingKind::FeatureValues); ++kind) {
        const DataFinding finding { FindingKind(kind),
                                    DataFinding::Severity(kind % 3),
                                    kind == 3 ? QString() : path("data/ü %1.tsv"),
                                    kind,
                                    QStringLiteral("a \"b\" %1\t"),
                                    7 };
        const QJsonObject json = toJson(finding, folder);
        QVERIFY(!json.value("file").toString().startsWith('/'));
        QVERIFY(findingFromJson(json, folder) == finding);
    }
}

void FindingsTest::windowAndRunFindTheSame()
{
    store("features.safetensors", 55); // of 60
    const auto outcome = trainAndPredict(config("run", "features.safetensors"));
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    const DataFindings &ofRun = outcome->run->findings;
    for (const FindingKind kind : { FindingKind::UnknownLabels, FindingKind::SharedRecordings,
                                    FindingKind::SharedReleaseGroups, FindingKind::WithoutFeatures })
        QVERIFY2(of(ofRun, kind).size() == 1, qPrintable(text(ofRun)));
    QCOMPARE(of(ofRun, FindingKind::WithoutFeatures)[0].count, 5);

    Project project;
    project.sources.push_back({});
    project.sources[0].name = "allmusic";
    project.sources[0].trainFile = path("allmusic-train.tsv");
    project.sources[0].validationFile = path("allmusic-validation.tsv");
    project.sources[0].featureInputs = { path("features.safetensors") };
    const auto data = loadCollection(project, path("cache"));
    QVERIFY(data);
    QVERIFY2((*data)->findings == ofRun, qPrintable(text((*data)->findings) + "\n---\n" + text(ofRun)));

    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(*readPlainOrCompressed(path("run/run.json")))).object();
    const QJsonArray findings = json.value("findings").toArray();
    QCOMPARE(findings.size(), qsizetype(ofRun.size()));
    QCOMPARE(findings[0].toObject().value("file").toString(), QString("../allmusic-validation.tsv"));
    QCOMPARE((*readRun(path("run")))->findings.size(), ofRun.size());
}

void FindingsTest::nanInAStoreIsNamed()
{
    store("bad.safetensors", 60, { 4, 50 }, std::numeric_limits<float>::infinity());
    QStringList log;
    const auto outcome = trainAndPredict(config("bad", "bad.safetensors"), {},
                                         [&log](const Progress &progress) { log << progress.message; });
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    const auto found = of(outcome->run->findings, FindingKind::FeatureValues);
    QCOMPARE(found.size(), size_t(2)); // one in training, one in validation
    for (const auto &[finding, track] : { std::pair(found[0], 4), std::pair(found[1], 50) }) {
        QCOMPARE(finding.file, path("bad.safetensors"));
        QVERIFY2(finding.text.contains(id(track)) && finding.text.contains("band 12")
                     && finding.text.contains("\"mean\""),
                 qPrintable(finding.text));
        QVERIFY(log.contains(finding.lineText()));
    }
    QCOMPARE(outcome->run->trainTracks, 39);
    QCOMPARE(outcome->run->sources[0].validationTracks, 20);
    QCOMPARE(outcome->run->end, QString("all-epochs")); // the loss stayed a number
    QVERIFY(std::isfinite(outcome->run->bestValidationLoss));
}

void FindingsTest::testTrackThatCannotBePredicted()
{
    store("features.safetensors", 60);
    store("test.safetensors", 6, { 5 }, std::nanf(""));
    RunPlan withTest = config("test", "features.safetensors");
    withTest.project.sources[0].testInput = path("test.safetensors");
    const auto outcome = trainAndPredict(withTest);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    QCOMPARE(outcome->run->sources[0].testTracks, 5);
    // The task expects all of them, and so does the check.
    QCOMPARE(outcome->verdicts.size(), size_t(1));
    QCOMPARE(outcome->verdicts[0].check.violations.size(), size_t(1));
    QVERIFY(outcome->verdicts[0].check.violations[0].text.contains(id(5)));
    QCOMPARE(of(outcome->run->findings, FindingKind::FeatureValues).size(), size_t(1));
    // Predicting the same again tells of it once.
    const auto again = predict(path("test"), { path("test.safetensors") });
    QVERIFY(again);
    QVERIFY2(again->run->findings == outcome->run->findings, qPrintable(text(again->run->findings)));
}

void FindingsTest::nothingToTrainOn()
{
    FeatureStoreWriter writer(path("braces.safetensors"));
    QVERIFY(writer.open());
    for (int i = 0; i < 60; ++i)
        QVERIFY(writer.add(('{' + id(i) + '}').toStdString(), MelImage {}));
    QVERIFY(writer.finish({}));
    const auto outcome = trainAndPredict(config("nothing", "braces.safetensors"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().file, path("allmusic-train.tsv"));
    QVERIFY2(outcome.error().what.contains("none of the 40") && outcome.error().what.contains("braces"),
             qPrintable(outcome.error().what));
    QVERIFY(!outcome.error().remedy.isEmpty());
    QVERIFY(!QFileInfo::exists(path("nothing/run.json")));
}

QTEST_GUILESS_MAIN(FindingsTest)
#include "tst_findings.moc"
