// Ratios are to be taken within one run: machines differ and drift. Run with --benchmark_out=FILE.json.
#include "core/base/archive_writer.h"
#include "core/demo/demo_features.h"
#include "core/features/low_level_document.h"
#include "core/scoring/threshold_search.h"
#include "core/truth/ground_truth_reader.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <random>

using namespace melscope;

namespace {

void readDocument(benchmark::State &state)
{
    DemoRandom random(1);
    const StyleShare style { 0, 0, 1 };
    const std::string text = demoDocument("id", demoImage({ &style, 1 }, random), random);
    LowLevelDocumentReader reader;
    std::string copy;
    for (auto _ : state) {
        copy = text;
        benchmark::DoNotOptimize(reader.read(copy));
    }
    state.SetBytesProcessed(int64_t(state.iterations()) * int64_t(text.size()));
}
BENCHMARK(readDocument);

void scaleImage(benchmark::State &state)
{
    DemoRandom random(1);
    const StyleShare style { 0, 0, 1 };
    const MelImage raw = demoImage({ &style, 1 }, random);
    MelImage scaled;
    for (auto _ : state) {
        scaleByChannelMaximum(raw, scaled);
        benchmark::DoNotOptimize(scaled.data());
    }
    state.SetItemsProcessed(int64_t(state.iterations()));
}
BENCHMARK(scaleImage);

std::string truthRows(int64_t rows)
{
    std::mt19937 random(1);
    std::string text = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\tgenre3\tgenre4\n";
    char id[128];
    for (int64_t i = 0; i < rows; ++i) {
        std::snprintf(id, sizeof id, "%08x-0000-4000-8000-%012llx\t%08x-0000-4000-8000-000000000000",
                      unsigned(random()), static_cast<unsigned long long>(i), unsigned(random() % 100'000));
        text += id;
        for (int k = 0; k < 4; ++k)
            text += "\tgenre" + std::to_string(random() % 20) + (k > 0 ? "---sub" + std::to_string(random() % 40) : "");
        text += '\n';
    }
    return text;
}

void parseTruth(benchmark::State &state)
{
    const std::string text = truthRows(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(parseGroundTruth(text, "t.tsv"));
    state.SetItemsProcessed(int64_t(state.iterations()) * state.range(0));
    state.SetBytesProcessed(int64_t(state.iterations()) * int64_t(text.size()));
}
BENCHMARK(parseTruth)->RangeMultiplier(10)->Range(10'000, 1'000'000)->Unit(benchmark::kMillisecond);

void searchColumn(benchmark::State &state)
{
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(0, 1);
    std::vector<float> scores(size_t(state.range(0)));
    std::vector<uint32_t> positives;
    for (uint32_t i = 0; i < scores.size(); ++i) {
        scores[i] = uniform(random);
        if (random() % 200 == 0)
            positives.push_back(i);
    }
    for (auto _ : state)
        benchmark::DoNotOptimize(searchThreshold(scores, positives));
    state.SetItemsProcessed(int64_t(state.iterations()) * state.range(0));
}
BENCHMARK(searchColumn)->RangeMultiplier(10)->Range(10'000, 1'000'000)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
