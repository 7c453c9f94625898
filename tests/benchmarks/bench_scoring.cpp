// Thresholds, what-if and evaluation at the size of AllMusic's validation part: 330,000 tracks × 766 labels, with the
// real labels' frequencies where the real label list is at hand.
#include "core/scoring/evaluation.h"
#include "core/scoring/evaluation_files.h"
#include "core/scoring/rule_comparison.h"
#include "core/scoring/threshold_curve.h"
#include "core/scoring/threshold_uncertainty.h"
#include "core/scoring/what_if.h"
#include "core/truth/ground_truth_reader.h"
#include "simulated_scores.h"

#include <benchmark/benchmark.h>

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace melscope;

namespace {

using Simulated = simulated::Scored;
const Simulated &data()
{
    return simulated::scored();
}

std::shared_ptr<const LabelledTracks> labelled()
{
    static const auto tracks =
        *LabelledTracks::make(data().part.scores, data().part.truth, ScoreLabeller(data().thresholds));
    return tracks;
}

/// The label of that rank by support.
uint32_t labelOfRank(int64_t rank)
{
    std::vector<uint32_t> order = data().part.classes;
    std::sort(order.begin(), order.end(),
              [](uint32_t a, uint32_t b) { return data().steps[a].support > data().steps[b].support; });
    return order[size_t(rank)];
}

void searchAllThresholds(benchmark::State &state)
{
    const Simulated &data = simulated::scored();
    for (auto _ : state)
        benchmark::DoNotOptimize(searchThresholds(*data.part.scores, *data.part.truth));
    state.counters["labels/s"] =
        benchmark::Counter(double(data.steps.size() * size_t(state.iterations())), benchmark::Counter::kIsRate);
}

void curveOfOneLabel(benchmark::State &state)
{
    const Simulated &data = simulated::scored();
    const uint32_t label = labelOfRank(state.range(0));
    for (auto _ : state) {
        std::vector<float> column;
        for (const uint32_t row : data.part.truth->rows())
            column.push_back(data.part.scores->row(row)[label]);
        benchmark::DoNotOptimize(ThresholdCurve(column, data.part.truth->positives(label)));
    }
}

void labelAllTracks(benchmark::State &state)
{
    const Simulated &data = simulated::scored();
    for (auto _ : state)
        benchmark::DoNotOptimize(
            LabelledTracks::make(data.part.scores, data.part.truth, ScoreLabeller(data.thresholds)));
    state.counters["fallback"] = double(labelled()->counts().figures().fallbackTracks);
}

void makeTuning(benchmark::State &state)
{
    const auto tracks = labelled();
    const uint32_t label = labelOfRank(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(MovableLabel::make(tracks, label));
}

/// A threshold dragged over the plot's width: 500 steps of a pixel from 0.2 to 5 times the optimum, with all figures
/// after each.
void dragStep(benchmark::State &state)
{
    const auto movable = *MovableLabel::make(labelled(), labelOfRank(state.range(0)));
    WhatIf whatIf(movable);
    const double optimum = whatIf.threshold();
    std::vector<double> times;
    size_t looked = 0;
    for (auto _ : state) {
        for (int i = 0; i < 500; ++i) {
            const double wanted = optimum * std::pow(5, double(i) / 250 - 1);
            const auto start = std::chrono::steady_clock::now();
            looked += whatIf.setThreshold(wanted);
            benchmark::DoNotOptimize(whatIf.counts().figures());
            benchmark::DoNotOptimize(whatIf.decision());
            times.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
        whatIf.setThreshold(optimum);
    }
    std::sort(times.begin(), times.end());
    state.counters["median_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
    state.counters["max_ms"] = times.back();
    state.counters["tracks"] = double(looked) / double(times.size());
}

void bootstrapOneLabel(benchmark::State &state)
{
    const uint32_t label = labelOfRank(state.range(0));
    const LabelSteps &steps = data().steps[label];
    std::vector<float> column;
    for (const uint32_t row : data().part.truth->rows())
        column.push_back(data().part.scores->row(row)[label]);
    const ThresholdCurve curve(column, data().part.truth->positives(label));
    ResamplingSettings settings;
    settings.resamples = 1000;
    settings.bins = 1000;
    for (auto _ : state) {
        benchmark::DoNotOptimize(labelUncertainty(steps, {}, {}, settings));
        settings.bins = 400;
        benchmark::DoNotOptimize(f1Band(curve, settings));
        settings.bins = 1000;
    }
}

void uncertaintyOfAll(benchmark::State &state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(labelUncertainties(data().steps, {}));
}

void thresholdRule(benchmark::State &state, const char *rule)
{
    const Simulated &data = simulated::scored();
    const RuleSettings settings = *parseRule(QString::fromLatin1(rule));
    for (auto _ : state)
        benchmark::DoNotOptimize(ruleThresholds(data.part, data.steps, settings));
}

void compareAllRules(benchmark::State &state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(compareRules(data().part, candidateRules(), 1));
}

/// From the files, as `melscope-cli evaluate --output-dir` does it.
void evaluateFiles(benchmark::State &state)
{
    static const QTemporaryDir folder;
    static const bool written = [] {
        const auto tracks = labelled();
        std::string run;
        std::string truth = "recordingmbid\treleasegroupmbid\tgenre1\n";
        for (size_t track = 0; track < tracks->size(); ++track) {
            const std::string id = data().part.scores->ids().text(track);
            std::vector<std::string_view> names;
            for (const uint32_t label : tracks->labelsOf(track))
                names.push_back(data().part.scores->classes()[label]);
            run += submissionLine(id, names);
            names.clear();
            names.push_back("group");
            for (const uint32_t label : data().part.truth->labelsOf(track))
                names.push_back(data().part.scores->classes()[label]);
            truth += submissionLine(id, names);
        }
        QFile a(folder.filePath(QStringLiteral("run.tsv")));
        QFile b(folder.filePath(QStringLiteral("truth.tsv")));
        return a.open(QIODevice::WriteOnly) && a.write(run.data(), qint64(run.size())) > 0
            && b.open(QIODevice::WriteOnly) && b.write(truth.data(), qint64(truth.size())) > 0;
    }();
    if (!written)
        return state.SkipWithError("no place for the files");
    for (auto _ : state) {
        const auto truth = readGroundTruth(folder.filePath(QStringLiteral("truth.tsv")));
        const auto run = Submission::read(folder.filePath(QStringLiteral("run.tsv")));
        const auto evaluation = evaluate(**truth, *run);
        benchmark::DoNotOptimize(
            writeEvaluation(*evaluation, folder.filePath(QStringLiteral("out")), QStringLiteral("run")));
    }
}

void ranks(benchmark::internal::Benchmark *benchmark)
{
    for (const int rank : { 0, 20, 300 })
        benchmark->Arg(rank);
    benchmark->ArgName("rank")->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK(searchAllThresholds)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(curveOfOneLabel)->Apply(ranks);
BENCHMARK(labelAllTracks)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(makeTuning)->Apply(ranks);
BENCHMARK(dragStep)->Apply(ranks);
BENCHMARK(bootstrapOneLabel)->Apply(ranks);
BENCHMARK(uncertaintyOfAll)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(thresholdRule, smoothed, "smoothed:2")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(thresholdRule, argmax_micro, "argmax@micro")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(thresholdRule, global_micro, "global@micro")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(thresholdRule, global_track, "global@track")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(compareAllRules)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(evaluateFiles)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
