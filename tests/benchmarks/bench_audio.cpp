// How fast sound files become mel images: all of it from FLAC on, our own part of it, and a numpy version of the same.
#include "core/audio/loudness_meter.h"
#include "core/audio/mel_extractor.h"
#include "core/audio/mel_framer.h"
#include "core/audio/sound_file.h"
#include "audio/wave_file.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <cmath>
#include <random>

using namespace melscope;

namespace {

constexpr int kSeconds = 180;

QTemporaryDir &folder()
{
    static QTemporaryDir instance;
    return instance;
}

/// Three minutes of stereo, as music as it takes to be compressed like music.
const std::vector<int16_t> &music()
{
    static const std::vector<int16_t> samples = [] {
        std::vector<int16_t> made;
        std::mt19937 random(1);
        double low = 0;
        for (int i = 0; i < kSeconds * 44'100; ++i) {
            const double t = double(i) / 44'100;
            low += 0.1 * (double(random()) / 4294967296.0 - 0.5 - low);
            const double note = 220 * std::pow(2, double(int(t * 3) % 12) / 12);
            double value = low;
            for (int overtone = 1; overtone < 6; ++overtone)
                value += 0.2 / overtone * std::sin(6.283185307 * note * overtone * t);
            made.push_back(int16_t(std::lround(14'000 * value)));
            made.push_back(int16_t(std::lround(12'000 * value + double(random() % 200))));
        }
        return made;
    }();
    return samples;
}

QString soundFile(const QString &ending)
{
    const QString wave = folder().filePath(QStringLiteral("three.wav"));
    if (!QFile::exists(wave))
        sounds::writeWave(wave, music(), 2);
    const QString path = folder().filePath(QStringLiteral("three.") + ending);
    if (!QFile::exists(path))
        QProcess::execute(QStringLiteral("ffmpeg"),
                          { QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-nostdin"),
                            QStringLiteral("-i"), wave, path });
    return QFile::exists(path) ? path : QString();
}

void timesRealTime(benchmark::State &state)
{
    state.counters["times_real_time"] =
        benchmark::Counter(double(kSeconds) * double(state.iterations()), benchmark::Counter::kIsRate);
}

void extract(benchmark::State &state, const QString &ending)
{
    const QString path = soundFile(ending);
    if (path.isEmpty()) {
        state.SkipWithError("there is no ffmpeg to encode with");
        return;
    }
    for (auto _ : state) {
        if (const auto file = readSoundFile(path); !file)
            state.SkipWithError(qPrintable(file.error().text()));
    }
    timesRealTime(state);
}

std::vector<float> monoOf(const std::vector<int16_t> &stereo)
{
    std::vector<float> mono;
    for (size_t i = 0; i < stereo.size(); i += 2)
        mono.push_back(float(stereo[i] + stereo[i + 1]) / 65'534);
    return mono;
}

/// Mel bands and statistics of samples that are there.
void bandsAndStatistics(benchmark::State &state)
{
    const std::vector<float> mono = monoOf(music());
    for (auto _ : state) {
        BandFrames frames;
        MelFramer framer(1.2, frames);
        if (!framer.add(mono) || !framer.finish() || !statisticsOf(frames))
            state.SkipWithError("failed");
    }
    timesRealTime(state);
}

void gain(benchmark::State &state)
{
    const std::vector<float> mono = monoOf(music());
    for (auto _ : state) {
        LoudnessMeter meter;
        meter.add(mono);
        benchmark::DoNotOptimize(meter.gain());
    }
    timesRealTime(state);
}

/// Whole processes, in turns: four WAV files by the command line, and by numpy and scipy.
void besideNumpy(benchmark::State &state)
{
    QStringList waves;
    for (int i = 0; i < 4; ++i) {
        waves << folder().filePath(QStringLiteral("%1.wav").arg(i));
        QFile::link(soundFile(QStringLiteral("wav")), waves.back());
    }
    auto seconds = [&](const QString &program, const QStringList &arguments) {
        QElapsedTimer timer;
        timer.start();
        QProcess process;
        process.setStandardOutputFile(QProcess::nullDevice());
        process.start(program, arguments);
        process.waitForFinished(-1);
        if (process.exitCode() != 0)
            state.SkipWithError("a process failed");
        return double(timer.nsecsElapsed()) * 1e-9;
    };
    double ours = 0;
    double theirs = 0;
    for (auto _ : state) {
        theirs +=
            seconds(QStringLiteral("/usr/bin/python3"), QStringList { QStringLiteral(MELSCOPE_MEL_PEER) } + waves);
        const double own =
            seconds(QStringLiteral(MELSCOPE_CLI),
                    QStringList { QStringLiteral("extract") } + waves
                        + QStringList { QStringLiteral("--output"), folder().filePath(QStringLiteral("documents")),
                                        QStringLiteral("--quiet") });
        ours += own;
        state.SetIterationTime(own);
    }
    state.counters["ratio_to_peer"] = theirs / ours;
}

BENCHMARK_CAPTURE(extract, flac, QStringLiteral("flac"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(extract, wav, QStringLiteral("wav"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(extract, mp3, QStringLiteral("mp3"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(extract, ogg, QStringLiteral("ogg"))->Unit(benchmark::kMillisecond);
BENCHMARK(bandsAndStatistics)->Unit(benchmark::kMillisecond);
BENCHMARK(gain)->Unit(benchmark::kMillisecond);
BENCHMARK(besideNumpy)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(3);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
