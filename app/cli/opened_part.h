#pragma once

#include "app/cli/command.h"

#include "core/exploring/run_tracks.h"

namespace melscope {

/// A run, and the part of it that is meant.
struct OpenedPart
{
    std::shared_ptr<const Run> run;
    RunPart part;
};

/// Of the options job-dir and part. Errors: no run, no such part.
Result<OpenedPart> openPart(const QCommandLineParser &parser);
/// The options of openPart() and threadsOf().
void addPart(OptionList &options);
int threadsOf(const QCommandLineParser &parser);
Error noSuchTrack(const RunPart &part, const QString &id, const QString &folder);

} // namespace melscope
