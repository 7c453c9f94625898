#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/targets/job_record.h"
#include "core/training/epoch_figures.h"

#include <optional>
#include <vector>

namespace melscope {

/// What a look at a job brought.
struct JobLook
{
    JobRecord record; ///< as it stands now, also in the run's folder
    std::vector<EpochFigures> history; ///< as far as it is trained
    std::optional<Error> trouble; ///< its host, its queue or its files could not be had; the next look may succeed
};

/// Asks the hosts of these jobs for them, writes into each run's folder what is new (the record; where files are not
/// shared, its history as well), and fetches the files of those that have ended well: then the run stands there as any
/// other. In the order of the records; jobs that are not active any more are not asked for. Errors: cancelled.
Result<std::vector<JobLook>> lookAfterJobs(const std::vector<JobRecord> &records, const CancelToken &cancel = {},
                                           const ProgressCallback &progress = {});

/// Errors: the host, or its queue, with what it says.
Result<void> cancelJob(const JobRecord &record, const CancelToken &cancel = {});

/// What is to be told of a job that ended without a run: the state, the last lines of its log.
Error errorOf(const JobRecord &record);

} // namespace melscope
