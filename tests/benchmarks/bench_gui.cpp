// The Tracks page at full scale, in a real window (QT_QPA_PLATFORM=offscreen will do). Times are those a user waits:
// from the key or signal until the table is painted. Run with --benchmark_out=FILE.json.
#include "simulated_data.h"

#include "ui/main_window/main_window.h"
#include "ui/pages/image_panel.h"
#include "ui/pages/track_details.h"
#include "ui/pages/tracks_page.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/session/session.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <memory>

using namespace melscope;

namespace {

/// Handles events until something is so; unlike QTest::qWaitFor() it does not sleep in between.
template <class Condition>
void waitUntil(const Condition &condition)
{
    while (!condition())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

constexpr size_t kStoreTracks = 400'000; // about 300,000 of them are in the largest truth

QTemporaryDir &folder()
{
    static QTemporaryDir instance;
    return instance;
}

/// A window with a source of so many rows, kept until another size is asked for.
class FullWindow
{
public:
    static FullWindow &of(size_t rows)
    {
        static std::unique_ptr<FullWindow> window;
        if (!window || window->m_rows != rows) {
            window.reset();
            window.reset(new FullWindow(rows));
        }
        return *window;
    }

    MainWindow &window() { return *m_window; }
    TracksPage &page() { return *m_window->tracksPage(); }
    QTableView &table() { return *m_window->findChild<QTableView *>(QStringLiteral("tracksTable")); }
    QLineEdit &filter() { return *m_window->findChild<QLineEdit *>(QStringLiteral("trackFilter")); }

    /// Waits until the page shows the newest filter, and paints it.
    void settle()
    {
        waitUntil([&] { return !page().isBusy(); });
        table().viewport()->repaint();
    }

private:
    explicit FullWindow(size_t rows)
        : m_rows(rows)
        , m_window(std::make_unique<MainWindow>())
    {
        const QString truth = folder().filePath(QStringLiteral("allmusic-%1-train.tsv").arg(rows));
        const QString store = folder().filePath(QStringLiteral("features.safetensors"));
        if (!QFileInfo::exists(truth)) {
            QFile file(truth);
            (void)file.open(QIODevice::WriteOnly);
            const std::string text = simulated::truthText(simulated::kSources[0], rows, 1);
            file.write(text.data(), qint64(text.size()));
        }
        if (!QFileInfo::exists(store))
            simulated::writeStore(store, kStoreTracks, true);
        Project project;
        ProjectSource source;
        source.name = QStringLiteral("allmusic");
        source.trainFile = truth;
        source.featureInputs << store;
        project.sources.push_back(source);
        const QString path = folder().filePath(QStringLiteral("full-%1.melscope").arg(rows));
        (void)writeProjectFile(project, path);
        m_window->resize(1440, 900);
        m_window->show();
        m_window->showPage(MainWindow::Page::Tracks);
        Session &session = m_window->session();
        session.openProject(path);
        waitUntil([&] { return session.data() && session.data()->trackCount() == rows && !session.dataLane().isBusy(); });
        settle();
    }

    size_t m_rows;
    std::unique_ptr<MainWindow> m_window;
};

const std::vector<int64_t> kSizes { 10'000, 100'000, 1'000'000, 1'353'213 };

/// From the moment that data are loaded until all pages know it and the table is painted.
void showTracks(benchmark::State &state)
{
    FullWindow &full = FullWindow::of(size_t(state.range(0)));
    for (auto _ : state) {
        QElapsedTimer timer;
        timer.start();
        Q_EMIT full.window().session().dataChanged();
        full.settle();
        state.SetIterationTime(double(timer.nsecsElapsed()) / 1e9);
    }
}

/// One keystroke in the filter after another; the time is that of the mean one, the slowest is a counter.
void typeFilter(benchmark::State &state)
{
    FullWindow &full = FullWindow::of(size_t(state.range(0)));
    const QString text = QStringLiteral("label:pop/rock -label:jazz or 54");
    full.filter().clear();
    full.settle();
    double slowest = 0;
    qsizetype at = 0;
    for (auto _ : state) {
        QElapsedTimer timer;
        timer.start();
        if (at == text.size()) {
            full.filter().clear();
            at = 0;
        } else {
            full.filter().setText(text.left(++at));
        }
        full.settle();
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        slowest = std::max(slowest, seconds);
        state.SetIterationTime(seconds);
    }
    state.counters["slowest_ms"] = slowest * 1e3;
    full.filter().clear();
    full.settle();
}

void scroll(benchmark::State &state)
{
    FullWindow &full = FullWindow::of(size_t(state.range(0)));
    QScrollBar *bar = full.table().verticalScrollBar();
    int step = 0;
    for (auto _ : state) {
        bar->setValue(int((int64_t(++step) * 7919 * 131) % std::max(1, bar->maximum())));
        full.table().viewport()->repaint();
    }
}

void orderByLabels(benchmark::State &state)
{
    FullWindow &full = FullWindow::of(size_t(state.range(0)));
    bool descending = false;
    for (auto _ : state) {
        QElapsedTimer timer;
        timer.start();
        descending = !descending;
        full.table().sortByColumn(TrackModel::indexOf(TrackColumn::Labels), descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        full.settle();
        state.SetIterationTime(double(timer.nsecsElapsed()) / 1e9);
    }
    full.table().sortByColumn(-1, Qt::AscendingOrder);
    full.settle();
}

/// The mean image of all tracks with features, while a timer of one millisecond tells how late the event loop is.
void meanImage(benchmark::State &state)
{
    FullWindow &full = FullWindow::of(size_t(state.range(0)));
    full.filter().setText(QStringLiteral("features:yes"));
    full.settle();
    ImagePanel *images = full.page().details()->images();
    std::vector<double> lateness;
    QTimer ticks;
    ticks.setTimerType(Qt::PreciseTimer);
    ticks.setInterval(1);
    QElapsedTimer sinceTick;
    QObject::connect(&ticks, &QTimer::timeout, [&] { lateness.push_back(double(sinceTick.nsecsElapsed()) / 1e6 - 1), sinceTick.restart(); });
    for (auto _ : state) {
        images->secondSide()->choose(ImageChoice::Kind::Nothing);
        images->setShownTracks(full.page().model()->tracks()); // forgets what was computed
        QElapsedTimer timer;
        timer.start();
        sinceTick.start();
        ticks.start();
        images->secondSide()->choose(ImageChoice::Kind::MeanOfShown);
        waitUntil([&] { return !images->isComputing(); });
        images->second()->repaint();
        state.SetIterationTime(double(timer.nsecsElapsed()) / 1e9);
        ticks.stop();
        if (!images->second()->hasImage())
            state.SkipWithError("there is no mean image");
    }
    std::sort(lateness.begin(), lateness.end());
    state.counters["tracks"] = full.page().model()->rowCount();
    state.counters["lateness_p99_ms"] = lateness.empty() ? 0 : std::max(0.0, lateness[size_t(double(lateness.size() - 1) * 0.99)]);
    state.counters["lateness_max_ms"] = lateness.empty() ? 0 : lateness.back();
    images->secondSide()->choose(ImageChoice::Kind::Nothing);
    full.filter().clear();
    full.settle();
}

/// The window's event loop while all cores train the demo and the Train page charts every epoch: how late a
/// timer of 1 ms comes, over so many seconds.
void trainingLateness(benchmark::State &state)
{
    QTemporaryDir folder;
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.showPage(MainWindow::Page::Train);
    window.session().openDemo(folder.path(), 2000);
    waitUntil([&] { return window.session().data() && window.session().data()->trackCount() > 0 && !window.session().dataLane().isBusy(); });
    Recipe recipe;
    recipe.epochs = 100'000;
    recipe.patience = 100'000;
    std::vector<double> lateness;
    QTimer ticks;
    ticks.setTimerType(Qt::PreciseTimer);
    ticks.setInterval(1);
    QElapsedTimer sinceTick;
    QObject::connect(&ticks, &QTimer::timeout, [&] { lateness.push_back(double(sinceTick.nsecsElapsed()) / 1e6 - 1), sinceTick.restart(); });
    for (auto _ : state) {
        window.session().queueTrainings({ recipe });
        waitUntil([&] { return !window.session().liveHistory().empty(); });
        QElapsedTimer timer;
        timer.start();
        sinceTick.start();
        ticks.start();
        waitUntil([&] { return timer.elapsed() >= state.range(0) * 1000; });
        ticks.stop();
        state.SetIterationTime(double(timer.nsecsElapsed()) / 1e9);
        state.counters["epochs"] = double(window.session().liveHistory().size());
        state.counters["tracks/s"] = window.session().liveHistory().back().tracksPerSecond;
        window.session().cancelJobs();
        waitUntil([&] { return !window.session().isTraining() && !window.session().dataLane().isBusy(); });
    }
    std::sort(lateness.begin(), lateness.end());
    state.counters["lateness_p99_ms"] = lateness.empty() ? 0 : std::max(0.0, lateness[size_t(double(lateness.size() - 1) * 0.99)]);
    state.counters["lateness_max_ms"] = lateness.empty() ? 0 : lateness.back();
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("melscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("bench_gui"));
    benchmark::Initialize(&argc, argv);
    benchmark::RegisterBenchmark("trainingLateness", trainingLateness)->Arg(60)->Iterations(1)->Unit(benchmark::kSecond)->UseManualTime();
    // By size, so that a window is made once for all of them.
    for (const int64_t rows : kSizes) {
        benchmark::RegisterBenchmark("showTracks", showTracks)->Arg(rows)->Unit(benchmark::kMillisecond)->UseManualTime();
        benchmark::RegisterBenchmark("typeFilter", typeFilter)->Arg(rows)->Unit(benchmark::kMillisecond)->UseManualTime();
        benchmark::RegisterBenchmark("scroll", scroll)->Arg(rows)->Unit(benchmark::kMillisecond)->UseRealTime();
        benchmark::RegisterBenchmark("orderByLabels", orderByLabels)->Arg(rows)->Unit(benchmark::kMillisecond)->UseManualTime();
        benchmark::RegisterBenchmark("meanImage", meanImage)->Arg(rows)->Unit(benchmark::kMillisecond)->UseManualTime();
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
