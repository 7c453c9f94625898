#pragma once

#include "core/study/pipeline.h"
#include "core/targets/job_record.h"

#include <vector>

namespace melscope {

/// Submits trainings as one job: an array where there are several and the target has a queue. Each plan's folder gets
/// the project as it is trained (job.melscope), the script (job.sh) and a record of the job (job.json), by which it is
/// found again. Documents are imported first; where files are not shared, truths and stores are copied to the
/// target, but for those that are there already. Errors: a project that cannot be trained; a folder in which somebody
/// trains, or a job does; what the host, rsync or the queue says. Whatever fails, no record of a job that does not
/// exist remains.
Result<std::vector<JobRecord>> submitTrainings(const std::vector<RunPlan> &plans, const Target &target,
                                               const CancelToken &cancel = {}, const ProgressCallback &progress = {});

/// Looks whether a target can be used: it is reached, its folder can be written, the programs are there. Returns what
/// was found, a line each. Errors: why it cannot.
Result<QStringList> tryTarget(const Target &target, const CancelToken &cancel = {});

} // namespace melscope
