#pragma once

#include "app/cli/command.h"

#include "core/study/pipeline.h"
#include "core/targets/job_record.h"

namespace melscope {

/// --on and --detach: trainings elsewhere.
void declareRemote(OptionList &options);
bool isRemote(const QCommandLineParser &parser);

/// Submits these trainings to the target of --on, but for those that a job trains already, and follows all until they
/// have ended and their runs stand in their folders. With --detach it only submits. Ctrl-C leaves off following.
/// Errors: as submitTrainings(); a job that failed, with the last lines of its log.
Result<std::vector<JobRecord>> trainRemotely(const QCommandLineParser &parser, const CommandContext &context,
                                             const std::vector<RunPlan> &plans);

/// Follows jobs until all have ended. Errors: one failed; left off.
Result<std::vector<JobRecord>> followJobs(std::vector<JobRecord> records, const CommandContext &context);

QJsonObject jobJson(const JobRecord &record);
/// The jobs, as JSON or a line each.
void printJobs(const QCommandLineParser &parser, const std::vector<JobRecord> &records);

} // namespace melscope
