#include "core/targets/job_record.h"

#include "core/base/atomic_file.h"
#include "core/base/words.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace melscope {

namespace {

const QStringList kStates { QStringLiteral("submitting"), QStringLiteral("waiting"), QStringLiteral("running"),
                            QStringLiteral("ended"),      QStringLiteral("done"),    QStringLiteral("failed"),
                            QStringLiteral("cancelled"),  QStringLiteral("lost") };

JsonFormat format()
{
    return { QStringLiteral("melscope-job"), 1, QStringLiteral("job's record"),
             tr("Delete it; the job itself is not touched by that.") };
}

QString pathOf(const QString &folder)
{
    return folder + QLatin1Char('/') + job_file::record;
}

} // namespace

bool JobRecord::isActive() const
{
    return state == State::Submitting || state == State::Waiting || state == State::Running || state == State::Ended;
}

QString JobRecord::text() const
{
    QString text;
    switch (state) {
    case State::Submitting:
        return tr("being submitted to %1").arg(target.name);
    case State::Waiting:
        text = tr("waiting on %1 (job %2)");
        break;
    case State::Running:
        text = tr("training on %1 (job %2)");
        break;
    case State::Ended:
        text = tr("ended on %1 (job %2), to be fetched");
        break;
    case State::Done:
        text = tr("trained on %1 (job %2)");
        break;
    case State::Failed:
        text = tr("failed on %1 (job %2)");
        break;
    case State::Cancelled:
        text = tr("cancelled on %1 (job %2)");
        break;
    case State::Lost:
        text = tr("lost on %1 (job %2)");
        break;
    }
    text = text.arg(target.name, id);
    return reason.isEmpty() ? text : text + QStringLiteral(": ") + reason;
}

QString JobRecord::shortText(int epoch) const
{
    QString text;
    switch (state) {
    case State::Submitting:
        text = tr("being submitted");
        break;
    case State::Waiting:
        text = reason.isEmpty() ? tr("waiting") : tr("waiting (%1)").arg(reason);
        break;
    case State::Running:
        text = tr("training, epoch %1").arg(epoch);
        break;
    case State::Ended:
        text = tr("being fetched");
        break;
    case State::Done:
        text = tr("ended");
        break;
    case State::Failed:
        text = tr("failed");
        break;
    case State::Cancelled:
        text = tr("cancelled");
        break;
    case State::Lost:
        text = tr("lost");
        break;
    }
    return target.name + QStringLiteral(": ") + text;
}

bool hasJobRecord(const QString &folder)
{
    return QFileInfo::exists(pathOf(folder));
}

Result<JobRecord> readJobRecord(const QString &folder)
{
    const auto fields = JsonFields::read(pathOf(folder), format());
    if (!fields)
        return passOn(fields);
    JobRecord record;
    record.folder = folder;
    record.target = Target::fromJson(fields->fields(QStringLiteral("target")));
    record.id = fields->text(QStringLiteral("job"));
    record.place = fields->text(QStringLiteral("place"));
    record.queueLog = fields->text(QStringLiteral("queue_log"));
    record.state = JobRecord::State(fields->choice(QStringLiteral("state"), kStates, 0));
    record.reason = fields->text(QStringLiteral("reason"));
    record.lastLines = fields->text(QStringLiteral("last_lines"));
    record.number = fields->integer(QStringLiteral("number"), 0, std::numeric_limits<int>::max());
    record.submitted = fields->text(QStringLiteral("submitted"));
    record.changed = fields->text(QStringLiteral("changed"));
    record.recipe = fields->fields(QStringLiteral("recipe")).object();
    const JsonFields paths = fields->fields(QStringLiteral("paths"));
    for (const QString &there : paths.object().keys())
        record.paths.insert(there, paths.text(there));
    if (const auto checked = fields->check(); !checked)
        return passOn(checked);
    return record;
}

Result<void> writeJobRecord(const JobRecord &record)
{
    QJsonObject paths;
    for (auto it = record.paths.begin(); it != record.paths.end(); ++it)
        paths.insert(it.key(), it.value());
    const QJsonObject json { { QStringLiteral("format"), format().format },
                             { QStringLiteral("version"), format().version },
                             { QStringLiteral("target"), record.target.toJson() },
                             { QStringLiteral("job"), record.id },
                             { QStringLiteral("place"), record.place },
                             { QStringLiteral("queue_log"), record.queueLog },
                             { QStringLiteral("state"), kStates[qsizetype(record.state)] },
                             { QStringLiteral("reason"), record.reason },
                             { QStringLiteral("last_lines"), record.lastLines },
                             { QStringLiteral("number"), record.number },
                             { QStringLiteral("submitted"), record.submitted },
                             { QStringLiteral("changed"), record.changed },
                             { QStringLiteral("recipe"), record.recipe },
                             { QStringLiteral("paths"), paths } };
    const QByteArray text = QJsonDocument(json).toJson();
    return writeFileAtomically(pathOf(record.folder), { text.constData(), size_t(text.size()) });
}

} // namespace melscope
