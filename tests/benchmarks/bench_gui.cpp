// The Tracks page at full scale, in a real window (QT_QPA_PLATFORM=offscreen will do). Times are those a user waits:
// from the key or signal until the table is painted. Run with --benchmark_out=FILE.json.
#include "simulated_data.h"
#include "simulated_scores.h"

#include "ui/main_window/session_window.h"
#include "ui/pages/tracks/image_panel.h"
#include "ui/pages/tracks/track_details.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/plots/threshold_plot.h"
#include "ui/session/session.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QScrollBar>
#include <QMouseEvent>
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
    /// `named`: every row has features with tags, whose images are zeros; else 400,000 recordings have features.
    static FullWindow &of(size_t rows, bool named = false)
    {
        static std::unique_ptr<FullWindow> window;
        if (!window || window->m_rows != rows || window->m_named != named) {
            window.reset();
            window.reset(new FullWindow(rows, named));
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
    FullWindow(size_t rows, bool named)
        : m_rows(rows)
        , m_named(named)
        , m_window(std::make_unique<SessionWindow>())
    {
        const QString truth = folder().filePath(QStringLiteral("allmusic-%1-train.tsv").arg(rows));
        const QString store =
            folder().filePath(named ? QStringLiteral("named.safetensors") : QStringLiteral("features.safetensors"));
        if (!QFileInfo::exists(truth)) {
            QFile file(truth);
            (void)file.open(QIODevice::WriteOnly);
            const std::string text = simulated::truthText(simulated::kSources[0], rows, 1);
            file.write(text.data(), qint64(text.size()));
        }
        if (!QFileInfo::exists(store))
            simulated::writeStore(store, named ? simulated::kAllRecordings : kStoreTracks, !named);
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
        waitUntil([&] {
            return session.data() && session.data()->trackCount() == rows && !session.lane(Lane::Data).isBusy();
        });
        settle();
    }

    size_t m_rows;
    bool m_named;
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
void type(benchmark::State &state, const QString &text, bool named)
{
    FullWindow &full = FullWindow::of(size_t(state.range(0)), named);
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

void typeFilter(benchmark::State &state)
{
    type(state, QStringLiteral("label:pop/rock -label:jazz or 54"), false);
}

void typeArtist(benchmark::State &state)
{
    type(state, QStringLiteral("artist:\"milesda covis\""), true);
}

/// Titles, artists, albums, genre tags, labels and ids at once.
void typeName(benchmark::State &state)
{
    type(state, QStringLiteral("milesda"), true);
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
        full.table().sortByColumn(full.page().model()->columnOf("labels"),
                                  descending ? Qt::DescendingOrder : Qt::AscendingOrder);
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
    QObject::connect(&ticks, &QTimer::timeout,
                     [&] { lateness.push_back(double(sinceTick.nsecsElapsed()) / 1e6 - 1), sinceTick.restart(); });
    for (auto _ : state) {
        images->secondSide()->choose(ImageChoice::Kind::Nothing);
        images->setShownTracks(full.page().model()->rows()); // forgets what was computed
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
    state.counters["lateness_p99_ms"] =
        lateness.empty() ? 0 : std::max(0.0, lateness[size_t(double(lateness.size() - 1) * 0.99)]);
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
    SessionWindow window;
    window.resize(1440, 900);
    window.show();
    window.showPage(MainWindow::Page::Train);
    window.session().openDemo(folder.path(), 2000);
    waitUntil([&] {
        return window.session().data() && window.session().data()->trackCount() > 0
            && !window.session().lane(Lane::Data).isBusy();
    });
    Recipe recipe;
    recipe.epochs = 100'000;
    recipe.patience = 100'000;
    std::vector<double> lateness;
    QTimer ticks;
    ticks.setTimerType(Qt::PreciseTimer);
    ticks.setInterval(1);
    QElapsedTimer sinceTick;
    QObject::connect(&ticks, &QTimer::timeout,
                     [&] { lateness.push_back(double(sinceTick.nsecsElapsed()) / 1e6 - 1), sinceTick.restart(); });
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
        waitUntil([&] { return !window.session().isTraining() && !window.session().lane(Lane::Data).isBusy(); });
    }
    std::sort(lateness.begin(), lateness.end());
    state.counters["lateness_p99_ms"] =
        lateness.empty() ? 0 : std::max(0.0, lateness[size_t(double(lateness.size() - 1) * 0.99)]);
    state.counters["lateness_max_ms"] = lateness.empty() ? 0 : lateness.back();
}

/// A window on a run with AllMusic's validation part: 330,000 tracks × 766 labels.
class ThresholdWindow
{
public:
    static ThresholdWindow &instance()
    {
        static ThresholdWindow made;
        return made;
    }
    MainWindow &window() { return m_window; }
    ThresholdEditor &editor() { return m_window.session().thresholds(); }
    ThresholdPlot &plot() { return *m_window.findChild<ThresholdPlot *>(QStringLiteral("thresholdPlot")); }
    /// Selects the label of that rank by support and waits for its curve and its band.
    void select(int64_t rank)
    {
        editor().select(labelOfRank(rank));
        waitUntil([&] { return editor().detail() != nullptr && editor().detail()->uncertainty; });
        QCoreApplication::processEvents();
    }
    uint32_t labelOfRank(int64_t rank)
    {
        std::vector<LabelAnalysis> labels = editor().basis()->labels;
        std::sort(labels.begin(), labels.end(),
                  [](const auto &a, const auto &b) { return a.figures.support > b.figures.support; });
        return labels[size_t(rank)].classIndex;
    }
    double openSeconds() const { return m_openSeconds; }

private:
    ThresholdWindow()
    {
        const QString path = folder().filePath(QStringLiteral("run"));
        QDir().mkpath(path);
        simulated::writeRunFolder(path);
        m_window.resize(1440, 900);
        m_window.show();
        m_window.showPage(MainWindow::Page::Thresholds);
        QElapsedTimer timer;
        timer.start();
        m_window.session().openRun(path);
        waitUntil([&] { return editor().source() != nullptr && editor().labelled() != nullptr; });
        m_openSeconds = double(timer.nsecsElapsed()) / 1e9;
        waitUntil([&] {
            return !m_window.session().lane(Lane::Thresholds).isBusy()
                && !m_window.session().lane(Lane::Estimates).isBusy() && !m_window.session().lane(Lane::Data).isBusy();
        });
    }

    SessionWindow m_window;
    double m_openSeconds = 0;
};

void openThresholdsPage(benchmark::State &state)
{
    ThresholdWindow &full = ThresholdWindow::instance();
    full.select(20);
    for (auto _ : state) {
        full.window().showPage(MainWindow::Page::Data);
        QCoreApplication::processEvents();
        QElapsedTimer timer;
        timer.start();
        full.window().showPage(MainWindow::Page::Thresholds);
        full.window().repaint();
        QCoreApplication::processEvents();
        state.SetIterationTime(double(timer.nsecsElapsed()) / 1e9);
    }
    state.counters["run_opened_s"] = full.openSeconds();
}

/// From a label's selection until its curve is painted; its resampled band follows.
void selectLabel(benchmark::State &state)
{
    ThresholdWindow &full = ThresholdWindow::instance();
    int64_t rank = state.range(0);
    for (auto _ : state) {
        const uint32_t label = full.labelOfRank(++rank);
        QElapsedTimer timer;
        timer.start();
        full.editor().select(label);
        waitUntil([&] { return full.editor().detail() != nullptr; });
        full.plot().repaint();
        state.SetIterationTime(double(timer.nsecsElapsed()) / 1e9);
        waitUntil([&] { return full.editor().detail()->uncertainty.has_value(); });
    }
}

/// The line dragged by the mouse, a pixel a step: the step itself, and painting what it changed.
void dragLine(benchmark::State &state)
{
    ThresholdWindow &full = ThresholdWindow::instance();
    full.window().showPage(MainWindow::Page::Thresholds);
    full.select(state.range(0));
    ThresholdPlot &plot = full.plot();
    QWidget *canvas = nullptr;
    for (QObject *child : plot.children()) {
        if (child->inherits("QCustomPlot"))
            canvas = qobject_cast<QWidget *>(child);
    }
    auto send = [&](QEvent::Type type, double x, Qt::MouseButtons buttons) {
        const QPointF place(x, canvas->height() / 2.0);
        QMouseEvent event(type, place, canvas->mapToGlobal(place),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, Qt::NoModifier);
        QApplication::sendEvent(canvas, &event);
    };
    std::vector<double> steps;
    std::vector<double> paints;
    for (auto _ : state) {
        const double start = plot.pixelOf(plot.chosenThreshold());
        send(QEvent::MouseButtonPress, start, Qt::LeftButton);
        for (int i = 0; i < 200; ++i) {
            QElapsedTimer timer;
            timer.start();
            send(QEvent::MouseMove, start + (i < 100 ? i : 200 - i), Qt::LeftButton);
            steps.push_back(double(timer.nsecsElapsed()) / 1e6);
            timer.restart();
            QCoreApplication::processEvents();
            paints.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        send(QEvent::MouseButtonRelease, start, Qt::NoButton);
        waitUntil([&] { return !full.window().session().lane(Lane::Thresholds).isBusy(); });
    }
    for (auto [times, name] : { std::pair(&steps, "step"), std::pair(&paints, "paint") }) {
        std::sort(times->begin(), times->end());
        state.counters[std::string(name) + "_median_ms"] = (*times)[times->size() / 2];
        state.counters[std::string(name) + "_p99_ms"] = (*times)[times->size() * 99 / 100];
    }
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("melscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("bench_gui"));
    benchmark::Initialize(&argc, argv);
    benchmark::RegisterBenchmark("trainingLateness", trainingLateness)
        ->Arg(60)
        ->Iterations(1)
        ->Unit(benchmark::kSecond)
        ->UseManualTime();
    benchmark::RegisterBenchmark("openThresholdsPage", openThresholdsPage)
        ->Iterations(20)
        ->Unit(benchmark::kMillisecond)
        ->UseManualTime();
    benchmark::RegisterBenchmark("selectLabel", selectLabel)
        ->Arg(20)
        ->Iterations(10)
        ->Unit(benchmark::kMillisecond)
        ->UseManualTime();
    for (const int rank : { 0, 20, 300 })
        benchmark::RegisterBenchmark("dragLine", dragLine)
            ->Arg(rank)
            ->Iterations(2)
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime();
    // By size, so that a window is made once for all of them.
    for (const int64_t rows : kSizes) {
        benchmark::RegisterBenchmark("showTracks", showTracks)
            ->Arg(rows)
            ->Unit(benchmark::kMillisecond)
            ->UseManualTime();
        benchmark::RegisterBenchmark("typeFilter", typeFilter)
            ->Arg(rows)
            ->Unit(benchmark::kMillisecond)
            ->UseManualTime();
        benchmark::RegisterBenchmark("typeArtist", typeArtist)
            ->Arg(rows)
            ->Unit(benchmark::kMillisecond)
            ->UseManualTime();
        benchmark::RegisterBenchmark("typeName", typeName)->Arg(rows)->Unit(benchmark::kMillisecond)->UseManualTime();
        benchmark::RegisterBenchmark("scroll", scroll)->Arg(rows)->Unit(benchmark::kMillisecond)->UseRealTime();
        benchmark::RegisterBenchmark("orderByLabels", orderByLabels)
            ->Arg(rows)
            ->Unit(benchmark::kMillisecond)
            ->UseManualTime();
        benchmark::RegisterBenchmark("meanImage", meanImage)->Arg(rows)->Unit(benchmark::kMillisecond)->UseManualTime();
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
