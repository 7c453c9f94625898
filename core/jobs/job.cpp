#include "core/jobs/job.h"

#include "core/training/compute_environment.h"

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
            Progress sent = progress;
            sent.runId = m_runId;
            // Queued to the owner's thread; dropped by Qt if the job is gone by then.
            QMetaObject::invokeMethod(this, [this, sent] { Q_EMIT progressed(sent); }, Qt::QueuedConnection);
        });
    } catch (const std::bad_alloc &) {
        result = fail(QStringLiteral("memory ran out"), {}, QStringLiteral("Close other programs or use smaller batches."));
    } catch (const std::exception &exception) {
        result = fail(QStringLiteral("an unexpected fault: ") + QString::fromUtf8(exception.what()));
    } catch (...) {
        result = fail(QStringLiteral("an unexpected fault of unknown kind"));
    }
    const JobEnd end = result ? JobEnd::Done : result.error().isCancelled() ? JobEnd::Cancelled : JobEnd::Failed;
    const Error error = result ? Error() : result.error();
    QMetaObject::invokeMethod(this, [this, end, error] { deliverEnd(end, error); }, Qt::QueuedConnection);
}

void Job::deliverEnd(JobEnd end, const Error &error)
{
    m_thread.join();
    m_running = false;
    Q_EMIT finished(end, error);
}

} // namespace melscope
