#include "core/base/atomic_file.h"
#include "core/features/feature_store.h"
#include "core/network/initial_state.h"
#include "core/network/torch_module.h"
#include "core/scoring/threshold_search.h"
#include "core/training/batch_loader.h"
#include "core/training/dataset.h"
#include "core/training/epoch_metrics.h"
#include "core/training/recipe.h"
#include "core/training/scorer.h"
#include "core/training/trainer.h"
#include "core/truth/ground_truth_reader.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>
#include <thread>

using namespace melscope;

Q_DECLARE_METATYPE(melscope::Recipe)

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

} // namespace

class TrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void epochVisitsEachTrackOnce();
    void balancedEpoch();
    void gatherScalesAndMarks();
    void loaderGivesEachTrackOnce();
    void masksAreOfTheAnnotators();
    void mixingKeepsSharesAndMasks();
    void scheduleRisesAndFalls();
    void epochMetricsEqualTheSearch();
    void joinUnitesSources();
    void trainingLearnsAndRepeats();
    void earlyStoppingKeepsTheBest();
    void stopKeepsTheBest();
    void cancelIsAnsweredSoon();
    void resumedEqualsUndisturbed_data();
    void resumedEqualsUndisturbed();
    void damagedCheckpointFallsBack();
    void checkpointThatCannotBeWritten();
    void otherTrainingIsNotResumed();
    void pauseAndChangeWhileRunning();
    void badTrainings();
    void divergingTrainingExplains();
    void recipeJson();
    void badRecipes_data();
    void badRecipes();
    void scoresEqualTheNetwork();

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
};

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
    Batch batch;
    const std::vector<uint32_t> tracks { 2, 1 };
    gatherBatch(*fixture.data, tracks, {}, {}, batch);
    QCOMPARE(batch.tracks, size_t(2));
    MelImage expected;
    scaleByChannelMaximum(std::span<const float, kImageSize>(fixture.data->images[2], kImageSize), expected);
    QVERIFY(std::equal(expected.begin(), expected.end(), batch.inputs.begin()));
    // Classes: jazz, pop, rock, rock---hard. Track 2 is rock, track 1 pop.
    QCOMPARE(batch.offsets, std::vector<uint32_t>({ 0, 2, 3 }));
    QCOMPARE(batch.labels, std::vector<uint32_t>({ 2, 3, 1 }));
    QVERIFY(batch.masks.empty() && batch.targets.empty());
}

void TrainingTest::loaderGivesEachTrackOnce()
{
    const Fixture fixture(101, path("loader.safetensors"));
    const auto order = epochOrder(*fixture.data, false, 1, 1);
    const LossMasks masks;
    // One process takes all of each batch, or three a part of each.
    for (const size_t processes : { size_t(1), size_t(3) }) {
        std::vector<int> visits(fixture.data->size());
        for (size_t process = 0; process < processes; ++process) {
            BatchLoader::Plan plan { order, 16 };
            plan.rank = int(process);
            plan.processes = int(processes);
            const InputTransform transform;
            BatchLoader loader(*fixture.data, transform, masks, plan);
            size_t number = 0;
            while (const Batch *batch = loader.next()) {
                QCOMPARE(batch->whole, std::min<size_t>(16, 101 - number * 16));
                QCOMPARE(batch->tracks, Share::of(batch->whole, plan.rank, plan.processes).size());
                for (size_t i = 0; i < batch->tracks; ++i) {
                    const uint32_t track = order[number * 16 + batch->first + i];
                    ++visits[track];
                    MelImage expected;
                    scaleByChannelMaximum(std::span<const float, kImageSize>(fixture.data->images[track], kImageSize),
                                          expected);
                    QVERIFY(std::equal(expected.begin(), expected.end(),
                                       batch->inputs.begin() + ptrdiff_t(i * kImageSize)));
                }
                ++number;
            }
            QVERIFY(loader.next() == nullptr);
        }
        QVERIFY(std::ranges::all_of(visits, [](int count) { return count == 1; }));
    }
    // Left in the middle, it ends.
    const InputTransform transform;
    BatchLoader abandoned(*fixture.data, transform, masks, { order, 5 });
    QVERIFY(abandoned.next() != nullptr);
}

void TrainingTest::masksAreOfTheAnnotators()
{
    const Fixture fixture(10, path("masks.safetensors"));
    const auto a =
        *parseGroundTruth("recordingmbid\treleasegroupmbid\tg\tg\nt1\tg\trock\tjazz\nt2\tg\tjazz\t\n", "a.tsv");
    const auto b = *parseGroundTruth("recordingmbid\treleasegroupmbid\tg\tg\nt3\tg\tjazz\t\nt1\tg\trap\t\n", "b.tsv");
    const LabelSpace space = LabelSpace::of({ { "a", a->labels() }, { "b", b->labels() } });
    const auto data = joinDataset({ a, b }, space, fixture.pool);
    const Dataset *list[] = { data.get() };
    const LossMasks masks = LossMasks::of(list);
    QCOMPARE(masks.rows.size(), size_t(3)); // by both, by a, by b
    Batch batch;
    const std::vector<uint32_t> tracks { 0, 1, 2 };
    gatherBatch(*data, tracks, {}, masks, batch);
    // Classes: jazz (of both), rap (b's), rock (a's).
    QCOMPARE(masks.rows[batch.masks[0]], std::vector<float>({ 1, 1, 1 }));
    QCOMPARE(masks.rows[batch.masks[1]], std::vector<float>({ 1, 0, 1 }));
    QCOMPARE(masks.rows[batch.masks[2]], std::vector<float>({ 1, 1, 0 }));
}

void TrainingTest::mixingKeepsSharesAndMasks()
{
    const Fixture fixture(40, path("mix.safetensors"));
    Batch plain;
    std::vector<uint32_t> tracks(40);
    std::iota(tracks.begin(), tracks.end(), 0U);
    gatherBatch(*fixture.data, tracks, {}, {}, plain);
    Batch mixed = plain;
    mixBatch(mixed, 0.4, 3, 7);
    Batch again = plain;
    mixBatch(again, 0.4, 3, 7);
    QCOMPARE(mixed.inputs, again.inputs);
    QCOMPARE(mixed.targets, again.targets);
    QVERIFY(mixed.inputs != plain.inputs);
    for (size_t track = 0; track < 40; ++track) {
        for (uint32_t at = plain.offsets[track]; at < plain.offsets[track + 1]; ++at) {
            // Its own labels stay with at least half.
            const auto begin = mixed.labels.begin() + mixed.offsets[track];
            const auto end = mixed.labels.begin() + mixed.offsets[track + 1];
            const auto found = std::find(begin, end, plain.labels[at]);
            QVERIFY(found != end);
            QVERIFY(mixed.targets[size_t(found - mixed.labels.begin())] >= 0.5F);
        }
    }
    QVERIFY(std::ranges::all_of(mixed.targets, [](float target) { return target > 0 && target <= 1; }));
    // Tracks with another mask are never partners: with a mask of one's own nothing is mixed.
    Batch alone = plain;
    for (uint32_t track = 0; track < 40; ++track)
        alone.masks.push_back(track);
    mixBatch(alone, 0.4, 3, 7);
    for (size_t i = 0; i < alone.inputs.size(); ++i)
        QVERIFY(std::fabs(alone.inputs[i] - plain.inputs[i]) < 1e-6F);
}

void TrainingTest::scheduleRisesAndFalls()
{
    Recipe recipe;
    recipe.epochs = 10;
    recipe.warmup = 1;
    QCOMPARE(scheduleFactor(recipe, 0, 100), 0.01);
    QCOMPARE(scheduleFactor(recipe, 49, 100), 0.5);
    QCOMPARE(scheduleFactor(recipe, 99, 100), 1.0);
    QVERIFY(std::fabs(scheduleFactor(recipe, 549, 100) - 0.5) < 1e-12); // half-way through the other nine epochs
    QCOMPARE(scheduleFactor(recipe, 999, 100), 1e-3);
    recipe.schedule = Recipe::Schedule::Constant;
    QCOMPARE(scheduleFactor(recipe, 999, 100), 1.0);
    QCOMPARE(scheduleFactor(Recipe::paper(), 0, 100), 1.0);
    Recipe automatic;
    automatic.batchSize = 0;
    QCOMPARE(batchSizeFor(automatic, 500), 20);
    QCOMPARE(batchSizeFor(automatic, 12'345), 120);
    QCOMPARE(batchSizeFor(automatic, 1'350'000), 1000);
    automatic.batchSize = 7;
    QCOMPARE(batchSizeFor(automatic, 1'350'000), 7);
}

void TrainingTest::epochMetricsEqualTheSearch()
{
    const Fixture fixture(90, path("metrics.safetensors"));
    const auto &classes = fixture.space.classes();
    std::mt19937 random(5);
    std::uniform_real_distribution<float> uniform(0, 1);
    std::vector<float> scores(90 * classes.size());
    for (float &score : scores)
        score = uniform(random);
    EpochMetrics metrics(*fixture.data, classes, true);
    EpochFigures figures;
    for (int round = 0; round < 2; ++round) { // as epoch after epoch
        metrics.add(scores.data(), 50);
        metrics.add(scores.data() + 50 * classes.size(), 40);
        metrics.finish(figures, 2, {});
    }
    const auto matrix = ScoreMatrix::make(fixture.data->ids, classes, scores);
    const auto labels = *searchThresholds(*matrix, *PartTruth::byName(*matrix, *fixture.truth));
    const auto is = [&](bool genre) {
        return [&classes, genre](size_t i) { return (classes[i].find("---") == std::string::npos) == genre; };
    };
    QCOMPARE(figures.macroF1, macroFigures(labels, [](size_t) { return true; }).f1);
    QCOMPARE(figures.map, macroFigures(labels, [](size_t) { return true; }).map);
    QCOMPARE(figures.mapGenres, macroFigures(labels, is(true)).map);
    QCOMPARE(figures.mapSubgenres, macroFigures(labels, is(false)).map);
}

void TrainingTest::joinUnitesSources()
{
    const Fixture fixture(10, path("join.safetensors"));
    const auto a = *parseGroundTruth(
        "recordingmbid\treleasegroupmbid\tg\tg\nt1\tg\tpop/rock\tjazz\nt2\tg\tjazz\t\nnone\tg\tjazz\t\n", "a.tsv");
    const auto b =
        *parseGroundTruth("recordingmbid\treleasegroupmbid\tg\tg\nt3\tg\tjazz\t\nt1\tg\tPop Rock\trap\n", "b.tsv");
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
    recipe.input = InputKind::Scaled; // in decibels the fixture's noise is louder than its bands
    recipe.schedule = Recipe::Schedule::Constant;
    std::vector<Progress> milestones;
    const auto first = trainNetwork({ recipe, train.space.classes(), {}, false }, *train.data, *valid.data, {},
                                    [&](const Progress &progress) {
                                        if (progress.milestone)
                                            milestones.push_back(progress);
                                    });
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    QCOMPARE(first->history.size(), size_t(12));
    QCOMPARE(milestones.size(), size_t(12)); // one an epoch
    QCOMPARE(epochFiguresOf(milestones[3].metrics).trainLoss, first->history[3].trainLoss);
    QVERIFY(first->history.back().trainLoss < 0.75 * first->history.front().trainLoss);
    QVERIFY2(first->history.back().trainAccuracy > 0.84,
             qPrintable(QString::number(first->history.back().trainAccuracy)));
    QVERIFY(first->trainTracksPerSecond > 0);
    double best = 1e9;
    for (const EpochFigures &figures : first->history)
        best = std::min(best, figures.validationLoss);
    QCOMPARE(first->bestValidationLoss, best);

    const auto again = trainNetwork({ recipe, train.space.classes(), {}, false }, *train.data, *valid.data);
    QVERIFY(again);
    for (const auto &[name, tensor] : first->model.tensors)
        QVERIFY2(tensor.values == again->model.tensors.at(name).values, name.c_str());
    recipe.seed = 2;
    const auto other = trainNetwork({ recipe, train.space.classes(), {}, false }, *train.data, *valid.data);
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
    const auto result = trainNetwork({ recipe, train.space.classes(), {}, false }, *train.data, *valid.data);
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
    QVERIFY2(
        std::fabs(loss - result->bestValidationLoss) < 1e-4 * loss,
        qPrintable(QStringLiteral("%1 %2").arg(QString::number(loss), QString::number(result->bestValidationLoss))));
}

void TrainingTest::stopKeepsTheBest()
{
    const Fixture fixture(128, path("stop.safetensors"));
    Recipe recipe = smallRecipe();
    recipe.epochs = 100'000;
    recipe.patience = 100'000;
    TrainingControl control;
    const auto result = trainNetwork({ recipe, fixture.space.classes(), {}, false }, *fixture.data, *fixture.data,
                                     control, [&](const Progress &progress) {
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
    const auto nothing =
        trainNetwork({ recipe, fixture.space.classes(), {}, false }, *fixture.data, *fixture.data, early);
    QVERIFY(!nothing && nothing.error().isCancelled());
}

void TrainingTest::cancelIsAnsweredSoon()
{
    const Fixture fixture(2000, path("cancel.safetensors"));
    Recipe recipe = Recipe::paper(); // two large batches an epoch
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
    const auto result = trainNetwork({ recipe, fixture.space.classes(), {}, false }, *fixture.data, *fixture.data,
                                     control, [&](const Progress &) { running = true; });
    const auto answered = std::chrono::steady_clock::now();
    canceller.join();
    QVERIFY(!result && result.error().isCancelled());
    // A generous bound, since machines may be busy: it catches a training that only looks between epochs.
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(answered - asked).count();
    QVERIFY2(milliseconds < 2000, qPrintable(QString::number(milliseconds)));
}

void TrainingTest::resumedEqualsUndisturbed_data()
{
    QTest::addColumn<Recipe>("recipe");
    QTest::addColumn<bool>("keepsSteps");
    Recipe recipe = smallRecipe();
    recipe.epochs = 8;
    QTest::newRow("melscope") << recipe << false;
    QTest::newRow("melscope, within epochs") << recipe << true;
    recipe.mixup = 0.3;
    recipe.balance = true;
    recipe.weightDecay = 0.01;
    QTest::newRow("all settings") << recipe << false;
    QTest::newRow("all settings, within epochs") << recipe << true;
    Recipe paper = Recipe::paper();
    paper.filters = { 8, 16 };
    paper.epochs = 8;
    paper.batchSize = 30;
    paper.threads = 2;
    QTest::newRow("paper") << paper << false;
    QTest::newRow("paper, within epochs") << paper << true;
}

void TrainingTest::resumedEqualsUndisturbed()
{
    QFETCH(Recipe, recipe);
    QFETCH(bool, keepsSteps);
    const Fixture train(128, path("resume.safetensors"), 3);
    const Fixture valid(32, path("resumev.safetensors"), 4);
    const auto &classes = train.space.classes();
    const auto undisturbed = trainNetwork({ recipe, classes, {}, false }, *train.data, *valid.data);
    QVERIFY2(undisturbed, undisturbed ? "" : qPrintable(undisturbed.error().text()));

    // Cancelled again and again, each time after some more tracks, until an attempt comes to the end.
    QTemporaryDir folder;
    std::mt19937 random(1);
    int attempts = 0;
    int within = 0; // epochs
    std::optional<TrainingResult> resumed;
    while (!resumed) {
        QVERIFY(++attempts < 200);
        TrainingControl control;
        control.keepsSteps = keepsSteps;
        int reports = 1 + int(random() % (keepsSteps ? 6 : 40)); // where steps are kept, a few of them are enough
        const auto result = trainNetwork({ recipe, classes, folder.path(), true }, *train.data, *valid.data, control,
                                         [&](const Progress &progress) {
                                             // What a resumed one tells of earlier epochs does not count.
                                             const bool counts = !keepsSteps || progress.stage.kind == Stage::Epoch;
                                             if (counts && --reports == 0)
                                                 control.cancel.cancel();
                                         });
        if (result)
            resumed = *result;
        else
            QVERIFY2(result.error().isCancelled(), qPrintable(result.error().text()));
        const auto left = CheckpointFolder(folder.path()).read();
        within += left && left->begun.steps > 0 ? 1 : 0;
    }
    QVERIFY(attempts > 2);
    QCOMPARE(within > 1, keepsSteps);
    QVERIFY(resumed->resumedAt > 0);
    QCOMPARE(resumed->bestEpoch, undisturbed->bestEpoch);
    QCOMPARE(resumed->bestValidationLoss, undisturbed->bestValidationLoss);
    for (const auto &[name, tensor] : undisturbed->model.tensors)
        QVERIFY2(tensor.values == resumed->model.tensors.at(name).values, name.c_str());
    QCOMPARE(resumed->history.size(), undisturbed->history.size());
    for (size_t i = 0; i < resumed->history.size(); ++i) {
        QCOMPARE(resumed->history[i].trainLoss, undisturbed->history[i].trainLoss);
        QCOMPARE(resumed->history[i].macroF1, undisturbed->history[i].macroF1);
        QCOMPARE(resumed->history[i].learningRate, undisturbed->history[i].learningRate);
    }
    QCOMPARE(QDir(folder.path()).entryList({ "checkpoint-*" }, QDir::Files).size(), 2); // the last two are kept
}

void TrainingTest::damagedCheckpointFallsBack()
{
    const Fixture fixture(64, path("damaged.safetensors"));
    Recipe recipe = smallRecipe();
    recipe.epochs = 4;
    QTemporaryDir folder;
    const TrainingPlan plan { recipe, fixture.space.classes(), folder.path(), true };
    const auto whole = trainNetwork(plan, *fixture.data, *fixture.data);
    QVERIFY(whole);
    const QStringList files = QDir(folder.path()).entryList({ "checkpoint-*" }, QDir::Files, QDir::Name);
    QCOMPARE(files, QStringList({ "checkpoint-00000003.safetensors", "checkpoint-00000004.safetensors" }));
    QFile newest(folder.filePath(files.last()));
    QVERIFY(newest.resize(newest.size() / 2));
    const auto again = trainNetwork(plan, *fixture.data, *fixture.data);
    QVERIFY(again);
    QCOMPARE(again->resumedAt, 3);
    QVERIFY(again->model.tensors.at("conv0.weight").values == whole->model.tensors.at("conv0.weight").values);
    for (const QString &name : files)
        QVERIFY(QFile(folder.filePath(name)).resize(100));
    const auto none = trainNetwork(plan, *fixture.data, *fixture.data);
    QVERIFY(!none);
    QVERIFY2(none.error().text().contains("checkpoint-00000004"), qPrintable(none.error().text()));
}

void TrainingTest::checkpointThatCannotBeWritten()
{
    const Fixture fixture(64, path("full.safetensors"));
    // A file stands where the folder should be, as when the disk is full nothing can be written.
    QVERIFY(writeFileAtomically(path("full"), "x"));
    std::vector<QString> messages;
    const auto result =
        trainNetwork({ smallRecipe(), fixture.space.classes(), path("full/checkpoints"), false }, *fixture.data,
                     *fixture.data, {}, [&](const Progress &progress) { messages.push_back(progress.message); });
    QVERIFY(result);
    QCOMPARE(result->history.size(), size_t(3));
    QCOMPARE(result->notes.size(), 1); // told once, not every epoch
    QVERIFY2(result->notes[0].contains("checkpoint could not be written"), qPrintable(result->notes[0]));
    QVERIFY(std::ranges::count(messages, result->notes[0]) == 1);
}

void TrainingTest::otherTrainingIsNotResumed()
{
    const Fixture fixture(64, path("other.safetensors"));
    const Fixture others(64, path("others.safetensors"), 77);
    Recipe recipe = smallRecipe();
    QTemporaryDir folder;
    const auto &classes = fixture.space.classes();
    QVERIFY(trainNetwork({ recipe, classes, folder.path(), true }, *fixture.data, *fixture.data));
    const auto otherData = trainNetwork({ recipe, classes, folder.path(), true }, *others.data, *fixture.data);
    QVERIFY(!otherData && otherData.error().what.contains("other data"));
    recipe.seed = 9;
    const auto otherSeed = trainNetwork({ recipe, classes, folder.path(), true }, *fixture.data, *fixture.data);
    QVERIFY(!otherSeed && otherSeed.error().what.contains("other settings"));
    // How long to train may change, where the schedule does not depend on it.
    Recipe paper = Recipe::paper();
    paper.filters = { 8, 16 };
    paper.epochs = 3;
    QTemporaryDir second;
    QVERIFY(trainNetwork({ paper, classes, second.path(), true }, *fixture.data, *fixture.data));
    paper.epochs = 5;
    const auto longer = trainNetwork({ paper, classes, second.path(), true }, *fixture.data, *fixture.data);
    QVERIFY(longer);
    QCOMPARE(longer->resumedAt, 3);
    QCOMPARE(longer->history.size(), size_t(5));
}

void TrainingTest::pauseAndChangeWhileRunning()
{
    const Fixture fixture(128, path("pause.safetensors"));
    Recipe recipe = smallRecipe();
    recipe.epochs = 6;
    recipe.schedule = Recipe::Schedule::Constant;
    recipe.warmup = 0;
    TrainingControl control;
    std::atomic<int> epochs = 0;
    std::thread user;
    QElapsedTimer sincePause;
    double thirdEpoch = 0; // s, with the pause
    const auto result = trainNetwork({ recipe, fixture.space.classes(), {}, false }, *fixture.data, *fixture.data,
                                     control, [&](const Progress &progress) {
                                         if (!isEpoch(progress.metrics))
                                             return;
                                         epochs = int(progress.done);
                                         if (progress.done == 3)
                                             thirdEpoch = double(sincePause.nsecsElapsed()) * 1e-9;
                                         if (progress.done == 2) {
                                             sincePause.start();
                                             control.live.setPaused(true);
                                             user = std::thread([&] {
                                                 std::this_thread::sleep_for(std::chrono::milliseconds(300));
                                                 const int whilePaused = epochs;
                                                 control.live.setLearningRate(0.001);
                                                 control.live.setPatience(1000);
                                                 control.live.setPaused(false);
                                                 if (whilePaused != 2)
                                                     epochs = -100; // it went on
                                             });
                                         }
                                     });
    user.join();
    QVERIFY(result);
    QCOMPARE(int(epochs), 6);
    QCOMPARE(result->history[1].learningRate, 0.01);
    QCOMPARE(result->history[2].learningRate, 0.001);
    QVERIFY(result->history[2].seconds <= thirdEpoch - 0.3); // the pause does not count
    // Cancelled while paused: answered at once.
    TrainingControl paused;
    paused.live.setPaused(true);
    std::thread canceller([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        paused.cancel.cancel();
    });
    const auto cancelled =
        trainNetwork({ recipe, fixture.space.classes(), {}, false }, *fixture.data, *fixture.data, paused);
    canceller.join();
    QVERIFY(!cancelled && cancelled.error().isCancelled());
}

void TrainingTest::badTrainings()
{
    const Fixture fixture(16, path("bad.safetensors"));
    const auto nothing =
        joinDataset({ *parseGroundTruth("recordingmbid\treleasegroupmbid\tg\nother\tg\trock\n", "x.tsv") },
                    fixture.space, fixture.pool);
    const auto noTrack = trainNetwork({ smallRecipe(), fixture.space.classes(), {}, false }, *nothing, *fixture.data);
    QVERIFY(!noTrack && noTrack.error().what.contains("no track to train on"));
    const auto noValidation =
        trainNetwork({ smallRecipe(), fixture.space.classes(), {}, false }, *fixture.data, *nothing);
    QVERIFY(!noValidation && noValidation.error().what.contains("no track to validate on"));
    // A last batch of one track is skipped, not a crash.
    Recipe odd = smallRecipe();
    odd.batchSize = 15;
    odd.epochs = 1;
    QVERIFY(trainNetwork({ odd, fixture.space.classes(), {}, false }, *fixture.data, *fixture.data));
}

void TrainingTest::divergingTrainingExplains()
{
    const Fixture fixture(64, path("nan.safetensors"));
    Recipe scaled = smallRecipe();
    scaled.input = InputKind::Scaled;
    auto broken = std::make_shared<Dataset>(*fixture.data);
    MelImage image;
    image.fill(std::numeric_limits<float>::quiet_NaN());
    broken->images[5] = image.data();
    const auto result = trainNetwork({ scaled, fixture.space.classes(), {}, false }, *broken, *fixture.data);
    QVERIFY(!result);
    QVERIFY2(result.error().what.contains("diverged"), qPrintable(result.error().text()));
}

void TrainingTest::recipeJson()
{
    Recipe recipe = smallRecipe();
    recipe.seed = 0xFFFF'FFFF'FFFF'FFFF;
    recipe.balance = true;
    recipe.schedule = Recipe::Schedule::Constant;
    recipe.warmup = 2.5;
    recipe.weightDecay = 0.125;
    recipe.mixup = 0.2;
    recipe.normDecay = 0.95;
    recipe.logOddsBias = false;
    recipe.input = InputKind::Scaled;
    recipe.multiSource = Recipe::MultiSource::Union;
    recipe.device = "cpu";
    const auto again = Recipe::fromJson(recipe.toJson());
    QVERIFY(again);
    QVERIFY(*again == recipe);
    QVERIFY(*Recipe::fromJson({}) == Recipe());
    QVERIFY(*Recipe::fromJson(Recipe::paper().toJson()) == Recipe::paper());
    QVERIFY(*Recipe::named("melscope") == Recipe());
    QVERIFY(!Recipe::named("chef"));
    // A file of before there were recipes has the paper's settings where it says nothing.
    const auto older = Recipe::fromJson({ { "epochs", 7 } });
    QCOMPARE(older->epochs, 7);
    QVERIFY(older->input == InputKind::Scaled && older->learningRate == 1e-3
            && older->multiSource == Recipe::MultiSource::Union);
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

void TrainingTest::scoresEqualTheNetwork()
{
    const Fixture fixture(23, path("scores.safetensors"));
    const NetworkShape shape { { 8, 16 }, 4 };
    const NetworkState state = initialState(shape, 1);
    const Model model { shape, standardisedDecibels(fixture.data->images), fixture.space.classes(), state.tensors };
    ScorerSettings settings;
    settings.batchSize = 5; // does not divide the tracks
    const auto scores = scoreTracks(model, *fixture.data, settings);
    QVERIFY(scores);
    QCOMPARE((*scores)->rows(), size_t(23));
    // The slow engine where there is one, fed by hand.
    Batch batch;
    batch.tracks = 23;
    batch.inputs.resize(23 * kImageSize);
    for (size_t track = 0; track < 23; ++track)
        model.input.apply(std::span<const float, kImageSize>(fixture.data->images[track], kImageSize),
                          batch.inputs.data() + track * kImageSize);
    const auto engine = makeEngine(shape, {}, torchModule() ? "torch" : "cpu");
    QVERIFY((*engine)->setState(state));
    std::vector<float> expected(23 * 4);
    (void)(*engine)->evaluate(batch, expected.data());
    for (size_t i = 0; i < expected.size(); ++i)
        QVERIFY(std::fabs((*scores)->values()[i] - expected[i]) < 1e-5F);
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(scoreTracks(model, *fixture.data, settings, cancel).error().isCancelled());
}

QTEST_GUILESS_MAIN(TrainingTest)
#include "tst_training.moc"
