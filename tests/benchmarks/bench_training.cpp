// The training step and inference against the plain chain of torch modules and against what sgemm allows, in one
// run: machines differ and drift, so only ratios count. Run with --benchmark_out=FILE.json.
#include "../network/plain_network.hpp"
#include "composed_network.hpp"

#include "core/base/compute_environment.h"
#include "core/base/memory_use.h"
#include "core/base/parallel.h"
#include "core/network/fused_network.h"
#include "core/network/initial_state.h"
#include "core/network/network_layout.h"
#include "core/training/batch_loader.h"
#include "core/training/trainer.h"
#include "core/truth/ground_truth_reader.h"
#include "simulated_data.h"

#include <ATen/Parallel.h>
#include <QTemporaryDir>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>
#include <string_view>

using namespace melscope;

namespace {

const std::vector<int> kFilters { 64, 128, 256, 512 };

/// Floating-point operations of a track: forward, or a whole step (no gradient of the input is needed).
double operations(int classes, bool step)
{
    double forward = 0;
    double first = 0;
    for (const LayerLayout &layer : NetworkLayout({ kFilters, classes }, 8).layers) {
        const double own = 2.0 * double(layer.positions * layer.kernel * layer.inChannels * layer.outChannels);
        forward += own;
        first = first == 0 ? own : first;
    }
    return step ? 3 * forward - first : forward;
}

Batch simulatedBatch(size_t tracks, int classes)
{
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(0, 1);
    Batch batch;
    batch.tracks = tracks;
    batch.offsets = { 0 };
    batch.inputs.resize(tracks * kImageSize);
    for (float &value : batch.inputs)
        value = uniform(random);
    for (size_t track = 0; track < tracks; ++track) {
        const auto label = uint32_t(random() % uint32_t(classes - 4));
        for (uint32_t i = 0; i < 4; ++i) // AllMusic's tracks bear four labels on average
            batch.labels.push_back(label + i);
        batch.offsets.push_back(uint32_t(batch.labels.size()));
    }
    return batch;
}

void finish(benchmark::State &state, size_t tracks, double operationsPerTrack)
{
    const double done = double(state.iterations()) * double(tracks);
    state.counters["tracks/s"] = benchmark::Counter(done, benchmark::Counter::kIsRate);
    if (operationsPerTrack > 0)
        state.counters["GFLOP/s"] = benchmark::Counter(done * operationsPerTrack * 1e-9, benchmark::Counter::kIsRate);
}

void useAllThreads()
{
    at::set_num_threads(availableProcessors());
}

/// What the machine's sgemm reaches: 2 · 2048³ operations.
void sgemm(benchmark::State &state)
{
    useAllThreads();
    const torch::Tensor a = torch::rand({ 2048, 2048 });
    const torch::Tensor b = torch::rand({ 2048, 2048 });
    torch::Tensor c = torch::empty({ 2048, 2048 });
    for (auto _ : state)
        torch::mm_out(c, a, b);
    state.counters["GFLOP/s"] =
        benchmark::Counter(double(state.iterations()) * 2 * 2048.0 * 2048 * 2048 * 1e-9, benchmark::Counter::kIsRate);
}
BENCHMARK(sgemm)->UseRealTime()->Unit(benchmark::kMillisecond);

/// With dropout, as the paper's network has it.
torch::Tensor plainForward(PlainNetwork &network, const torch::Tensor &input, bool training)
{
    torch::Tensor x = input.transpose(1, 2);
    for (size_t i = 0; i < network.convolutions.size(); ++i) {
        x = torch::elu(network.convolutions[i](x));
        if (training && i + 1 < network.convolutions.size())
            x = torch::dropout(x, 0.2, true);
        if (i + 2 < network.convolutions.size())
            x = torch::avg_pool1d(x, 2);
        x = network.norms[i](x);
    }
    return x.mean(2);
}

/// [tracks × classes] of 0 and 1
torch::Tensor targetsOf(const Batch &batch, int classes)
{
    torch::Tensor target = torch::zeros({ int64_t(batch.tracks), classes });
    for (size_t track = 0; track < batch.tracks; ++track) {
        for (uint32_t at = batch.offsets[track]; at < batch.offsets[track + 1]; ++at)
            target[int64_t(track)][int64_t(batch.labels[at])] = 1;
    }
    return target;
}

/// Steps of a network of torch's; `forward(input, step)` gives the logits.
template <class Forward>
void torchSteps(benchmark::State &state, torch::nn::Module &network, const Forward &forward)
{
    useAllThreads();
    const auto tracks = size_t(state.range(0));
    const auto classes = int(state.range(1));
    network.train();
    torch::optim::Adam optimizer(network.parameters(), torch::optim::AdamOptions(1e-3).eps(1e-7));
    Batch batch = simulatedBatch(tracks, classes);
    const torch::Tensor input = torch::from_blob(batch.inputs.data(), { int64_t(tracks), 40, 9 });
    const torch::Tensor target = targetsOf(batch, classes);
    int64_t step = 0;
    for (auto _ : state) {
        optimizer.zero_grad();
        torch::binary_cross_entropy_with_logits(forward(input, ++step), target).backward();
        optimizer.step();
    }
    finish(state, tracks, operations(classes, true));
}

void plainStep(benchmark::State &state)
{
    PlainNetwork network({ kFilters, int(state.range(1)) });
    torchSteps(state, network, [&](const torch::Tensor &input, int64_t) { return plainForward(network, input, true); });
}

void composedSteps(benchmark::State &state, torch::ScalarType product)
{
    ComposedNetwork network({ kFilters, int(state.range(1)) }, product);
    torchSteps(state, network, [&](const torch::Tensor &input, int64_t step) { return network.forward(input, step); });
}
void composedStep(benchmark::State &state)
{
    composedSteps(state, torch::kFloat);
}
void composedBfloat16Step(benchmark::State &state)
{
    composedSteps(state, torch::kBFloat16);
}

void plainInference(benchmark::State &state)
{
    useAllThreads();
    const auto tracks = size_t(state.range(0));
    const auto classes = int(state.range(1));
    PlainNetwork network({ kFilters, classes });
    network.eval();
    Batch batch = simulatedBatch(tracks, classes);
    const torch::Tensor input = torch::from_blob(batch.inputs.data(), { int64_t(tracks), 40, 9 });
    const torch::NoGradGuard noGrad;
    for (auto _ : state)
        benchmark::DoNotOptimize(torch::sigmoid(plainForward(network, input, false)));
    finish(state, tracks, operations(classes, false));
}

EngineSettings engineSettings()
{
    EngineSettings settings;
    settings.dropout = 0.2;
    settings.normDecay = 0.9;
    settings.threads = availableProcessors();
    return settings;
}

void fusedStep(benchmark::State &state)
{
    const auto tracks = size_t(state.range(0));
    const auto classes = int(state.range(1));
    const NetworkShape shape { kFilters, classes };
    const auto engine = makeEngine(shape, engineSettings(), QStringLiteral("cpu"));
    TrainingEngine &network = **engine;
    (void)network.setState(initialState(shape, 1));
    const Batch batch = simulatedBatch(tracks, classes);
    StepSettings settings { 1e-3 };
    (void)network.train(batch, settings);
    for (auto _ : state) {
        ++settings.step;
        benchmark::DoNotOptimize(network.train(batch, settings));
    }
    finish(state, tracks, operations(classes, true));
    state.SetLabel(network.description().toStdString());
}

void fusedInference(benchmark::State &state)
{
    const auto tracks = size_t(state.range(0));
    const auto classes = int(state.range(1));
    FusedNetwork network({ kFilters, classes }, engineSettings());
    Batch batch = simulatedBatch(tracks, classes);
    batch.offsets.clear();
    std::vector<float> scores(tracks * size_t(classes));
    for (auto _ : state)
        benchmark::DoNotOptimize(network.evaluate(batch, scores.data()));
    finish(state, tracks, operations(classes, false));
}

void sizes(benchmark::internal::Benchmark *benchmark)
{
    for (const int classes : { 766, 98, 1424 })
        benchmark->Args({ 1000, classes });
    for (const int tracks : { 100, 10'000 })
        benchmark->Args({ tracks, 766 });
    benchmark->ArgNames({ "batch", "labels" })->UseRealTime()->Unit(benchmark::kMillisecond);
}
void oneSize(benchmark::internal::Benchmark *benchmark)
{
    benchmark->Args({ 1000, 766 })->ArgNames({ "batch", "labels" })->UseRealTime()->Unit(benchmark::kMillisecond);
}
BENCHMARK(plainStep)->Apply(sizes);
BENCHMARK(fusedStep)->Apply(sizes);
BENCHMARK(composedStep)->Apply(sizes);
BENCHMARK(composedBfloat16Step)->Apply(oneSize);
BENCHMARK(plainInference)->Apply(oneSize);
BENCHMARK(fusedInference)->Apply(sizes);

/// An epoch's feeding from a mapped store: gathering, scaling, labels; by itself and beside training.
struct FeedFixture
{
    QTemporaryDir folder;
    std::shared_ptr<const Dataset> data;
    InputTransform transform;

    explicit FeedFixture(InputKind kind)
    {
        constexpr size_t tracks = 20'000;
        const QString store = folder.filePath(QStringLiteral("store.safetensors"));
        simulated::writeStore(store, tracks, true);
        const auto truth =
            *parseGroundTruth(simulated::truthText(simulated::kSources[0], tracks, 1), QStringLiteral("truth.tsv"));
        data = joinDataset({ truth }, LabelSpace::ofOne({ QStringLiteral("allmusic"), truth->labels() }),
                           FeaturePool({ *FeatureStore::open(store) }));
        if (kind == InputKind::Decibels)
            transform = standardisedDecibels(data->images);
    }
};

void gather(benchmark::State &state, InputKind kind)
{
    const FeedFixture fixture(kind);
    const auto order = epochOrder(*fixture.data, false, 1, 1);
    const Dataset *list[] = { fixture.data.get() };
    const LossMasks masks = LossMasks::of(list);
    Batch batch;
    size_t first = 0;
    for (auto _ : state) {
        gatherBatch(*fixture.data, std::span(order).subspan(first, 1000), fixture.transform, masks, batch);
        first = (first + 1000) % (order.size() / 1000 * 1000);
    }
    finish(state, 1000, 0);
}
void gatherScaled(benchmark::State &state)
{
    gather(state, InputKind::Scaled);
}
void gatherDecibels(benchmark::State &state)
{
    gather(state, InputKind::Decibels);
}
BENCHMARK(gatherScaled)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(gatherDecibels)->UseRealTime()->Unit(benchmark::kMillisecond);

/// Steps that are fed by the loader's thread, to compare with fusedStep/batch:1000/labels:766, which needs none.
void fedStep(benchmark::State &state)
{
    const FeedFixture fixture(InputKind::Decibels);
    const Dataset *list[] = { fixture.data.get() };
    const LossMasks masks = LossMasks::of(list);
    const NetworkShape shape { kFilters, int(fixture.data->classes) };
    FusedNetwork network(shape, engineSettings());
    network.setMasks(masks.rows);
    (void)network.setState(initialState(shape, 1));
    auto loader = std::make_unique<BatchLoader>(*fixture.data, fixture.transform, masks,
                                                BatchLoader::Plan { epochOrder(*fixture.data, false, 1, 1), 1000 });
    StepSettings settings { 1e-3 };
    for (auto _ : state) {
        const Batch *batch = loader->next();
        if (batch == nullptr) {
            loader = std::make_unique<BatchLoader>(*fixture.data, fixture.transform, masks,
                                                   BatchLoader::Plan { epochOrder(*fixture.data, false, 1, 1), 1000 });
            batch = loader->next();
        }
        ++settings.step;
        benchmark::DoNotOptimize(network.train(*batch, settings));
    }
    finish(state, 1000, operations(shape.classes, true));
}
BENCHMARK(fedStep)->UseRealTime()->Unit(benchmark::kMillisecond);

/// An epoch of AllMusic's size, 1.35 million tracks × 766 labels and 330,000 validation tracks, from a mapped store,
/// with its figures and its checkpoint. Takes minutes and 2.5 GB in $TMPDIR: only with --full.
void fullSizeEpoch(benchmark::State &state)
{
    QTemporaryDir folder;
    constexpr size_t tracks = 1'353'213;
    constexpr size_t validationTracks = 330'000;
    const QString store = folder.filePath(QStringLiteral("store.safetensors"));
    simulated::writeStore(store, tracks + validationTracks, true);
    const FeaturePool pool({ *FeatureStore::open(store) });
    const std::string text = simulated::truthText(simulated::kSources[0], tracks + validationTracks, 1);
    const size_t head = text.find('\n') + 1;
    size_t cut = head;
    for (size_t row = 0; row < tracks; ++row)
        cut = text.find('\n', cut) + 1;
    const auto train = *parseGroundTruth(text.substr(0, cut), QStringLiteral("train.tsv"));
    const auto validation =
        *parseGroundTruth(text.substr(0, head) + text.substr(cut), QStringLiteral("validation.tsv"));
    const LabelSpace space = LabelSpace::ofOne({ QStringLiteral("allmusic"), train->labels() });
    const auto trainSet = joinDataset({ train }, space, pool);
    const auto validationSet = joinDataset({ validation }, space, pool);
    Recipe recipe;
    recipe.epochs = 1;
    for (auto _ : state) {
        qint64 most = 0;
        const auto result =
            trainNetwork({ recipe, space.classes(), folder.filePath(QStringLiteral("checkpoints")), false }, *trainSet,
                         *validationSet, {}, [&most](const Progress &) { most = std::max(most, residentBytes()); });
        if (!result) {
            state.SkipWithError(result.error().text().toUtf8().constData());
            return;
        }
        const EpochFigures &figures = result->history.front();
        state.counters["tracks/s"] = figures.tracksPerSecond;
        state.counters["GiB"] = double(most) / double(1 << 30);
        state.counters["waited_%"] = 100 * figures.waitedSeconds / figures.seconds;
        state.counters["metrics_%"] = 100 * figures.metricSeconds / figures.seconds;
        state.counters["tracks"] = double(trainSet->size());
        state.counters["labels"] = double(space.size());
    }
}

} // namespace

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) != "--full")
            continue;
        benchmark::RegisterBenchmark("fullSizeEpoch", fullSizeEpoch)
            ->Iterations(1)
            ->UseRealTime()
            ->Unit(benchmark::kSecond);
        std::rotate(argv + i, argv + i + 1, argv + argc);
        --argc;
    }
    tuneAllocatorForTensors();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
