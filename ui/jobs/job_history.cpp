#include "ui/jobs/job_history.h"

#include "ui/jobs/job_lane.h"

namespace melscope {

JobHistory::JobHistory(QObject *parent)
    : QObject(parent)
{
}

void JobHistory::follow(JobLane &lane)
{
    connect(&lane, &JobLane::started, this, [this, &lane](Job *job) {
        if (m_entries.size() >= kKept)
            m_entries.pop_front();
        Entry entry { job->runId(), &lane, job->title(), QDateTime::currentDateTime(), {}, {}, 0, {} };
        entry.clock.start();
        m_entries.push_back(std::move(entry));
        Q_EMIT listChanged();
    });
    connect(&lane, &JobLane::progressed, this, [this](const Progress &progress) {
        for (size_t i = m_entries.size(); i-- > 0;) {
            if (m_entries[i].runId != progress.runId || m_entries[i].end)
                continue;
            const QString figures = progressText(progress);
            m_entries[i].outcome =
                figures.isEmpty() ? progress.stage.text() : progress.stage.text() + QStringLiteral(": ") + figures;
            Q_EMIT progressed(i);
            return;
        }
    });
    connect(&lane, &JobLane::ended, this, [this](const QString &title, JobEnd end, const Error &error) {
        for (size_t i = m_entries.size(); i-- > 0;) {
            Entry &entry = m_entries[i];
            if (entry.end || entry.title != title)
                continue;
            entry.end = end;
            entry.seconds = double(entry.clock.elapsed()) / 1000;
            entry.outcome = end == JobEnd::Failed ? error.text() : QString();
            Q_EMIT listChanged();
            Q_EMIT ended(title, end, entry.seconds);
            return;
        }
    });
}

} // namespace melscope
