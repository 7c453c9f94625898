#include "app/cli/command.h"
#include "app/cli/console_progress.h"
#include "app/cli/manual.h"
#include "app/cli/process_launch.h"
#include "core/base/byte_stream.h"
#include "core/base/compute_environment.h"
#include "core/base/file_path.h"
#include "core/base/version.h"

#include <QCoreApplication>

#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <exception>

namespace melscope {

namespace {

// Signal handlers may touch lock-free atomics only; these point into the context of the running command.
const CancelToken *g_stop = nullptr;
const CancelToken *g_cancel = nullptr;
constexpr unsigned kSecondsToCancel = 3;
bool g_isElastic = false; ///< SIGTERM announces the end of a job that is begun again
volatile std::sig_atomic_t g_isTerminated = 0;

/// The first signal asks a training to stop and anything else to cancel. The last one ends the process in any case,
/// also where a read from a stalled network drive never comes back.
void onSignal(int signal)
{
    if (signal == SIGTERM && g_isElastic && g_stop != nullptr && g_isTerminated == 0) {
        g_isTerminated = 1;
        g_cancel->cancel(); // a training leaves its last checkpoint
        return;
    }
    if (signal != SIGALRM && g_stop != nullptr && !g_stop->isCancelled()) {
        g_stop->cancel();
    } else if (signal != SIGALRM && g_cancel != nullptr && !g_cancel->isCancelled()) {
        g_cancel->cancel();
        if (g_stop != nullptr)
            alarm(kSecondsToCancel); // it was the second signal
    } else {
        _exit(128 + (signal == SIGALRM ? SIGINT : signal));
    }
}

/// Without SA_RESTART, so that a read which waits returns and finds the command cancelled.
void listenToSignals()
{
    struct sigaction action
    {
    };
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    for (const int signal : { SIGINT, SIGTERM, SIGALRM })
        sigaction(signal, &action, nullptr);
}

/// What could not be printed (a full disk behind `> FILE`) is not done.
int finishOutput(int exitCode)
{
    errno = 0;
    const bool failed = std::fflush(stdout) != 0 || std::ferror(stdout) != 0;
    const int error = outputError() != 0 ? outputError() : errno;
    if (std::fclose(stdout) == 0 && !failed)
        return exitCode;
    printError(
        Error::failure(QStringLiteral("standard output could not be written: ") + faultText(error != 0 ? error : errno),
                       {}, QStringLiteral("Free space, or send it elsewhere.")));
    return exitCode == kDone ? kFailed : exitCode;
}

/// The arguments as paths that lead back to their files, whatever bytes they are.
QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << pathFromBytes(argv[i]);
    return arguments;
}

std::vector<Command> allCommands()
{
    std::vector<Command> commands;
    for (auto list : { dataCommands(), soundCommands(), musicCommands(), exploringCommands(), trainingCommands(),
                       gridCommands(), jobCommands(), scoringCommands(), thresholdCommands(), reportCommands(),
                       neighbourCommands(), mapCommands(), whyCommands(), onnxCommands(), infoCommands() })
        commands.insert(commands.end(), list.begin(), list.end());
    return commands;
}

QString usage(const std::vector<Command> &commands)
{
    QString text = QStringLiteral("Usage: melscope-cli COMMAND [ARGUMENTS]\n\nCommands:\n");
    for (const Command &command : commands)
        text += QStringLiteral("  %1 %2\n      %3\n").arg(command.name, command.arguments, command.summary);
    text += QStringLiteral("\nEvery command takes --help, --json (results for machines), --quiet (no progress) "
                           "and\n--allow-pipes (read pipes and devices, which are refused else; - is standard input).\n"
                           "--version tells the version, --man prints a manual page, --completion bash|zsh|fish what\n"
                           "completes the command line in that shell.\n"
                           "Exit status: 0 done, 1 failed or violations found, 2 wrong usage.\n");
    return text;
}

int usageError(const Command &command, const QString &text)
{
    std::fprintf(stderr, "melscope-cli %s: %s\nUsage: melscope-cli %s %s\n", qPrintable(command.name),
                 text.toUtf8().constData(), qPrintable(command.name), command.arguments.toUtf8().constData());
    return kUsage;
}

int runCommand(const Command &command, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(command.summary);
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    const QCommandLineOption help = parser.addHelpOption();
    OptionList options = commonOptions();
    command.declare(options);
    parser.addOptions(options);
    if (!parser.parse(QStringList { QStringLiteral("melscope-cli ") + command.name } + withSwitchedOn(arguments)))
        return usageError(command, parser.errorText());
    if (parser.isSet(help)) {
        printLine(QStringLiteral("Usage: melscope-cli %1 %2\n").arg(command.name, command.arguments)
                  + parser.helpText().section(QLatin1Char('\n'), 1).trimmed());
        return kDone;
    }
    const auto count = int(parser.positionalArguments().size());
    if (count < command.leastArguments || (command.mostArguments >= 0 && count > command.mostArguments))
        return usageError(command,
                          count < command.leastArguments ? QStringLiteral("an argument is missing")
                                                         : QStringLiteral("too many arguments"));

    ConsoleProgress console(parser.isSet(QStringLiteral("quiet")));
    CommandContext context;
    context.progress = [&console](const Progress &progress) { console.show(progress); };
    g_stop = command.stopsGently ? &context.stop : nullptr;
    g_cancel = &context.cancel;
    g_isElastic = isElasticProcess();
    if (parser.isSet(QStringLiteral("allow-pipes")))
        setPipes(Pipes::Allowed);
    listenToSignals();
    try {
        const auto exitCode = command.run(parser, context);
        if (exitCode)
            return *exitCode;
        const bool isTold = isToldByFirstProcess(exitCode.error());
        if (!isTold)
            printError(exitCode.error());
        if (!isTold && parser.isSet(QStringLiteral("json")))
            printJson({ { QStringLiteral("error"), errorJson(exitCode.error()) } });
        return exitCode.error().isLost() || (exitCode.error().isCancelled() && g_isTerminated != 0) ? kTryAgainStatus
                                                                                                    : kFailed;
    } catch (const UsageError &error) {
        return usageError(command, error.text);
    }
}

int runArguments(QStringList arguments)
{
    const std::vector<Command> commands = allCommands();
    if (arguments.isEmpty()) {
        std::fprintf(stderr, "%s", usage(commands).toUtf8().constData());
        return kUsage;
    }
    const QString name = arguments.takeFirst();
    if (name == QStringLiteral("--help") || name == QStringLiteral("-h") || name == QStringLiteral("help")) {
        print(usage(commands));
        return kDone;
    }
    if (name == QStringLiteral("--man")) {
        std::fprintf(stdout, "%s", manualPage(commands).toUtf8().constData());
        return kDone;
    }
    if (name == QStringLiteral("--completion")) {
        const auto script = completionScript(commands, arguments.value(0));
        if (script)
            std::fprintf(stdout, "%s", script->toUtf8().constData());
        else
            std::fprintf(stderr, "melscope-cli --completion: name bash, zsh or fish\n");
        return script ? kDone : kUsage;
    }
    if (name == QStringLiteral("--version")) {
        printLine(QStringLiteral("melscope-cli ") + versionText());
        return kDone;
    }
    try {
        for (const Command &command : commands) {
            if (command.name == name)
                return runCommand(command, arguments);
        }
    } catch (const std::exception &exception) {
        printError(Error::failure(QStringLiteral("an unexpected fault: ") + QString::fromUtf8(exception.what())));
        return kFailed;
    }
    std::fprintf(stderr, "melscope-cli: there is no command \"%s\"\n\n%s", name.toUtf8().constData(),
                 usage(commands).toUtf8().constData());
    return kUsage;
}

} // namespace

} // namespace melscope

int main(int argc, char **argv)
{
    using namespace melscope;
    tuneAllocatorForTensors();
    QCoreApplication application(argc, argv);
    std::setlocale(LC_NUMERIC,
                   "C"); // the application took over the environment's; numbers are read and written by none
    QCoreApplication::setApplicationName(QStringLiteral("melscope-cli"));
    QCoreApplication::setApplicationVersion(versionText());
    return finishOutput(runArguments(argumentsOf(argc, argv)));
}
