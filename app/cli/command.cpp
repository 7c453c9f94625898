#include "app/cli/command.h"

#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/truth/ground_truth_reader.h"

#include <QJsonDocument>

#include <cerrno>
#include <cstdio>

namespace melscope {

void addOption(OptionList &options, const QString &name, const QString &description, const QString &value,
               const QString &standard)
{
    QCommandLineOption option(
        name, standard.isEmpty() ? description : QStringLiteral("%1 [%2]").arg(description, standard), value, standard);
    options << option;
}

OptionList commonOptions()
{
    OptionList options;
    addOption(options, QStringLiteral("json"), QStringLiteral("Print the results as JSON."));
    addOption(options, QStringLiteral("quiet"), QStringLiteral("Print no progress."));
    addOption(options, QStringLiteral("allow-pipes"),
              QStringLiteral("Read pipes and devices too, which are refused else."));
    return options;
}

QString required(const QCommandLineParser &parser, const QString &name)
{
    if (!parser.isSet(name) || parser.value(name).isEmpty())
        throw UsageError { QStringLiteral("--%1 is missing").arg(name) };
    return parser.value(name);
}

QStringList pathList(const QCommandLineParser &parser, const QString &name)
{
    const QStringList parts = parser.value(name).split(QLatin1Char(','));
    QStringList paths;
    for (qsizetype i = 0; i < parts.size();) {
        qsizetype taken = 1;
        QString path = parts[i];
        for (qsizetype more = 1; !fileStatus(path).exists() && i + more < parts.size(); ++more) {
            const QString longer = parts.mid(i, more + 1).join(QLatin1Char(','));
            if (fileStatus(longer).exists()) {
                path = longer;
                taken = more + 1;
            }
        }
        paths << path;
        i += taken;
    }
    return paths;
}

int integer(const QCommandLineParser &parser, const QString &name, int least, int most)
{
    bool ok = false;
    const int value = parser.value(name).toInt(&ok);
    if (!ok || value < least || value > most)
        throw UsageError { QStringLiteral("--%1 must be a whole number between %2 and %3")
                               .arg(name, QString::number(least), QString::number(most)) };
    return value;
}

double number(const QCommandLineParser &parser, const QString &name)
{
    bool ok = false;
    const double value = parser.value(name).toDouble(&ok);
    if (!ok)
        throw UsageError { QStringLiteral("--%1 must be a number").arg(name) };
    return value;
}

void declareLogs(OptionList &options)
{
    addOption(options, QStringLiteral("log"),
              QStringLiteral("What the run writes for other programs: tensorboard, mlflow, or both."),
              QStringLiteral("KIND[,KIND]"));
}

LogKinds logsOf(const QCommandLineParser &parser)
{
    const QString name = QStringLiteral("log");
    if (!parser.isSet(name))
        return {};
    const auto kinds = LogKinds::ofNames(parser.value(name).split(QLatin1Char(',')));
    if (!kinds)
        throw UsageError { QStringLiteral("--log: ") + kinds.error().text() };
    return *kinds;
}

quint64 seedOf(const QCommandLineParser &parser)
{
    bool ok = false;
    const quint64 value = parser.value(QStringLiteral("seed")).toULongLong(&ok);
    if (!ok)
        throw UsageError { QStringLiteral("--seed must be a whole number that is not negative") };
    return value;
}

void printError(const Error &error)
{
    std::fprintf(stderr, "melscope-cli: %s\n", error.text().toUtf8().constData());
}

QJsonObject errorJson(const Error &error)
{
    QJsonObject json { { QStringLiteral("what"), error.what }, { QStringLiteral("cancelled"), error.isCancelled() } };
    if (!error.file.isEmpty())
        json.insert(QStringLiteral("file"), shownPath(error.file));
    if (error.line > 0)
        json.insert(QStringLiteral("line"), error.line);
    if (!error.remedy.isEmpty())
        json.insert(QStringLiteral("remedy"), error.remedy);
    return json;
}

void warn(const CommandContext &context, const QString &text)
{
    if (!context.progress)
        return;
    Progress report;
    report.message = text;
    report.milestone = true;
    context.progress(report);
}

Result<std::shared_ptr<const GroundTruth>> readTruth(const QString &path, const CommandContext &context)
{
    auto truth = readGroundTruth(path, context.cancel, context.progress);
    constexpr size_t most = 3;
    for (size_t i = 0; truth && i < std::min(most, (*truth)->problems().size()); ++i) {
        const TruthProblem &problem = (*truth)->problems()[i];
        warn(context, QStringLiteral("%1:%2: %3").arg(path, QString::number(problem.line), problem.text));
    }
    if (truth && (*truth)->problemCount() > most)
        warn(context,
             QStringLiteral("%1: and %2 more odd lines; melscope-cli info lists them")
                 .arg(path, countText(qint64((*truth)->problemCount() - most))));
    return truth;
}

int &outputError()
{
    static int error = 0;
    return error;
}

void print(const QString &text)
{
    if (std::fprintf(stdout, "%s", text.toUtf8().constData()) < 0 && outputError() == 0)
        outputError() = errno;
}

void printLine(const QString &text)
{
    print(text + QLatin1Char('\n'));
}

void printJson(const QJsonObject &json)
{
    print(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Indented)));
}

} // namespace melscope
