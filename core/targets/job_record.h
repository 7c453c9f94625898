#pragma once

#include "core/targets/target.h"

#include <QMap>

#include <optional>

namespace melscope {

/// Names of the files in a run's folder that belong to a job which trains it; all but the first also there where it is
/// trained.
namespace job_file {
inline const QString record = QStringLiteral("job.json");
inline const QString script = QStringLiteral("job.sh"); ///< what was submitted
inline const QString project = QStringLiteral("job.melscope"); ///< what is trained
inline const QString log = QStringLiteral("job.log"); ///< what melscope-cli says
inline const QString outcome = QStringLiteral("job.outcome"); ///< its JSON
inline const QString started = QStringLiteral("job.started"); ///< there when it has begun
inline const QString status = QStringLiteral("job.status"); ///< its exit status, when it has ended for good
inline const QString process = QStringLiteral("job.pid"); ///< of the one that runs, where there is no queue
inline const QString cancelled = QStringLiteral("job.cancelled"); ///< there when it is not to begin any more
inline const QString submitted = QStringLiteral("job.id"); ///< what the queue called it
}

/// What a run's folder says of the job that trains it elsewhere, as job.json.
struct JobRecord
{
    enum class State {
        Submitting, ///< whether the queue has taken it is not known
        Waiting,
        Running,
        Ended, ///< well, but its files are not all here yet
        Done, ///< its files are here
        Failed,
        Cancelled,
        Lost, ///< nobody knows of it any more, and it has left no result
    };

    QString folder; ///< of the run, on this computer; where the record lies
    Target target;
    QString id; ///< as the queue calls it: "17", "17_2"; a process's number where there is no queue
    QString place; ///< the run's folder there
    QString queueLog; ///< there, what the queue itself says of it; or empty
    State state = State::Submitting;
    QString reason; ///< why it waits, or has failed
    QString lastLines; ///< of its log
    int number = 0; ///< among those that were submitted at once
    QString submitted; ///< ISO time
    QString changed; ///< ISO time of the last change of state
    QJsonObject recipe; ///< of the run
    QMap<QString, QString> paths; ///< in the project's file there → on this computer; both relative to the run's folder

    /// Whether something may still change.
    bool isActive() const;
    /// "waiting on cluster (job 17): Resources"
    QString text() const;
    /// The same in a table: "cluster: waiting (Resources)"; of one that trains, in its `epoch`.
    QString shortText(int epoch) const;

    bool operator==(const JobRecord &) const = default;
};

/// Whether a folder has a record.
bool hasJobRecord(const QString &folder);
/// Errors: none there; no JSON; values of another kind.
Result<JobRecord> readJobRecord(const QString &folder);
Result<void> writeJobRecord(const JobRecord &record);

} // namespace melscope
