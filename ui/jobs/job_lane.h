#pragma once

#include "core/jobs/job.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>

namespace melscope {

/// Jobs of one kind, one after the other: loading and analysing in one lane, training in another, so that a
/// training does not keep the pages from being filled.
class JobLane : public QObject
{
    Q_OBJECT
public:
    using Ended = std::function<void(JobEnd, const Error &)>;

    explicit JobLane(QObject *parent = nullptr);

    /// Starts the job, or queues it behind the running one; returns what cancels this one alone.
    CancelToken enqueue(const QString &title, Job::Work work, Ended ended);
    void cancelAll();
    bool isBusy() const { return m_current != nullptr; }
    Job *current() const { return m_current.get(); }

Q_SIGNALS:
    void started(melscope::Job *job);
    void progressed(const melscope::Progress &progress);
    void idle();

private:
    struct Waiting
    {
        std::unique_ptr<Job> job;
        Ended ended;
    };
    void startNext();

    std::deque<Waiting> m_waiting;
    std::unique_ptr<Job> m_current;
};

} // namespace melscope
