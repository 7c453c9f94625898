#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace melscope {

/// How a job ended. Being cancelled is neither success nor failure.
enum class JobEnd { Done, Failed, Cancelled };

/// Any stage on a worker thread: one ordered progress signal, one terminal signal, an exception barrier.
/// Lives in the thread that made it; its signals arrive there. Destroying it cancels and joins.
class Job : public QObject
{
    Q_OBJECT
public:
    using Work = std::function<Result<void>(const CancelToken &, const ProgressCallback &)>;

    Job(QString title, Work work, QObject *parent = nullptr);
    ~Job() override;

    const QString &title() const { return m_title; }
    quint64 runId() const { return m_runId; }
    bool isRunning() const { return m_running; }

    void start();
    /// From any thread; the work answers within 100 ms.
    void cancel() { m_cancel.cancel(); }
    const CancelToken &cancelToken() const { return m_cancel; }

Q_SIGNALS:
    void progressed(const melscope::Progress &progress);
    /// Sent exactly once. `error` is set unless the job is done.
    void finished(melscope::JobEnd end, const melscope::Error &error);

private:
    void run();
    /// Puts something into the outbox and wakes the owner's thread, once for all that waits there.
    template <class Put>
    void post(const Put &put);
    Q_INVOKABLE void deliver();

    const QString m_title;
    const quint64 m_runId;
    Work m_work;
    CancelToken m_cancel;
    bool m_running = false; ///< of the owner's thread
    std::mutex m_outboxMutex;
    std::vector<Progress> m_reports; ///< under the mutex: sent by the worker, not yet delivered
    std::optional<std::pair<JobEnd, Error>> m_end; ///< under the mutex
    bool m_deliveryQueued = false; ///< under the mutex: the owner's thread has been woken
    std::thread m_thread;
};

} // namespace melscope

Q_DECLARE_METATYPE(melscope::JobEnd)
Q_DECLARE_METATYPE(melscope::Error)
