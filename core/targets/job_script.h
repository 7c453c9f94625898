#pragma once

#include "core/targets/job_record.h"

#include <chrono>

namespace melscope {

/// The script of bash that a job is: trains the runs in these folders (absolute, there), each as one element of a job
/// array, or one after the other where there is no queue. `about` is a comment. `bound` are the folders that a
/// container must see.
QString jobScript(const Target &target, const QStringList &places, const QString &about, const QStringList &bound);

/// Submits the script in the first of the folders there, so that its id stands in that folder whatever becomes of the
/// connection, and prints it.
QString submissionScript(const Target &target, const QStringList &places);
/// Cancels a job, whatever it does now.
QString cancelScript(const JobRecord &record);

/// What is seen of a job at its host.
struct JobSighting
{
    bool isQueueKnown = false; ///< the queue has answered
    QString queueState; ///< as it says: "PENDING"; empty where it does not know the job
    QString queueReason;
    QString id; ///< as it was submitted; empty where it never was
    bool isStarted = false;
    bool isCancelled = false; ///< as somebody has asked here
    std::optional<int> status; ///< of the training, when it has ended for good
    QByteArray log; ///< its end
    QByteArray history; ///< history.csv so far
};

/// What these jobs, all of one target, have to be asked for; the answer is read by sightingsOf().
QString sightingScript(const std::vector<JobRecord> &records);
/// In the order of the records. `trouble` gets what the queue says where it does not answer.
std::vector<JobSighting> sightingsOf(const QByteArray &answer, const std::vector<JobRecord> &records, QString &trouble);

/// The record as it stands after that; `now` for a change of state. A job that the queue does not know is lost when
/// it has not shown itself for `patience`: the disk of a cluster tells late what has been written.
JobRecord seen(JobRecord record, const JobSighting &sighting, const QString &now,
               std::chrono::seconds patience = std::chrono::seconds(60));

} // namespace melscope
