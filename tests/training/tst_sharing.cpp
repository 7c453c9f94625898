#include "thread_group.h"

#include "core/features/feature_store.h"
#include "core/network/torch_module.h"
#include "core/training/batch_loader.h"
#include "core/training/process_exchange.h"
#include "core/training/scorer.h"
#include "core/training/trainer.h"
#include "core/truth/ground_truth_reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <random>

using namespace melscope;

Q_DECLARE_METATYPE(melscope::Recipe)

namespace {

/// Two sources with different vocabularies that share half of their recordings.
struct TwoSources
{
    TwoSources(int tracks, const QString &path, uint32_t seed)
    {
        std::mt19937 random(seed);
        std::uniform_real_distribution<float> uniform(0.001F, 1);
        FeatureStoreWriter writer(path);
        (void)writer.open();
        std::array<std::string, 2> rows;
        rows.fill("recordingmbid\treleasegroupmbid\tgenre1\tgenre2\n");
        for (int i = 0; i < tracks; ++i) {
            const size_t kind = i % 8 == 0 ? 2 : size_t(i % 2);
            MelImage image {};
            for (size_t band = 0; band < kBands; ++band) {
                for (size_t channel = 0; channel < kChannels; ++channel)
                    image[band * kChannels + channel] = uniform(random) + (band / 14 == kind ? 2.0F : 0.0F);
            }
            const std::string id = "t" + std::to_string(i);
            (void)writer.add(id, image);
            if (i % 3 != 0)
                rows[0] += id + "\tg\t" + (kind == 0 ? "rock\trock---hard" : kind == 1 ? "pop\t" : "jazz\t") + '\n';
            if (i % 3 != 1)
                rows[1] += id + "\tg\t" + (kind == 0 ? "loud\t" : "quiet\tquiet---bop") + '\n';
        }
        (void)writer.finish({});
        std::vector<std::shared_ptr<const GroundTruth>> truths;
        for (const std::string &text : rows)
            truths.push_back(*parseGroundTruth(text, "fixture.tsv"));
        pool = FeaturePool({ *FeatureStore::open(path) });
        space = LabelSpace::of({ { "one", truths[0]->labels() }, { "two", truths[1]->labels() } });
        data = joinDataset(truths, space, pool);
    }
    FeaturePool pool;
    LabelSpace space;
    std::shared_ptr<const Dataset> data;
};

Recipe smallRecipe()
{
    Recipe recipe;
    recipe.filters = { 8, 16 };
    recipe.epochs = 1;
    recipe.batchSize = 50;
    recipe.learningRate = 0.01;
    recipe.dropout = 0.3;
    recipe.threads = 1;
    return recipe;
}

constexpr int kTracks = 490; // ten steps of 50, the last of 40

} // namespace

/// Whether several processes compute what one does.
class SharingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sharesAreTheWhole_data();
    void sharesAreTheWhole();
    void asOneProcess_data();
    void asOneProcess();
    void scoresAsOneProcess();
    void interruptionsAreShared_data();
    void interruptionsAreShared();
    void otherDataAreNoticed();
    void resumesOnAnotherNumber();
    void fewerTracksArePartOfMore();

private:
    Result<TrainingResult> train(const Recipe &recipe, int processes, std::vector<TrainingResult> *all = nullptr,
                                 const TrainingControl &control = {});

    QTemporaryDir m_folder;
    std::unique_ptr<TwoSources> m_train, m_validation;
};

void SharingTest::initTestCase()
{
    m_train = std::make_unique<TwoSources>(kTracks, m_folder.filePath("train.safetensors"), 3);
    m_validation = std::make_unique<TwoSources>(101, m_folder.filePath("validation.safetensors"), 4);
}

/// The first process's result.
Result<TrainingResult> SharingTest::train(const Recipe &recipe, int processes, std::vector<TrainingResult> *all,
                                          const TrainingControl &control)
{
    const TrainingPlan plan { recipe, m_train->space.classes(), {}, false, nullptr };
    if (processes == 1)
        return trainNetwork(plan, *m_train->data, *m_validation->data, control);
    std::vector<Result<TrainingResult>> results(size_t(processes), cancelled());
    ThreadGroup::run(processes, [&](const std::shared_ptr<ProcessGroup> &group) {
        TrainingPlan own = plan;
        own.group = group;
        results[size_t(group->rank())] = trainNetwork(own, *m_train->data, *m_validation->data, control);
    });
    for (const auto &result : results) {
        if (result && all != nullptr)
            all->push_back(*result);
    }
    return results.front();
}

void SharingTest::sharesAreTheWhole_data()
{
    QTest::addColumn<int>("processes");
    QTest::addColumn<double>("mixup");
    for (const int processes : { 2, 3, 4, 60 }) {
        for (const double mixup : { 0.0, 0.4 })
            QTest::addRow("%d processes, mixup %.1f", processes, mixup) << processes << mixup;
    }
}

void SharingTest::sharesAreTheWhole()
{
    QFETCH(const int, processes);
    QFETCH(const double, mixup);
    const auto both = std::to_array<const Dataset *>({ m_train->data.get() });
    const LossMasks masks = LossMasks::of(both);
    const InputTransform input = standardisedDecibels(m_train->data->images);
    auto batchesOf = [&](int rank, int size) {
        BatchLoader::Plan plan { epochOrder(*m_train->data, false, 1, 1), 50 };
        plan.rank = rank;
        plan.processes = size;
        plan.mixup = mixup;
        plan.seed = 5;
        std::vector<Batch> batches;
        BatchLoader loader(*m_train->data, input, masks, std::move(plan));
        while (const Batch *batch = loader.next())
            batches.push_back(*batch);
        return batches;
    };
    const std::vector<Batch> whole = batchesOf(0, 1);
    QCOMPARE(whole.size(), size_t(10));
    std::vector<Batch> joined(whole.size());
    for (int rank = 0; rank < processes; ++rank) {
        const std::vector<Batch> part = batchesOf(rank, processes);
        QCOMPARE(part.size(), whole.size()); // or they would wait for one another for ever
        for (size_t i = 0; i < part.size(); ++i) {
            QCOMPARE(part[i].first, joined[i].tracks);
            QCOMPARE(part[i].whole, whole[i].tracks);
            joined[i].tracks += part[i].tracks;
            joined[i].inputs.insert(joined[i].inputs.end(), part[i].inputs.begin(), part[i].inputs.end());
            joined[i].labels.insert(joined[i].labels.end(), part[i].labels.begin(), part[i].labels.end());
            joined[i].targets.insert(joined[i].targets.end(), part[i].targets.begin(), part[i].targets.end());
            joined[i].masks.insert(joined[i].masks.end(), part[i].masks.begin(), part[i].masks.end());
        }
    }
    for (size_t i = 0; i < whole.size(); ++i) {
        QCOMPARE(joined[i].tracks, whole[i].tracks);
        QVERIFY(joined[i].inputs == whole[i].inputs);
        QVERIFY(joined[i].labels == whole[i].labels);
        QVERIFY(joined[i].targets == whole[i].targets);
        QVERIFY(joined[i].masks == whole[i].masks);
    }
}

void SharingTest::asOneProcess_data()
{
    QTest::addColumn<Recipe>("recipe");
    QTest::addColumn<int>("processes");
    Recipe masked = smallRecipe();
    Recipe together = masked;
    together.multiSource = Recipe::MultiSource::Union;
    Recipe mixed = masked;
    mixed.mixup = 0.4;
    Recipe balanced = masked;
    balanced.balance = true;
    balanced.batchSize = 100;
    Recipe paper = Recipe::paper();
    paper.filters = { 8, 16 };
    paper.epochs = 1;
    paper.batchSize = 50;
    paper.threads = 2;
    for (const auto &[recipe, name] :
         { std::pair(masked, "masked"), std::pair(together, "union"), std::pair(mixed, "mixup"),
           std::pair(balanced, "balance"), std::pair(paper, "the paper's") }) {
        for (const int processes : { 2, 3, 4 })
            QTest::addRow("%s, %d processes", name, processes) << recipe << processes;
    }
    for (Recipe recipe : { masked, mixed, paper }) {
        recipe.device = "torch"; // as on CUDA
        for (const int processes : { 2, 4 })
            QTest::addRow("libtorch%s, %d processes",
                          recipe.mixup > 0         ? ", mixup"
                              : recipe.threads > 1 ? ", paper's"
                                                   : "",
                          processes)
                << recipe << processes;
    }
}

void SharingTest::asOneProcess()
{
    QFETCH(const Recipe, recipe);
    QFETCH(const int, processes);
    if (recipe.device == QStringLiteral("torch") && !torchModule())
        QSKIP("without the torch module");
    const auto one = train(recipe, 1);
    std::vector<TrainingResult> all;
    const auto several = train(recipe, processes, &all);
    QVERIFY(one && several);
    QCOMPARE(all.size(), size_t(processes));
    double worst = 0;
    std::string where;
    for (const auto &[name, tensor] : one->model.tensors) {
        for (const TrainingResult &result : all) {
            const auto &values = result.model.tensors.at(name).values;
            QCOMPARE(values.size(), tensor.values.size());
            QVERIFY(values == several->model.tensors.at(name).values); // all have the same bits
            for (size_t i = 0; i < values.size(); ++i) {
                if (const double off = std::fabs(double(values[i]) - double(tensor.values[i])); off > worst) {
                    worst = off;
                    where = name;
                }
            }
        }
    }
    qInfo("greatest difference %.2g in %s", worst, where.c_str());
    QVERIFY2(worst <= 1e-5, where.c_str());
    QVERIFY(std::fabs(one->bestValidationLoss - several->bestValidationLoss) < 1e-5);
    const EpochFigures &first = one->history.front();
    const EpochFigures &second = several->history.front();
    QVERIFY(std::fabs(first.trainLoss - second.trainLoss) < 1e-5);
    QVERIFY(std::fabs(first.trainAccuracy - second.trainAccuracy) < 1e-3);
    QVERIFY(std::fabs(first.map - second.map) < 1e-3);
    QVERIFY(std::fabs(first.macroF1 - second.macroF1) < 1e-3);
    QCOMPARE(first.learningRate, second.learningRate);
}

void SharingTest::scoresAsOneProcess()
{
    const auto trained = train(smallRecipe(), 1);
    QVERIFY(trained);
    ScorerSettings settings { 16, 1, "cpu", nullptr };
    const auto one = scoreTracks(trained->model, *m_validation->data, settings);
    QVERIFY(one);
    std::vector<Result<std::shared_ptr<const ScoreMatrix>>> results(3, cancelled());
    ThreadGroup::run(3, [&](const std::shared_ptr<ProcessGroup> &group) {
        ScorerSettings own = settings;
        own.group = group;
        results[size_t(group->rank())] = scoreTracks(trained->model, *m_validation->data, own);
    });
    QVERIFY(results[0] && *results[0] && results[1] && !*results[1] && results[2] && !*results[2]);
    QCOMPARE((*results[0])->rows(), (*one)->rows());
    for (size_t i = 0; i < (*one)->rows(); ++i)
        QVERIFY(std::ranges::equal((*one)->row(i), (*results[0])->row(i)));
}

void SharingTest::interruptionsAreShared_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<int>("questions");
    for (const char *device : { "cpu", "torch" }) {
        for (const int questions : { 0, 3, 40, 200, 1000 }) // in the first step, and later
            QTest::addRow("%s, after %d", device, questions) << QString::fromLatin1(device) << questions;
    }
}

/// One process is asked to stop at any moment: all end in the same place, and none waits for ever.
void SharingTest::interruptionsAreShared()
{
    QFETCH(const QString, device);
    QFETCH(const int, questions);
    if (device == QStringLiteral("torch") && !torchModule())
        QSKIP("without the torch module");
    TrainingPlan plan { smallRecipe(), m_train->space.classes(), {}, false, nullptr };
    plan.recipe.device = device;
    std::vector<Result<TrainingResult>> results(3, cancelled());
    ThreadGroup::run(3, [&](const std::shared_ptr<ProcessGroup> &group) {
        TrainingPlan own = plan;
        own.recipe.epochs = 1000;
        own.group = group;
        TrainingControl control;
        std::atomic<int> asked { 0 };
        const auto progress = [&](const Progress &) {
            if (group->rank() == 1 && asked++ >= questions)
                control.stop.cancel();
        };
        if (questions == 0 && group->rank() == 1)
            control.stop.cancel();
        results[size_t(group->rank())] = trainNetwork(own, *m_train->data, *m_validation->data, control, progress);
    });
    for (const auto &result : results) {
        QCOMPARE(bool(result), bool(results[0]));
        if (result)
            QCOMPARE(result->history.size(), results[0]->history.size());
        else
            QVERIFY(result.error().isCancelled());
    }
}

void SharingTest::otherDataAreNoticed()
{
    const TrainingPlan plan { smallRecipe(), m_train->space.classes(), {}, false, nullptr };
    std::vector<Result<TrainingResult>> results(3, cancelled());
    ThreadGroup::run(3, [&](const std::shared_ptr<ProcessGroup> &group) {
        TrainingPlan own = plan;
        own.group = group;
        const Dataset &data = group->rank() == 2 ? *m_validation->data : *m_train->data;
        results[size_t(group->rank())] = trainNetwork(own, data, *m_validation->data);
    });
    for (const auto &result : results) {
        QVERIFY(!result);
        QVERIFY2(result.error().what.contains("process 2"), qPrintable(result.error().text()));
    }
}

void SharingTest::resumesOnAnotherNumber()
{
    Recipe recipe = smallRecipe();
    recipe.schedule = Recipe::Schedule::Constant;
    recipe.epochs = 4;
    const auto whole = train(recipe, 1);
    QVERIFY(whole);
    const QString folder = m_folder.filePath("checkpoints");
    for (const auto &[processes, epochs] : { std::pair(2, 1), std::pair(3, 3), std::pair(1, 4) }) {
        TrainingPlan plan { recipe, m_train->space.classes(), folder, true, nullptr };
        plan.recipe.epochs = epochs;
        Result<TrainingResult> result = cancelled();
        if (processes == 1) {
            result = trainNetwork(plan, *m_train->data, *m_validation->data);
        } else {
            ThreadGroup::run(processes, [&](const std::shared_ptr<ProcessGroup> &group) {
                TrainingPlan own = plan;
                own.group = group;
                auto mine = trainNetwork(own, *m_train->data, *m_validation->data);
                if (group->isFirst())
                    result = std::move(mine);
            });
        }
        QVERIFY2(result, qPrintable(result.error().text()));
        QCOMPARE(int(result->history.size()), epochs);
        if (epochs == recipe.epochs)
            QVERIFY(std::fabs(result->bestValidationLoss - whole->bestValidationLoss) < 1e-4);
    }
}

/// A recipe's share of the tracks, for learning curves.
void SharingTest::fewerTracksArePartOfMore()
{
    const Dataset &all = *m_train->data;
    std::shared_ptr<const Dataset> smaller;
    for (const double share : { 0.0001, 0.1, 0.5, 0.9, 1.0 }) {
        const auto part = shareOfTracks(all, share, 3);
        QCOMPARE(part->size(), std::max<size_t>(1, size_t(std::llround(share * double(all.size())))));
        QCOMPARE(part->labelOffsets.size(), part->size() + 1);
        uint32_t before = 0;
        for (size_t track = 0; track < part->size(); ++track) {
            const auto found = all.ids.find(part->ids.key(track));
            QVERIFY(found && (track == 0 || *found > before)); // in their order
            before = *found;
            QCOMPARE(part->images[track], all.images[*found]);
            QVERIFY(std::ranges::equal(part->labelsOf(track), all.labelsOf(*found)));
            QCOMPARE(part->annotators[track], all.annotators[*found]);
            QCOMPARE(part->mainGenre[track], all.mainGenre[*found]);
        }
        for (size_t track = 0; smaller && track < smaller->size(); ++track)
            QVERIFY(part->ids.find(smaller->ids.key(track)));
        smaller = part;
    }
    QCOMPARE(fingerprintOf(*smaller), fingerprintOf(all));
    QVERIFY(fingerprintOf(*shareOfTracks(all, 0.5, 4)) != fingerprintOf(*shareOfTracks(all, 0.5, 3)));
}

QTEST_GUILESS_MAIN(SharingTest)
#include "tst_sharing.moc"
