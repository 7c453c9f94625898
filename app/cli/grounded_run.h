#pragma once

#include "app/cli/command.h"

#include "core/study/run_analysis.h"

namespace melscope {

/// A run with what its thresholds are searched on, of the sources that are meant.
struct GroundedRun
{
    std::shared_ptr<const Run> run;
    std::shared_ptr<const RunAnalysis> analysis;
    std::vector<size_t> sources;
};

/// Of the options job-dir and source. Errors: no run, no such source, a validation part or its truth that is not there.
Result<GroundedRun> openGroundedRun(const QCommandLineParser &parser, const CommandContext &context);

} // namespace melscope
