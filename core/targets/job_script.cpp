#include "core/targets/job_script.h"

#include "core/base/words.h"
#include "core/network/process_group.h"
#include "core/targets/host.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>
#include <array>

namespace melscope {

namespace {

constexpr int kLogBytes = 6000; ///< of a log's end
constexpr int kQueueLogBytes = 2000;
constexpr qsizetype kMostLogLines = 30; ///< that a record keeps
constexpr int kSecondsForCheckpoint = 120; ///< before Slurm's time is up
const QString kSection = QStringLiteral("=melscope=");

QString line(const QString &text)
{
    return text + QLatin1Char('\n');
}

/// A text as a line of its own.
QString block(const char *text)
{
    return QString::fromUtf8(text);
}

QString sbatchLines(const Target &target, const QStringList &places)
{
    QString text;
    auto option = [&text](const QString &setting) { text += QStringLiteral("#SBATCH ") + setting + QLatin1Char('\n'); };
    option(QStringLiteral("--job-name=melscope"));
    if (places.size() > 1)
        option(QStringLiteral("--array=0-%1").arg(places.size() - 1));
    // Percent signs are Slurm's own in the names of logs.
    const QString logFolder = QString(places.front()).replace(QLatin1Char('%'), QStringLiteral("%%"));
    option(QStringLiteral("--output=%1")
               .arg(shellWord(logFolder
                              + (places.size() > 1 ? QStringLiteral("/slurm-%a.log") : QStringLiteral("/slurm.log")))));
    option(QStringLiteral("--open-mode=append"));
    for (const auto &[name, value] : { std::pair("partition", &target.partition), std::pair("account", &target.account),
                                       std::pair("time", &target.time), std::pair("mem", &target.memory) }) {
        if (!value->isEmpty())
            option(QStringLiteral("--%1=%2").arg(QLatin1String(name), *value));
    }
    option(QStringLiteral("--nodes=%1").arg(target.nodes));
    option(QStringLiteral("--ntasks-per-node=%1").arg(target.processes));
    if (target.processors > 0)
        option(QStringLiteral("--cpus-per-task=%1").arg(target.processors));
    option(QStringLiteral("--requeue"));
    option(QStringLiteral("--signal=TERM@%1").arg(kSecondsForCheckpoint));
    for (const QString &more : target.moreOptions)
        option(more);
    return text;
}

QString command(const Target &target, const QStringList &bound)
{
    QStringList words;
    if (target.queue == Target::Queue::Slurm)
        words << QStringLiteral("srun") << QStringLiteral("--kill-on-bad-exit=0");
    auto bind = [&](const QString &option) {
        for (const QString &folder : bound)
            words << option << shellWord(folder + QLatin1Char(':') + folder);
    };
    switch (target.container) {
    case Target::Container::None:
        break;
    case Target::Container::Apptainer:
        words << QStringLiteral("apptainer") << QStringLiteral("exec");
        bind(QStringLiteral("--bind"));
        words << shellWord(target.image);
        break;
    case Target::Container::Podman:
    case Target::Container::Docker:
        words << (target.container == Target::Container::Podman ? QStringLiteral("podman") : QStringLiteral("docker"))
              << QStringLiteral("run") << QStringLiteral("--rm") << QStringLiteral("--network=host")
              << QStringLiteral("--env MELSCOPE_JOB --user \"$(id -u):$(id -g)\"");
        // Without root, podman would take that number for another one out there; with root it refuses to be asked.
        if (target.container == Target::Container::Podman)
            words << QStringLiteral("$([ \"$(id -u)\" -eq 0 ] || echo --userns=keep-id)");
        bind(QStringLiteral("--volume"));
        words << QStringLiteral("--workdir=\"$PWD\"") << shellWord(target.image);
        break;
    }
    words << shellWord(target.program)
          << QStringLiteral("train-and-predict --project %1 --job-dir . --resume --json").arg(job_file::project);
    if (target.queue == Target::Queue::None && target.processes > 1)
        words << QStringLiteral("--processes") << QString::number(target.processes);
    return words.join(QLatin1Char(' '));
}

/// What one run's training is in a script. $1 is its folder.
QString trainFunction(const Target &target, const QStringList &bound)
{
    const bool isSlurm = target.queue == Target::Queue::Slurm;
    QString text = block(R"(
# Trains one run. job.status there tells its end; a folder without one is waiting, running, or was lost.
train() {
    cd "$1" || return 1
    if [ -e job.cancelled ]; then
        echo 143 > job.status
        return 143
    fi
    rm -f job.status
    while true; do
        # This job alone trains here: what a lock of before says is of a node that went down.
        [ "${SLURM_RESTART_COUNT:-0}" -eq 0 ] || rm -f .melscope-lock
        touch job.started
        %1 > job.outcome 2>> job.log &
        child=$!
        echo $child > job.pid
        wait $child
        status=$?
        while kill -0 $child 2> /dev/null; do # a signal has ended the waiting, not the training
            wait $child
            status=$?
        done
        # Status %2: the training wants to be begun again, since its time is up or a process was lost; above 128: that
        # process itself. Not without a newer checkpoint than at its beginning: else it would be begun again for ever.
        newer=$(find .unfinished/checkpoints -name 'checkpoint-*' -newer job.started 2> /dev/null | head -n 1)
        again=$([ $status -eq %2 ] || [ $status -gt 128 ] && echo yes)
        if [ -z "$again" ] || [ -z "$newer" ] || [ $told -ne 0 ] || [ -e job.cancelled ]; then
            break
        fi
%3    done
    rm -f job.pid
    echo $status > job.status.new && mv job.status.new job.status
    return $status
}
)");
    return text.arg(command(target, bound), QString::number(kTryAgainStatus),
                    isSlurm ? QStringLiteral("        scontrol requeue \"$SLURM_JOB_ID\" && exit %1\n"
                                             "        break\n")
                                  .arg(kTryAgainStatus)
                            : QStringLiteral("        sleep 1\n"));
}

} // namespace

QString jobScript(const Target &target, const QStringList &places, const QString &about, const QStringList &bound)
{
    const bool isSlurm = target.queue == Target::Queue::Slurm;
    QString text = QStringLiteral("#!/bin/bash\n");
    for (const QString &comment : about.split(QLatin1Char('\n')))
        text += line(QStringLiteral("# ") + comment);
    if (isSlurm)
        text += sbatchLines(target, places);
    text += block("\n# The runs; each folder has a project file of its own.\nruns=(\n");
    for (const QString &place : places)
        text += line(QStringLiteral("    ") + shellWord(place));
    text += block(")\n");
    for (const QString &module : target.modules)
        text += line(QStringLiteral("module load ") + shellWord(module));
    if (!isSlurm) // what SIGTERM means to melscope-cli
        text += block("export MELSCOPE_JOB=1\n");
    // Who cancels the job wants no new beginning.
    text += block("\ntold=0\nchild=\ntrap 'told=1; [ -z \"$child\" ] || kill -TERM $child 2> /dev/null' TERM INT\n");
    text += trainFunction(target, bound);
    if (isSlurm)
        text += places.size() > 1 ? block("\ntrain \"${runs[$SLURM_ARRAY_TASK_ID]}\"\n") : block("\ntrain \"$runs\"\n");
    else
        text += block("\nfor run in \"${runs[@]}\"; do\n    train \"$run\"\n    [ $told -eq 0 ] || exit 143\ndone\n");
    return text;
}

QString submissionScript(const Target &target, const QStringList &places)
{
    QString text = QStringLiteral("set -e\n");
    for (const QString &place : places) {
        QStringList old;
        for (const QString &name : { job_file::status, job_file::started, job_file::cancelled, job_file::process,
                                     job_file::submitted, job_file::outcome })
            old << shellWord(place + QLatin1Char('/') + name);
        text += line(QStringLiteral("rm -f ") + old.join(QLatin1Char(' ')));
    }
    text += line(QStringLiteral("cd ") + shellWord(places.front()));
    if (target.queue == Target::Queue::Slurm)
        text += QStringLiteral("sbatch --parsable %1 > %2.new\n").arg(job_file::script, job_file::submitted);
    else
        text += QStringLiteral("setsid nohup bash %1 > /dev/null 2>> %2 < /dev/null &\necho $! > %3.new\n")
                    .arg(job_file::script, job_file::log, job_file::submitted);
    text += QStringLiteral("mv %1.new %1\n").arg(job_file::submitted);
    return text + QStringLiteral("cat %1\n").arg(job_file::submitted);
}

QString cancelScript(const JobRecord &record)
{
    const QString place = shellWord(record.place);
    const QString mark = QStringLiteral("touch %1/%2\n").arg(place, job_file::cancelled);
    if (record.target.queue == Target::Queue::Slurm)
        return mark + QStringLiteral("scancel %1\n").arg(shellWord(record.id));
    return mark
        + QStringLiteral("[ ! -e %1/%2 ] || kill -TERM \"$(cat %1/%2)\" 2> /dev/null || true\n")
              .arg(place, job_file::process);
}

QString sightingScript(const std::vector<JobRecord> &records)
{
    QString text;
    if (records.front().target.queue == Target::Queue::Slurm) {
        // Also those that have ended some minutes ago, if Slurm still knows them.
        text += QStringLiteral("echo '%1queue'\n"
                               "squeue --noheader --array --states=all --user=\"$(id -un)\" "
                               "--format='%i|%T|%r' 2>&1\n"
                               "echo \"%1queue-status $?\"\n")
                    .arg(kSection);
    } else {
        QSet<QString> asked;
        text += QStringLiteral("echo '%1queue'\n").arg(kSection);
        for (const JobRecord &record : records) {
            bool isNumber = false;
            const qint64 process = record.id.toLongLong(&isNumber);
            if (isNumber && !asked.contains(record.id))
                text += QStringLiteral("! kill -0 %1 2> /dev/null || echo '%1|RUNNING|'\n").arg(process);
            asked.insert(record.id);
        }
        text += QStringLiteral("echo '%1queue-status 0'\n").arg(kSection);
    }
    for (size_t i = 0; i < records.size(); ++i) {
        const JobRecord &record = records[i];
        text += QStringLiteral("echo '%1job %2'\n").arg(kSection, QString::number(i));
        text += QStringLiteral("if cd %1 2> /dev/null; then\n").arg(shellWord(record.place));
        auto part = [&](const QString &name, const QString &show) {
            text += QStringLiteral("echo '%1%2'; %3\n").arg(kSection, name, show);
        };
        part(QStringLiteral("id"), QStringLiteral("cat %1 2> /dev/null").arg(job_file::submitted));
        part(QStringLiteral("started"), QStringLiteral("[ ! -e %1 ] || echo yes").arg(job_file::started));
        part(QStringLiteral("cancelled"), QStringLiteral("[ ! -e %1 ] || echo yes").arg(job_file::cancelled));
        part(QStringLiteral("status"), QStringLiteral("cat %1 2> /dev/null").arg(job_file::status));
        QString logs = QStringLiteral("tail -c %1 %2 2> /dev/null").arg(QString::number(kLogBytes), job_file::log);
        if (!record.queueLog.isEmpty())
            logs += QStringLiteral("; tail -c %1 %2 2> /dev/null")
                        .arg(QString::number(kQueueLogBytes), shellWord(record.queueLog));
        part(QStringLiteral("log"), logs);
        part(QStringLiteral("history"),
             QStringLiteral("cat .unfinished/checkpoints/history.csv 2> /dev/null || cat history.csv 2> /dev/null"));
        text += QStringLiteral("fi\n");
    }
    return text + QStringLiteral("echo '%1end'\n").arg(kSection);
}

namespace {

/// The answer's lines by section.
template <class Take>
void takeSections(const QByteArray &answer, const Take &take)
{
    const QByteArray mark = kSection.toUtf8();
    QString name;
    QByteArray content;
    for (qsizetype begin = 0; begin < answer.size();) {
        qsizetype end = answer.indexOf('\n', begin);
        end = end < 0 ? answer.size() : end;
        const QByteArray one = answer.mid(begin, end - begin);
        begin = end + 1;
        // What stands before it had no line's end of its own.
        const qsizetype place = one.indexOf(mark);
        if (place < 0) {
            content += one + '\n';
            continue;
        }
        content += one.left(place);
        take(name, content);
        name = QString::fromUtf8(one.mid(place + mark.size()));
        content.clear();
    }
    take(name, content);
}

/// What the queue says of each job: state and reason.
using QueueStates = QMap<QString, std::pair<QString, QString>>;

QueueStates queueStates(const QByteArray &lines)
{
    QueueStates states;
    for (const QString &one : QString::fromUtf8(lines).split(QLatin1Char('\n'))) {
        const QStringList cells = one.trimmed().split(QLatin1Char('|'));
        if (cells.size() == 3)
            states.insert(cells[0], { cells[1], cells[2] == QStringLiteral("None") ? QString() : cells[2] });
    }
    return states;
}

} // namespace

std::vector<JobSighting> sightingsOf(const QByteArray &answer, const std::vector<JobRecord> &records, QString &trouble)
{
    std::vector<JobSighting> sightings(records.size());
    QByteArray queue;
    bool isQueueKnown = false;
    JobSighting *now = nullptr;
    takeSections(answer, [&](const QString &name, const QByteArray &content) {
        const QString text = QString::fromUtf8(content).trimmed();
        if (name == QStringLiteral("queue"))
            queue = content;
        else if (name.startsWith(QStringLiteral("queue-status ")))
            isQueueKnown = name.endsWith(QStringLiteral(" 0"));
        else if (name.startsWith(QStringLiteral("job ")))
            now = name.mid(4).toULongLong() < sightings.size() ? &sightings[name.mid(4).toULongLong()] : nullptr;
        else if (now == nullptr)
            return;
        else if (name == QStringLiteral("id"))
            now->id = text.section(QLatin1Char(';'), 0, 0); // the cluster's name may follow
        else if (name == QStringLiteral("started"))
            now->isStarted = !text.isEmpty();
        else if (name == QStringLiteral("cancelled"))
            now->isCancelled = !text.isEmpty();
        else if (name == QStringLiteral("status"))
            now->status = text.isEmpty() ? std::nullopt : std::optional(text.toInt());
        else if (name == QStringLiteral("log"))
            now->log = content;
        else if (name == QStringLiteral("history"))
            now->history = content;
    });
    if (!isQueueKnown)
        trouble = QString::fromUtf8(queue).trimmed();
    const QueueStates states = queueStates(queue);
    for (size_t i = 0; i < records.size(); ++i) {
        sightings[i].isQueueKnown = isQueueKnown;
        auto known = states.constFind(records[i].id);
        // Elements that are cancelled while they wait are told of as one, by the array's number.
        if (const QString array = records[i].id.section(QLatin1Char('_'), 0, 0); known == states.cend())
            known = states.constFind(array);
        if (known == states.cend())
            continue;
        sightings[i].queueState = known->first;
        sightings[i].queueReason = known->second;
    }
    return sightings;
}

namespace {

QString logLines(const QByteArray &log)
{
    QStringList lines;
    for (const QString &one : QString::fromUtf8(log).split(QLatin1Char('\n'))) {
        if (const QString trimmed = one.trimmed(); !trimmed.isEmpty())
            lines << trimmed;
    }
    return lines.mid(std::max<qsizetype>(0, lines.size() - kMostLogLines)).join(QLatin1Char('\n'));
}

bool isOneOf(const QString &state, std::initializer_list<const char *> states)
{
    return std::ranges::any_of(states, [&state](const char *one) { return state == QLatin1String(one); });
}

/// State and reason, where something is known of the job.
std::optional<std::pair<JobRecord::State, QString>> stateOf(const JobRecord &record, const JobSighting &sighting)
{
    using State = JobRecord::State;
    const QString &queue = sighting.queueState;
    // An array's element that was cancelled while it waited is not in the queue any more.
    const bool isGone = sighting.isQueueKnown && queue.isEmpty() && !sighting.status && !sighting.isStarted;
    if (queue == QStringLiteral("CANCELLED") || (sighting.isCancelled && isGone)
        || (sighting.status && *sighting.status != 0 && sighting.isCancelled))
        return std::pair(State::Cancelled, QString());
    if (sighting.status && *sighting.status == 0)
        return std::pair(State::Ended, QString());
    if (queue == QStringLiteral("COMPLETING")) // soon the queue will say whether it was cancelled
        return std::pair(State::Running, QString());
    if (sighting.status)
        return std::pair(State::Failed, tr("melscope-cli has ended with status %1").arg(*sighting.status));
    if (isOneOf(queue, { "FAILED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "BOOT_FAIL", "DEADLINE", "REVOKED" }))
        return std::pair(State::Failed,
                         sighting.queueReason.isEmpty() ? queue : queue + QStringLiteral(", ") + sighting.queueReason);
    if (isOneOf(
            queue,
            { "PENDING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT", "CONFIGURING" }))
        return std::pair(State::Waiting, sighting.queueReason);
    if (queue.isEmpty() || queue == QStringLiteral("COMPLETED"))
        return std::nullopt;
    if (record.target.queue == Target::Queue::None)
        return std::pair(sighting.isStarted ? State::Running : State::Waiting, QString());
    return std::pair(State::Running, queue == QStringLiteral("RUNNING") ? QString() : queue);
}

} // namespace

JobRecord seen(JobRecord record, const JobSighting &sighting, const QString &now, std::chrono::seconds patience)
{
    using State = JobRecord::State;
    if (!record.isActive())
        return record;
    if (record.state == State::Submitting && record.id.isEmpty() && !sighting.id.isEmpty()) {
        // It was taken, but whoever submitted it did not live to write that down.
        record.id = sighting.id;
        record.state = State::Waiting;
        record.changed = now;
        return record;
    }
    if (!sighting.log.isEmpty())
        record.lastLines = logLines(sighting.log);
    auto change = [&record, &now](State state, const QString &reason) {
        if (record.state != state)
            record.changed = now;
        record.state = state;
        record.reason = reason;
    };
    if (const auto known = stateOf(record, sighting)) {
        change(known->first, known->second);
        return record;
    }
    if (!sighting.isQueueKnown || record.state == State::Ended)
        return record;
    const QDateTime since = QDateTime::fromString(record.changed, Qt::ISODate);
    const QString missing = tr("it does not show itself any more");
    if (record.reason != missing) {
        record.reason = missing;
        record.changed = now; // from here on the patience counts
    } else if (!since.isValid() || since.secsTo(QDateTime::fromString(now, Qt::ISODate)) >= patience.count()) {
        change(State::Lost, tr("the queue does not know it any more, and it has left no result"));
    }
    return record;
}

} // namespace melscope
