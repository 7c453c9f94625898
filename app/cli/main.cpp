#include "app/cli/command.h"
#include "app/cli/console_progress.h"
#include "core/training/compute_environment.h"

#include <QCoreApplication>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <exception>

namespace melscope {

namespace {

// Signal handlers may touch lock-free atomics only; these point into the context of the running command.
const CancelToken *g_stop = nullptr;
const CancelToken *g_cancel = nullptr;

void onInterrupt(int)
{
    if (g_stop != nullptr && !g_stop->isCancelled())
        g_stop->cancel();
    else if (g_cancel != nullptr)
        g_cancel->cancel();
}

std::vector<Command> allCommands()
{
    std::vector<Command> commands;
    for (auto list : { dataCommands(), exploringCommands(), trainingCommands(), gridCommands(), scoringCommands(), thresholdCommands(), infoCommands() })
        commands.insert(commands.end(), list.begin(), list.end());
    return commands;
}

QString usage(const std::vector<Command> &commands)
{
    QString text = QStringLiteral("Usage: melscope-cli COMMAND [ARGUMENTS]\n\nCommands:\n");
    for (const Command &command : commands)
        text += QStringLiteral("  %1 %2\n      %3\n").arg(command.name, command.arguments, command.summary);
    text += QStringLiteral("\nEvery command takes --help, --json (results for machines) and --quiet (no progress).\n"
                           "Exit status: 0 done, 1 failed or violations found, 2 wrong usage.\n");
    return text;
}

int usageError(const Command &command, const QString &text)
{
    std::fprintf(stderr, "melscope-cli %s: %s\nUsage: melscope-cli %s %s\n", qPrintable(command.name), text.toUtf8().constData(),
                 qPrintable(command.name), command.arguments.toUtf8().constData());
    return kUsage;
}

int runCommand(const Command &command, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(command.summary);
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    const QCommandLineOption help = parser.addHelpOption();
    addOption(parser, QStringLiteral("json"), QStringLiteral("Print the results as JSON."));
    addOption(parser, QStringLiteral("quiet"), QStringLiteral("Print no progress."));
    command.declare(parser);
    if (!parser.parse(QStringList { QStringLiteral("melscope-cli ") + command.name } + arguments))
        return usageError(command, parser.errorText());
    if (parser.isSet(help)) {
        printLine(QStringLiteral("Usage: melscope-cli %1 %2\n").arg(command.name, command.arguments)
                  + parser.helpText().section(QLatin1Char('\n'), 1).trimmed());
        return kDone;
    }
    const auto count = int(parser.positionalArguments().size());
    if (count < command.leastArguments || (command.mostArguments >= 0 && count > command.mostArguments))
        return usageError(command, count < command.leastArguments ? QStringLiteral("an argument is missing") : QStringLiteral("too many arguments"));

    ConsoleProgress console(parser.isSet(QStringLiteral("quiet")));
    CommandContext context;
    context.progress = [&console](const Progress &progress) { console.show(progress); };
    g_stop = command.stopsGently ? &context.stop : nullptr;
    g_cancel = &context.cancel;
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    try {
        return command.run(parser, context);
    } catch (const UsageError &error) {
        return usageError(command, error.text);
    }
}

} // namespace

} // namespace melscope

int main(int argc, char **argv)
{
    using namespace melscope;
    tuneAllocatorForTensors();
    QCoreApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // the application took over the environment's; numbers are read and written by none
    QCoreApplication::setApplicationName(QStringLiteral("melscope-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MELSCOPE_VERSION));
    const std::vector<Command> commands = allCommands();
    QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.isEmpty()) {
        std::fprintf(stderr, "%s", usage(commands).toUtf8().constData());
        return kUsage;
    }
    const QString name = arguments.takeFirst();
    if (name == QStringLiteral("--help") || name == QStringLiteral("-h") || name == QStringLiteral("help")) {
        std::fprintf(stdout, "%s", usage(commands).toUtf8().constData());
        return kDone;
    }
    if (name == QStringLiteral("--version")) {
        printLine(QStringLiteral("melscope-cli ") + QStringLiteral(MELSCOPE_VERSION));
        return kDone;
    }
    try {
        for (const Command &command : commands) {
            if (command.name == name)
                return runCommand(command, arguments);
        }
    } catch (const std::exception &exception) {
        return report(Error::failure(QStringLiteral("an unexpected fault: ") + QString::fromUtf8(exception.what())));
    }
    std::fprintf(stderr, "melscope-cli: there is no command \"%s\"\n\n%s", name.toUtf8().constData(), usage(commands).toUtf8().constData());
    return kUsage;
}
