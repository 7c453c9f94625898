#include "app/cli/grounded_run.h"

namespace melscope {

namespace {

/// The sources of a run that are meant: one by name, or all.
Result<std::vector<size_t>> sourcesOf(const Run &run, const QCommandLineParser &parser)
{
    std::vector<size_t> wanted;
    QStringList names;
    const QString name = parser.value(QStringLiteral("source"));
    for (size_t i = 0; i < run.sources.size(); ++i) {
        names << run.sources[i].name;
        if (name.isEmpty() || run.sources[i].name == name)
            wanted.push_back(i);
    }
    if (wanted.empty())
        return fail(QStringLiteral("the run has no source \"%1\"").arg(name), run.folder,
                    QStringLiteral("It has %1.").arg(names.join(QStringLiteral(", "))));
    return wanted;
}

} // namespace

Result<GroundedRun> openGroundedRun(const QCommandLineParser &parser, const CommandContext &context)
{
    auto run = readRun(required(parser, QStringLiteral("job-dir")));
    if (!run)
        return passOn(run);
    auto sources = sourcesOf(**run, parser);
    if (!sources)
        return passOn(sources);
    auto analysis = analyseRun(*run, QMap<QString, QString>(), context.cancel, context.progress);
    if (!analysis)
        return passOn(analysis);
    for (const size_t index : *sources) {
        const RunSource &source = (*run)->sources[index];
        if (!(*analysis)->sources[index]->basis)
            return fail(QStringLiteral("the validation part of %1 or its truth is not to be found").arg(source.name),
                        source.validationFile, QStringLiteral("Put the file back."));
        const SourceAnalysis &found = *(*analysis)->sources[index];
        if (const auto matching =
                found.basis->part.truth->checkLabels(*found.validation.scores, *found.validation.truth);
            !matching)
            return passOn(matching);
    }
    return GroundedRun { std::move(*run), std::move(*analysis), std::move(*sources) };
}

} // namespace melscope
