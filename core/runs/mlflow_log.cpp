#include "core/runs/mlflow_log.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/growing_file.h"
#include "core/base/number_text.h"
#include "core/base/version.h"
#include "core/runs/run_list.h"
#include "core/training/recipe_setting.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>
#include <QUuid>

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <map>

namespace melscope {

namespace {

constexpr auto kInTime = AtomicFile::Durability::InTime; // a log is not worth waiting for the disk

QString storeOf(const Run &run)
{
    return run.folder + QLatin1Char('/') + run_file::mlflow;
}

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

/// A text as YAML has it in double quotes, which are JSON's.
QString quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray { text }).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

QString fileUri(const QString &path)
{
    return QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath()).toString(QUrl::FullyEncoded);
}

QString userName()
{
    passwd entry {};
    passwd *found = nullptr;
    std::array<char, 4096> texts {};
    ::getpwuid_r(::geteuid(), &entry, texts.data(), texts.size(), &found);
    return found != nullptr ? QString::fromLocal8Bit(found->pw_name) : QStringLiteral("unknown");
}

using Lines = std::initializer_list<std::pair<const char *, QString>>;

Result<void> writeYaml(const QString &path, const Lines &lines)
{
    std::string text;
    for (const auto &[key, value] : lines)
        text += std::string(key) + ": " + value.toStdString() + '\n';
    return writeFileAtomically(path, text, kInTime);
}

/// A line of a metric's file. The numbers of Python, which has nan and inf, too.
std::string metricLine(qint64 time, double value, int step)
{
    return std::to_string(time) + ' ' + shortestText(value) + ' ' + std::to_string(step) + '\n';
}

/// When each step of a metric was logged, as far as its file is there and can be read.
std::map<int, qint64> timesIn(const QString &path)
{
    std::map<int, qint64> times;
    const auto text = mayBeThere(path) ? readPlainOrCompressed(path) : Result<std::string>();
    if (!text)
        return times;
    for (const QString &line : QString::fromStdString(*text).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const QStringList cells = line.split(QLatin1Char(' '));
        bool isTime = false;
        bool isStep = false;
        const qint64 time = cells[0].toLongLong(&isTime);
        const int step = cells.value(2).toInt(&isStep);
        if (isTime && isStep)
            times.emplace(step, time);
    }
    return times;
}

} // namespace

QString mlflowName(const QString &name)
{
    QString taken;
    for (const QChar character : name) {
        const bool isPlain =
            character.unicode() < 128 && (character.isLetterOrNumber() || character == QLatin1Char(' '));
        taken += isPlain || QStringLiteral("_-./").contains(character) ? character : QLatin1Char('_');
    }
    // Nor does it take what leads elsewhere as a path.
    return taken.replace(QStringLiteral(".."), QStringLiteral("__"));
}

MlflowLog::MlflowLog(const Run &run, const QJsonObject &record)
    : m_run(run)
    , m_id(record.value(QStringLiteral("run")).toString())
    , m_started(record.value(QStringLiteral("started")).toString().toLongLong())
{
    static const QRegularExpression hexDigits(QStringLiteral("^[0-9a-f]{32}$"));
    if (!hexDigits.match(m_id).hasMatch()) {
        m_id = QUuid::createUuid().toString(QUuid::Id128);
        m_started = now();
    }
    m_folder = storeOf(run) + QStringLiteral("/0/") + m_id;
}

QJsonObject MlflowLog::record() const
{
    return { { QStringLiteral("run"), m_id }, { QStringLiteral("started"), QString::number(m_started) } };
}

Result<void> MlflowLog::begin(const std::vector<EpochFigures> &history)
{
    if (const auto written = writeExperiment(); !written)
        return written;
    for (const char *part : { "artifacts", "metrics", "params", "tags" }) {
        if (const auto made = makeFolder(path(QLatin1String(part))); !made)
            return made;
    }
    if (const auto written = writeParameters(); !written)
        return written;
    const std::initializer_list<std::pair<const char *, QString>> tags = {
        { "mlflow.runName", runTitle(QDir(m_run.folder).absolutePath()) },
        { "mlflow.user", userName() },
        { "mlflow.source.type", QStringLiteral("LOCAL") },
        { "mlflow.source.name", QCoreApplication::applicationName() },
        { "mlflow.note.content", recipeSummary(m_run.recipe) },
        { "melscope.version", versionText() },
        { "melscope.job_dir", QDir(m_run.folder).absolutePath() }
    };
    for (const auto &[name, value] : tags) {
        if (const auto written = writeTag(QLatin1String(name), value); !written)
            return written;
    }
    if (const auto written = writeHistory(history); !written)
        return written;
    // Last: by this file the run is found.
    return writeDescription(Status::Running);
}

Result<void> MlflowLog::writeExperiment() const
{
    const QString file = storeOf(m_run) + QStringLiteral("/0/meta.yaml");
    if (mayBeThere(file))
        return {};
    const QString time = QString::number(m_started);
    return writeYaml(file,
                     { { "artifact_location", quoted(fileUri(storeOf(m_run) + QStringLiteral("/0"))) },
                       { "creation_time", time },
                       { "experiment_id", quoted(QStringLiteral("0")) },
                       { "last_update_time", time },
                       { "lifecycle_stage", QStringLiteral("active") },
                       { "name", quoted(QStringLiteral("Default")) } });
}

Result<void> MlflowLog::writeDescription(Status status) const
{
    return writeYaml(path(QStringLiteral("meta.yaml")),
                     { { "artifact_uri", quoted(fileUri(path(QStringLiteral("artifacts")))) },
                       { "end_time", status == Status::Running ? QStringLiteral("null") : QString::number(now()) },
                       { "entry_point_name", quoted({}) },
                       { "experiment_id", quoted(QStringLiteral("0")) },
                       { "lifecycle_stage", QStringLiteral("active") },
                       { "run_id", quoted(m_id) },
                       { "run_name", quoted(runTitle(QDir(m_run.folder).absolutePath())) },
                       { "run_uuid", quoted(m_id) },
                       { "source_name", quoted({}) },
                       { "source_type", QStringLiteral("4") },
                       { "source_version", quoted({}) },
                       { "start_time", QString::number(m_started) },
                       { "status", QString::number(int(status)) },
                       { "tags", QStringLiteral("[]") },
                       { "user_id", quoted(userName()) } });
}

Result<void> MlflowLog::writeParameters() const
{
    QStringList sources;
    for (const RunSource &source : m_run.sources)
        sources << source.name;
    std::vector<std::pair<QString, QString>> parameters {
        { QStringLiteral("recipe"), m_run.recipe.base },
        { QStringLiteral("sources"), sources.join(QLatin1Char(',')) },
        { QStringLiteral("classes"), QString::number(m_run.space.size()) },
        { QStringLiteral("parameters"), QString::number(m_run.parameters) },
        { QStringLiteral("train_tracks"), QString::number(m_run.trainTracks) }
    };
    for (const RecipeSetting &setting : recipeSettings())
        parameters.emplace_back(setting.name(), setting.text(m_run.recipe));
    for (const auto &[name, value] : parameters) {
        const QString file = path(QStringLiteral("params/") + mlflowName(name));
        if (const auto written = writeFileAtomically(file, value.toStdString(), kInTime); !written)
            return written;
    }
    return {};
}

Result<void> MlflowLog::writeTag(const QString &name, const QString &value) const
{
    return writeFileAtomically(path(QStringLiteral("tags/") + mlflowName(name)), value.toStdString(), kInTime);
}

/// Anew, in place of what an interrupted training logged after its last checkpoint; when, stays.
Result<void> MlflowLog::writeHistory(const std::vector<EpochFigures> &history) const
{
    for (const EpochFigure &figure : epochFigureList()) {
        const QString file = path(QStringLiteral("metrics/") + QLatin1String(figure.name));
        const std::map<int, qint64> known = timesIn(file);
        std::string text;
        double time = double(now());
        for (const EpochFigures &figures : history)
            time -= figures.seconds * 1000;
        for (const EpochFigures &figures : history) {
            time += figures.seconds * 1000;
            const auto logged = known.find(figures.epoch);
            if (const double value = figures.*figure.value; !std::isnan(value))
                text += metricLine(logged != known.end() ? logged->second : qint64(time), value, figures.epoch);
        }
        if (text.empty())
            QFile::remove(file); // MLflow takes an empty one for damaged
        else if (const auto written = writeFileAtomically(file, text, kInTime); !written)
            return written;
    }
    return {};
}

Result<void> MlflowLog::addMetric(const QString &name, double value, int step) const
{
    if (std::isnan(value))
        return {}; // it was not recorded
    GrowingFile file;
    const auto opened = file.open(path(QStringLiteral("metrics/") + mlflowName(name)), GrowingFile::Opening::AtEnd);
    return opened ? file.append(metricLine(now(), value, step)) : opened;
}

Result<void> MlflowLog::add(const EpochFigures &figures)
{
    for (const EpochFigure &figure : epochFigureList()) {
        if (const auto added = addMetric(QLatin1String(figure.name), figures.*figure.value, figures.epoch); !added)
            return added;
    }
    return {};
}

Result<void> MlflowLog::add(const std::vector<GenreCurve> &)
{
    return {}; // it has no place for curves
}

Result<void> MlflowLog::end(LogEnd end)
{
    if (!mayBeThere(path(QStringLiteral("meta.yaml"))))
        return {}; // there was nothing to train on
    if (end == LogEnd::Finished) {
        if (const auto written = writeResults(); !written)
            return written;
        if (const auto copied = copyArtifacts(); !copied)
            return copied;
    }
    return writeDescription(end == LogEnd::Finished     ? Status::Finished
                                : end == LogEnd::Failed ? Status::Failed
                                                        : Status::Killed);
}

Result<void> MlflowLog::writeResults() const
{
    for (const auto &[name, value] : resultsOf(m_run)) {
        if (const auto added = addMetric(name, value, m_run.bestEpoch); !added)
            return added;
    }
    for (const auto &[name, value] :
         { std::pair("melscope.engine", &m_run.engine), std::pair("melscope.end", &m_run.end),
           std::pair("melscope.data_fingerprint", &m_run.fingerprint) }) {
        if (const auto written = writeTag(QLatin1String(name), *value); !written)
            return written;
    }
    return {};
}

/// What is small; scores and model are left where they are.
Result<void> MlflowLog::copyArtifacts() const
{
    QStringList names { run_file::description, run_file::classes, run_file::history };
    for (const RunSource &source : m_run.sources)
        names << run_file::thresholds(source.name);
    for (const QString &name : names) {
        const auto text = readPlainOrCompressed(m_run.folder + QLatin1Char('/') + name);
        if (!text)
            return passOn(text);
        if (const auto written = writeFileAtomically(path(QStringLiteral("artifacts/") + name), *text, kInTime);
            !written)
            return written;
    }
    return {};
}

void MlflowLog::discard()
{
    if (mayBeThere(path(QStringLiteral("meta.yaml"))))
        (void)writeDescription(Status::Killed);
}

} // namespace melscope
