#include "core/jobs/job.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <stdexcept>
#include <thread>

using namespace melscope;

class JobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doneJobSendsProgressInOrder();
    void errorsArrive();
    void exceptionsBecomeErrors();
    void cancelEndsTheJob();
    void destroyingCancelsAndJoins();
};

void JobsTest::doneJobSendsProgressInOrder()
{
    Job job("count", [](const CancelToken &, const ProgressCallback &progress) -> Result<void> {
        for (int i = 1; i <= 50; ++i) {
            Progress report;
            report.done = i;
            progress(report);
        }
        return {};
    });
    std::vector<qint64> seen;
    QThread *receiver = nullptr;
    connect(&job, &Job::progressed, this, [&](const Progress &progress) {
        QCOMPARE(progress.runId, job.runId());
        seen.push_back(progress.done);
        receiver = QThread::currentThread();
    });
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    QVERIFY(job.isRunning());
    QVERIFY(finished.wait());
    QCOMPARE(seen.size(), size_t(50));
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    QCOMPARE(receiver, thread());
    QCOMPARE(finished.size(), 1);
    QVERIFY(finished[0][0].value<JobEnd>() == JobEnd::Done);
    QVERIFY(!job.isRunning());
}

void JobsTest::errorsArrive()
{
    Job job("fail", [](const CancelToken &, const ProgressCallback &) -> Result<void> {
        return fail("it broke", "file.tsv", "Mend it.");
    });
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    QVERIFY(finished.wait());
    QVERIFY(finished[0][0].value<JobEnd>() == JobEnd::Failed);
    QCOMPARE(finished[0][1].value<Error>().text(), QString("file.tsv: it broke. Mend it."));
}

void JobsTest::exceptionsBecomeErrors()
{
    for (const bool memory : { false, true }) {
        Job job("throw", [memory](const CancelToken &, const ProgressCallback &) -> Result<void> {
            if (memory)
                throw std::bad_alloc();
            throw std::runtime_error("boom");
        });
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait());
        QVERIFY(finished[0][0].value<JobEnd>() == JobEnd::Failed);
        QVERIFY(finished[0][1].value<Error>().what.contains(memory ? "memory" : "boom"));
    }
}

void JobsTest::cancelEndsTheJob()
{
    Job job("wait", [](const CancelToken &cancel, const ProgressCallback &) -> Result<void> {
        while (!cancel.isCancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return cancelled();
    });
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    std::thread([&] { job.cancel(); }).join(); // from another thread
    QVERIFY(finished.wait());
    QVERIFY(finished[0][0].value<JobEnd>() == JobEnd::Cancelled);
}

void JobsTest::destroyingCancelsAndJoins()
{
    std::atomic<bool> ended = false;
    {
        Job job("wait", [&ended](const CancelToken &cancel, const ProgressCallback &progress) -> Result<void> {
            while (!cancel.isCancelled()) {
                progress({});
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            ended = true;
            return cancelled();
        });
        job.start();
    }
    QVERIFY(ended);
    QTest::qWait(10); // queued reports of the dead job go nowhere
}

QTEST_GUILESS_MAIN(JobsTest)
#include "tst_jobs.moc"
