// A window that is worked with for long: filters, selections, trainings, dragged thresholds, exports, undo and themes,
// round after round. Memory and open files are to stay as they are, and nothing may be warned of. SOAK_SECONDS and
// SOAK_TRACKS say how long and how large (3600 and 1350000 in `tests/run soak`); without a screen.
#include "soak_project.h"
#include "window_loop.h"
#include "steadiness.h"

#include "ui/main_window/application_theme.h"
#include "ui/main_window/session_window.h"
#include "ui/pages/results/result_export.h"
#include "ui/pages/results/results_page.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/plots/threshold_plot.h"
#include "ui/session/session.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QMouseEvent>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <mutex>

using namespace melscope;

namespace {

constexpr int kPatience = 600'000; ///< ms after which a step hangs
constexpr int kTrainEvery = 5; // rounds
constexpr int kKeptRuns = 2;

std::mutex g_mutex;
QStringList g_warnings; ///< under the mutex

void collect(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    // Of the offscreen platform, whatever a program does.
    if (type == QtDebugMsg || type == QtInfoMsg || text.contains(QStringLiteral("propagateSizeHints")))
        return;
    std::scoped_lock lock(g_mutex);
    g_warnings << text;
    std::fprintf(stderr, "warning: %s\n", text.toUtf8().constData());
}

void waitUntil(const std::function<bool()> &condition, const char *step)
{
    soak::waitUntil(condition, step, kPatience);
}

class Worker
{
public:
    Worker(MainWindow &window, const QString &folder)
        : m_window(window)
        , m_session(window.session())
        , m_folder(folder)
    {
        QObject::connect(&m_session, &Session::failed, &window,
                         [](const Error &error) { qWarning("%s", qPrintable(error.text())); });
    }

    void open(size_t rows)
    {
        if (!m_session.openProject(soak::writeProject(m_folder, rows)))
            qFatal("the project cannot be opened");
        waitUntil([&] { return m_session.data() && m_session.data()->trackCount() >= rows; }, "loading");
        settle("loading");
    }

    void round(int number)
    {
        if (number % kTrainEvery == 0)
            train();
        filterAndSelect(number);
        moveThreshold(number);
        exportAll();
        undo(number);
        applyTheme(number % 2 == 0 ? Theme::Dark : Theme::Light);
        m_window.resize(1280 + number % 2 * 160, 800);
        settle("a theme");
    }

private:
    QString path(const QString &name) const { return m_folder + QLatin1Char('/') + name; }

    void settle(const char *step)
    {
        waitUntil(
            [&] {
                return !m_session.lane(Lane::Data).isBusy() && !m_session.lane(Lane::Thresholds).isBusy()
                    && !m_session.lane(Lane::Estimates).isBusy() && !m_session.isTraining()
                    && !m_window.tracksPage()->isBusy();
            },
            step);
    }

    /// A run of one epoch; those before the last two go.
    void train()
    {
        m_window.showPage(MainWindow::Page::Train);
        Recipe recipe;
        recipe.epochs = 1;
        recipe.filters = { 8, 16 };
        bool ended = false;
        const auto connection = QObject::connect(&m_session, &Session::trainingEnded, [&ended] { ended = true; });
        m_session.queueTrainings({ recipe });
        waitUntil([&] { return ended; }, "a training");
        QObject::disconnect(connection);
        settle("a training");
        std::vector<RunSummary> runs = m_session.runs().runs();
        std::sort(runs.begin(), runs.end(),
                  [](const RunSummary &a, const RunSummary &b) { return a.folder < b.folder; });
        QStringList old;
        for (int i = 0; i + kKeptRuns < int(runs.size()); ++i)
            old << runs[size_t(i)].folder;
        if (!old.isEmpty())
            m_session.runs().remove(old);
        settle("deleting runs");
    }

    void filterAndSelect(int number)
    {
        m_window.showPage(MainWindow::Page::Tracks);
        auto *filter = m_window.findChild<QLineEdit *>(QStringLiteral("trackFilter"));
        auto *table = m_window.findChild<QTableView *>(QStringLiteral("tracksTable"));
        for (const char *text :
             { "5", "54", "labels>3", "label:pop/rock -label:jazz", "features:yes", "part:validation", "" }) {
            filter->setText(QLatin1String(text));
            settle("a filter");
            const int rows = table->model()->rowCount();
            for (int i = 0; i < 5 && rows > 0; ++i) {
                table->selectRow(int((qint64(number) * 7919 + i * 104'729) % rows));
                QCoreApplication::processEvents();
            }
        }
        table->sortByColumn(number % 5, number % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        settle("an order");
    }

    /// Drags the line of a label by the mouse, and takes it back.
    void moveThreshold(int number)
    {
        ThresholdEditor &editor = m_session.thresholds();
        if (editor.basis() == nullptr)
            return;
        m_window.showPage(MainWindow::Page::Thresholds);
        std::vector<LabelAnalysis> labels = editor.basis()->labels;
        std::sort(labels.begin(), labels.end(),
                  [](const auto &a, const auto &b) { return a.figures.support > b.figures.support; });
        const uint32_t label = labels[size_t(number) % std::min<size_t>(labels.size(), 20)].classIndex;
        editor.select({});
        editor.select(label);
        waitUntil(
            [&] {
                return editor.detail() != nullptr && editor.whatIf() != nullptr && editor.whatIf()->label() == label;
            },
            "selecting a label");
        settle("selecting a label");
        auto *plot = m_window.findChild<ThresholdPlot *>(QStringLiteral("thresholdPlot"));
        const QObjectList children = plot->children();
        const auto canvas = std::find_if(children.begin(), children.end(),
                                         [](const QObject *child) { return child->inherits("QCustomPlot"); });
        auto *target = qobject_cast<QWidget *>(*canvas);
        auto send = [target](QEvent::Type type, double x, Qt::MouseButtons buttons) {
            const QPointF place(x, target->height() / 2.0);
            QMouseEvent event(type, place, target->mapToGlobal(place),
                              type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, Qt::NoModifier);
            QApplication::sendEvent(target, &event);
            QCoreApplication::processEvents();
        };
        const double start = plot->pixelOf(plot->chosenThreshold());
        send(QEvent::MouseButtonPress, start, Qt::LeftButton);
        for (int i = 1; i <= 30; ++i)
            send(QEvent::MouseMove, start + i, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, start + 30, Qt::NoButton);
        settle("a threshold");
        m_session.undoStack().undo();
        settle("undoing a threshold");
        QDeadlineTimer rest(800); // the results follow thresholds that rest
        waitUntil([&rest] { return rest.hasExpired(); }, "resting");
        settle("results");
        m_session.undoStack().clear();
    }

    void exportAll()
    {
        if (!m_session.analysis())
            return;
        m_window.showPage(MainWindow::Page::Results);
        if (auto *part = m_window.findChild<QComboBox *>(QStringLiteral("resultPart")))
            part->setCurrentIndex(part->count() - 1);
        settle("results");
        ResultExport &exports = *m_window.resultsPage()->exports();
        exports.exportSubmission(path(QStringLiteral("submission.tsv")));
        exports.exportThresholds(path(QStringLiteral("thresholds.txt")));
        exports.exportReport(path(QStringLiteral("report.html")));
        exports.exportSuspects(path(QStringLiteral("suspects.tsv")));
        m_session.saveProject(m_session.projectFile());
        settle("exports");
    }

    void undo(int number)
    {
        Project project = m_session.project();
        project.recipe.epochs = 10 + number % 50;
        m_session.changeProject(project, QStringLiteral("soaking"));
        m_session.undoStack().undo();
        m_session.undoStack().redo();
        m_session.undoStack().undo();
        m_session.undoStack().clear();
        settle("undoing");
    }

    MainWindow &m_window;
    Session &m_session;
    const QString m_folder;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(collect);
    QTemporaryDir home;
    for (const char *variable : { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME" })
        qputenv(variable, QFile::encodeName(home.filePath(QLatin1String(variable))));
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(home.path())); // is private to its user, as Qt wants it
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("melscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("soak"));
    const int seconds = soak::setting("SOAK_SECONDS", 40);
    const int tracks = soak::setting("SOAK_TRACKS", 20'000);
    const double interval = std::min(60.0, seconds / 24.0);

    std::vector<soak::Sample> samples;
    int rounds = 0;
    {
        SessionWindow window;
        window.resize(1280, 800);
        window.show();
        Worker worker(window, home.path());
        worker.open(size_t(tracks));
        std::printf("%d tracks, %d s\n%8s %8s %12s %12s %8s %8s\n", tracks, seconds, "seconds", "rounds",
                    "allocated MB", "resident MB", "files", "threads");
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < seconds * 1000LL || rounds < 2 * kTrainEvery) {
            worker.round(rounds++);
            const double now = double(clock.elapsed()) / 1000;
            if (!samples.empty() && now < samples.back().seconds + interval)
                continue;
            samples.push_back(soak::takeSample(now));
            std::printf("%8.0f %8d %12.1f %12.1f %8d %8d\n", now, rounds, samples.back().allocated,
                        samples.back().resident, samples.back().handles, samples.back().threads);
            std::fflush(stdout);
        }
    }
    const QString judged = soak::unsteadiness(samples);
    std::printf("%d rounds; %s; %d warnings\n", rounds,
                judged.isEmpty() ? "memory and open files are flat" : qPrintable(judged), int(g_warnings.size()));
    return judged.isEmpty() && g_warnings.isEmpty() ? 0 : 1;
}
