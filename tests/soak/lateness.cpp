// How late the window's event loop is while somebody works with it and a training takes all processors: filters, rows,
// pages, a dragged threshold, themes, sizes, one action after the other, as fast as a quick hand. Prints a line of
// JSON. LATENESS_SECONDS and LATENESS_TRACKS say how long and how large (300 and 1350000 in `tests/run lateness`). Ends
// with 1 where LATENESS_JUDGED is set and the 99th percentile is above 16 ms or anything above 100 ms; without a
// screen.
#include "soak_project.h"
#include "window_loop.h"

#include "ui/main_window/application_theme.h"
#include "ui/main_window/session_window.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/plots/threshold_plot.h"
#include "ui/session/session.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

using namespace melscope;

namespace {

constexpr int kTick = 4; ///< ms between two looks at the clock
constexpr int kHand = 90; ///< ms between two actions
constexpr int kPatience = 600'000; ///< ms
constexpr double kMostP99 = 16;
constexpr double kMost = 100;

void waitUntil(const std::function<bool()> &condition, const char *step)
{
    soak::waitUntil(condition, step, kPatience);
}

/// What somebody does, one thing after the other.
class Hand
{
public:
    explicit Hand(MainWindow &window)
        : m_window(window)
    {
    }

    /// The name of what was done.
    const char *act()
    {
        const int number = m_number++;
        const int round = number / int(std::size(kFilters) + 14);
        const int step = number % int(std::size(kFilters) + 14);
        auto *table = m_window.findChild<QTableView *>(QStringLiteral("tracksTable"));
        auto *labels = m_window.findChild<QTreeView *>(QStringLiteral("thresholdsTable"));
        if (step == 0) {
            m_window.showPage(MainWindow::Page::Tracks);
            return "tracks page";
        }
        if (step <= int(std::size(kFilters))) {
            m_window.findChild<QLineEdit *>(QStringLiteral("trackFilter"))->setText(QLatin1String(kFilters[step - 1]));
            return "filter";
        }
        switch (step - int(std::size(kFilters))) {
        case 1:
        case 2:
        case 3:
            if (const int rows = table->model()->rowCount(); rows > 0)
                table->selectRow(int((qint64(round) * 7919 + step * 104'729) % rows));
            return "select";
        case 4:
            table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() / (1 + round % 5));
            return "scroll";
        case 5:
            table->sortByColumn(round % 4, round % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            return "sort";
        case 6:
            m_window.showPage(MainWindow::Page::Thresholds);
            return "thresholds page";
        case 7:
            if (labels->model()->rowCount() > 0)
                labels->setCurrentIndex(labels->model()->index(round % labels->model()->rowCount(), 0));
            return "label";
        case 8:
        case 9:
        case 10:
            if (m_window.session().thresholds().whatIf() != nullptr)
                m_window.session().thresholds().moveThreshold(0.1 + 0.02 * (number % 20));
            return "drag";
        case 11:
            m_window.showPage(MainWindow::Page::Results);
            return "results page";
        case 12:
            m_window.showPage(MainWindow::Page::Data);
            return "data page";
        case 13:
            m_window.showPage(MainWindow::Page::Train);
            m_window.resize(1280 + round % 2 * 160, 800);
            return "train page, another size";
        default:
            return "rest";
        }
    }

private:
    static constexpr const char *kFilters[] = { "5", "54", "545", "labels>3", "label:pop/rock -label:jazz", "" };
    MainWindow &m_window;
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
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("melscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("lateness"));
    const int seconds = soak::setting("LATENESS_SECONDS", 8);
    const int tracks = soak::setting("LATENESS_TRACKS", 20'000);
    applyTheme(Theme::Light);

    std::vector<double> late; // ms
    double worst = 0;
    std::string worstIn;
    int epochs = 0;
    {
        SessionWindow window;
        window.resize(1280, 800);
        window.show();
        Session &session = window.session();
        if (!session.openProject(soak::writeProject(home.path(), size_t(tracks))))
            qFatal("the project cannot be opened");
        waitUntil([&] { return session.data() && session.data()->trackCount() >= size_t(tracks); }, "loading");
        // A run to look at, and then a training that goes on all the time.
        Recipe recipe;
        recipe.filters = { 8, 16 };
        recipe.epochs = 1;
        session.queueTrainings({ recipe });
        waitUntil([&] { return session.analysis() && !session.isTraining() && !session.lane(Lane::Data).isBusy(); },
                  "the first training");
        recipe = {};
        recipe.epochs = 1'000'000;
        recipe.patience = 1'000'000;
        session.queueTrainings({ recipe });
        waitUntil([&] { return session.isTraining() && !session.liveHistory().empty(); }, "the first epoch");

        Hand hand(window);
        const char *last = "start";
        QElapsedTimer clock;
        QElapsedTimer whole;
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
        });
        QTimer action;
        QObject::connect(&action, &QTimer::timeout, [&] { last = hand.act(); });
        whole.start();
        clock.start();
        tick.start(kTick);
        action.start(kHand);
        waitUntil([&] { return whole.elapsed() >= seconds * 1000LL; }, "the session");
        tick.stop();
        action.stop();
        epochs = int(session.liveHistory().size());
        session.cancelJobs();
        waitUntil([&] { return !session.isTraining(); }, "cancelling");
    }
    const double p99 = soak::percentile(late, 0.99);
    std::printf("{\"tracks\": %d, \"seconds\": %d, \"looks\": %zu, \"epochs\": %d, \"p50_ms\": %.2f, \"p99_ms\": %.2f, "
                "\"worst_ms\": %.1f, \"worst_after\": \"%s\"}\n",
                tracks, seconds, late.size(), epochs, soak::percentile(late, 0.5), p99, worst, worstIn.c_str());
    const bool isJudged = qEnvironmentVariableIsSet("LATENESS_JUDGED");
    return late.size() > 10 && (!isJudged || (p99 <= kMostP99 && worst <= kMost)) ? 0 : 1;
}
