#include "app/cli/command.h"
#include "app/cli/remote_launch.h"

#include "core/study/job_following.h"
#include "core/study/job_submission.h"

#include <QDirIterator>
#include <QJsonArray>

#include <algorithm>

namespace melscope {

namespace {

/// The jobs of a run's folder, or of all in and below a folder.
Result<std::vector<JobRecord>> jobsIn(const QStringList &folders)
{
    std::vector<JobRecord> records;
    for (const QString &folder : folders) {
        QStringList paths;
        if (hasJobRecord(folder))
            paths << folder + QLatin1Char('/') + job_file::record;
        QDirIterator below(folder, { job_file::record }, QDir::Files, QDirIterator::Subdirectories);
        while (paths.isEmpty() || below.hasNext()) {
            if (!below.hasNext())
                return fail(QStringLiteral("there is no job in this folder"), folder,
                            QStringLiteral("Name the folder of a run that was trained with --on, or one above it."));
            paths << below.next();
        }
        paths.removeDuplicates();
        for (const QString &path : paths) {
            auto record = readJobRecord(QFileInfo(path).absolutePath());
            if (!record)
                return passOn(record);
            records.push_back(std::move(*record));
        }
    }
    std::ranges::sort(records, {}, &JobRecord::folder);
    return records;
}

Result<int> runJobs(const QCommandLineParser &parser, const CommandContext &context)
{
    const bool isFollowed = parser.isSet(QStringLiteral("follow"));
    if (isFollowed && parser.isSet(QStringLiteral("cancel")))
        throw UsageError { QStringLiteral("--follow and --cancel exclude each other") };
    auto records = jobsIn(parser.positionalArguments());
    if (!records)
        return report(records.error());
    if (isFollowed) {
        const auto ended = followJobs(std::move(*records), context);
        if (!ended)
            return report(ended.error());
        printJobs(parser, *ended);
        return kDone;
    }
    if (parser.isSet(QStringLiteral("cancel"))) {
        for (const JobRecord &record : *records) {
            if (!record.isActive())
                continue;
            if (const auto done = cancelJob(record, context.cancel); !done)
                return report(done.error());
        }
    }
    const auto looks = lookAfterJobs(*records, context.cancel, context.progress);
    if (!looks)
        return report(looks.error());
    std::vector<JobRecord> now;
    std::optional<Error> trouble;
    for (const JobLook &look : *looks) {
        now.push_back(look.record);
        if (!trouble)
            trouble = look.trouble;
    }
    printJobs(parser, now);
    if (trouble)
        return report(*trouble);
    return kDone;
}

Result<int> runTargets(const QCommandLineParser &parser, const CommandContext &context)
{
    if (!parser.positionalArguments().isEmpty()) {
        const auto target = findTarget(parser.positionalArguments().front());
        if (!target)
            return report(target.error());
        const auto found = tryTarget(*target, context.cancel);
        if (!found)
            return report(found.error());
        if (parser.isSet(QStringLiteral("json")))
            printJson({ { QStringLiteral("target"), target->toJson() },
                        { QStringLiteral("found"), QJsonArray::fromStringList(*found) } });
        else
            printLine(
                QStringLiteral("%1: %2\n  %3").arg(target->name, target->text(), found->join(QStringLiteral("\n  "))));
        return kDone;
    }
    std::vector<Error> problems;
    const std::vector<Target> targets = knownTargets(&problems);
    for (const Error &problem : problems)
        warn(context, problem.text());
    if (parser.isSet(QStringLiteral("json"))) {
        QJsonArray list;
        for (const Target &target : targets)
            list.append(target.toJson());
        printJson({ { QStringLiteral("folder"), targetsFolder() }, { QStringLiteral("targets"), list } });
        return kDone;
    }
    for (const Target &target : targets)
        printLine(QStringLiteral("%1: %2").arg(target.name, target.text()));
    if (targets.empty())
        printLine(QStringLiteral("There is no target in %1; the window makes one (Train → Computing → Targets).")
                      .arg(targetsFolder()));
    return kDone;
}

} // namespace

std::vector<Command> jobCommands()
{
    return {
        { QStringLiteral("jobs"), QStringLiteral("FOLDER... [--follow|--cancel]"),
          QStringLiteral("Look after trainings that were submitted with --on: tell their state, fetch those that have "
                         "ended."),
          1, -1,
          [](OptionList &options) {
              addOption(options, QStringLiteral("follow"),
                        QStringLiteral("Tell of each epoch, until all have ended and are fetched."));
              addOption(options, QStringLiteral("cancel"), QStringLiteral("Cancel those that have not ended."));
          },
          runJobs },
        { QStringLiteral("targets"), QStringLiteral("[TARGET]"),
          QStringLiteral("List where trainings can be submitted to, or try one: whether it is reached, and what it "
                         "has."),
          0, 1, [](OptionList &) {}, runTargets },
    };
}

} // namespace melscope
