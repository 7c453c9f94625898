#pragma once

#include "core/jobs/job.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>

#include <deque>
#include <optional>

namespace melscope {

class JobLane;

/// The jobs of some lanes since the window was opened, with what came of them. Lives in the GUI thread.
class JobHistory : public QObject
{
    Q_OBJECT
public:
    struct Entry
    {
        quint64 runId = 0; ///< of the job while it runs
        const JobLane *lane = nullptr; ///< in which it runs
        QString title;
        QDateTime started;
        QElapsedTimer clock;
        std::optional<JobEnd> end; ///< nothing while it runs
        double seconds = 0; ///< of a job that ended
        QString outcome; ///< of a failed one the error, of a running one how far it is
    };
    /// Older ones are forgotten.
    static constexpr size_t kKept = 500;

    explicit JobHistory(QObject *parent = nullptr);

    void follow(JobLane &lane);
    const std::deque<Entry> &entries() const { return m_entries; } ///< the oldest first

Q_SIGNALS:
    void listChanged(); ///< a job has begun or ended
    void progressed(size_t index);
    /// `seconds` it took, from its start.
    void ended(const QString &title, melscope::JobEnd end, double seconds);

private:
    std::deque<Entry> m_entries;
};

} // namespace melscope
