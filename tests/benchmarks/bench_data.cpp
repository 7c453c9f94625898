// Importing, joining and exploring at full scale. Peers named in a counter run in the same process run, so that
// ratios hold on any machine. Run with --benchmark_out=FILE.json --benchmark_repetitions=5.
#include "simulated_data.h"

#include "core/base/archive_writer.h"
#include "core/base/atomic_file.h"
#include "core/features/feature_import.h"
#include "core/features/feature_pool.h"
#include "core/truth/ground_truth_reader.h"

#include <benchmark/benchmark.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <chrono>
#include <fstream>
#include <thread>

using namespace melscope;

namespace {

QString scratch(const QString &name)
{
    static QTemporaryDir folder;
    return folder.filePath(name);
}

double secondsOf(const std::function<void()> &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void put(const QString &path, const std::string &text)
{
    if (!writeFileAtomically(path, text))
        throw std::runtime_error("cannot write");
}

/// A shell command's seconds.
double shellSeconds(const QString &command)
{
    return secondsOf([&] {
        QProcess process;
        process.start(QStringLiteral("sh"), { QStringLiteral("-c"), command });
        process.waitForFinished(-1);
        if (process.exitCode() != 0)
            throw std::runtime_error("the peer failed");
    });
}

long residentBytes()
{
    std::ifstream file("/proc/self/statm");
    long pages = 0;
    file >> pages >> pages;
    return pages * 4096;
}

QString truthFile(const simulated::Source &source, size_t rows)
{
    const QString path = scratch(QStringLiteral("%1-%2.tsv").arg(QLatin1String(source.name), QString::number(rows)));
    if (!QFileInfo::exists(path))
        put(path, simulated::truthText(source, rows, uint64_t(&source - simulated::kSources) + 1));
    return path;
}

void loadPlainTruth(benchmark::State &state)
{
    const QString path = truthFile(simulated::kSources[0], size_t(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(readGroundTruth(path));
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.SetBytesProcessed(state.iterations() * QFileInfo(path).size());
}
BENCHMARK(loadPlainTruth)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Arg(1'353'213)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// Time beside that of `bzip2 -dc … > /dev/null`, alternating; counter "ratio" is ours over bzip2's.
void loadCompressedTruth(benchmark::State &state)
{
    const QString path = truthFile(simulated::kSources[0], size_t(state.range(0)));
    if (!QFileInfo::exists(path + QStringLiteral(".bz2")))
        shellSeconds(QStringLiteral("bzip2 -k '%1'").arg(path));
    double peer = 0;
    double ours = 0;
    for (auto _ : state) {
        peer += shellSeconds(QStringLiteral("bzip2 -dc '%1.bz2' > /dev/null").arg(path));
        const double seconds =
            secondsOf([&] { benchmark::DoNotOptimize(readGroundTruth(path + QStringLiteral(".bz2"))); });
        ours += seconds;
        state.SetIterationTime(seconds);
    }
    state.counters["ratio_to_bzip2"] = ours / peer;
}
BENCHMARK(loadCompressedTruth)
    ->Arg(100'000)
    ->Arg(1'353'213)
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(1);

/// All four sources at real size, counted by the process's resident memory.
void holdAllSources(benchmark::State &state)
{
    for (const auto &source : simulated::kSources)
        truthFile(source, source.recordings);
    for (auto _ : state) {
        Project project;
        for (const auto &source : simulated::kSources) {
            ProjectSource entry;
            entry.name = QLatin1String(source.name);
            entry.trainFile = truthFile(source, source.recordings);
            project.sources.push_back(entry);
        }
        const long before = residentBytes();
        const auto data = loadCollection(project, scratch(QStringLiteral("cache")));
        state.counters["resident_MiB"] = double(residentBytes() - before) / (1 << 20);
        state.counters["tracks"] = double((*data)->trackCount());
        state.counters["recordings"] = double((*data)->recordings.size());
    }
}
BENCHMARK(holdAllSources)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

QString storeFile(size_t tracks)
{
    const QString path = scratch(QStringLiteral("store-%1.safetensors").arg(tracks));
    if (!QFileInfo::exists(path))
        simulated::writeStore(path, tracks, false);
    return path;
}

void openStore(benchmark::State &state)
{
    const QString path = storeFile(size_t(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(FeatureStore::open(path));
    state.counters["MB"] = double(QFileInfo(path).size()) / 1e6;
}
BENCHMARK(openStore)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Arg(1'800'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void joinTruthAndFeatures(benchmark::State &state)
{
    const auto truth = *readGroundTruth(truthFile(simulated::kSources[0], size_t(state.range(0))));
    const FeaturePool pool({ *FeatureStore::open(storeFile(size_t(state.range(1)))) });
    for (auto _ : state)
        benchmark::DoNotOptimize(pool.rowsOf(truth->recordings()));
    state.SetItemsProcessed(state.iterations() * state.range(1));
}
BENCHMARK(joinTruthAndFeatures)
    ->Args({ 10'000, 10'000 })
    ->Args({ 100'000, 100'000 })
    ->Args({ 1'000'000, 1'000'000 })
    ->Args({ 1'353'213, 1'800'000 })
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

QString documentFolder(size_t count)
{
    const QString folder = scratch(QStringLiteral("documents-%1").arg(count));
    if (QFileInfo::exists(folder))
        return folder;
    for (size_t i = 0; i < count; ++i) {
        const std::string id = simulated::recordingId(i);
        const QString place = folder + QLatin1Char('/') + QString::fromStdString(id.substr(0, 2));
        QDir().mkpath(place);
        std::ofstream(
            QString(place + QLatin1Char('/') + QString::fromStdString(id) + QStringLiteral(".json")).toStdString(),
            std::ios::binary)
            << simulated::document(id, i);
    }
    return folder;
}

void importFolder(benchmark::State &state)
{
    const QString folder = documentFolder(size_t(state.range(0)));
    for (auto _ : state) {
        const auto report = importFeatures({ { folder }, scratch(QStringLiteral("folder.safetensors")), 0, {} });
        if (!report || report->imported != state.range(0))
            state.SkipWithError("the import failed");
    }
    state.counters["documents_per_s"] =
        benchmark::Counter(double(state.iterations() * state.range(0)), benchmark::Counter::kIsRate);
}
BENCHMARK(importFolder)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Counter "ratio": how many times the documents a second of a Python walk that does the same with json.
void importFolderBesidePython(benchmark::State &state)
{
    constexpr size_t count = 2'000;
    const QString folder = documentFolder(count);
    const QString script = scratch(QStringLiteral("walk.py"));
    put(script, simulated::kPythonWalk);
    double peer = 0;
    double ours = 0;
    for (auto _ : state) {
        peer += shellSeconds(
            QStringLiteral("/usr/bin/python3 '%1' '%2' '%3'").arg(script, folder, scratch(QStringLiteral("walk.out"))));
        const double seconds = secondsOf([&] {
            benchmark::DoNotOptimize(importFeatures({ { folder }, scratch(QStringLiteral("py.safetensors")), 0, {} }));
        });
        ours += seconds;
        state.SetIterationTime(seconds);
    }
    state.counters["ratio_to_python"] = peer / ours;
    state.counters["documents_per_s"] = double(count * state.iterations()) / ours;
}
BENCHMARK(importFolderBesidePython)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(3);

/// Counter "share": the speed as a share of that of two `bzip2 -dc … > /dev/null` side by side.
void importTwoArchives(benchmark::State &state)
{
    QString archives[2];
    for (int a = 0; a < 2; ++a) {
        archives[a] = scratch(QStringLiteral("archive-%1.tar.bz2").arg(a));
        if (QFileInfo::exists(archives[a]))
            continue;
        std::vector<std::pair<std::string, std::string>> files;
        for (size_t i = 0; i < 1'500; ++i) {
            const std::string id = simulated::recordingId(i + 100'000 * size_t(a + 1));
            files.emplace_back("acousticbrainz-mediaeval-train/" + id.substr(0, 2) + "/" + id + ".json",
                               simulated::document(id, i));
        }
        put(archives[a], *makeTarBzip2(files));
    }
    double peer = 0;
    double ours = 0;
    for (auto _ : state) {
        peer += shellSeconds(QStringLiteral("bzip2 -dc '%1' > /dev/null & bzip2 -dc '%2' > /dev/null; wait")
                                 .arg(archives[0], archives[1]));
        const double seconds = secondsOf([&] {
            const auto report =
                importFeatures({ { archives[0], archives[1] }, scratch(QStringLiteral("two.safetensors")), 0, {} });
            if (!report || report->imported != 3'000)
                state.SkipWithError("the import failed");
        });
        ours += seconds;
        state.SetIterationTime(seconds);
    }
    state.counters["share_of_bzip2"] = peer / ours;
}
BENCHMARK(importTwoArchives)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(3);

} // namespace

BENCHMARK_MAIN();
