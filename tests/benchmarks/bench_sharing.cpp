// A training step that two processes of one thread share against the step of one process with two threads, in one run
// and by turns: machines differ and drift, so only ratios count. Run with --benchmark_out=FILE.json.
#include "core/base/compute_environment.h"
#include "core/network/c10d_group.hpp"
#include "core/network/fused_network.h"
#include "core/network/initial_state.h"
#include "core/training/rendezvous.h"

#include <benchmark/benchmark.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <thread>

using namespace melscope;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kProcesses = 2;
const std::vector<int> kFilters { 64, 128, 256, 512 };

std::shared_ptr<ProcessGroup> g_group;

Batch simulatedBatch(size_t tracks, int classes, const Share &share)
{
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(0, 1);
    Batch batch;
    batch.tracks = share.size();
    batch.first = share.begin;
    batch.whole = tracks;
    batch.offsets = { 0 };
    batch.inputs.resize(share.size() * kImageSize);
    for (float &value : batch.inputs)
        value = uniform(random);
    for (size_t track = 0; track < share.size(); ++track) {
        const auto label = uint32_t(random() % uint32_t(classes - 4));
        for (uint32_t i = 0; i < 4; ++i) // AllMusic's tracks bear four labels on average
            batch.labels.push_back(label + i);
        batch.offsets.push_back(uint32_t(batch.labels.size()));
    }
    return batch;
}

std::unique_ptr<FusedNetwork> networkOf(int classes, int threads, const std::shared_ptr<ProcessGroup> &group)
{
    EngineSettings settings;
    settings.dropout = 0.2;
    settings.normDecay = 0.9;
    settings.threads = threads;
    settings.group = group;
    const NetworkShape shape { kFilters, classes };
    auto network = std::make_unique<FusedNetwork>(shape, settings);
    (void)network->setState(initialState(shape, 1));
    return network;
}

/// What the first process wants of the other: tracks and labels of a step; kSum and how many values; nothing: to end.
constexpr int kSum = -1;
using Wish = std::array<int, 2>;
void tell(Wish &wish)
{
    g_group->broadcast(std::as_writable_bytes(std::span(wish)));
}

/// Statistics are doubles and few, gradients floats and many.
void sumOf(size_t count)
{
    static std::vector<double> few;
    static std::vector<float> many;
    if (count <= 4096) {
        few.assign(count, 1);
        g_group->sum(few);
    } else {
        many.assign(count, 1);
        g_group->sum(many);
    }
}

/// The other process: a step whenever it is asked for one.
void follow()
{
    Wish now {};
    std::unique_ptr<FusedNetwork> network;
    Batch batch;
    StepSettings settings { 1e-3 };
    for (;;) {
        Wish wish {};
        tell(wish);
        if (wish[0] == 0)
            break;
        if (wish[0] == kSum) {
            sumOf(size_t(wish[1]));
            continue;
        }
        const auto apart = g_group->stayOnOwnProcessors(); // while it takes part
        if (wish != now) {
            network = networkOf(wish[1], 1, g_group);
            batch = simulatedBatch(size_t(wish[0]), wish[1], g_group->shareOf(size_t(wish[0])));
            settings.step = 0;
            now = wish;
        }
        ++settings.step;
        (void)network->train(batch, settings);
    }
    g_group->finish();
}

double secondsOf(FusedNetwork &network, const Batch &batch, const StepSettings &settings)
{
    const auto start = Clock::now();
    benchmark::DoNotOptimize(network.train(batch, settings));
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Of a machine that others use, too, the mean says how much they did meanwhile.
double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void sharedStep(benchmark::State &state)
{
    const auto tracks = size_t(state.range(0));
    const int classes = int(state.range(1));
    const auto alone = networkOf(classes, kProcesses, nullptr);
    auto apart = g_group->stayOnOwnProcessors();
    const auto shared = networkOf(classes, 1, g_group);
    apart.reset();
    const Batch whole = simulatedBatch(tracks, classes, { 0, tracks });
    const Batch part = simulatedBatch(tracks, classes, g_group->shareOf(tracks));
    StepSettings settings { 1e-3 };
    Wish wish { int(tracks), classes };
    std::vector<double> aloneSeconds;
    std::vector<double> sharedSeconds;
    std::vector<double> exchanged;
    for (auto _ : state) {
        ++settings.step;
        aloneSeconds.push_back(secondsOf(*alone, whole, settings));
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // until the other's lanes have gone to sleep
        const auto stay = g_group->stayOnOwnProcessors();
        tell(wish);
        const double before = g_group->seconds();
        const double seconds = secondsOf(*shared, part, settings);
        exchanged.push_back(g_group->seconds() - before);
        sharedSeconds.push_back(seconds);
        state.SetIterationTime(seconds);
    }
    const double sharedMedian = medianOf(sharedSeconds);
    state.counters["efficiency"] = medianOf(aloneSeconds) / sharedMedian;
    state.counters["alone_ms"] = medianOf(aloneSeconds) * 1e3;
    state.counters["shared_ms"] = sharedMedian * 1e3;
    state.counters["exchange_ms"] = medianOf(exchanged) * 1e3; // waiting for the other one included
    state.counters["tracks/s"] = double(tracks) / sharedMedian;
}
BENCHMARK(sharedStep)
    ->ArgNames({ "batch", "labels" })
    ->Args({ 1000, 766 })
    ->Args({ 1000, 300 })
    ->Args({ 100, 766 })
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->MinTime(5);

/// Adding up by itself: a layer's statistics, and a gradient's worth of values.
void sumOfValues(benchmark::State &state)
{
    Wish wish { kSum, int(state.range(0)) };
    for (auto _ : state) {
        tell(wish);
        const double before = g_group->seconds();
        sumOf(size_t(state.range(0)));
        state.SetIterationTime(g_group->seconds() - before);
    }
    state.counters["MB/s"] =
        benchmark::Counter(double(state.iterations()) * double(state.range(0)) * 4e-6, benchmark::Counter::kIsRate);
}
BENCHMARK(sumOfValues)
    ->ArgName("values")
    ->Arg(1024)
    ->Arg(100'000)
    ->Arg(920'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    tuneAllocatorForTensors();
    GroupSettings settings;
    settings.size = kProcesses;
    settings.port = freePort();
    const pid_t other = ::fork(); // before there is any thread
    settings.rank = other == 0 ? 1 : 0;
    settings.hostsStore = other != 0;
    settings.processorShare = settings.rank;
    settings.processorShares = kProcesses;
    g_group = makeC10dGroup(settings);
    if (other == 0) {
        follow();
        return 0;
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    Wish end {};
    tell(end);
    g_group->finish();
    g_group.reset();
    ::waitpid(other, nullptr, 0);
    return 0;
}
