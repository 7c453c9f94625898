#include "core/runs/training_log.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/words.h"
#include "core/runs/mlflow_log.h"
#include "core/runs/tensorboard_log.h"

#include <QJsonDocument>

namespace melscope {

namespace {

const QString kFormat = QStringLiteral("melscope-logs");

Result<JsonFields> readRecord(const QString &staging)
{
    return JsonFields::read(staging + QLatin1Char('/') + TrainingLogs::kRecord,
                            { kFormat, 1, QStringLiteral("record of logs"), {} });
}

} // namespace

std::vector<std::pair<QString, double>> resultsOf(const Run &run)
{
    std::vector<std::pair<QString, double>> results { { QStringLiteral("result/best_epoch"), double(run.bestEpoch) },
                                                      { QStringLiteral("result/validation_loss"),
                                                        run.bestValidationLoss } };
    for (const RunSource &source : run.sources) {
        const QString base = QStringLiteral("result/") + source.name;
        results.emplace_back(base + QStringLiteral("/macro_f1"), source.all.f1);
        results.emplace_back(base + QStringLiteral("/map"), source.all.map);
        results.emplace_back(base + QStringLiteral("/genres_macro_f1"), source.genres.f1);
        results.emplace_back(base + QStringLiteral("/genres_map"), source.genres.map);
    }
    return results;
}

TrainingLogs::TrainingLogs(const Run &run, LogKinds kinds, QString staging, Warning warn)
    : m_staging(std::move(staging))
    , m_warn(std::move(warn))
{
    QJsonObject records;
    if (mayBeThere(m_staging + QLatin1Char('/') + kRecord)) {
        if (const auto read = readRecord(m_staging); read)
            records = read->object();
        else
            m_warn(tr("What was logged before is not known, and is logged anew: %1").arg(read.error().text()));
    }
    for (const QString &name : kinds.names()) {
        const QJsonObject record = records.value(name).toObject();
        if (name == QStringLiteral("tensorboard"))
            m_logs.emplace(name, std::make_unique<TensorBoardLog>(run, record));
        else
            m_logs.emplace(name, std::make_unique<MlflowLog>(run, record));
    }
}

TrainingLogs::~TrainingLogs() = default;

LogKinds TrainingLogs::kindsIn(const QString &staging)
{
    const auto record =
        mayBeThere(staging + QLatin1Char('/') + kRecord) ? readRecord(staging) : Result<JsonFields>(fail(QString()));
    QStringList names;
    for (const QString &name : LogKinds::allNames()) {
        if (record && record->object().contains(name))
            names << name;
    }
    return LogKinds::ofNames(names).value_or(LogKinds());
}

Result<void> TrainingLogs::writeRecord() const
{
    QJsonObject records { { QStringLiteral("format"), kFormat }, { QStringLiteral("version"), 1 } };
    for (const auto &[name, log] : m_logs)
        records.insert(name, log->record());
    const QByteArray bytes = QJsonDocument(records).toJson(QJsonDocument::Indented);
    return writeFileAtomically(m_staging + QLatin1Char('/') + kRecord, { bytes.constData(), size_t(bytes.size()) });
}

void TrainingLogs::forEach(const std::function<Result<void>(TrainingLog &)> &work)
{
    for (auto log = m_logs.begin(); log != m_logs.end();) {
        const auto done = work(*log->second);
        if (done) {
            ++log;
            continue;
        }
        m_warn(tr("The log for %1 could not be written, and ends here; the training does not: %2")
                   .arg(log->first, done.error().text()));
        log = m_logs.erase(log);
    }
}

void TrainingLogs::trainingBegins(const std::vector<EpochFigures> &history)
{
    if (m_logs.empty())
        return;
    // First, so that what is written next can be found again, whatever happens.
    if (const auto written = writeRecord(); !written)
        m_warn(tr("If this training is interrupted, its logs begin anew: %1").arg(written.error().text()));
    forEach([&history](TrainingLog &log) { return log.begin(history); });
}

void TrainingLogs::epochEnded(const EpochFigures &figures)
{
    forEach([&figures](TrainingLog &log) { return log.add(figures); });
}

void TrainingLogs::add(const std::vector<GenreCurve> &curves)
{
    forEach([&curves](TrainingLog &log) { return log.add(curves); });
}

void TrainingLogs::end(LogEnd end)
{
    forEach([end](TrainingLog &log) { return log.end(end); });
}

void TrainingLogs::discard()
{
    for (const auto &[name, log] : m_logs)
        log->discard();
}

} // namespace melscope
