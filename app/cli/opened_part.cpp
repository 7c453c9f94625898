#include "app/cli/opened_part.h"

namespace melscope {

Result<OpenedPart> openPart(const QCommandLineParser &parser)
{
    const QString name = required(parser, QStringLiteral("part"));
    auto run = readRun(required(parser, QStringLiteral("job-dir")));
    if (!run)
        return passOn(run);
    auto part = findPart(**run, name);
    if (!part)
        return passOn(part);
    return OpenedPart { std::move(*run), std::move(*part) };
}

int threadsOf(const QCommandLineParser &parser)
{
    return integer(parser, QStringLiteral("threads"), 0, 4096);
}

Error noSuchTrack(const RunPart &part, const QString &id, const QString &folder)
{
    return Error::failure(QStringLiteral("the part \"%1\" has no recording \"%2\" with features").arg(part.name, id),
                          folder, QStringLiteral("Name one of the part's recordings."));
}

void addPart(OptionList &options)
{
    addOption(options, QStringLiteral("job-dir"), QStringLiteral("A run."), QStringLiteral("DIR"));
    addOption(options, QStringLiteral("part"), QStringLiteral("Tracks of the run: train, validation or test-SOURCE."),
              QStringLiteral("PART"));
    addOption(options, QStringLiteral("threads"), QStringLiteral("Threads; 0: all processors."), QStringLiteral("N"),
              QStringLiteral("0"));
}

} // namespace melscope
