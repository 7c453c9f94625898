#include "app/cli/remote_launch.h"

#include "core/study/job_following.h"
#include "core/study/job_submission.h"

#include <QJsonArray>

#include <thread>

namespace melscope {

namespace {

using namespace std::chrono_literals;

// Asking costs the host some milliseconds, and a connection is kept.
constexpr auto kBetweenLooksHere = 1s;
constexpr auto kBetweenLooksElsewhere = 5s;

bool isLeftOff(const CommandContext &context)
{
    return context.cancel.isCancelled() || context.stop.isCancelled();
}

void wait(std::chrono::milliseconds time, const CommandContext &context)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end && !isLeftOff(context))
        std::this_thread::sleep_for(20ms);
}

/// What is new of one job, a line each.
class Teller
{
public:
    Teller(const JobRecord &record, bool isOneOfMany)
        : m_name(isOneOfMany ? record.folder + QStringLiteral(": ") : QString())
    {
    }

    void tell(const JobLook &look, const CommandContext &context)
    {
        for (; m_epochs < look.history.size(); ++m_epochs) {
            const EpochFigures &figures = look.history[m_epochs];
            const bool isBest = m_epochs == 0 || figures.validationLoss < m_best;
            m_best = isBest ? figures.validationLoss : m_best;
            if (!context.progress)
                continue;
            Progress report;
            report.stage = StageName(Stage::Training);
            report.message = m_name + epochText(figures, isBest);
            report.metrics = metricsOf(figures);
            report.milestone = true;
            context.progress(report);
        }
        if (const QString state = look.record.text(); state != m_state)
            warn(context, m_name + (m_state = state));
        const QString trouble = look.trouble ? look.trouble->text() : QString();
        if (trouble != m_trouble && !(m_trouble = trouble).isEmpty())
            warn(context, m_name + trouble);
    }

private:
    QString m_name;
    QString m_state;
    QString m_trouble;
    size_t m_epochs = 0; ///< told
    double m_best = 0;
};

} // namespace

void declareRemote(OptionList &options)
{
    addOption(
        options, QStringLiteral("on"),
        QStringLiteral("Train as a job of this target (melscope-cli targets lists them): a name, or a file. It is "
                       "followed, and its run fetched."),
        QStringLiteral("TARGET"));
    addOption(options, QStringLiteral("detach"),
              QStringLiteral("Submit only; melscope-cli jobs follows and fetches later."));
}

bool isRemote(const QCommandLineParser &parser)
{
    if (parser.isSet(QStringLiteral("on")))
        return true;
    if (parser.isSet(QStringLiteral("detach")))
        throw UsageError { QStringLiteral("--detach needs --on TARGET") };
    return false;
}

Result<std::vector<JobRecord>> trainRemotely(const QCommandLineParser &parser, const CommandContext &context,
                                             const std::vector<RunPlan> &plans)
{
    const auto target = findTarget(parser.value(QStringLiteral("on")));
    if (!target)
        return passOn(target);
    std::vector<JobRecord> records;
    std::vector<RunPlan> rest;
    for (const RunPlan &plan : plans) {
        auto record = hasJobRecord(plan.folder) ? readJobRecord(plan.folder) : Result<JobRecord>(fail(QString()));
        if (record && record->isActive())
            records.push_back(std::move(*record));
        else
            rest.push_back(plan);
    }
    if (!rest.empty()) {
        auto submitted = submitTrainings(rest, *target, context.cancel, context.progress);
        if (!submitted)
            return submitted;
        records.insert(records.end(), submitted->begin(), submitted->end());
    }
    if (parser.isSet(QStringLiteral("detach")))
        return records;
    return followJobs(std::move(records), context);
}

Result<std::vector<JobRecord>> followJobs(std::vector<JobRecord> records, const CommandContext &context)
{
    std::vector<Teller> tellers;
    bool isNear = true;
    for (const JobRecord &record : records) {
        tellers.emplace_back(record, records.size() > 1);
        isNear = isNear && record.target.isHere();
    }
    for (bool isAnyActive = !records.empty(); isAnyActive;) {
        const auto looks = lookAfterJobs(records, context.cancel, context.progress);
        if (!looks && !isLeftOff(context))
            return passOn(looks);
        isAnyActive = false;
        for (size_t i = 0; looks && i < records.size(); ++i) {
            tellers[i].tell((*looks)[i], context);
            records[i] = (*looks)[i].record;
            isAnyActive = isAnyActive || records[i].isActive();
        }
        if (isAnyActive)
            wait(isNear ? kBetweenLooksHere : kBetweenLooksElsewhere, context);
        if (isLeftOff(context)) {
            Error left = Error::cancelled();
            left.what = QStringLiteral("left off following; the job goes on");
            left.remedy = QStringLiteral("melscope-cli jobs %1 follows it, and cancels it with --cancel.")
                              .arg(records.front().folder);
            return tl::make_unexpected(left);
        }
    }
    for (const JobRecord &record : records) {
        if (record.state != JobRecord::State::Done)
            return report(errorOf(record));
    }
    return records;
}

QJsonObject jobJson(const JobRecord &record)
{
    return { { QStringLiteral("job_dir"), record.folder },
             { QStringLiteral("target"), record.target.name },
             { QStringLiteral("job"), record.id },
             { QStringLiteral("state"), record.text() },
             { QStringLiteral("active"), record.isActive() },
             { QStringLiteral("place"), record.place },
             { QStringLiteral("last_lines"), record.lastLines } };
}

void printJobs(const QCommandLineParser &parser, const std::vector<JobRecord> &records)
{
    if (parser.isSet(QStringLiteral("json"))) {
        QJsonArray jobs;
        for (const JobRecord &record : records)
            jobs.append(jobJson(record));
        printJson({ { QStringLiteral("jobs"), jobs } });
        return;
    }
    for (const JobRecord &record : records)
        printLine(QStringLiteral("%1: %2").arg(record.folder, record.text()));
}

} // namespace melscope
