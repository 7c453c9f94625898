#include "app/cli/command.h"

#include "core/runs/run_model.h"

#include <QDir>

namespace melscope {

namespace {

Result<int> runOnnx(const QCommandLineParser &parser, const CommandContext &)
{
    const auto run = readRun(required(parser, QStringLiteral("job-dir")));
    if (!run)
        return report(run.error());
    const QString wanted = parser.value(QStringLiteral("to"));
    const QString path = wanted.isEmpty() ? QDir((*run)->folder).filePath(run_file::onnx) : wanted;
    if (const auto saved = saveRunAsOnnx(**run, path); !saved)
        return report(saved.error());
    if (parser.isSet(QStringLiteral("json")))
        printJson({ { QStringLiteral("model"), path } });
    else
        printLine(QStringLiteral("%1 classes, %2 parameters: %3")
                      .arg(QString::number((*run)->space.size()), QString::number((*run)->parameters), path));
    return kDone;
}

} // namespace

std::vector<Command> onnxCommands()
{
    return { { QStringLiteral("onnx"), QStringLiteral("--job-dir DIR [--to FILE]"),
               QStringLiteral("Write a run's network as ONNX: raw melbands in, scores out."), 0, 0,
               [](OptionList &options) {
                   addOption(options, QStringLiteral("job-dir"), QStringLiteral("A run."), QStringLiteral("DIR"));
                   addOption(options, QStringLiteral("to"),
                             QStringLiteral("The file; else model.onnx in the run's folder."), QStringLiteral("FILE"));
               },
               runOnnx } };
}

} // namespace melscope
