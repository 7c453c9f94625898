#include "core/jobs/job.h"

#include "core/base/compute_environment.h"
#include "core/base/words.h"

#include <atomic>
#include <exception>
#include <new>

namespace melscope {

namespace {
quint64 nextRunId()
{
    static std::atomic<quint64> last = 0;
    return ++last;
}
} // namespace

Job::Job(QString title, Work work, QObject *parent)
    : QObject(parent)
    , m_title(std::move(title))
    , m_runId(nextRunId())
    , m_work(std::move(work))
{
    qRegisterMetaType<Progress>();
    qRegisterMetaType<JobEnd>();
    qRegisterMetaType<Error>();
}

Job::~Job()
{
    m_cancel.cancel();
    if (m_thread.joinable())
        m_thread.join();
}

void Job::start()
{
    Q_ASSERT(!m_thread.joinable());
    m_running = true;
    m_thread = std::thread([this] { run(); });
}

void Job::run()
{
    yieldToInteractiveThreads();
    Result<void> result;
    try {
        result = m_work(m_cancel, [this](const Progress &progress) {
            post([&] {
                m_reports.push_back(progress);
                m_reports.back().runId = m_runId;
            });
        });
    } catch (const std::bad_alloc &) {
        result = fail(tr("memory ran out"), {}, tr("Close other programs or use smaller batches."));
    } catch (const std::exception &exception) {
        result = fail(tr("an unexpected fault: ") + QString::fromUtf8(exception.what()));
    } catch (...) {
        result = fail(tr("an unexpected fault of unknown kind"));
    }
    const JobEnd end = result ? JobEnd::Done : result.error().isCancelled() ? JobEnd::Cancelled : JobEnd::Failed;
    const Error error = result ? Error() : result.error();
    post([&] { m_end.emplace(end, error); });
}

template <class Put>
void Job::post(const Put &put)
{
    {
        const std::scoped_lock lock(m_outboxMutex);
        put();
        if (std::exchange(m_deliveryQueued, true))
            return;
    }
    // Dropped by Qt if the job is gone by then.
    QMetaObject::invokeMethod(this, "deliver", Qt::QueuedConnection);
}

void Job::deliver()
{
    std::vector<Progress> reports;
    std::optional<std::pair<JobEnd, Error>> end;
    {
        const std::scoped_lock lock(m_outboxMutex);
        reports.swap(m_reports);
        end.swap(m_end);
        m_deliveryQueued = false;
    }
    for (const Progress &report : reports)
        Q_EMIT progressed(report);
    if (!end)
        return;
    m_thread.join();
    m_running = false;
    Q_EMIT finished(end->first, end->second);
}

} // namespace melscope
