#include "app/window/tour.h"
#include "core/base/compute_environment.h"
#include "core/base/version.h"
#include "ui/main_window/application_theme.h"
#include "ui/language/language.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/windows.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/session/session.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <optional>

namespace {

const QString kDemo = QStringLiteral("demo");
const QString kTour = QStringLiteral("tour");
const QString kUntil = QStringLiteral("until");

void describe(QCommandLineParser &parser)
{
    QCoreApplication::setOrganizationName(QStringLiteral("melscope"));
    QCoreApplication::setApplicationName(QStringLiteral("melscope"));
    QCoreApplication::setApplicationVersion(melscope::versionText());
    parser.setApplicationDescription(
        QStringLiteral("Explore genre data sets and predictions of the MediaEval AcousticBrainz Genre Task."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({ kDemo, QStringLiteral("Open the demo.") });
    parser.addOption(
        { kTour, QStringLiteral("Make screenshots of every page from the demo, then quit."), QStringLiteral("DIR") });
    QCommandLineOption until(kUntil, {}, QStringLiteral("painted|loaded"));
    until.setFlags(QCommandLineOption::HiddenFromHelp); // for the benchmarks
    parser.addOption(until);
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("A project, or ground truths and features."),
                                 QStringLiteral("[FILES...]"));
}

/// Prints the moment at which the window was first painted, or at which its table of tracks shows what was loaded, in
/// seconds of the steady clock, and quits then.
class Stopwatch : public QObject
{
public:
    Stopwatch(melscope::MainWindow &window, bool untilLoaded)
        : m_window(window)
        , m_untilLoaded(untilLoaded)
    {
        window.centralWidget()->installEventFilter(this);
        if (!untilLoaded)
            return;
        window.showPage(melscope::MainWindow::Page::Tracks);
        QObject::connect(window.tracksPage(), &melscope::TracksPage::filtered, this, [this] {
            if (m_window.session().data() && m_window.session().data()->trackCount() > 0) {
                m_window.tracksPage()->repaint();
                tell();
            }
        });
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_untilLoaded)
            QMetaObject::invokeMethod(this, &Stopwatch::tell, Qt::QueuedConnection); // behind this painting
        return QObject::eventFilter(watched, event);
    }

private:
    void tell()
    {
        if (m_told)
            return;
        m_told = true;
        std::printf("%.6f\n",
                    std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count());
        std::fflush(stdout);
        _exit(0);
    }

    melscope::MainWindow &m_window;
    bool m_untilLoaded;
    bool m_told = false;
};

/// Help and version need no display.
void answerQuestions(int argc, char **argv, QCommandLineParser &parser)
{
    QCoreApplication application(argc, argv);
    if (parser.parse(QCoreApplication::arguments())
        && (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("help-all"))
            || parser.isSet(QStringLiteral("version"))))
        parser.process(application); // prints and exits
}

int runTour(const QString &folder)
{
    // With settings of its own, as somebody has who starts the program for the first time.
    QCoreApplication::setApplicationName(QStringLiteral("melscope-tour"));
    QSettings().clear();
    melscope::chooseLanguage(QStringLiteral("en"));
    melscope::applyLanguage();
    int result = 1;
    {
        const QTemporaryDir demo; // outlives the window that has it locked
        melscope::Windows windows;
        melscope::Tour guide(windows, folder, demo.path());
        QObject::connect(&guide, &melscope::Tour::ended, qApp, &QApplication::exit);
        guide.start();
        result = QApplication::exec();
        for (QWidget *window : QApplication::topLevelWidgets()) {
            if (auto *main = qobject_cast<melscope::MainWindow *>(window))
                main->session().cancelJobs();
        }
    }
    QSettings().clear();
    if (result != 0 || qEnvironmentVariableIsSet("QT_SCALE_FACTOR"))
        return result;
    // Once more as on a fine screen, which a program has to be told when it starts.
    QProcess again;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("2"));
    again.setProcessEnvironment(environment);
    again.setProcessChannelMode(QProcess::ForwardedChannels);
    again.start(QCoreApplication::applicationFilePath(), { QStringLiteral("--tour"), folder });
    return again.waitForFinished(-1) ? again.exitCode() : 1;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace melscope;
    QCommandLineParser parser;
    describe(parser);
    answerQuestions(argc, argv, parser);
    tuneAllocatorForTensors();
    // Sounds are played by what reads them, rather than by GStreamer, whose decoders a system may lack.
    if (!qEnvironmentVariableIsSet("QT_MEDIA_BACKEND"))
        qputenv("QT_MEDIA_BACKEND", "ffmpeg");
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Melscope"));
    parser.process(application);

    if (parser.isSet(kTour))
        return runTour(parser.value(kTour));
    applyTheme(themeOfName(QSettings().value(QStringLiteral("theme")).toString()));
    applyLanguage();
    Windows windows;
    MainWindow &window = *windows.open();
    const QStringList files = parser.positionalArguments();
    std::optional<Stopwatch> stopwatch;
    if (parser.isSet(kUntil))
        stopwatch.emplace(window, parser.value(kUntil) == QStringLiteral("loaded"));
    window.restoreLastSession(files.isEmpty() && !parser.isSet(kDemo));
    window.show();
    QTimer::singleShot(0, &windows, &Windows::followDesktop); // after the first painting
    if (parser.isSet(kDemo))
        window.openDemo();
    else if (!files.isEmpty())
        window.takeFiles(files);
    return QApplication::exec();
}
