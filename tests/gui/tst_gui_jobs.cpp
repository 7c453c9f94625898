#include "ui/jobs/job_lane.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <stdexcept>

using namespace melscope;

/// Every job of a lane ends exactly once, whatever becomes of it.
class GuiJobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesArrive();
    void errorsAndExceptionsArrive();
    void waitingJobsEndWhenAllAreCancelled();
    void oneOfThoseThatWaitIsCancelled();
    void nobodyIsToldWhoIsGone();
    void jobsThatJobsStart();
    void theLatestIsHeardAlone();
    void theLatestGoes();

private:
    static constexpr int kPatience = 60'000; // ms
    bool wait() const
    {
        return QTest::qWaitFor([this] { return !m_lane.isBusy(); }, kPatience);
    }
    /// Runs until it is cancelled.
    static Result<int> endless(const CancelToken &cancel, const ProgressCallback &)
    {
        while (!cancel.isCancelled())
            QThread::msleep(1);
        return cancelled();
    }
    static auto number(int value)
    {
        return [value](const CancelToken &, const ProgressCallback &) -> Result<int> { return value; };
    }
    /// Notes a job's end: its value, -1 if it was cancelled, -2 if it failed.
    auto note()
    {
        return [this](const Result<int> &result) {
            m_ends << (result ? *result : result.error().isCancelled() ? -1 : -2);
        };
    }

    JobLane m_lane;
    QList<int> m_ends;
};

void GuiJobsTest::valuesArrive()
{
    m_ends.clear();
    QSignalSpy idle(&m_lane, &JobLane::idle);
    QSignalSpy started(&m_lane, &JobLane::started);
    m_lane.run(this, "one", number(1), note());
    m_lane.run(this, "two", number(2), note());
    std::unique_ptr<int> taken;
    m_lane.run(
        this, "what only moves",
        [](const CancelToken &, const ProgressCallback &) -> Result<std::unique_ptr<int>> {
            return std::make_unique<int>(3);
        },
        [&](Result<std::unique_ptr<int>> made) { taken = std::move(*made); });
    QVERIFY(wait());
    QCOMPARE(m_ends, (QList<int> { 1, 2 }));
    QVERIFY(taken && *taken == 3);
    QCOMPARE(started.size(), 3);
    QCOMPARE(idle.size(), 1);
}

void GuiJobsTest::errorsAndExceptionsArrive()
{
    m_ends.clear();
    QStringList texts;
    auto tell = [&](const Result<int> &result) { texts << (result ? QString("done") : result.error().what); };
    m_lane.run(
        this, "fails", [](const CancelToken &, const ProgressCallback &) -> Result<int> { return fail("no luck"); },
        tell);
    m_lane.run(
        this, "throws",
        [](const CancelToken &, const ProgressCallback &) -> Result<int> { throw std::runtime_error("broken"); }, tell);
    QVERIFY(wait());
    QCOMPARE(texts, (QStringList { "no luck", "an unexpected fault: broken" }));
}

void GuiJobsTest::waitingJobsEndWhenAllAreCancelled()
{
    m_ends.clear();
    QSignalSpy started(&m_lane, &JobLane::started);
    m_lane.run(this, "endless", &endless, note());
    for (int i = 0; i < 3; ++i)
        m_lane.run(this, "waits", number(i), note());
    m_lane.cancelAll();
    QVERIFY(m_ends.isEmpty()); // they end in their turn
    QVERIFY(wait());
    QCOMPARE(m_ends, (QList<int> { -1, -1, -1, -1 }));
    QCOMPARE(started.size(), 1); // none that waited began
    m_lane.run(this, "afterwards", number(7), note());
    QVERIFY(wait());
    QCOMPARE(m_ends.last(), 7);
}

void GuiJobsTest::oneOfThoseThatWaitIsCancelled()
{
    m_ends.clear();
    const CancelToken first = m_lane.run(this, "endless", &endless, note());
    const CancelToken second = m_lane.run(this, "waits", number(2), note());
    m_lane.run(this, "waits", number(3), note());
    second.cancel();
    first.cancel();
    QVERIFY(wait());
    QCOMPARE(m_ends, (QList<int> { -1, -1, 3 }));
}

void GuiJobsTest::nobodyIsToldWhoIsGone()
{
    m_ends.clear();
    auto receiver = std::make_unique<QObject>();
    m_lane.run(receiver.get(), "endless", &endless, note());
    m_lane.run(receiver.get(), "waits", number(2), note());
    m_lane.run(this, "waits", number(3), note());
    receiver.reset();
    m_lane.current()->cancel();
    QVERIFY(wait());
    QCOMPARE(m_ends, QList<int> { 3 });
}

void GuiJobsTest::jobsThatJobsStart()
{
    m_ends.clear();
    m_lane.run(this, "endless", &endless, [this](const Result<int> &) { m_lane.run(this, "more", number(1), note()); });
    m_lane.run(this, "waits", number(2), [this](const Result<int> &) { m_lane.run(this, "more", number(3), note()); });
    m_lane.cancelAll();
    QVERIFY(QTest::qWaitFor([this] { return m_ends.size() == 2; }, kPatience));
    QVERIFY(wait());
    QCOMPARE(m_ends, (QList<int> { 1, 3 }));
}

void GuiJobsTest::theLatestIsHeardAlone()
{
    m_ends.clear();
    LatestJob latest;
    latest.run(m_lane, this, "older", &endless, note());
    latest.run(m_lane, this, "old", number(1), note());
    latest.run(m_lane, this, "new", number(2), note());
    QVERIFY(latest.isBusy());
    QVERIFY(wait());
    QVERIFY(!latest.isBusy());
    QCOMPARE(m_ends, QList<int> { 2 });
    // One that has ended on the worker, but was not told yet, is old as well.
    latest.run(m_lane, this, "old", number(3), note());
    QThread::msleep(50);
    latest.run(m_lane, this, "new", number(4), note());
    QVERIFY(wait());
    QCOMPARE(m_ends, (QList<int> { 2, 4 }));
    latest.run(m_lane, this, "endless", &endless, note());
    latest.cancel();
    QVERIFY(!latest.isBusy());
    QVERIFY(wait());
    QCOMPARE(m_ends.size(), 2);
    latest.run(m_lane, this, "endless", &endless, note());
    m_lane.cancelAll(); // by others: that is an end to be told
    QVERIFY(wait());
    QVERIFY(!latest.isBusy());
    QCOMPARE(m_ends.last(), -1);
}

void GuiJobsTest::theLatestGoes()
{
    m_ends.clear();
    auto latest = std::make_unique<LatestJob>();
    latest->run(m_lane, this, "endless", &endless, note());
    latest.reset();
    QVERIFY(wait());
    QVERIFY(m_ends.isEmpty());
}

QTEST_MAIN(GuiJobsTest)
#include "tst_gui_jobs.moc"
