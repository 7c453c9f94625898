// Targets and what is seen of their jobs: files, scripts, and the state that follows from what a host says.
#include "core/base/atomic_file.h"
#include "core/study/job_submission.h"
#include "core/targets/host.h"
#include "core/targets/job_script.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace melscope;
using State = JobRecord::State;

Q_DECLARE_METATYPE(melscope::JobSighting)
Q_DECLARE_METATYPE(melscope::JobRecord::State)

class TargetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targetIsReadAsWritten();
    void wrongTargetsAreRefused_data();
    void wrongTargetsAreRefused();
    void recordIsReadAsWritten();
    void stateFollowsFromWhatIsSeen_data();
    void stateFollowsFromWhatIsSeen();
    void lostOnlyAfterPatience();
    void sightingsOfAnAnswer();
    void wordsOfAShell();
    void scriptIsBash();
    void refusedSubmissionLeavesNothing();

private:
    static JobRecord recordOf(State state)
    {
        JobRecord record;
        record.target.name = "cluster";
        record.id = "17";
        record.place = "/there/run";
        record.state = state;
        record.changed = "2026-11-28T08:00:00";
        return record;
    }
};

void TargetsTest::targetIsReadAsWritten()
{
    QTemporaryDir folder;
    Target target;
    target.name = "mine";
    target.queue = Target::Queue::Slurm;
    target.host = "me@cluster";
    target.sshOptions = { "-p", "2222" };
    target.folder = "deep/folder";
    target.partition = "gpu";
    target.account = "music";
    target.time = "2-12:00:00";
    target.memory = "16G";
    target.nodes = 4;
    target.processes = 2;
    target.processors = 8;
    target.moreOptions = { "--qos=low" };
    target.modules = { "gcc/12" };
    target.container = Target::Container::Apptainer;
    target.image = "mel scope.sif";
    const QString path = folder.filePath("mine.json");
    QVERIFY(writeTarget(target, path));
    const auto read = readTarget(path);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QVERIFY(*read == target);
    QVERIFY(!target.sharesFiles());
    target.isShared = true;
    QVERIFY(target.sharesFiles());
}

void TargetsTest::wrongTargetsAreRefused_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("named");
    auto row = [](const char *name, const char *settings, const char *named) {
        QTest::newRow(name) << QStringLiteral("{\"format\": \"melscope-target\", \"name\": \"t\", %1}").arg(settings)
                            << named;
    };
    row("another format", "\"format\": \"other\"", "");
    row("a queue that nobody knows", "\"queue\": \"pbs\"", "queue");
    row("nodes of another kind", "\"nodes\": \"two\"", "nodes");
    row("no nodes", "\"nodes\": 0", "nodes");
    row("a time that is none", "\"time\": \"tomorrow\"", "time");
    row("a memory that is none", "\"memory\": \"16 gigabytes\"", "memory");
    row("an option for a host", "\"host\": \"-oProxyCommand=evil\", \"folder\": \"f\"", "host");
    row("no folder there", "\"host\": \"h\"", "folder");
    row("a second line", "\"partition\": \"a\\n#SBATCH --wrap=evil\"", "partition");
    row("a name that leads away", "\"name\": \"../x\"", "name");
    row("nodes without a queue", "\"queue\": \"none\", \"nodes\": 2", "nodes");
    row("podman under Slurm", "\"container\": \"podman\", \"image\": \"i\"", "container");
    row("a container without image", "\"queue\": \"none\", \"container\": \"podman\"", "image");
    QTest::newRow("no JSON") << "hello"
                             << "";
}

void TargetsTest::wrongTargetsAreRefused()
{
    QFETCH(QString, json);
    QFETCH(QString, named);
    QTemporaryDir folder;
    QFile file(folder.filePath("t.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(json.toUtf8());
    file.close();
    const auto read = readTarget(file.fileName());
    QVERIFY(!read);
    QCOMPARE(read.error().file, file.fileName());
    QVERIFY2(read.error().text().contains(named), qPrintable(read.error().text()));
}

void TargetsTest::recordIsReadAsWritten()
{
    QTemporaryDir folder;
    QVERIFY(!hasJobRecord(folder.path()));
    JobRecord record = recordOf(State::Failed);
    record.folder = folder.path();
    record.queueLog = "/there/slurm-2.log";
    record.reason = "TIMEOUT";
    record.lastLines = "one\ntwo";
    record.number = 2;
    record.submitted = "2026-11-28T07:00:00";
    record.recipe = { { "base", "melscope" } };
    record.paths = { { "../../data/k/a.tsv", "../a.tsv" } };
    QVERIFY(writeJobRecord(record));
    const auto read = readJobRecord(folder.path());
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QVERIFY(*read == record);
    QVERIFY(!read->isActive());
}

void TargetsTest::stateFollowsFromWhatIsSeen_data()
{
    QTest::addColumn<State>("before");
    QTest::addColumn<JobSighting>("sighting");
    QTest::addColumn<State>("after");
    auto row = [](const char *name, State before, State after, const char *queue, std::optional<int> status = {},
                  bool isCancelled = false) {
        JobSighting sighting;
        sighting.isQueueKnown = true;
        sighting.queueState = queue;
        sighting.status = status;
        sighting.isCancelled = isCancelled;
        QTest::newRow(name) << before << sighting << after;
    };
    row("waits", State::Waiting, State::Waiting, "PENDING");
    row("begins", State::Waiting, State::Running, "RUNNING");
    row("waits again", State::Running, State::Waiting, "PENDING");
    row("ended, and still in the queue", State::Running, State::Ended, "COMPLETING", 0);
    row("ended, and forgotten", State::Running, State::Ended, "", 0);
    row("has failed", State::Running, State::Failed, "FAILED", 1);
    row("its time was up", State::Running, State::Failed, "TIMEOUT");
    row("cancelled in the queue", State::Running, State::Cancelled, "CANCELLED", 75);
    row("on its way out", State::Running, State::Running, "COMPLETING", 75);
    row("cancelled here", State::Running, State::Cancelled, "", 143, true);
    row("cancelled while it waited", State::Waiting, State::Cancelled, "", {}, true);
    row("ended before it was cancelled", State::Running, State::Ended, "", 0, true);
    row("an end is an end", State::Failed, State::Failed, "RUNNING");
    row("done is done", State::Done, State::Done, "", 1);
}

void TargetsTest::stateFollowsFromWhatIsSeen()
{
    QFETCH(State, before);
    QFETCH(JobSighting, sighting);
    QFETCH(State, after);
    const JobRecord now = seen(recordOf(before), sighting, "2026-11-28T08:30:00");
    QCOMPARE(now.state, after);
    QCOMPARE(now.changed, before == after ? "2026-11-28T08:00:00" : "2026-11-28T08:30:00");
}

void TargetsTest::lostOnlyAfterPatience()
{
    JobSighting nothing;
    nothing.isQueueKnown = true;
    JobRecord record = seen(recordOf(State::Running), nothing, "2026-11-28T08:30:00");
    QCOMPARE(record.state, State::Running);
    record = seen(record, nothing, "2026-11-28T08:30:50");
    QCOMPARE(record.state, State::Running);
    JobSighting silent; // the queue does not answer: nothing follows from that
    QCOMPARE(seen(record, silent, "2026-11-28T09:30:00").state, State::Running);
    JobSighting back = nothing;
    back.queueState = "RUNNING";
    QCOMPARE(seen(record, back, "2026-11-28T08:31:10").reason, QString());
    record = seen(record, nothing, "2026-11-28T08:31:10");
    QCOMPARE(record.state, State::Lost);
    // Who submitted it did not live to hear its number: it is found in the folder.
    JobRecord submitting = recordOf(State::Submitting);
    submitting.id.clear();
    JobSighting taken = nothing;
    taken.id = "18";
    const JobRecord found = seen(submitting, taken, "2026-11-28T08:30:00");
    QCOMPARE(found.state, State::Waiting);
    QCOMPARE(found.id, "18");
}

void TargetsTest::sightingsOfAnAnswer()
{
    std::vector<JobRecord> records { recordOf(State::Waiting), recordOf(State::Waiting), recordOf(State::Waiting) };
    records[0].id = "17_0";
    records[1].id = "17_1";
    records[2].id = "17_2";
    const QByteArray answer =
        "=melscope=queue\n17_0|RUNNING|None\n17_1|PENDING|Resources\n17|CANCELLED|None\n"
        "=melscope=queue-status 0\n=melscope=job 0\n=melscope=id\n17;cluster\n=melscope=started\nyes\n"
        "=melscope=cancelled\n=melscope=status\n=melscope=log\nepoch 1\nno end=melscope=history\n"
        "epoch,train_loss\n1,0.5\n=melscope=job 1\n=melscope=status\n=melscope=job 2\n=melscope=end\n";
    QString trouble;
    const std::vector<JobSighting> seen = sightingsOf(answer, records, trouble);
    QCOMPARE(trouble, QString());
    QCOMPARE(seen[0].queueState, "RUNNING");
    QCOMPARE(seen[0].queueReason, QString());
    QCOMPARE(seen[0].id, "17");
    QVERIFY(seen[0].isStarted && !seen[0].isCancelled && !seen[0].status);
    QCOMPARE(seen[0].log, QByteArray("epoch 1\nno end"));
    QCOMPARE(seen[0].history, QByteArray("epoch,train_loss\n1,0.5\n"));
    QCOMPARE(seen[1].queueReason, "Resources");
    QCOMPARE(seen[2].queueState, "CANCELLED"); // of an array's rest that was cancelled while it waited
    (void)sightingsOf("=melscope=queue\nsqueue: error: no munge\n=melscope=queue-status 1\n", records, trouble);
    QCOMPARE(trouble, "squeue: error: no munge");
}

void TargetsTest::wordsOfAShell()
{
    for (const QString &text : { QStringLiteral("plain"), QStringLiteral("two words"), QStringLiteral("it's"),
                                 QStringLiteral("$HOME `ls` \\ \"x\""), QStringLiteral("a\nb"), QString(),
                                 QStringLiteral("~/x"), QStringLiteral("Übung*?[") }) {
        QProcess bash;
        bash.start("bash", { "-c", "printf %s " + shellWord(text) });
        QVERIFY(bash.waitForFinished());
        QCOMPARE(QString::fromUtf8(bash.readAllStandardOutput()), text);
    }
}

void TargetsTest::scriptIsBash()
{
    Target target;
    target.name = "t";
    target.partition = "all";
    target.modules = { "gcc/12" };
    for (const auto container : { Target::Container::None, Target::Container::Apptainer, Target::Container::Podman }) {
        target.container = container;
        target.image = "an image";
        target.queue = container == Target::Container::Podman ? Target::Queue::None : Target::Queue::Slurm;
        const QString script = jobScript(target, { "/a b/run", "/c'd/run" }, "about\nit", { "/a b" });
        QProcess bash;
        bash.start("bash", { "-n", "-s" });
        bash.write(script.toUtf8());
        bash.closeWriteChannel();
        QVERIFY(bash.waitForFinished());
        QVERIFY2(bash.exitCode() == 0, bash.readAllStandardError().constData());
        QCOMPARE(script.contains("#SBATCH --array=0-1"), target.queue == Target::Queue::Slurm);
        QVERIFY(script.contains("'/c'\\''d/run'") && script.contains("module load gcc/12"));
    }
}

/// There is no sbatch where the search leads nowhere.
void TargetsTest::refusedSubmissionLeavesNothing()
{
    QTemporaryDir folder;
    RunPlan plan;
    plan.folder = folder.filePath("run");
    plan.featureCache = folder.filePath("cache");
    ProjectSource source;
    source.name = "allmusic";
    source.trainFile = folder.filePath("train.tsv");
    source.validationFile = folder.filePath("validation.tsv");
    for (const QString &path : { source.trainFile, source.validationFile })
        QVERIFY(writeFileAtomically(path, "recordingmbid\treleasegroupmbid\tgenre1\na\tg\trock\n"));
    source.featureInputs << folder.path();
    plan.project.sources.push_back(source);
    Target target;
    target.name = "cluster";
    target.queue = Target::Queue::Slurm;
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", "/nowhere");
    const auto submitted = submitTrainings({ plan }, target);
    qputenv("PATH", path);
    QVERIFY(!submitted);
    QVERIFY2(!QFileInfo::exists(plan.folder), qPrintable(submitted.error().text()));
    QVERIFY(QFileInfo::exists(source.trainFile));
}

QTEST_GUILESS_MAIN(TargetsTest)
#include "tst_targets.moc"
