#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/training/log_kinds.h"
#include "core/truth/ground_truth.h"

#include <QCommandLineParser>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <vector>

namespace melscope {

/// Exit codes of melscope-cli.
enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2 };

/// What a command may use besides its arguments.
struct CommandContext
{
    ProgressCallback progress; ///< to stderr
    CancelToken cancel; ///< Ctrl-C
    CancelToken stop; ///< the first Ctrl-C while training: keep the best epoch
};

/// The options that a command declares: what parses them, tells of them and completes them takes them from here.
using OptionList = QList<QCommandLineOption>;

/// One command: its options are declared, then it runs with what was parsed.
struct Command
{
    QString name;
    QString arguments; ///< shown in the usage, e.g. "INPUT... --output STORE"
    QString summary;
    int leastArguments = 0; ///< positional
    int mostArguments = 0; ///< −1: any number
    std::function<void(OptionList &)> declare;
    std::function<Result<int>(const QCommandLineParser &, const CommandContext &)>
        run; ///< an ExitCode or why it failed
    bool stopsGently = false; ///< whether the first Ctrl-C means stop rather than cancel
};

std::vector<Command> dataCommands(); ///< demo, import, split
std::vector<Command> exploringCommands(); ///< tracks, labels, relate, mean
std::vector<Command> trainingCommands(); ///< train-and-predict, train, predict
std::vector<Command> gridCommands(); ///< grid, learning-curve
std::vector<Command> jobCommands(); ///< jobs, targets
std::vector<Command> scoringCommands(); ///< evaluate, check
std::vector<Command> thresholdCommands(); ///< thresholds, compare
std::vector<Command> reportCommands(); ///< suspects, report
std::vector<Command> soundCommands(); ///< extract, truth-from-tags
std::vector<Command> musicCommands(); ///< classify, write-tags, undo-tags
std::vector<Command> whyCommands(); ///< embed, why, importance
std::vector<Command> neighbourCommands(); ///< similar, duplicates
std::vector<Command> mapCommands(); ///< map
std::vector<Command> onnxCommands(); ///< onnx
std::vector<Command> infoCommands(); ///< info
/// What every command takes.
OptionList commonOptions();

/// A switch of a recipe's that stands without its value means on: "--balance" is "--balance on".
QStringList withSwitchedOn(QStringList arguments);

/// Thrown by the option readers below; ends the command with exit code 2.
struct UsageError
{
    QString text;
};

void addOption(OptionList &options, const QString &name, const QString &description, const QString &value = {},
               const QString &standard = {});
QString required(const QCommandLineParser &parser, const QString &name);
/// A list of paths separated by commas; a part that does not exist is joined with the next ones where that
/// makes an existing path, since names may hold commas.
QStringList pathList(const QCommandLineParser &parser, const QString &name);
int integer(const QCommandLineParser &parser, const QString &name, int least, int most);
double number(const QCommandLineParser &parser, const QString &name);
quint64 seedOf(const QCommandLineParser &parser);
void declareLogs(OptionList &options); ///< --log
LogKinds logsOf(const QCommandLineParser &parser);

/// An error for the command's caller, who prints it: to stderr, and as JSON to stdout where that was asked for.
inline tl::unexpected<Error> report(const Error &error)
{
    return tl::make_unexpected(error);
}
void printError(const Error &error); ///< to stderr
QJsonObject errorJson(const Error &error); ///< what, file, line, remedy, cancelled
/// A line for people beside the result, to stderr as progress goes.
void warn(const CommandContext &context, const QString &text);
/// Reads a ground truth and tells of its odd lines, the first few.
Result<std::shared_ptr<const GroundTruth>> readTruth(const QString &path, const CommandContext &context);
void print(const QString &text); ///< to stdout
void printLine(const QString &text);
/// errno of the first line that could not be printed, which closing the output does not tell any more; 0: none.
int &outputError();
void printJson(const QJsonObject &json); ///< to stdout

} // namespace melscope
