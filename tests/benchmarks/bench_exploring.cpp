// Neighbours among simulated embeddings, and explanations of a network of the paper's size.
// Run with --benchmark_out=FILE.json; --benchmark_filter=1350000 takes minutes and 4 GB.
#include "simulated_embedding.h"

#include "core/exploring/attribution.h"
#include "core/exploring/map_picture.h"
#include "core/exploring/neighbours.h"
#include "core/exploring/track_map.h"
#include "core/network/initial_state.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <set>

using namespace melscope;

namespace {

using Clock = std::chrono::steady_clock;

struct Indexed
{
    std::shared_ptr<const Embedding> embedding;
    std::shared_ptr<const NeighbourIndex> index;
    double seconds = 0;
};

const Indexed &indexed(size_t tracks)
{
    static std::map<size_t, Indexed> known;
    Indexed &one = known[tracks];
    if (!one.index) {
        one.embedding = simulatedEmbedding(tracks, 512, 1);
        const auto start = Clock::now();
        one.index = *NeighbourIndex::build(one.embedding);
        one.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    }
    return one;
}

void nearestTracks(benchmark::State &state)
{
    const auto &[embedding, index, seconds] = indexed(size_t(state.range(0)));
    size_t query = 0;
    for (auto _ : state) {
        query = (query + 7919) % embedding->size();
        benchmark::DoNotOptimize(index->nearest(embedding->row(query), 10));
    }
    state.counters["index_s"] = seconds;
    std::fprintf(stderr, "indexed in %.1f s\n", seconds);
    size_t right = 0;
    const size_t queries = embedding->size() > 500'000 ? 20 : 200; // looking at all takes seconds
    for (size_t i = 0; i < queries; ++i) {
        const auto row = embedding->row(i * embedding->size() / queries);
        std::set<uint32_t> exact;
        for (const Neighbour &near : exactNeighbours(*embedding, row, 10))
            exact.insert(near.track);
        for (const Neighbour &near : index->nearest(row, 10))
            right += exact.count(near.track);
    }
    state.counters["recall_at_10"] = double(right) / double(10 * queries);
}
BENCHMARK(nearestTracks)->ArgName("tracks")->Arg(100'000)->Arg(1'350'000)->Unit(benchmark::kMillisecond)->UseRealTime();

/// One label of one track: 64 steps, and the occlusions.
void explain(benchmark::State &state)
{
    Model model;
    model.shape = { { 64, 128, 256, 512 }, 766 };
    model.input.kind = InputKind::Scaled;
    model.tensors = initialState(model.shape, 1).tensors;
    const auto explainer = *Explainer::of(model);
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(0, 1);
    NetworkInput input {};
    const NetworkInput baseline {};
    for (float &value : input)
        value = uniform(random);
    for (auto _ : state) {
        benchmark::DoNotOptimize(explainer->attribute(input, baseline, 5));
        benchmark::DoNotOptimize(explainer->occlude(input, baseline, 5));
    }
}
BENCHMARK(explain)->Unit(benchmark::kMillisecond)->UseRealTime();

/// A map from an embedding: PCA, neighbours, layout.
void layMapOut(benchmark::State &state)
{
    const auto tracks = MapTracks::of(std::vector<MapTracks::PartOfMap> {
        { { RunPart::Kind::Train, 0, QStringLiteral("train") }, simulatedEmbedding(size_t(state.range(0)), 512, 1) } });
    double first = 0;
    for (auto _ : state) {
        const auto start = Clock::now();
        benchmark::DoNotOptimize(principalMap(*tracks, axesOfMap(*tracks)));
        first = std::chrono::duration<double>(Clock::now() - start).count();
        benchmark::DoNotOptimize(neighbourMap(*tracks, axesOfMap(*tracks)));
    }
    state.counters["first_picture_s"] = first;
}
BENCHMARK(layMapOut)
    ->ArgName("tracks")
    ->Arg(100'000)
    ->Arg(1'350'000)
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->Iterations(1);

/// Clusters with strays between them, as a layout leaves them.
const MapPoints &simulatedMap()
{
    static const auto points = [] {
        std::mt19937 random(1);
        std::normal_distribution<float> normal;
        std::vector<float> centres(400);
        for (float &value : centres)
            value = 6 * normal(random);
        std::vector<float> positions(2 * 1'350'000);
        for (size_t i = 0; i < positions.size(); i += 2) {
            const size_t cluster = random() % 200;
            positions[i] = centres[2 * cluster] + normal(random);
            positions[i + 1] = centres[2 * cluster + 1] + normal(random);
        }
        return MapPoints::of(std::move(positions));
    }();
    return *points;
}

/// One picture of 1.35 million points, of which a share of the extent is seen.
void pictureOfMap(benchmark::State &state)
{
    const MapPoints &points = simulatedMap();
    std::vector<uint8_t> shades(points.size());
    for (size_t i = 0; i < shades.size(); ++i)
        shades[i] = uint8_t(i % 11);
    const MapColours colours { std::vector<uint32_t>(11, 0xFF4080C0), 0xFF808080 };
    MapExtent extent = points.extent();
    extent.right = extent.left + (extent.right - extent.left) / double(state.range(0));
    extent.top = extent.bottom + (extent.top - extent.bottom) / double(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(drawMap(points, shades, colours, extent, 1000, 800, 1));
}
BENCHMARK(pictureOfMap)->ArgName("zoom")->Arg(1)->Arg(2)->Arg(20)->Unit(benchmark::kMillisecond);

/// A lasso of 300 corners about half of 1.35 million points.
void lasso(benchmark::State &state)
{
    const MapPoints &points = simulatedMap();
    std::vector<MapPoint> polygon;
    for (int i = 0; i < 300; ++i) {
        const double radius = 8 + 3 * std::sin(i * 0.7);
        polygon.push_back({ radius * std::cos(i * M_PI / 150), radius * std::sin(i * M_PI / 150) });
    }
    size_t found = 0;
    for (auto _ : state)
        found = points.within(polygon).size();
    state.counters["found"] = double(found);
}
BENCHMARK(lasso)->Unit(benchmark::kMillisecond);

/// One label over 64 tracks, 32 steps each; and so many tracks a second.
void explainLabel(benchmark::State &state)
{
    constexpr size_t kTracks = 64;
    Model model;
    model.shape = { { 64, 128, 256, 512 }, 766 };
    model.input.kind = InputKind::Scaled;
    model.tensors = initialState(model.shape, 1).tensors;
    const auto explainer = *Explainer::of(model);
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(0, 1);
    std::vector<float> images(kTracks * kImageSize);
    std::ranges::generate(images, [&] { return uniform(random); });
    Dataset tracks;
    for (size_t track = 0; track < kTracks; ++track) {
        tracks.images.push_back(images.data() + track * kImageSize);
        tracks.labels.push_back(5);
        tracks.labelOffsets.push_back(track + 1);
    }
    for (auto _ : state)
        benchmark::DoNotOptimize(explainer->attributeLabel(tracks, {}, 5));
    state.counters["tracks"] = benchmark::Counter(double(kTracks), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(explainLabel)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();
