#include "core/study/job_following.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/folder_entries.h"
#include "core/base/words.h"
#include "core/runs/run_folder.h"
#include "core/runs/unfinished_training.h"
#include "core/targets/host.h"
#include "core/targets/job_script.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace melscope {

namespace {

/// Fetched files lie here until all are there.
QString fetchFolder(const QString &folder)
{
    return folder + QStringLiteral("/.fetched");
}

/// Every text that is such a path, in its place.
QJsonValue relocated(const QJsonValue &value, const QMap<QString, QString> &paths)
{
    if (value.isString())
        return paths.value(value.toString(), value.toString());
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &one : value.toArray())
            array.append(relocated(one, paths));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        it.value() = relocated(it.value(), paths);
    return object;
}

/// The paths of a run.json as they are on this computer.
Result<void> relocateDescription(const QString &folder, const QMap<QString, QString> &paths)
{
    const auto description = readRunDescription(folder);
    if (!description)
        return passOn(description);
    QJsonObject json = description->object();
    for (const char *key : { "sources", "features", "findings" }) {
        const QString name = QLatin1String(key);
        if (name != QStringLiteral("sources")) {
            json.insert(name, relocated(json.value(name), paths));
            continue;
        }
        QJsonArray sources;
        for (const QJsonValue &one : json.value(name).toArray()) {
            QJsonObject source = one.toObject();
            for (const char *part : { "train", "validation", "test" })
                source.insert(QLatin1String(part), relocated(source.value(QLatin1String(part)), paths));
            sources.append(source);
        }
        json.insert(name, sources);
    }
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Indented);
    return writeFileAtomically(folder + QLatin1Char('/') + run_file::description,
                               { text.constData(), size_t(text.size()) });
}

/// Puts the run that a job has made into its place on this computer.
Result<void> takeHome(const JobRecord &record, const Host &host, const CancelToken &cancel,
                      const ProgressCallback &progress)
{
    const auto lock = FolderLock::take(runLock(record.folder));
    if (!lock)
        return passOn(lock);
    if (record.target.sharesFiles())
        return relocateDescription(record.folder, record.paths);
    const QString staging = fetchFolder(record.folder);
    if (const auto made = makeWritableFolder(staging); !made)
        return made;
    const QStringList others { QStringLiteral(".*"),       job_file::record,
                               job_file::project,          job_file::script,
                               job_file::started,          job_file::process,
                               job_file::submitted,        job_file::status,
                               QStringLiteral("features"), QStringLiteral("slurm*.log") };
    if (const auto fetched = host.fetch(record.place, others, staging, cancel, progress); !fetched)
        return fetched;
    if (const auto moved = relocateDescription(staging, record.paths); !moved)
        return moved;
    QStringList names = QDir(staging).entryList(QDir::Files);
    names.removeAll(run_file::description);
    for (const QString &log : { run_file::tensorBoard, run_file::mlflow }) {
        if (QFileInfo(staging + QLatin1Char('/') + log).isDir())
            names << log;
    }
    names << run_file::description; // as a training does: whoever finds it finds all
    const auto older = run_file::allIn(record.folder);
    if (!older)
        return passOn(older);
    if (const auto placed = replaceEntries(staging, names, record.folder, *older); !placed)
        return placed;
    QDir(staging).removeRecursively();
    QDir(stagingFolder(record.folder)).removeRecursively(); // what was followed
    return {};
}

/// What was read of the history, kept where a training of this computer would have it.
void takeHistory(JobLook &look, const QByteArray &text)
{
    auto history = parseHistory(text.toStdString(), look.record.place + QLatin1Char('/') + run_file::history);
    if (!history || history->empty())
        return; // it may just be written
    look.history = std::move(*history);
    if (look.record.target.sharesFiles())
        return;
    const QString path = checkpointFolder(look.record.folder) + QLatin1Char('/') + CheckpointFolder::kHistory;
    const auto known = QFileInfo::exists(path) ? readPlainOrCompressed(path) : Result<std::string>();
    if (known && *known == text.toStdString())
        return;
    if (const auto written = writeFileAtomically(path, text.toStdString(), AtomicFile::Durability::InTime); !written)
        look.trouble = written.error();
}

void lookAfterGroup(std::vector<JobLook *> &looks, const CancelToken &cancel, const ProgressCallback &progress)
{
    const Host host(looks.front()->record.target);
    std::vector<JobRecord> records;
    for (const JobLook *look : looks)
        records.push_back(look->record);
    const auto answer = host.run(sightingScript(records), cancel);
    if (!answer) {
        for (JobLook *look : looks)
            look->trouble = answer.error();
        return;
    }
    QString said;
    const std::vector<JobSighting> sightings = sightingsOf(answer->output, records, said);
    const QString now = QDateTime::currentDateTime().toString(Qt::ISODate);
    for (size_t i = 0; i < looks.size(); ++i) {
        JobLook &look = *looks[i];
        if (!sightings[i].isQueueKnown)
            look.trouble = Error::unread(tr("the queue of %1 does not answer: %2").arg(look.record.target.name, said),
                                         {}, tr("Nothing is lost; it is asked again."));
        look.record = seen(records[i], sightings[i], now);
        // Whoever has deleted the run does not want it back.
        if (!QFileInfo::exists(look.record.folder))
            continue;
        if (!sightings[i].history.isEmpty())
            takeHistory(look, sightings[i].history);
        if (look.record.state == JobRecord::State::Ended) {
            if (const auto fetched = takeHome(look.record, host, cancel, progress); fetched) {
                look.record.state = JobRecord::State::Done;
                look.record.reason.clear();
            } else {
                look.trouble = fetched.error();
            }
        }
        if (look.record == records[i])
            continue;
        if (const auto written = writeJobRecord(look.record); !written)
            look.trouble = written.error();
    }
}

} // namespace

Result<std::vector<JobLook>> lookAfterJobs(const std::vector<JobRecord> &records, const CancelToken &cancel,
                                           const ProgressCallback &progress)
{
    std::vector<JobLook> looks;
    for (const JobRecord &record : records)
        looks.push_back({ record, {}, {} });
    // One question for all jobs of a target.
    std::vector<std::vector<JobLook *>> groups;
    for (JobLook &look : looks) {
        if (!look.record.isActive())
            continue;
        const auto group = std::ranges::find_if(groups, [&look](const std::vector<JobLook *> &other) {
            return other.front()->record.target == look.record.target;
        });
        if (group == groups.end())
            groups.push_back({ &look });
        else
            group->push_back(&look);
    }
    for (std::vector<JobLook *> &group : groups) {
        lookAfterGroup(group, cancel, progress);
        if (cancel.isCancelled())
            return cancelled();
    }
    return looks;
}

Result<void> cancelJob(const JobRecord &record, const CancelToken &cancel)
{
    const auto answer = Host(record.target).run(cancelScript(record), cancel);
    if (!answer)
        return passOn(answer);
    if (answer->status == 0)
        return {};
    return fail(tr("the job %1 could not be cancelled: %2")
                    .arg(record.id,
                         QString::fromUtf8(answer->errors).trimmed().replace(QLatin1Char('\n'), QStringLiteral("; "))),
                {}, tr("Try it again, or cancel it there."));
}

Error errorOf(const JobRecord &record)
{
    const QStringList lines = record.lastLines.split(QLatin1Char('\n'));
    const QString last = lines.mid(std::max<qsizetype>(0, lines.size() - 4)).join(QStringLiteral("; "));
    if (record.state == JobRecord::State::Cancelled)
        return Error::failure(record.text(), record.folder, tr("Its last checkpoint stays where it was trained."));
    return Error::failure(last.isEmpty() ? record.text() : record.text() + QStringLiteral(": ") + last, record.folder,
                          tr("Mend what the log tells of and submit it again; it goes on after its last checkpoint."));
}

} // namespace melscope
