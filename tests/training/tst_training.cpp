// Torch first: its headers clash with Qt's macros otherwise.
#include "core/training/dropout.hpp"
#include "core/training/mel_network_module.hpp"
#include "plain_network.hpp"

#include "core/base/atomic_file.h"
#include "core/features/feature_store.h"
#include "core/training/batch_loader.h"
#include "core/training/dataset.h"
#include "core/training/model_file.h"
#include "core/training/recipe.h"
#include "core/training/scorer.h"
#include "core/training/trainer.h"
#include "core/truth/ground_truth_reader.h"

#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <cmath>
#include <random>
#include <thread>

using namespace melscope;

namespace {

/// `tracks` tracks whose single label depends on where their energy lies: easy to learn.
class Fixture
{
public:
    explicit Fixture(int tracks, const QString &path, uint32_t seed = 3)
    {
        std::mt19937 random(seed);
        std::uniform_real_distribution<float> uniform(0, 1);
        FeatureStoreWriter writer(path);
        (void)writer.open();
        std::string rows = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\n";
        for (int i = 0; i < tracks; ++i) {
            const size_t kind = i % 8 == 0 ? 2 : i % 2; // "jazz" is rare
            MelImage image {};
            for (size_t band = 0; band < kBands; ++band) {
                for (size_t channel = 0; channel < kChannels; ++channel)
                    image[band * kChannels + channel] = uniform(random) + (band / 14 == kind ? 2.0F : 0.0F);
            }
            const std::string id = "t" + std::to_string(i);
            (void)writer.add(id, image);
            rows += id + "\tg\t" + (kind == 0 ? "rock\trock---hard" : kind == 1 ? "pop\t" : "jazz\t") + '\n';
        }
        (void)writer.finish({});
        truth = *parseGroundTruth(rows, "fixture.tsv");
        pool = FeaturePool({ *FeatureStore::open(path) });
        space = LabelSpace::of({ { "fixture", truth->labels() } });
        data = joinDataset({ truth }, space, pool);
    }
    std::shared_ptr<const GroundTruth> truth;
    FeaturePool pool;
    LabelSpace space;
    std::shared_ptr<const Dataset> data;
};

Recipe smallRecipe()
{
    Recipe recipe;
    recipe.filters = { 8, 16 };
    recipe.epochs = 3;
    recipe.batchSize = 32;
    recipe.learningRate = 0.01;
    recipe.threads = 2;
    return recipe;
}

double relativeDifference(const torch::Tensor &a, const torch::Tensor &b)
{
    return (a - b).abs().max().item<double>() / std::max(1e-12, b.abs().max().item<double>());
}

} // namespace

class TrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(2); }
    void parameterCounts_data();
    void parameterCounts();
    void forwardAndGradientsEqualPlainModules();
    void dropoutRateAndDeterminism();
    void dropoutGradientUsesTheSameMask();
    void initialisationIsGlorot();
    void epochVisitsEachTrackOnce();
    void balancedEpoch();
    void gatherScalesAndMarks();
    void joinUnitesSources();
    void trainingLearnsAndRepeats();
    void earlyStoppingKeepsTheBest();
    void stopKeepsTheBest();
    void cancelIsAnsweredSoon();
    void badTrainings();
    void divergingTrainingExplains();
    void recipeJson();
    void badRecipes_data();
    void badRecipes();
    void modelFile();
    void scoresEqualTheNetwork();

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
};

void TrainingTest::parameterCounts_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<qint64>("parameters");
    QTest::newRow("allmusic") << 766 << qint64(918'646);
    QTest::newRow("discogs") << 315 << qint64(685'479);
    QTest::newRow("lastfm") << 327 << qint64(691'683);
    QTest::newRow("tagtraum") << 296 << qint64(675'656);
}

void TrainingTest::parameterCounts()
{
    QFETCH(int, classes);
    QFETCH(qint64, parameters);
    const NetworkShape shape { { 64, 128, 256, 512 }, classes };
    QCOMPARE(qint64(parameterCount(shape)), parameters);
    // The tensors themselves, not only the table.
    MelNetworkModule network(shape, 0);
    qint64 counted = 0;
    for (const auto &[name, tensor] : network.exportTensors())
        counted += qint64(tensor.values.size());
    QCOMPARE(counted, parameters);
    QCOMPARE(describeLayers(shape)[7].positions, 5);
}

void TrainingTest::forwardAndGradientsEqualPlainModules()
{
    for (const NetworkShape &shape : { NetworkShape { { 64, 128, 256, 512 }, 98 }, NetworkShape { { 8, 12, 5 }, 7 } }) {
        MelNetworkModule ours(shape, 0);
        ours.initialise(5);
        PlainNetwork plain(shape);
        plain.load(ours.exportTensors());
        torch::manual_seed(1);
        const torch::Tensor input = torch::rand({ 37, 40, 9 });
        const torch::Tensor target = torch::rand({ 37, shape.classes }).gt(0.8).to(torch::kFloat);

        ours.train();
        plain.train();
        const torch::Tensor ourLogits = ours.forward(input);
        const torch::Tensor plainLogits = plain.forward(input);
        QVERIFY2(relativeDifference(ourLogits, plainLogits) < 1e-5, "logits in training");
        torch::binary_cross_entropy_with_logits(ourLogits, target).backward();
        torch::binary_cross_entropy_with_logits(plainLogits, target).backward();
        const auto ourParameters = ours.named_parameters();
        // A convolution's bias before a norm has a gradient that is almost zero, so differences are taken
        // relative to the largest gradient of the layer.
        for (size_t i = 0; i <= shape.filters.size(); ++i) {
            const std::string index = std::to_string(i);
            const double scale = plain.convolutions[i]->weight.grad().abs().max().item<double>();
            const std::pair<std::string, torch::Tensor> pairs[] = { { "conv" + index + "_weight", plain.convolutions[i]->weight.grad() },
                                                                    { "conv" + index + "_bias", plain.convolutions[i]->bias.grad() },
                                                                    { "norm" + index + "_weight", plain.norms[i]->weight.grad() },
                                                                    { "norm" + index + "_bias", plain.norms[i]->bias.grad() } };
            for (const auto &[name, gradient] : pairs) {
                const double difference = (ourParameters[name].grad() - gradient).abs().max().item<double>()
                    / std::max(scale, gradient.abs().max().item<double>());
                QVERIFY2(difference < 1e-5, qPrintable(QString::fromStdString(name) + QStringLiteral(": %1").arg(difference)));
            }
        }
        // The running statistics moved alike, so inference agrees too.
        ours.eval();
        plain.eval();
        const torch::NoGradGuard noGrad;
        QVERIFY2(relativeDifference(ours.forward(input), plain.forward(input)) < 1e-5, "logits in inference");
    }
}

void TrainingTest::dropoutRateAndDeterminism()
{
    const torch::Tensor ones = torch::ones({ 200, 64, 1, 40 });
    const std::function<void()> none;
    const torch::Tensor first = counterDropout(ones, 0.2, { 1, 2, 3 }, none);
    QVERIFY(torch::equal(first, counterDropout(ones, 0.2, { 1, 2, 3 }, none)));
    const double kept = first.gt(0).to(torch::kDouble).mean().item<double>();
    // 512,000 draws: the standard deviation of the rate is 0.00056.
    QVERIFY2(std::fabs(kept - 0.8) < 0.003, qPrintable(QString::number(kept)));
    QVERIFY(std::fabs(first.mean().item<double>() - 1) < 0.004);
    for (const DropoutKey &key : { DropoutKey { 2, 2, 3 }, DropoutKey { 1, 3, 3 }, DropoutKey { 1, 2, 4 } }) {
        const torch::Tensor other = counterDropout(ones, 0.2, key, none);
        // Independent masks agree in 0.8² + 0.2² of the places.
        const double agreement = other.eq(first).to(torch::kDouble).mean().item<double>();
        QVERIFY2(std::fabs(agreement - 0.68) < 0.005, qPrintable(QString::number(agreement)));
    }
    at::set_num_threads(1);
    QVERIFY(torch::equal(first, counterDropout(ones, 0.2, { 1, 2, 3 }, none)));
    at::set_num_threads(2);
    QVERIFY(torch::equal(counterDropout(ones, 0, { 1, 2, 3 }, none), ones));
}

void TrainingTest::dropoutGradientUsesTheSameMask()
{
    const std::function<void()> none;
    torch::Tensor input = torch::rand({ 5, 3, 1, 7 }) + 0.5;
    input.set_requires_grad(true);
    const torch::Tensor output = counterDropout(input, 0.5, { 9, 9, 9 }, none);
    output.sum().backward();
    // The gradient of the sum is the mask's scale where the value was kept, 0 elsewhere.
    QVERIFY(torch::allclose(input.grad(), output.detach() / input.detach(), 1e-6, 1e-6));
    QVERIFY(output.eq(0).any().item<bool>() && output.ne(0).any().item<bool>());
}

void TrainingTest::initialisationIsGlorot()
{
    MelNetworkModule network({ { 64, 128 }, 10 }, 0.2);
    network.initialise(1);
    const auto tensors = network.exportTensors();
    const auto &weights = tensors.at("conv1.weight").values;
    const float limit = std::sqrt(6.0F / (3 * (64 + 128)));
    const auto [least, most] = std::minmax_element(weights.begin(), weights.end());
    QVERIFY(*least >= -limit && *least < -0.98F * limit);
    QVERIFY(*most <= limit && *most > 0.98F * limit);
    for (const float bias : tensors.at("conv1.bias").values)
        QCOMPARE(bias, 0.0F);
    network.initialise(2);
    QVERIFY(network.exportTensors().at("conv1.weight").values != weights);
}

void TrainingTest::epochVisitsEachTrackOnce()
{
    const Fixture fixture(101, path("once.safetensors"));
    auto order = epochOrder(*fixture.data, false, 1, 1);
    QVERIFY(order == epochOrder(*fixture.data, false, 1, 1));
    QVERIFY(order != epochOrder(*fixture.data, false, 1, 2));
    QVERIFY(order != epochOrder(*fixture.data, false, 2, 1));
    std::sort(order.begin(), order.end());
    for (uint32_t i = 0; i < 101; ++i)
        QCOMPARE(order[i], i);
}

void TrainingTest::balancedEpoch()
{
    const Fixture fixture(80, path("balance.safetensors"));
    std::map<uint32_t, size_t> before;
    for (const uint32_t genre : fixture.data->mainGenre)
        ++before[genre];
    size_t most = 0;
    for (const auto &[genre, count] : before)
        most = std::max(most, count);
    std::map<uint32_t, size_t> after;
    std::map<uint32_t, size_t> visits;
    for (const uint32_t track : epochOrder(*fixture.data, true, 1, 1)) {
        ++after[fixture.data->mainGenre[track]];
        ++visits[track];
    }
    QCOMPARE(after.size(), before.size());
    for (const auto &[genre, count] : after)
        QCOMPARE(count, most);
    QCOMPARE(visits.size(), fixture.data->size()); // cycling leaves nobody out
    for (const auto &[track, count] : visits) {
        const size_t rounds = most / before[fixture.data->mainGenre[track]];
        QVERIFY(count == rounds || count == rounds + 1);
    }
}

void TrainingTest::gatherScalesAndMarks()
{
    const Fixture fixture(10, path("gather.safetensors"));
    std::vector<float> inputs(2 * kImageSize);
    std::vector<float> targets(2 * fixture.data->classes, 7.0F);
    const std::vector<uint32_t> tracks { 2, 1 };
    gatherBatch(*fixture.data, tracks, inputs, targets);
    MelImage expected;
    scaleByChannelMaximum(std::span<const float, kImageSize>(fixture.data->images[2], kImageSize), expected);
    QVERIFY(std::equal(expected.begin(), expected.end(), inputs.begin()));
    // Classes: jazz, pop, rock, rock---hard. Track 2 is rock, track 1 pop.
    QCOMPARE(targets, std::vector<float>({ 0, 0, 1, 1, 0, 1, 0, 0 }));
}

void TrainingTest::joinUnitesSources()
{
    const Fixture fixture(10, path("join.safetensors"));
    const auto a = *parseGroundTruth("recordingmbid\treleasegroupmbid\tg\tg\nt1\tg\tpop/rock\tjazz\nt2\tg\tjazz\t\nnone\tg\tjazz\t\n", "a.tsv");
    const auto b = *parseGroundTruth("recordingmbid\treleasegroupmbid\tg\tg\nt3\tg\tjazz\t\nt1\tg\tPop Rock\trap\n", "b.tsv");
    const LabelSpace space = LabelSpace::of({ { "a", a->labels() }, { "b", b->labels() } });
    const auto data = joinDataset({ a, b }, space, fixture.pool);
    QCOMPARE(data->size(), size_t(3));
    QCOMPARE(data->withoutFeatures, size_t(1));
    QCOMPARE(data->ids.text(0), std::string("t1"));
    auto names = [&](size_t track) {
        QStringList list;
        for (const uint32_t label : data->labelsOf(track))
            list << QString::fromStdString(space.classes()[label]);
        return list;
    };
    QCOMPARE(names(0), QStringList({ "jazz", "poprock", "rap" }));
    QCOMPARE(names(1), QStringList({ "jazz" }));
    QCOMPARE(names(2), QStringList({ "jazz" }));
    QCOMPARE(space.classes()[data->mainGenre[0]], std::string("poprock")); // the row's first genre
}

void TrainingTest::trainingLearnsAndRepeats()
{
    const Fixture train(256, path("train.safetensors"), 3);
    const Fixture valid(64, path("valid.safetensors"), 4);
    Recipe recipe = smallRecipe();
    recipe.epochs = 12;
    std::vector<Progress> milestones;
    const auto first = trainNetwork(recipe, *train.data, *valid.data, train.space.classes(), {}, [&](const Progress &progress) {
        if (progress.milestone)
            milestones.push_back(progress);
    });
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    QCOMPARE(first->history.size(), size_t(12));
    QCOMPARE(milestones.size(), size_t(12));
    QCOMPARE(epochFiguresOf(milestones[3].metrics).trainLoss, first->history[3].trainLoss);
    QVERIFY(first->history.back().trainLoss < 0.75 * first->history.front().trainLoss);
    QVERIFY(first->history.back().trainAccuracy > 0.88);
    QVERIFY(first->trainTracksPerSecond > 0);
    double best = 1e9;
    for (const EpochFigures &figures : first->history)
        best = std::min(best, figures.validationLoss);
    QCOMPARE(first->bestValidationLoss, best);

    const auto again = trainNetwork(recipe, *train.data, *valid.data, train.space.classes());
    QVERIFY(again);
    for (const auto &[name, tensor] : first->model.tensors)
        QVERIFY2(tensor.values == again->model.tensors.at(name).values, name.c_str());
    recipe.seed = 2;
    const auto other = trainNetwork(recipe, *train.data, *valid.data, train.space.classes());
    QVERIFY(other->model.tensors.at("conv0.weight").values != first->model.tensors.at("conv0.weight").values);
}

void TrainingTest::earlyStoppingKeepsTheBest()
{
    const Fixture train(64, path("early.safetensors"), 3);
    const Fixture valid(32, path("earlyv.safetensors"), 9);
    Recipe recipe = smallRecipe();
    recipe.epochs = 400;
    recipe.patience = 3;
    recipe.learningRate = 0.05;
    const auto result = trainNetwork(recipe, *train.data, *valid.data, train.space.classes());
    QVERIFY(result);
    QVERIFY(result->end == TrainingResult::End::EarlyStopping);
    QCOMPARE(result->history.back().epoch - result->bestEpoch, 3);
    // The kept weights are those of the best epoch: scoring gives its validation loss.
    const auto scores = scoreTracks(result->model, *valid.data, {});
    QVERIFY(scores);
    double loss = 0;
    for (size_t track = 0; track < valid.data->size(); ++track) {
        const auto labels = valid.data->labelsOf(track);
        for (uint32_t i = 0; i < valid.data->classes; ++i) {
            const bool positive = std::find(labels.begin(), labels.end(), i) != labels.end();
            const double score = double((*scores)->row(track)[i]);
            loss -= std::log(positive ? score : 1 - score);
        }
    }
    loss /= double(valid.data->size() * valid.data->classes);
    QVERIFY2(std::fabs(loss - result->bestValidationLoss) < 1e-4 * loss, qPrintable(QStringLiteral("%1 %2").arg(loss).arg(result->bestValidationLoss)));
}

void TrainingTest::stopKeepsTheBest()
{
    const Fixture fixture(128, path("stop.safetensors"));
    Recipe recipe = smallRecipe();
    recipe.epochs = 100'000;
    recipe.patience = 100'000;
    TrainingControl control;
    const auto result = trainNetwork(recipe, *fixture.data, *fixture.data, fixture.space.classes(), control, [&](const Progress &progress) {
        if (progress.milestone && progress.done == 4)
            control.stop.cancel();
    });
    QVERIFY2(result, result ? "" : qPrintable(result.error().text()));
    QVERIFY(result->end == TrainingResult::End::Stopped);
    QCOMPARE(result->history.size(), size_t(4));
    QVERIFY(result->bestEpoch >= 1);
    // Stopped before the first epoch is complete: nothing to keep.
    TrainingControl early;
    early.stop.cancel();
    const auto nothing = trainNetwork(recipe, *fixture.data, *fixture.data, fixture.space.classes(), early);
    QVERIFY(!nothing && nothing.error().isCancelled());
}

void TrainingTest::cancelIsAnsweredSoon()
{
    const Fixture fixture(2000, path("cancel.safetensors"));
    Recipe recipe; // the paper's network with one large batch an epoch
    recipe.threads = 2;
    TrainingControl control;
    std::atomic<bool> running = false;
    std::chrono::steady_clock::time_point asked;
    std::thread canceller([&] {
        while (!running)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        std::this_thread::sleep_for(std::chrono::milliseconds(150)); // amid a step
        asked = std::chrono::steady_clock::now();
        control.cancel.cancel();
    });
    const auto result = trainNetwork(recipe, *fixture.data, *fixture.data, fixture.space.classes(), control,
                                     [&](const Progress &) { running = true; });
    const auto answered = std::chrono::steady_clock::now();
    canceller.join();
    QVERIFY(!result && result.error().isCancelled());
    // A generous bound, since machines may be busy: it catches a training that only looks between epochs.
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(answered - asked).count();
    QVERIFY2(milliseconds < 2000, qPrintable(QString::number(milliseconds)));
}

void TrainingTest::badTrainings()
{
    const Fixture fixture(16, path("bad.safetensors"));
    const auto nothing = joinDataset({ *parseGroundTruth("recordingmbid\treleasegroupmbid\tg\nother\tg\trock\n", "x.tsv") }, fixture.space, fixture.pool);
    const auto noTrack = trainNetwork(smallRecipe(), *nothing, *fixture.data, fixture.space.classes());
    QVERIFY(!noTrack && noTrack.error().what.contains("no track to train on"));
    const auto noValidation = trainNetwork(smallRecipe(), *fixture.data, *nothing, fixture.space.classes());
    QVERIFY(!noValidation && noValidation.error().what.contains("no track to validate on"));
    Recipe cuda = smallRecipe();
    cuda.device = "cuda";
    if (!torch::cuda::is_available())
        QVERIFY(!trainNetwork(cuda, *fixture.data, *fixture.data, fixture.space.classes()));
    // A last batch of one track is skipped, not a crash.
    Recipe odd = smallRecipe();
    odd.batchSize = 15;
    odd.epochs = 1;
    QVERIFY(trainNetwork(odd, *fixture.data, *fixture.data, fixture.space.classes()));
}

void TrainingTest::divergingTrainingExplains()
{
    const Fixture fixture(64, path("nan.safetensors"));
    auto broken = std::make_shared<Dataset>(*fixture.data);
    MelImage image;
    image.fill(std::numeric_limits<float>::quiet_NaN());
    broken->images[5] = image.data();
    const auto result = trainNetwork(smallRecipe(), *broken, *fixture.data, fixture.space.classes());
    QVERIFY(!result);
    QVERIFY2(result.error().what.contains("diverged"), qPrintable(result.error().text()));
}

void TrainingTest::recipeJson()
{
    Recipe recipe = smallRecipe();
    recipe.seed = 0xFFFF'FFFF'FFFF'FFFF;
    recipe.balance = true;
    const auto again = Recipe::fromJson(recipe.toJson());
    QVERIFY(again);
    QVERIFY(*again == recipe);
    QVERIFY(*Recipe::fromJson({}) == Recipe());
    QCOMPARE(filtersText(*parseFilters("64, 128")), QString("64,128"));
    QVERIFY(!parseFilters("64,x"));
    QVERIFY(!parseFilters(""));
}

void TrainingTest::badRecipes_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<double>("value");
    QTest::newRow("no epoch") << "epochs" << 0.0;
    QTest::newRow("no patience") << "patience" << 0.0;
    QTest::newRow("batch of one") << "batch_size" << 1.0;
    QTest::newRow("no rate") << "learning_rate" << 0.0;
    QTest::newRow("drop all") << "dropout" << 1.0;
    QTest::newRow("negative threads") << "threads" << -1.0;
}

void TrainingTest::badRecipes()
{
    QFETCH(QString, key);
    QFETCH(double, value);
    const auto recipe = Recipe::fromJson({ { key, value } });
    QVERIFY(!recipe);
    QVERIFY2(recipe.error().what.contains("must be"), qPrintable(recipe.error().what));
}

void TrainingTest::modelFile()
{
    MelNetworkModule network({ { 8, 16 }, 3 }, 0);
    network.initialise(1);
    const Model model { { { 8, 16 }, 3 }, { "a", "b", "ü" }, network.exportTensors() };
    QVERIFY(writeModel(model, path("model.safetensors")));
    const auto read = readModel(path("model.safetensors"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(read->classes, model.classes);
    QCOMPARE(read->shape.filters, model.shape.filters);
    QVERIFY(read->tensors.at("conv1.weight").values == model.tensors.at("conv1.weight").values);
    // Corrupt: cut, or of other shapes than it says.
    QFile file(path("model.safetensors"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    auto reads = [&](const QByteArray &bytes) {
        (void)writeFileAtomically(path("x.safetensors"), { bytes.constData(), size_t(bytes.size()) });
        return bool(readModel(path("x.safetensors")));
    };
    QVERIFY(reads(good));
    QVERIFY(!reads(good.left(good.size() - 4)));
    QVERIFY(!reads(QByteArray(good).replace("\"filters\":\"8,16\"", "\"filters\":\"8,17\"")));
    QVERIFY(!reads(QByteArray(good).replace("\"version\":\"1\"", "\"version\":\"7\"")));
    // Torch itself would load another shape silently; we do not.
    MelNetworkModule other({ { 8, 17 }, 3 }, 0);
    QVERIFY(!other.importTensors(read->tensors));
}

void TrainingTest::scoresEqualTheNetwork()
{
    const Fixture fixture(23, path("scores.safetensors"));
    MelNetworkModule network({ { 8, 16 }, 4 }, 0);
    network.initialise(1);
    network.eval();
    const Model model { { { 8, 16 }, 4 }, fixture.space.classes(), network.exportTensors() };
    ScorerSettings settings;
    settings.batchSize = 5; // does not divide the tracks
    const auto scores = scoreTracks(model, *fixture.data, settings);
    QVERIFY(scores);
    QCOMPARE((*scores)->rows(), size_t(23));
    std::vector<float> inputs(23 * kImageSize);
    std::vector<uint32_t> order(23);
    std::iota(order.begin(), order.end(), 0U);
    gatherBatch(*fixture.data, order, inputs, {});
    const torch::NoGradGuard noGrad;
    const torch::Tensor expected = torch::sigmoid(network.forward(torch::from_blob(inputs.data(), { 23, 40, 9 }))).contiguous();
    for (size_t i = 0; i < 23 * 4; ++i)
        QVERIFY(std::fabs((*scores)->values()[i] - expected.data_ptr<float>()[i]) < 1e-6F);
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(scoreTracks(model, *fixture.data, settings, cancel).error().isCancelled());
}

QTEST_GUILESS_MAIN(TrainingTest)
#include "tst_training.moc"
