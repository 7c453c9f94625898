#include "core/exploring/run_tracks.h"

#include "core/base/words.h"
#include "core/collection/feature_cache.h"
#include "core/truth/ground_truth_reader.h"

#include <QStringList>

namespace melscope {

std::vector<RunPart> partsOf(const Run &run)
{
    std::vector<RunPart> parts { { RunPart::Kind::Train, 0, QStringLiteral("train") },
                                 { RunPart::Kind::Validation, 0, QStringLiteral("validation") } };
    for (size_t i = 0; i < run.sources.size(); ++i) {
        if (!run.sources[i].testFile.isEmpty())
            parts.push_back({ RunPart::Kind::Test, i, QStringLiteral("test-") + run.sources[i].name });
    }
    return parts;
}

Result<RunPart> findPart(const Run &run, const QString &name)
{
    QStringList names;
    for (RunPart &part : partsOf(run)) {
        if (part.name == name)
            return std::move(part);
        names << part.name;
    }
    return fail(tr("the run has no part \"%1\"").arg(name), run.folder,
                tr("It has %1.").arg(names.join(QStringLiteral(", "))));
}

Result<std::shared_ptr<const Dataset>> tracksOfPart(const Run &run, const RunPart &part, const CancelToken &cancel,
                                                    const ProgressCallback &progress)
{
    const bool isTest = part.kind == RunPart::Kind::Test;
    std::vector<std::shared_ptr<const GroundTruth>> truths;
    for (const RunSource &source : run.sources) {
        if (isTest)
            break;
        auto truth = readGroundTruth(part.kind == RunPart::Kind::Train ? source.trainFile : source.validationFile,
                                     cancel, progress);
        if (!truth)
            return passOn(truth);
        truths.push_back(std::move(*truth));
    }
    const QStringList inputs = isTest ? QStringList { run.sources[part.source].testFile } : run.featureFiles;
    const auto pool = openFeaturePool(inputs, run.folder + QStringLiteral("/features"), cancel, progress, nullptr);
    if (!pool)
        return passOn(pool);
    if (cancel.isCancelled())
        return cancelled();
    auto tracks = isTest ? unlabelledDataset(*pool, run.space.size()) : joinDataset(truths, run.space, *pool);
    if (tracks->size() == 0)
        return fail(tr("no track of the part \"%1\" has features").arg(part.name), run.folder,
                    tr("Check that the run's feature files are still there and complete."));
    return tracks;
}

} // namespace melscope
