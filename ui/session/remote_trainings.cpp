#include "ui/session/remote_trainings.h"

#include "core/study/job_following.h"
#include "core/study/job_submission.h"
#include "ui/session/run_catalogue.h"

#include <QFile>
#include <QSettings>

#include <algorithm>

namespace melscope {

namespace {

const QString kChosenKey = QStringLiteral("trainingTarget");
constexpr int kLookMilliseconds = 2000; ///< between two looks, of jobs on this computer
constexpr int kLookElsewhereMilliseconds = 5000;

bool isActive(const RunSummary &run)
{
    return run.job && run.job->isActive();
}

} // namespace

RemoteTrainings::RemoteTrainings(RunCatalogue &runs, JobLane &submitting, JobLane &looking, QObject *parent)
    : QObject(parent)
    , m_runs(runs)
    , m_submitting(submitting)
    , m_looking(looking)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RemoteTrainings::look);
    connect(&m_runs, &RunCatalogue::changed, this, [this] {
        if (!m_timer.isActive() && !m_isAsking)
            lookSoon(0);
    });
    connect(&m_submitting, &JobLane::started, this, &RemoteTrainings::submittingChanged);
    connect(&m_submitting, &JobLane::idle, this, &RemoteTrainings::submittingChanged);
    readTargets();
}

void RemoteTrainings::readTargets()
{
    struct Read
    {
        std::vector<Target> targets;
        std::vector<Error> problems;
    };
    m_looking.run(
        this, tr("Reading the targets"),
        [](const CancelToken &, const ProgressCallback &) -> Result<Read> {
            Read read;
            read.targets = knownTargets(&read.problems);
            return read;
        },
        [this](const Result<Read> &read) {
            if (!read)
                return;
            for (const Error &problem : read->problems)
                Q_EMIT failed(problem);
            if (read->targets == m_targets)
                return;
            m_targets = read->targets;
            Q_EMIT targetsChanged();
            Q_EMIT chosenChanged();
        });
}

void RemoteTrainings::saveTarget(const Target &target, const QString &before,
                                 std::function<void(const Result<void> &)> kept)
{
    m_looking.run(
        this, tr("Keeping a target"),
        [target, before](const CancelToken &, const ProgressCallback &) -> Result<void> {
            if (target.name != before && QFile::exists(targetFile(target.name)))
                return fail(tr("there is a target %1 already").arg(target.name), targetFile(target.name),
                            tr("Choose another name."));
            if (const auto written = writeTarget(target, targetFile(target.name)); !written)
                return written;
            if (!before.isEmpty() && target.name != before)
                QFile::remove(targetFile(before));
            return {};
        },
        [this, target, before, kept = std::move(kept)](const Result<void> &saved) {
            if (saved && !before.isEmpty() && before == chosen())
                choose(target.name);
            kept(saved);
            readTargets();
        });
}

void RemoteTrainings::removeTarget(const QString &name)
{
    m_looking.run(
        this, tr("Removing a target"),
        [name](const CancelToken &, const ProgressCallback &) -> Result<void> {
            QFile file(targetFile(name));
            return file.remove() ? Result<void>()
                                 : fail(file.errorString(), file.fileName(), tr("Look at its permissions."));
        },
        [this](const Result<void> &removed) {
            if (!removed)
                Q_EMIT failed(removed.error());
            readTargets();
        });
}

void RemoteTrainings::tryOut(const Target &target, QObject *receiver,
                             std::function<void(const Result<QStringList> &)> tried)
{
    m_looking.run(
        receiver, tr("Trying %1").arg(target.name),
        [target](const CancelToken &cancel, const ProgressCallback &) { return tryTarget(target, cancel); },
        std::move(tried));
}

QString RemoteTrainings::chosen() const
{
    return QSettings().value(kChosenKey).toString();
}

void RemoteTrainings::choose(const QString &name)
{
    if (name == chosen())
        return;
    QSettings().setValue(kChosenKey, name);
    Q_EMIT chosenChanged();
}

const Target *RemoteTrainings::chosenTarget() const
{
    const auto found = std::ranges::find(m_targets, chosen(), &Target::name);
    return found == m_targets.end() ? nullptr : &*found;
}

void RemoteTrainings::submit(const std::vector<RunPlan> &plans, const Target &target)
{
    m_submitting.run(
        this, tr("Submitting to %1").arg(target.name),
        [plans, target](const CancelToken &cancel, const ProgressCallback &progress) {
            return submitTrainings(plans, target, cancel, progress);
        },
        [this](const Result<std::vector<JobRecord>> &records) {
            m_runs.refresh();
            if (!records) {
                Q_EMIT failed(records.error());
                return;
            }
            for (const JobRecord &record : *records) {
                m_epochs.remove(record.folder); // it may have been submitted before
                m_states.remove(record.folder);
            }
            Q_EMIT logged(
                tr("Submitted to %1: job %2")
                    .arg(records->front().target.text(), records->front().id.section(QLatin1Char('_'), 0, 0)));
        });
}

void RemoteTrainings::cancel(const QStringList &folders)
{
    std::vector<JobRecord> records;
    for (const QString &folder : folders) {
        if (const RunSummary *run = m_runs.find(folder); run != nullptr && isActive(*run))
            records.push_back(*run->job);
    }
    if (records.empty())
        return;
    m_submitting.run(
        this, tr("Cancelling jobs"),
        [records](const CancelToken &cancel, const ProgressCallback &) -> Result<void> {
            for (const JobRecord &record : records) {
                if (const auto done = cancelJob(record, cancel); !done)
                    return done;
            }
            return {};
        },
        [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(done.error());
            lookSoon(0);
        });
}

void RemoteTrainings::setLooking(bool isLooking)
{
    m_isLooking = isLooking;
    if (isLooking)
        lookSoon(0);
    else
        m_timer.stop();
}

void RemoteTrainings::lookSoon(int milliseconds)
{
    if (m_isLooking)
        m_timer.start(milliseconds);
}

void RemoteTrainings::look()
{
    std::vector<JobRecord> records;
    bool isElsewhere = false;
    for (const RunSummary &run : m_runs.runs()) {
        if (!isActive(run))
            continue;
        records.push_back(*run.job);
        isElsewhere = isElsewhere || !run.job->target.isHere();
    }
    if (records.empty())
        return; // the catalogue tells when there are any
    m_isAsking = true;
    m_looking.run(
        this, tr("Looking after jobs"),
        [records](const CancelToken &cancel, const ProgressCallback &progress) {
            return lookAfterJobs(records, cancel, progress);
        },
        [this, isElsewhere](const Result<std::vector<JobLook>> &looks) {
            m_isAsking = false;
            bool isAnyEnded = false;
            QSet<QString> troubles;
            for (size_t i = 0; looks && i < looks->size(); ++i) {
                take((*looks)[i]);
                isAnyEnded = isAnyEnded || !(*looks)[i].record.isActive();
                const std::optional<Error> &trouble = (*looks)[i].trouble;
                if (!trouble || troubles.contains(trouble->text()))
                    continue;
                troubles.insert(trouble->text());
                if (!m_troubles.contains(trouble->text()))
                    Q_EMIT failed(*trouble);
            }
            if (looks)
                m_troubles = troubles;
            if (isAnyEnded)
                m_runs.refresh();
            lookSoon(isElsewhere ? kLookElsewhereMilliseconds : kLookMilliseconds);
        });
}

void RemoteTrainings::take(const JobLook &look)
{
    const QString &folder = look.record.folder;
    const QString name = runTitle(folder);
    if (!m_epochs.contains(folder)) // what had been trained before this window looked is in the charts
        m_epochs.insert(folder, m_states.contains(folder) ? 0 : look.history.size());
    for (size_t &told = m_epochs[folder]; told < look.history.size(); ++told)
        Q_EMIT logged(QStringLiteral("%1: %2").arg(name, epochText(look.history[told], false)));
    if (const QString state = look.record.text(); m_states.value(folder) != state) {
        m_states.insert(folder, state);
        Q_EMIT logged(QStringLiteral("%1: %2").arg(name, state));
    }
    if (look.record.isActive())
        return;
    if (look.record.state == JobRecord::State::Done) {
        Q_EMIT ended(folder);
        return;
    }
    for (const QString &line : look.record.lastLines.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        Q_EMIT logged(QStringLiteral("%1: > %2").arg(name, line));
    if (look.record.state != JobRecord::State::Cancelled)
        Q_EMIT failed(errorOf(look.record));
}

} // namespace melscope
