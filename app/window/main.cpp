#include "app/window/tour.h"
#include "core/base/compute_environment.h"
#include "ui/main_window/application_theme.h"
#include "ui/main_window/session_window.h"
#include "ui/session/session.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

namespace {

const QString kDemo = QStringLiteral("demo");
const QString kTour = QStringLiteral("tour");

void describe(QCommandLineParser &parser)
{
    QCoreApplication::setOrganizationName(QStringLiteral("melscope"));
    QCoreApplication::setApplicationName(QStringLiteral("melscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MELSCOPE_VERSION));
    parser.setApplicationDescription(
        QStringLiteral("Explore genre data sets and predictions of the MediaEval AcousticBrainz Genre Task."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({ kDemo, QStringLiteral("Open the demo.") });
    parser.addOption(
        { kTour, QStringLiteral("Make screenshots of every page from the demo, then quit."), QStringLiteral("DIR") });
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("A project, or ground truths and features."),
                                 QStringLiteral("[FILES...]"));
}

/// Help and version need no display.
void answerQuestions(int argc, char **argv, QCommandLineParser &parser)
{
    QCoreApplication application(argc, argv);
    if (parser.parse(QCoreApplication::arguments())
        && (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("help-all"))
            || parser.isSet(QStringLiteral("version"))))
        parser.process(application); // prints and exits
}

} // namespace

int main(int argc, char **argv)
{
    using namespace melscope;
    QCommandLineParser parser;
    describe(parser);
    answerQuestions(argc, argv, parser);
    tuneAllocatorForTensors();
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Melscope"));
    parser.process(application);

    const bool touring = parser.isSet(kTour);
    applyTheme(touring ? Theme::Light : themeOfName(QSettings().value(QStringLiteral("theme")).toString()));
    SessionWindow window;
    const QStringList files = parser.positionalArguments();
    if (touring) {
        Tour guide(window, parser.value(kTour));
        QObject::connect(&guide, &Tour::ended, &application, &QApplication::exit);
        window.show();
        guide.start();
        const int exitCode = QApplication::exec();
        window.session().cancelJobs();
        return exitCode;
    }
    window.restoreLastSession(files.isEmpty() && !parser.isSet(kDemo));
    window.show();
    if (parser.isSet(kDemo))
        window.openDemo();
    else if (!files.isEmpty())
        window.session().addFiles(files);
    return QApplication::exec();
}
