#include "core/base/safetensors.h"
#include "core/exploring/attribution.h"
#include "core/exploring/embedding.h"
#include "core/exploring/image_change.h"
#include "core/exploring/importance.h"
#include "core/exploring/run_explainer.h"
#include "core/features/feature_store.h"
#include "core/network/fused_network.h"
#include "core/network/model_file.h"
#include "core/runs/run_model.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <cmath>
#include <limits>
#include <random>

using namespace melscope;

/// What a network makes of tracks, and why it scores them so; on a run of the demo.
class WhyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void embeddingIsTheNetworks();
    void keptEmbeddingIsOpened();
    void wrongRunsAreRefused();
    void cellsAddUpToTheScore();
    void gradientsEqualFiniteDifferences();
    void baselineIsTheMean();
    void occlusionIsADifferenceOfScores();
    void labelIsTheMeanOfItsTracks();
    void labelIsCancelled();
    void importanceIsCancelled();
    void importanceOfOneAndOfAll();
    void runExplainsItsLabels();
    void importanceIsWhatPermutingCosts();
    void importanceOfWhatIsIgnored();
    void changedImages_data();
    void changedImages();

private:
    RunPart part(const char *name) const { return *findPart(*m_run, QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
    std::shared_ptr<const Run> m_run;
    Model m_model;
    std::shared_ptr<const Dataset> m_train, m_validation;
    std::unique_ptr<Explainer> m_explainer;
};

void WhyTest::initTestCase()
{
    const QString demo = m_folder.filePath("demo/acousticbrainz-mediaeval-");
    const auto cli = [](const QStringList &arguments) {
        QProcess process;
        process.start(QStringLiteral(MELSCOPE_CLI), arguments + QStringList { "--quiet" });
        return process.waitForFinished(300'000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode()
                                                                                                : -1;
    };
    QCOMPARE(cli({ "demo", m_folder.filePath("demo"), "--tracks", "300" }), 0);
    QCOMPARE(
        cli({ "train-and-predict", "--train-files", demo + "allmusic-train.tsv.bz2," + demo + "lastfm-train.tsv.bz2",
              "--valid-files", demo + "allmusic-validation.tsv.bz2," + demo + "lastfm-validation.tsv.bz2",
              "--feature-files", demo + "train," + demo + "features-validation.tar.bz2", "--test-files",
              "," + demo + "test-lastfm", "--job-dir", m_folder.filePath("run"), "--epochs", "8", "--filters",
              "16,24,40", "--batch-size", "32" }),
        0);
    const auto run = readRun(m_folder.filePath("run"));
    QVERIFY2(run, qPrintable(run ? QString() : run.error().text()));
    m_run = *run;
    m_model = *readRunModel(*m_run);
    m_train = *tracksOfPart(*m_run, part("train"));
    m_validation = *tracksOfPart(*m_run, part("validation"));
    m_explainer = *Explainer::of(m_model, 2);
    QStringList names;
    for (const RunPart &known : partsOf(*m_run))
        names << known.name;
    QCOMPARE(names, (QStringList { "train", "validation", "test-lastfm" }));
    // Several sources' tracks stand in a part once.
    QVERIFY(m_train->size() > 100 && m_validation->size() > 10);
}

void WhyTest::embeddingIsTheNetworks()
{
    for (const char *name : { "train", "validation", "test-lastfm" }) {
        const auto tracks = *tracksOfPart(*m_run, part(name));
        const auto embedding = embeddingOf(*m_run, part(name), 2);
        QVERIFY2(embedding, qPrintable(embedding ? QString() : embedding.error().text()));
        QCOMPARE((*embedding)->size(), tracks->size());
        QCOMPARE((*embedding)->dimensions(), size_t(40));
        FusedNetwork network(m_model.shape, { 0, 0, 1, {} });
        QVERIFY(network.setState({ m_model.tensors, {}, {}, 0 }));
        for (size_t track = 0; track < tracks->size(); ++track) {
            QCOMPARE((*embedding)->ids().text(track), tracks->ids.text(track));
            Batch batch;
            batch.tracks = 1;
            const NetworkInput input = m_explainer->inputOf(tracks->images[track]);
            batch.inputs.assign(input.begin(), input.end());
            std::vector<float> values(40);
            (void)network.embed(batch, values.data());
            for (size_t i = 0; i < values.size(); ++i)
                QVERIFY(std::fabs(values[i] - (*embedding)->row(track)[i]) < 1e-5F);
        }
    }
}

void WhyTest::keptEmbeddingIsOpened()
{
    const QString path = m_run->folder + "/embedding_validation.safetensors";
    const auto first = embeddingOf(*m_run, part("validation"));
    QVERIFY(first);
    const std::vector<float> values((*first)->values().begin(), (*first)->values().end());
    const auto write = [&](const QString &model) {
        const IdTensors ids = m_validation->ids.tensors();
        const std::vector<float> zeros(values.size());
        return bool(writeSafetensors(path,
                                     { { "id_offsets", "U64", { int64_t(ids.offsets.size()) }, bytesOf(ids.offsets) },
                                       { "embedding", "F32", { int64_t((*first)->size()), 40 }, bytesOf(zeros) },
                                       { "ids", "U8", { int64_t(ids.bytes.size()) }, bytesOf(ids.bytes) } },
                                     { { "format", "melscope-embedding" }, { "version", "1" }, { "model", model } }));
    };
    const auto isNetworks = [&] {
        const auto now = embeddingOf(*m_run, part("validation"));
        return now && std::ranges::equal((*now)->values(), values);
    };
    QVERIFY(write(modelFingerprint(m_model)));
    QVERIFY(!isNetworks()); // what is there is taken, and not made again
    QVERIFY(write("0123456789abcdef")); // of another model
    QVERIFY(isNetworks());
    QFile file(path);
    QVERIFY(file.resize(100)); // cut off
    QVERIFY(isNetworks());
    Model other = m_model;
    other.tensors.at("conv1.bias").values[3] += 1e-6F;
    QVERIFY(modelFingerprint(other) != modelFingerprint(m_model));
    CancelToken cancel;
    cancel.cancel();
    QVERIFY(QFile::remove(path));
    const auto cancelledOne = embeddingOf(*m_run, part("validation"), 1, cancel);
    QVERIFY(!cancelledOne && cancelledOne.error().isCancelled());
    QVERIFY(!QFile::exists(path));
}

void WhyTest::wrongRunsAreRefused()
{
    const auto none = findPart(*m_run, "test-allmusic"); // was not predicted
    QVERIFY(!none && none.error().remedy.contains("test-lastfm"));
    const QString model = m_run->folder + "/model.safetensors";
    QVERIFY(QFile::rename(model, model + ".aside"));
    const auto without = embeddingOf(*m_run, part("train"));
    QVERIFY(!without && without.error().file.endsWith("model.safetensors"));
    Model broken = m_model;
    broken.tensors.at("norm2.bias").values[5] = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(writeModel(broken, model));
    const auto notANumber = embeddingOf(*m_run, part("train"));
    QVERIFY(!notANumber);
    QVERIFY2(notANumber.error().what.contains(QString::fromStdString(m_train->ids.text(0))),
             qPrintable(notANumber.error().text()));
    QVERIFY(QFile::remove(model) && QFile::rename(model + ".aside", model));
    Run gone = *m_run;
    gone.sources[0].trainFile = m_folder.filePath("gone.tsv");
    const auto missing = tracksOfPart(gone, part("train"));
    QVERIFY(!missing && missing.error().file.endsWith("gone.tsv"));
}

void WhyTest::cellsAddUpToTheScore()
{
    size_t within = 0;
    size_t cases = 0;
    double worst = 0;
    for (uint32_t label = 0; label < m_explainer->classes(); label += 3) {
        const NetworkInput baseline = *m_explainer->meanInput(*m_train, label);
        for (size_t track = 0; track < m_validation->size(); track += 2) {
            const NetworkInput input = m_explainer->inputOf(m_validation->images[track]);
            const Attribution attribution = m_explainer->attribute(input, baseline, label);
            const double difference = std::fabs(attribution.score - attribution.baselineScore);
            QVERIFY(std::fabs(attribution.score - double(m_explainer->scoresOf(input)[label])) < 1e-6);
            QVERIFY(std::fabs(attribution.baselineScore - double(m_explainer->scoresOf(baseline)[label])) < 1e-6);
            double sum = 0;
            for (const float cell : attribution.cells)
                sum += double(cell);
            QVERIFY(std::fabs(sum - attribution.sum) < 1e-5);
            // Float32 scores leave 1e-7 of an error whatever the difference.
            within += attribution.error() <= 0.01 * difference + 1e-7 ? 1 : 0;
            worst = std::max(worst, attribution.error());
            ++cases;
        }
    }
    qInfo("%zu of %zu within 1 %%, greatest error %.2g", within, cases, worst);
    QVERIFY(cases > 100);
    QVERIFY(double(within) >= 0.99 * double(cases));
}

void WhyTest::gradientsEqualFiniteDifferences()
{
    FusedNetwork network(m_model.shape, { 0, 0, 1, {} });
    QVERIFY(network.setState({ m_model.tensors, {}, {}, 0 }));
    for (const uint32_t label : { 0U, 7U }) {
        const NetworkInput input = m_explainer->inputOf(m_validation->images[3]);
        Batch batch;
        batch.tracks = 1;
        batch.inputs.assign(input.begin(), input.end());
        std::vector<float> gradient(kImageSize), score(1);
        (void)network.inputGradients(batch, label, gradient.data(), score.data());
        float scale = 0;
        for (const float value : gradient)
            scale = std::max(scale, std::fabs(value));
        for (size_t cell = 0; cell < kImageSize; cell += 7) {
            constexpr float h = 0.02F;
            NetworkInput up = input;
            NetworkInput down = input;
            up[cell] += h;
            down[cell] -= h;
            const float expected =
                (m_explainer->scoresOf(up)[label] - m_explainer->scoresOf(down)[label]) / (up[cell] - down[cell]);
            QVERIFY2(std::fabs(gradient[cell] - expected) < 0.02F * scale + 2e-5F,
                     qPrintable(QStringLiteral("cell %1: %2, by differences %3")
                                    .arg(QString::number(cell), QString::number(double(gradient[cell])),
                                         QString::number(double(expected)))));
        }
    }
}

void WhyTest::baselineIsTheMean()
{
    const uint32_t label = m_train->labelsOf(0)[0];
    std::array<double, kImageSize> sums {};
    size_t count = 0;
    for (size_t track = 0; track < m_train->size(); ++track) {
        const auto labels = m_train->labelsOf(track);
        if (std::find(labels.begin(), labels.end(), label) == labels.end())
            continue;
        const NetworkInput input = m_explainer->inputOf(m_train->images[track]);
        for (size_t i = 0; i < kImageSize; ++i)
            sums[i] += double(input[i]);
        ++count;
    }
    QVERIFY(count > 1 && count < m_train->size());
    const NetworkInput mean = *m_explainer->meanInput(*m_train, label);
    for (size_t i = 0; i < kImageSize; ++i)
        QVERIFY(std::fabs(double(mean[i]) - sums[i] / double(count)) < 1e-5);
    const NetworkInput all = *m_explainer->meanInput(*m_train, std::nullopt);
    QVERIFY(all != mean);
    const auto tracks = *tracksOfPart(*m_run, part("test-lastfm")); // have no labels
    QVERIFY(*m_explainer->meanInput(*tracks, label) == *m_explainer->meanInput(*tracks, std::nullopt));
    QVERIFY(!m_explainer->meanInput({}, std::nullopt));
}

void WhyTest::occlusionIsADifferenceOfScores()
{
    const uint32_t label = 4;
    const NetworkInput baseline = *m_explainer->meanInput(*m_train, label);
    const NetworkInput input = m_explainer->inputOf(m_validation->images[5]);
    const Occlusion occlusion = m_explainer->occlude(input, baseline, label);
    const float whole = m_explainer->scoresOf(input)[label];
    for (const size_t band : { 0UL, 13UL, 39UL }) {
        NetworkInput without = input;
        for (size_t channel = 0; channel < kChannels; ++channel)
            without[band * kChannels + channel] = baseline[band * kChannels + channel];
        QVERIFY(std::fabs(occlusion.bands[band] - (whole - m_explainer->scoresOf(without)[label])) < 1e-6F);
    }
    for (size_t channel = 0; channel < kChannels; ++channel) {
        NetworkInput without = input;
        for (size_t band = 0; band < kBands; ++band)
            without[band * kChannels + channel] = baseline[band * kChannels + channel];
        QVERIFY(std::fabs(occlusion.statistics[channel] - (whole - m_explainer->scoresOf(without)[label])) < 1e-6F);
    }
}

void WhyTest::labelIsTheMeanOfItsTracks()
{
    const uint32_t label = m_train->labelsOf(0)[0];
    const NetworkInput baseline = *m_explainer->meanInput(*m_train, std::nullopt);
    std::vector<Attribution> singles;
    for (size_t track = 0; track < m_train->size(); ++track) {
        const auto labels = m_train->labelsOf(track);
        if (std::find(labels.begin(), labels.end(), label) != labels.end())
            singles.push_back(m_explainer->attribute(m_explainer->inputOf(m_train->images[track]), baseline, label, 8));
    }
    QVERIFY(singles.size() > 7);
    // All; and of more than are wanted every so-manieth.
    for (const size_t most : { size_t(1'000'000), size_t(3), size_t(1) }) {
        const auto found = m_explainer->attributeLabel(*m_train, baseline, label, most, 8);
        QVERIFY(found);
        const size_t count = std::min(most, singles.size());
        QCOMPARE(found->tracks, count);
        QCOMPARE(found->bearers, singles.size());
        double score = 0;
        double worst = 0;
        for (size_t i = 0; i < kImageSize; ++i) {
            double sum = 0;
            for (size_t k = 0; k < count; ++k)
                sum += double(singles[k * singles.size() / count].cells[i]);
            const double mean = sum / double(count);
            double squares = 0;
            for (size_t k = 0; k < count; ++k)
                squares += std::pow(double(singles[k * singles.size() / count].cells[i]) - mean, 2);
            QVERIFY(std::fabs(double(found->mean.cells[i]) - mean) < 1e-6);
            const double deviation = count > 1 ? std::sqrt(squares / double(count - 1)) : 0;
            QVERIFY(std::fabs(double(found->deviation[i]) - deviation) < 1e-6);
        }
        for (size_t k = 0; k < count; ++k) {
            score += singles[k * singles.size() / count].score / double(count);
            worst = std::max(worst, singles[k * singles.size() / count].error());
        }
        QVERIFY(std::fabs(found->mean.score - score) < 1e-6);
        QVERIFY(std::fabs(found->greatestError - worst) < 1e-6);
    }
    const auto tracks = *tracksOfPart(*m_run, part("test-lastfm"));
    const auto none = m_explainer->attributeLabel(*tracks, baseline, label, 10);
    QVERIFY(!none && none.error().what.contains("no track"));
}

/// Cancelled while it computes, it ends within 100 ms (the test allows for a busy machine), and is of use thereafter.
void WhyTest::labelIsCancelled()
{
    const uint32_t label = m_train->labelsOf(0)[0];
    const NetworkInput baseline = *m_explainer->meanInput(*m_train, std::nullopt);
    const auto before = *m_explainer->attributeLabel(*m_train, baseline, label, 2, 8);
    CancelToken cancel;
    std::chrono::steady_clock::time_point asked;
    const auto ended =
        m_explainer->attributeLabel(*m_train, baseline, label, 1'000'000, 2000, cancel, [&](const Progress &progress) {
            if (progress.done > 0 && !cancel.isCancelled()) {
                asked = std::chrono::steady_clock::now();
                cancel.cancel();
            }
        });
    QVERIFY(!ended && ended.error().isCancelled());
    const auto waited = std::chrono::steady_clock::now() - asked;
    QVERIFY2(waited < std::chrono::milliseconds(500), qPrintable(QString::number(waited.count())));
    const auto after = *m_explainer->attributeLabel(*m_train, baseline, label, 2, 8);
    QVERIFY(after.mean.cells == before.mean.cells);
}

void WhyTest::importanceIsCancelled()
{
    CancelToken cancel;
    std::chrono::steady_clock::time_point asked;
    ImportanceSettings settings;
    settings.repeats = 10'000;
    const auto ended = permutationImportance(m_model, *m_train, settings, cancel, [&](const Progress &progress) {
        if (progress.done > 0 && !cancel.isCancelled()) {
            asked = std::chrono::steady_clock::now();
            cancel.cancel();
        }
    });
    QVERIFY(!ended && ended.error().isCancelled());
    QVERIFY(std::chrono::steady_clock::now() - asked < std::chrono::milliseconds(500));
    const auto seconds = estimateImportance(m_model, 300, {});
    QVERIFY(seconds && *seconds > 0);
    settings.most = 100;
    // As often as there are passes, over as many tracks as are looked at.
    QVERIFY(*estimateImportance(m_model, 300, settings) > *seconds);
    QVERIFY(!estimateImportance(m_model, 300, {}, cancel));
}

/// Figures of a label or of all, by their definitions.
void WhyTest::importanceOfOneAndOfAll()
{
    ImportanceSettings settings;
    settings.repeats = 1;
    const auto importance = *permutationImportance(m_model, *m_validation, settings);
    double sum = 0;
    size_t supported = 0;
    for (uint32_t label = 0; label < importance.support.size(); ++label) {
        if (importance.support[label] == 0) {
            QVERIFY(std::isnan(importance.precisionOf(label)) && !importance.greatestOf(label));
            continue;
        }
        sum += importance.precision[label];
        ++supported;
        const size_t greatest = *importance.greatestOf(label);
        for (size_t group = 0; group < importance.groups.size(); ++group)
            QVERIFY(importance.precisionLoss[group][label].mean <= importance.precisionLoss[greatest][label].mean);
        QCOMPARE(importance.f1LossOf(label, 3).mean, importance.f1Loss[3][label].mean);
    }
    QVERIFY(std::fabs(importance.precisionOf({}) - sum / double(supported)) < 1e-12);
    QCOMPARE(importance.precisionLossOf({}, 2).mean, importance.meanPrecisionLoss[2].mean);
    QCOMPARE(importance.supportOf({}), m_validation->size());
    const ResultTable table = importanceTable(importance, m_model.classes);
    QCOMPARE(size_t(table.rows.size()), 17 * supported);
}

/// What a run's explainer reads is what its parts and its model are.
void WhyTest::runExplainsItsLabels()
{
    const uint32_t label = m_train->labelsOf(0)[0];
    const auto explainer = RunExplainer::open(m_run, part("validation"), 2);
    QVERIFY(explainer);
    QCOMPARE((*explainer)->tracks().size(), m_validation->size());
    for (const bool isOfLabel : { true, false }) {
        const auto from = isOfLabel ? RunExplainer::Baseline::OfLabel : RunExplainer::Baseline::OfAll;
        const NetworkInput expected =
            *m_explainer->meanInput(*m_train, isOfLabel ? std::optional(label) : std::nullopt);
        QVERIFY(*(*explainer)->baseline(label, from) == expected);
        const auto found = (*explainer)->attributeLabel(label, from, 5, 16);
        QVERIFY(found);
        const auto same = *m_explainer->attributeLabel(*m_validation, expected, label, 5, 16);
        for (size_t i = 0; i < kImageSize; ++i)
            QVERIFY(std::fabs(found->mean.cells[i] - same.mean.cells[i]) < 1e-6F);
    }
    QCOMPARE(*classOfLabel(*m_run, "lastfm", "rock"), *m_run->space.classOf(1, "rock"));
    const auto none = classOfLabel(*m_run, "lastfm", "polka");
    QVERIFY(!none && none.error().what.contains("polka") && !none.error().remedy.isEmpty());
    Run gone = *m_run;
    gone.folder = m_folder.filePath("gone");
    const auto missing = RunExplainer::open(std::make_shared<const Run>(gone), part("validation"));
    QVERIFY(!missing && missing.error().file.endsWith("model.safetensors"));
}

/// One permutation made by hand, and average precision by its definition: the mean of the precisions at the positives.
void WhyTest::importanceIsWhatPermutingCosts()
{
    ImportanceSettings settings;
    settings.repeats = 1;
    settings.seed = 7;
    const auto importance = permutationImportance(m_model, *m_validation, settings);
    QVERIFY(importance);
    QCOMPARE(importance->tracks, m_validation->size());
    QCOMPARE(importance->groups.size(), size_t(17));
    QCOMPARE(importance->groups[9].name(), QStringLiteral("bands 0–4"));
    std::vector<uint32_t> order(m_validation->size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = uint32_t(i);
    std::mt19937_64 random(7);
    for (size_t i = order.size(); i-- > 1;)
        std::swap(order[i], order[random() % (i + 1)]);
    const auto precisionOf = [&](uint32_t label, bool isPermuted) {
        std::vector<std::pair<float, bool>> scored;
        for (size_t track = 0; track < m_validation->size(); ++track) {
            if ((m_validation->annotators[track] & m_validation->knownBy[label]) == 0)
                continue;
            NetworkInput input = m_explainer->inputOf(m_validation->images[track]);
            const NetworkInput other = m_explainer->inputOf(m_validation->images[order[track]]);
            for (size_t band = 0; isPermuted && band < kBands; ++band)
                input[band * kChannels] = other[band * kChannels];
            const auto labels = m_validation->labelsOf(track);
            scored.emplace_back(m_explainer->scoresOf(input)[label],
                                std::find(labels.begin(), labels.end(), label) != labels.end());
        }
        double sum = 0;
        size_t positives = 0;
        for (const auto &[score, isPositive] : scored) {
            if (!isPositive)
                continue;
            size_t above = 0;
            size_t right = 0;
            for (const auto &[otherScore, otherIsPositive] : scored) {
                above += otherScore >= score ? 1 : 0;
                right += otherScore >= score && otherIsPositive ? 1 : 0;
            }
            sum += double(right) / double(above);
            ++positives;
        }
        return positives == 0 ? 0 : sum / double(positives);
    };
    size_t compared = 0;
    for (uint32_t label = 0; label < m_explainer->classes(); ++label) {
        if (importance->support[label] == 0)
            continue;
        const double before = precisionOf(label, false);
        QVERIFY(std::fabs(importance->precision[label] - before) < 1e-9);
        QVERIFY(std::fabs(importance->precisionLoss[0][label].mean - (before - precisionOf(label, true))) < 1e-9);
        QCOMPARE(importance->precisionLoss[0][label].deviation, 0.0);
        ++compared;
    }
    QVERIFY(compared > 5);
}

void WhyTest::importanceOfWhatIsIgnored()
{
    Model deaf = m_model;
    ModelTensor &weights = deaf.tensors.at("conv0.weight"); // [out, statistics, 3]
    for (size_t i = 0; i < weights.values.size(); ++i) {
        if (i / 3 % kChannels == 4)
            weights.values[i] = 0;
    }
    ImportanceSettings settings;
    settings.repeats = 3;
    settings.most = 20;
    const auto importance = permutationImportance(deaf, *m_validation, settings);
    QVERIFY(importance);
    QCOMPARE(importance->tracks, size_t(20));
    for (const Importance::Loss &loss : importance->precisionLoss[4])
        QVERIFY(std::fabs(loss.mean) < 1e-12 && loss.deviation < 1e-12);
    QVERIFY(importance->meanPrecisionLoss[5].deviation > 0);
    const auto again = permutationImportance(deaf, *m_validation, settings);
    QCOMPARE(again->meanF1Loss[5].mean, importance->meanF1Loss[5].mean);
    CancelToken cancel;
    cancel.cancel();
    const auto ended = permutationImportance(deaf, *m_validation, settings, cancel);
    QVERIFY(!ended && ended.error().isCancelled());
    QVERIFY(!permutationImportance(deaf, {}, settings));
}

void WhyTest::changedImages_data()
{
    using Extent = ImageChange::Extent;
    QTest::addColumn<int>("extent");
    QTest::addColumn<double>("inCell"); // factors
    QTest::addColumn<double>("besideInBand");
    QTest::addColumn<double>("varianceInBand");
    QTest::addColumn<double>("sameStatisticElsewhere");
    // 20 dB more: a hundred times the level, ten thousand times its variance.
    QTest::newRow("band") << int(Extent::Band) << 100.0 << 100.0 << 10'000.0 << 1.0;
    QTest::newRow("cell") << int(Extent::Cell) << 100.0 << 1.0 << 1.0 << 1.0;
    QTest::newRow("statistic") << int(Extent::Statistic) << 100.0 << 1.0 << 1.0 << 100.0;
}

void WhyTest::changedImages()
{
    QFETCH(int, extent);
    QFETCH(double, inCell);
    QFETCH(double, besideInBand);
    QFETCH(double, varianceInBand);
    QFETCH(double, sameStatisticElsewhere);
    MelImage raw;
    for (size_t i = 0; i < kImageSize; ++i)
        raw[i] = 1e-4F * float(i + 1);
    raw[7 * kChannels + 3] = 0;
    // Band 7; mean is statistic 1, max 3, var 4, dvar2 8.
    const MelImage louder = changed(raw, { ImageChange::Extent(extent), 7, 1, 20 });
    const auto factor = [&](size_t band, size_t channel) {
        return double(louder[band * kChannels + channel]) / double(raw[band * kChannels + channel]);
    };
    const auto isNearly = [](double a, double b) { return std::abs(a - b) < 1e-5 * b; };
    QVERIFY(isNearly(factor(7, 1), inCell));
    QVERIFY(isNearly(factor(7, 2), besideInBand));
    QVERIFY(isNearly(factor(7, 4), varianceInBand));
    QVERIFY(isNearly(factor(7, 8), varianceInBand));
    QVERIFY(isNearly(factor(6, 1), sameStatisticElsewhere));
    QVERIFY(isNearly(factor(6, 4), 1));
    QCOMPARE(louder[7 * kChannels + 3], 0.0F);
    const MelImage back = changed(louder, { ImageChange::Extent(extent), 7, 1, -20 });
    for (size_t i = 0; i < kImageSize; ++i)
        QVERIFY(std::abs(back[i] - raw[i]) <= 1e-6F * raw[i]);
}

QTEST_GUILESS_MAIN(WhyTest)
#include "tst_why.moc"
