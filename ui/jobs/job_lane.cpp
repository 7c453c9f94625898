#include "ui/jobs/job_lane.h"

namespace melscope {

JobLane::JobLane(QObject *parent)
    : QObject(parent)
{
}

CancelToken JobLane::enqueue(const QString &title, Job::Work work, Ended ended)
{
    m_waiting.push_back({ std::make_unique<Job>(title, std::move(work)), std::move(ended) });
    const CancelToken token = m_waiting.back().job->cancelToken();
    if (m_current == nullptr)
        startNext();
    return token;
}

void JobLane::cancelAll()
{
    for (const Waiting &waiting : m_waiting)
        waiting.job->cancel();
    if (m_current != nullptr)
        m_current->cancel();
}

void JobLane::startNext()
{
    while (!m_waiting.empty() && m_current == nullptr) {
        Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (next.job->cancelToken().isCancelled()) {
            Q_EMIT this->ended(next.job->title(), JobEnd::Cancelled, Error::cancelled());
            next.ended(melscope::cancelled());
        } else
            start(std::move(next));
    }
    if (m_current == nullptr)
        Q_EMIT idle();
}

void JobLane::start(Waiting next)
{
    m_current = std::move(next.job);
    Job *job = m_current.get();
    connect(job, &Job::progressed, this, [this, job](const Progress &progress) {
        // A late report of a job that is gone must not stir the pages.
        if (job == m_current.get() && progress.runId == job->runId())
            Q_EMIT progressed(progress);
    });
    connect(job, &Job::finished, this, [this, ended = std::move(next.ended)](JobEnd end, const Error &error) {
        // The job still runs this signal; it goes when control is back in the event loop.
        Job *job = m_current.release();
        job->deleteLater();
        Q_EMIT this->ended(job->title(), end, error);
        ended(end == JobEnd::Done ? Result<void>() : tl::make_unexpected(error));
        if (m_current == nullptr)
            startNext();
    });
    Q_EMIT started(job);
    job->start();
}

} // namespace melscope
