#include "app/window/tour.h"
#include "core/training/compute_environment.h"
#include "ui/main_window/application_theme.h"
#include "ui/main_window/main_window.h"
#include "ui/session/session.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

int main(int argc, char **argv)
{
    using namespace melscope;
    tuneAllocatorForTensors();
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("melscope"));
    QApplication::setApplicationName(QStringLiteral("melscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Melscope"));
    QApplication::setApplicationVersion(QStringLiteral(MELSCOPE_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Explore genre data sets and predictions of the MediaEval AcousticBrainz Genre Task."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption demo(QStringLiteral("demo"), QStringLiteral("Open the demo."));
    const QCommandLineOption tour(QStringLiteral("tour"), QStringLiteral("Make screenshots of every page from the demo, then quit."), QStringLiteral("DIR"));
    parser.addOptions({ demo, tour });
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("A project, or ground truths and features."), QStringLiteral("[FILES...]"));
    parser.process(application);

    const bool touring = parser.isSet(tour);
    applyTheme(touring ? Theme::Light : themeOfName(QSettings().value(QStringLiteral("theme")).toString()));
    MainWindow window;
    const QStringList files = parser.positionalArguments();
    if (touring) {
        Tour guide(window, parser.value(tour));
        QObject::connect(&guide, &Tour::ended, &application, &QApplication::exit);
        window.show();
        guide.start();
        const int exitCode = QApplication::exec();
        window.session().cancelJobs();
        return exitCode;
    }
    window.restoreLastSession(files.isEmpty() && !parser.isSet(demo));
    window.show();
    if (parser.isSet(demo))
        window.openDemo();
    else if (!files.isEmpty())
        window.session().addFiles(files);
    return QApplication::exec();
}
