// Whole processes, as somebody waits for them: start-up, reading and writing included, beside the peers that do the
// same. The window is timed where DISPLAY names a server (Xvfb will do), else without a screen; caches are dropped for
// the cold starts where that is allowed. Run with --benchmark_out=FILE.json.
#include "simulated_data.h"
#include "simulated_scores.h"

#include "core/base/atomic_file.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fcntl.h>
#include <fstream>

using namespace melscope;

namespace {

QTemporaryDir &folder()
{
    static QTemporaryDir instance;
    return instance;
}
QString scratch(const QString &name)
{
    return folder().filePath(name);
}
void put(const QString &path, std::string_view text)
{
    if (!writeFileAtomically(path, text))
        throw std::runtime_error("cannot write " + path.toStdString());
}

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Ended
{
    double seconds = 0; ///< from the start to the end, or to what the process itself says
    std::string out;
    bool good = false;
};

/// Runs a program to its end; what it prints is kept.
Ended run(const QStringList &command)
{
    std::vector<std::string> texts;
    for (const QString &argument : command)
        texts.push_back(argument.toStdString());
    std::vector<char *> arguments;
    for (std::string &text : texts)
        arguments.push_back(text.data());
    arguments.push_back(nullptr);
    const std::string out = scratch(QStringLiteral("out")).toStdString();
    Ended ended;
    const double begin = now();
    const pid_t child = vfork();
    if (child == 0) {
        const int file = ::open(out.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
        dup2(file, 1);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ended.seconds = now() - begin;
    ended.good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    std::ifstream file(out);
    ended.out.assign(std::istreambuf_iterator<char>(file), {});
    return ended;
}

/// As run(), to the moment that the process prints as seconds of the steady clock.
Ended runUntilItSays(const QStringList &command)
{
    const double begin = now();
    Ended ended = run(command);
    ended.seconds = std::atof(ended.out.c_str()) - begin;
    ended.good = ended.good && ended.seconds > 0;
    return ended;
}

/// What a program holds in memory at most. Measured by a small process, since a child's peak begins with the size of
/// the one that starts it.
double residentMegabytes(const QStringList &command)
{
    const QString script = QStringLiteral("import resource, subprocess, sys\n"
                                          "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
                                          "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)\n");
    return std::atof(run(QStringList { "/usr/bin/python3", "-c", script } + command).out.c_str());
}

bool dropCaches()
{
    ::sync();
    std::ofstream file("/proc/sys/vm/drop_caches");
    file << "3" << std::flush;
    return file.good();
}

const QString kCli = QStringLiteral(MELSCOPE_CLI);
const QString kWindow = QStringLiteral(MELSCOPE_WINDOW);
const QString kPlainWindow = QStringLiteral(MELSCOPE_PLAIN_WINDOW);
const QString kPython = QStringLiteral("/usr/bin/python3");

/// The median of some runs beside that of a peer's, in turns.
template <class Ours, class Theirs>
void compare(benchmark::State &state, const QStringList &command, const Ours &ours, const Theirs &theirs)
{
    double peer = 0;
    double own = 0;
    for (auto _ : state) {
        const Ended other = theirs();
        const Ended mine = ours(command);
        if (!mine.good || !other.good)
            state.SkipWithError(mine.good ? "the peer failed" : "the program failed");
        peer += other.seconds;
        own += mine.seconds;
        state.SetIterationTime(mine.seconds);
    }
    state.counters["ratio_to_peer"] = peer / own;
    state.counters["resident_MB"] = residentMegabytes(command);
}

template <class Ours>
void alone(benchmark::State &state, const QStringList &command, const Ours &ours)
{
    for (auto _ : state) {
        const Ended mine = ours(command);
        if (!mine.good)
            state.SkipWithError("the program failed");
        state.SetIterationTime(mine.seconds);
    }
    state.counters["resident_MB"] = residentMegabytes(command);
}

void version(benchmark::State &state)
{
    alone(state, { kCli, "--version" }, run);
}
BENCHMARK(version)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(20);

void evaluateSmall(benchmark::State &state)
{
    put(scratch("small.tsv"), "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\na\tg\trock\tpop\nb\tg\tjazz\t\n");
    put(scratch("small-run.tsv"), "a\trock\nb\tjazz\tpop\n");
    alone(state, { kCli, "evaluate", scratch("small.tsv"), scratch("small-run.tsv"), "--quiet" }, run);
}
BENCHMARK(evaluateSmall)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(20);

void importBesidePython(benchmark::State &state)
{
    constexpr size_t count = 3'000;
    const QString documents = scratch("documents");
    for (size_t i = 0; i < count && !QFile::exists(scratch("walk.py")); ++i) {
        const std::string id = simulated::recordingId(i);
        QDir().mkpath(documents + '/' + QString::fromStdString(id.substr(0, 2)));
        put(documents + '/' + QString::fromStdString(id.substr(0, 2) + '/' + id + ".json"), simulated::document(id, i));
    }
    put(scratch("walk.py"), simulated::kPythonWalk);
    compare(
        state, { kCli, "import", documents, "--output", scratch("store.safetensors"), "--quiet" },
        [](const QStringList &command) {
            QFile::remove(scratch("store.safetensors"));
            return run(command);
        },
        [&] {
            return run({ kPython, scratch("walk.py"), documents, scratch("walk.out") });
        });
}
BENCHMARK(importBesidePython)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(5);

QString fullTruth()
{
    const QString path = scratch("acousticbrainz-mediaeval-allmusic-train.tsv");
    if (!QFile::exists(path))
        put(path, simulated::truthText(simulated::kSources[0], simulated::kSources[0].recordings, 1));
    return path;
}

void infoBesidePython(benchmark::State &state)
{
    put(scratch("info.py"), R"(import collections, csv, sys
labels, groups, recordings = collections.Counter(), collections.defaultdict(set), set()
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    for row in rows:
        recordings.add(row[0])
        for label in row[2:]:
            if label:
                labels[label] += 1
                groups[label].add(row[1])
print(len(recordings), len(labels), sum(labels.values()))
)");
    const QString truth = fullTruth();
    compare(state, { kCli, "info", truth, "--quiet" }, run, [&] {
        return run({ kPython, scratch("info.py"), truth });
    });
}
BENCHMARK(infoBesidePython)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(3);

/// Of the validation part: scores and truth, of so many labels.
void writeScored(size_t columns, const QString &scores, const QString &truth)
{
    const simulated::Scored &scored = simulated::scored();
    const ScoreMatrix &matrix = *scored.part.scores;
    std::vector<std::string> classes(matrix.classes().begin(), matrix.classes().begin() + ptrdiff_t(columns));
    std::vector<float> values;
    values.reserve(matrix.rows() * columns);
    for (size_t row = 0; row < matrix.rows(); ++row)
        values.insert(values.end(), matrix.row(row).begin(), matrix.row(row).begin() + ptrdiff_t(columns));
    const auto part = ScoreMatrix::make(matrix.ids(), std::move(classes), std::move(values));
    if (!part || !part->save(scores))
        throw std::runtime_error("cannot write scores");
    std::string text = "recordingmbid\treleasegroupmbid\tgenre1\n";
    for (size_t row = 0; row < scored.truth->size(); ++row) {
        std::string labels;
        for (const uint32_t label : scored.truth->labelsOf(row)) {
            const std::string &name = scored.truth->labels()[label];
            if (std::binary_search(part->classes().begin(), part->classes().end(), name))
                labels += '\t' + name;
        }
        if (labels.empty())
            labels = '\t' + part->classes().front();
        text += scored.truth->recordings().text(row) + "\tg" + labels + '\n';
    }
    put(truth, text);
}

/// The peer's time is scikit-learn's for the curves alone, without starting, reading or writing.
void thresholdsBesideSklearn(benchmark::State &state)
{
    writeScored(200, scratch("scores.safetensors"), scratch("scored.tsv"));
    put(scratch("thresholds.py"), R"(import json, struct, sys, time
import numpy as np
from sklearn.metrics import precision_recall_curve
with open(sys.argv[1], "rb") as file:
    size = struct.unpack("<Q", file.read(8))[0]
    header = json.loads(file.read(size))
    data = file.read()
def tensor(name, kind):
    begin, end = header[name]["data_offsets"]
    return np.frombuffer(data[begin:end], kind).reshape(header[name]["shape"])
scores = tensor("scores", np.float32)
classes = json.loads(header["__metadata__"]["classes"])
ids, ends = tensor("ids", np.uint8).tobytes().decode(), tensor("id_offsets", np.uint64)
rows = {ids[int(a):int(b)]: i for i, (a, b) in enumerate(zip(ends, ends[1:]))}
index = {name: i for i, name in enumerate(classes)}
truth = np.zeros(scores.shape, bool)
with open(sys.argv[2], encoding="utf-8") as file:
    next(file)
    for line in file:
        cells = line.rstrip("\n").split("\t")
        for label in cells[2:]:
            truth[rows[cells[0]], index[label]] = True
begin = time.monotonic()
for i in range(len(classes)):
    precision, recall, thresholds = precision_recall_curve(truth[:, i], scores[:, i])
    with np.errstate(all="ignore"):
        np.nanargmax(2 * precision * recall / (precision + recall))
print(time.monotonic() - begin)
)");
    compare(state,
            { kCli, "thresholds", "--scores", scratch("scores.safetensors"), "--ground-truth", scratch("scored.tsv"),
              "--output", scratch("thresholds.txt"), "--quiet" },
            run, [] {
                Ended ended =
                    run({ kPython, scratch("thresholds.py"), scratch("scores.safetensors"), scratch("scored.tsv") });
                ended.seconds = std::atof(ended.out.c_str());
                return ended;
            });
}
BENCHMARK(thresholdsBesideSklearn)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(3);

void evaluateFull(benchmark::State &state)
{
    const simulated::Scored &scored = simulated::scored();
    std::string text;
    std::string truth = "recordingmbid\treleasegroupmbid\tgenre1\n";
    for (size_t row = 0; row < scored.truth->size(); ++row) {
        const std::string id = scored.truth->recordings().text(row);
        text += id;
        truth += id + "\tg";
        const auto labels = scored.truth->labelsOf(row);
        for (const uint32_t label : labels)
            truth += '\t' + scored.truth->labels()[label];
        // Three labels, of which two are as often right as not.
        for (size_t i = 0; i < 3; ++i) {
            const uint32_t label = i == 0 && !labels.empty()
                ? labels[0]
                : uint32_t((row * 2654435761U >> (8 * i)) % scored.truth->labels().size());
            text += '\t' + scored.truth->labels()[label];
        }
        text += '\n';
        truth += '\n';
    }
    put(scratch("evaluated.tsv"), truth);
    put(scratch("evaluated-run.tsv"), text);
    alone(state,
          { kCli, "evaluate", "--quiet", "--output-dir", scratch("evaluation"), scratch("evaluated.tsv"),
            scratch("evaluated-run.tsv") },
          run);
}
BENCHMARK(evaluateFull)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(3);

void firstPaint(benchmark::State &state)
{
    const bool cold = state.range(0) == 1;
    if (cold && !dropCaches()) {
        state.SkipWithError("caches cannot be dropped here");
        return;
    }
    compare(
        state, { kWindow, "--until", "painted" },
        [&](const QStringList &command) {
            if (cold)
                dropCaches();
            return runUntilItSays(command);
        },
        [&] {
            if (cold)
                dropCaches();
            return runUntilItSays({ kPlainWindow });
        });
}
BENCHMARK(firstPaint)->ArgName("cold")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(5);

/// A project with a truth of full size and features: until the Tracks page's table shows it.
void openFullProject(benchmark::State &state)
{
    simulated::writeStore(scratch("full.safetensors"), simulated::kAllRecordings, false);
    const QString truth = fullTruth();
    alone(state, { kWindow, "--until", "loaded", truth, scratch("full.safetensors") }, runUntilItSays);
}
BENCHMARK(openFullProject)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(3);

} // namespace

int main(int argc, char **argv)
{
    // Nothing remembered, nothing changed of the user's.
    qputenv("XDG_CONFIG_HOME", folder().path().toUtf8());
    qputenv("XDG_DATA_HOME", folder().path().toUtf8());
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
