#pragma once

#include "core/jobs/job.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <memory>
#include <type_traits>

namespace melscope {

/// Jobs of one kind, one after the other: loading and analysing in one lane, training in another, so that a
/// training does not keep the pages from being filled.
class JobLane : public QObject
{
    Q_OBJECT
public:
    explicit JobLane(QObject *parent = nullptr);

    /// Runs `work`, Result<T>(const CancelToken &, const ProgressCallback &), on a worker thread, behind those that
    /// wait already. What came of it goes to `ended`, void(Result<T>), in this thread: exactly once, also where the job
    /// was cancelled before it began, unless `receiver` is gone by then. Returns what cancels this job alone.
    template <class Work, class Ended>
    CancelToken run(QObject *receiver, const QString &title, Work work, Ended ended)
    {
        using Outcome = std::invoke_result_t<Work &, const CancelToken &, const ProgressCallback &>;
        auto outcome = std::make_shared<Outcome>(melscope::cancelled());
        return enqueue(
            title,
            [work = std::move(work), outcome](const CancelToken &cancel,
                                              const ProgressCallback &progress) mutable -> Result<void> {
                *outcome = work(cancel, progress);
                return *outcome ? Result<void>() : passOn(*outcome);
            },
            [receiver = QPointer(receiver), ended = std::move(ended), outcome](const Result<void> &result) mutable {
                if (!result) // what was thrown is an error too
                    *outcome = passOn(result);
                if (receiver)
                    ended(std::move(*outcome));
            });
    }

    /// Each ends as cancelled, in its turn.
    void cancelAll();
    bool isBusy() const { return m_current != nullptr; }
    size_t waiting() const { return m_waiting.size(); }
    Job *current() const { return m_current.get(); }

Q_SIGNALS:
    void started(melscope::Job *job);
    void progressed(const melscope::Progress &progress);
    /// A job that was started ended, or one that waited was cancelled; what comes of it is told after.
    void ended(const QString &title, melscope::JobEnd end, const melscope::Error &error);
    void idle();

private:
    using Ended = std::function<void(const Result<void> &)>;
    struct Waiting
    {
        std::unique_ptr<Job> job;
        Ended ended;
    };
    CancelToken enqueue(const QString &title, Job::Work work, Ended ended);
    void startNext();
    void start(Waiting next);

    std::deque<Waiting> m_waiting;
    std::unique_ptr<Job> m_current;
};

/// The newest of jobs that take one another's place: starting one cancels the one before, and nobody hears of that any
/// more.
class LatestJob
{
public:
    LatestJob() = default;
    ~LatestJob() { cancel(); }
    Q_DISABLE_COPY_MOVE(LatestJob)

    /// As JobLane::run().
    template <class Work, class Ended>
    void run(JobLane &lane, QObject *receiver, const QString &title, Work work, Ended ended)
    {
        cancel();
        m_isBusy = true;
        m_token =
            lane.run(receiver, title, std::move(work),
                     [this, newest = m_newest, number = *m_newest, ended = std::move(ended)](auto outcome) mutable {
                         if (number != *newest)
                             return; // another took its place, or this object is gone
                         m_isBusy = false;
                         ended(std::move(outcome));
                     });
    }
    void cancel()
    {
        m_token.cancel();
        ++*m_newest;
        m_isBusy = false;
    }
    bool isBusy() const { return m_isBusy; }

private:
    CancelToken m_token;
    std::shared_ptr<quint64> m_newest = std::make_shared<quint64>(0);
    bool m_isBusy = false;
};

} // namespace melscope
