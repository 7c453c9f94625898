// How late the window's event loop is while a map is laid out and somebody looks at it: zooms, moves, colours, filters,
// rows, one action after the other. Prints a line of JSON, with the seconds to the first picture and to the whole map,
// and the milliseconds of a frame. LATENESS_TRACKS says how large (1350000 in `tests/run lateness`). Ends with 1 where
// LATENESS_JUDGED is set and the 99th percentile is above 16 ms; without a screen.
#include "soak_project.h"
#include "window_loop.h"

#include "simulated_embedding.h"

#include "core/base/safetensors.h"
#include "core/exploring/embedding.h"
#include "core/runs/run_model.h"
#include "core/study/pipeline.h"
#include "core/truth/ground_truth_reader.h"
#include "ui/main_window/session_window.h"
#include "ui/pages/tracks/map_pane.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/plots/map_plot.h"
#include "ui/session/session.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

using namespace melscope;

namespace {

constexpr int kTick = 4; ///< ms between two looks at the clock
constexpr int kHand = 60; ///< ms between two actions
constexpr int kPatience = 1'800'000; ///< ms
constexpr double kMostP99 = 16;

void waitUntil(const std::function<bool()> &condition, const char *step)
{
    soak::waitUntil(condition, step, kPatience);
}

/// As if the run's network had looked at all training tracks, of which the simulated store has some alone.
void writeTrainEmbedding(const Run &run)
{
    const auto truth = readGroundTruth(run.sources.front().trainFile);
    const auto model = readRunModel(run);
    if (!truth || !model)
        qFatal("the run cannot be read");
    const IdTensors ids = (*truth)->recordings().tensors();
    const auto embedding = simulatedEmbedding((*truth)->size(), 512, 1);
    const auto count = int64_t((*truth)->size());
    const auto written = writeSafetensors(run.folder + QLatin1Char('/') + run_file::embedding(QStringLiteral("train")),
                                          { { "id_offsets", "U64", { count + 1 }, bytesOf(ids.offsets) },
                                            { "embedding", "F32", { count, 512 }, std::as_bytes(embedding->values()) },
                                            { "ids", "U8", { int64_t(ids.bytes.size()) }, bytesOf(ids.bytes) } },
                                          { { QStringLiteral("format"), QLatin1String(Embedding::kFormat) },
                                            { QStringLiteral("version"), QString::number(Embedding::kVersion) },
                                            { QStringLiteral("model"), modelFingerprint(*model) } });
    if (!written)
        qFatal("%s", qPrintable(written.error().text()));
}

/// What somebody does with the map, one thing after the other.
class Hand
{
public:
    explicit Hand(MainWindow &window)
        : m_window(window)
        , m_plot(*window.tracksPage()->map()->plot())
    {
    }

    /// The name of what was done.
    const char *act()
    {
        const int number = m_number++;
        QCustomPlot *surface = m_plot.plot();
        const QPoint place(surface->width() * (20 + number * 7 % 60) / 100,
                           surface->height() * (20 + number * 11 % 60) / 100);
        switch (number % 16) {
        case 0:
        case 1:
        case 2:
        case 3:
            wheel(place, 120);
            return "zoom in";
        case 4:
        case 5:
        case 6:
        case 7:
        case 8:
            mouse(QEvent::MouseButtonPress, m_at = place);
            mouse(QEvent::MouseMove, m_at += QPoint(20, 12));
            mouse(QEvent::MouseMove, m_at += QPoint(25, -20));
            mouse(QEvent::MouseButtonRelease, m_at);
            return "move";
        case 9:
        case 10:
        case 11:
            wheel(place, -120);
            return "zoom out";
        case 12: {
            auto *colours = m_window.findChild<QComboBox *>(QStringLiteral("mapColours"));
            colours->setCurrentIndex(number / 16 % colours->count());
            Q_EMIT colours->activated(colours->currentIndex());
            return "colours";
        }
        case 13:
            m_window.findChild<QLineEdit *>(QStringLiteral("trackFilter"))
                ->setText(number / 16 % 2 == 0 ? QStringLiteral("labels>3") : QString());
            return "filter";
        case 14:
            if (auto *table = m_window.findChild<QTableView *>(QStringLiteral("tracksTable"));
                table->model()->rowCount() > 0)
                table->selectRow(number * 7919 % table->model()->rowCount());
            return "select";
        default:
            mouse(QEvent::MouseMove, place);
            return "point";
        }
    }

private:
    void wheel(const QPoint &place, int delta)
    {
        QCustomPlot *surface = m_plot.plot();
        QWheelEvent event(place, surface->mapToGlobal(place), {}, { 0, delta }, Qt::NoButton, {}, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(surface, &event);
    }
    void mouse(QEvent::Type type, const QPoint &place)
    {
        QCustomPlot *surface = m_plot.plot();
        const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
        const auto held = type == QEvent::MouseButtonRelease || m_number % 16 == 0 ? Qt::NoButton : Qt::LeftButton;
        QMouseEvent event(type, place, surface->mapToGlobal(place), button, held, {});
        QCoreApplication::sendEvent(surface, &event);
    }

    MainWindow &m_window;
    MapPlot &m_plot;
    QPoint m_at;
    int m_number = 0;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QTemporaryDir home;
    for (const char *variable : { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME" })
        qputenv(variable, QFile::encodeName(home.filePath(QLatin1String(variable))));
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(home.path()));
    QStandardPaths::setTestModeEnabled(true);
    const QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("melscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("map_lateness"));
    const int tracks = soak::setting("LATENESS_TRACKS", 8000);
    const QString file = soak::writeProject(home.path(), size_t(tracks));
    RunPlan plan { *readProjectFile(file), home.filePath(QStringLiteral("run")), RunPlan::Unfinished::Refuse, {}, {} };
    plan.project.recipe.epochs = 1;
    const auto trained = trainAndPredict(plan);
    if (!trained)
        qFatal("%s", qPrintable(trained.error().text()));
    writeTrainEmbedding(**readRun(plan.folder));

    std::vector<double> late;
    std::vector<double> frames;
    double worst = 0;
    double first = 0;
    double whole = 0;
    std::string worstIn;
    {
        SessionWindow window;
        window.resize(1440, 900);
        window.show();
        Session &session = window.session();
        session.openProject(file);
        waitUntil([&] { return session.data() && session.data()->trackCount() >= size_t(tracks); }, "loading");
        session.openRun(plan.folder);
        waitUntil([&] { return session.analysis() && session.trackContext().results; }, "opening the run");
        window.showPage(MainWindow::Page::Tracks);
        waitUntil([&] { return !window.tracksPage()->isBusy(); }, "filtering");
        MapPane *map = window.tracksPage()->map();
        auto *parts = window.findChild<QComboBox *>(QStringLiteral("mapParts"));
        parts->setCurrentIndex(parts->findText(QStringLiteral("train")));
        QObject::connect(map->plot()->plot(), &QCustomPlot::afterReplot,
                         [&] { frames.push_back(map->plot()->plot()->replotTime()); });
        Hand hand(window);
        std::string last = "opening the map";
        QElapsedTimer clock;
        QElapsedTimer since;
        QTimer tick;
        tick.setTimerType(Qt::PreciseTimer);
        QObject::connect(&tick, &QTimer::timeout, [&] {
            const double now = double(clock.nsecsElapsed()) / 1e6;
            clock.start();
            late.push_back(std::max(0.0, now - kTick));
            if (late.back() > worst) {
                worst = late.back();
                worstIn = last;
            }
            if (first == 0 && map->plot()->picture())
                first = double(since.nsecsElapsed()) / 1e9;
            if (whole == 0 && map->stage() && map->stage()->rounds == 0)
                whole = double(since.nsecsElapsed()) / 1e9;
        });
        QTimer action;
        QObject::connect(&action, &QTimer::timeout, [&] {
            if (map->plot()->picture())
                last = hand.act();
        });
        since.start();
        clock.start();
        tick.start(kTick);
        action.start(kHand);
        window.findChild<QTabWidget *>(QStringLiteral("tracksViews"))->setCurrentWidget(map);
        waitUntil([&] { return whole > 0 && late.size() > 1000; }, "the map");
        tick.stop();
        action.stop();
    }
    const double p99 = soak::percentile(late, 0.99);
    std::printf(
        "{\"tracks\": %d, \"first_picture_s\": %.2f, \"map_s\": %.1f, \"looks\": %zu, \"p50_ms\": %.2f, "
        "\"p99_ms\": %.2f, \"worst_ms\": %.1f, \"worst_after\": \"%s\", \"frames\": %zu, \"frame_p50_ms\": %.2f, "
        "\"frame_p99_ms\": %.2f}\n",
        tracks, first, whole, late.size(), soak::percentile(late, 0.5), p99, worst, worstIn.c_str(), frames.size(),
        soak::percentile(frames, 0.5), soak::percentile(frames, 0.99));
    return qEnvironmentVariableIsSet("LATENESS_JUDGED") && (p99 > kMostP99 || soak::percentile(frames, 0.99) > kMostP99)
        ? 1
        : 0;
}
