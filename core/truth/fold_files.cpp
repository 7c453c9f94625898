#include "core/truth/fold_files.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/split.h"

#include <QDir>
#include <QFileInfo>

#include <cmath>
#include <functional>

namespace melscope {

QString deviationText(double deviation)
{
    const QString sign = deviation > 0 ? QStringLiteral("+") : deviation < 0 ? QStringLiteral("−") : QString();
    return sign + decimalText(100 * std::fabs(deviation), 1) + QStringLiteral(" %");
}

QString truthStem(const QString &path)
{
    QString stem = QFileInfo(path).fileName();
    for (const char *suffix : { ".bz2", ".gz", ".tsv" }) {
        if (stem.endsWith(QLatin1String(suffix), Qt::CaseInsensitive))
            stem.chop(qsizetype(qstrlen(suffix)));
    }
    return stem;
}

namespace {

/// The inputs' truths, each of its united files.
Result<std::vector<std::shared_ptr<const GroundTruth>>>
readInputs(const std::vector<FoldInput> &inputs, const CancelToken &cancel, const ProgressCallback &progress)
{
    std::vector<std::shared_ptr<const GroundTruth>> truths;
    QStringList names;
    for (const FoldInput &input : inputs) {
        if (names.contains(input.name))
            return fail(tr("two ground truths would be written under the name %1").arg(input.name),
                        input.files.value(0), tr("Rename one of them."));
        names << input.name;
        std::shared_ptr<const GroundTruth> united;
        for (const QString &file : input.files) {
            auto truth = readGroundTruth(file, cancel, progress);
            if (!truth)
                return passOn(truth);
            united = united ? uniteTruths(*united, **truth) : *truth;
        }
        if (!united)
            return fail(tr("there is nothing to split"), input.name);
        truths.push_back(std::move(united));
    }
    return truths;
}

/// A recording without a release group is one of its own.
size_t groupCount(const GroundTruth &truth)
{
    size_t alone = 0;
    for (size_t i = 0; i < truth.size(); ++i)
        alone += truth.releaseGroupOf(i) == GroundTruth::kNoReleaseGroup ? 1 : 0;
    return truth.releaseGroups().size() + alone;
}

/// Names the files of a truth's folds and says what is in them.
FoldFiles describe(const QString &name, const TruthFolds &folds, const QString &folder)
{
    FoldFiles files;
    files.name = name;
    files.labels = folds.parts.front().train->labels().size();
    files.droppedLabels = folds.droppedLabels;
    files.droppedTracks = folds.droppedTracks;
    files.worst = folds.worst;
    for (size_t fold = 0; fold < folds.parts.size(); ++fold) {
        const QString base = QDir(folder).filePath(name + QStringLiteral("-fold%1-").arg(fold + 1));
        files.trainFiles << base + QStringLiteral("train.tsv");
        files.validationFiles << base + QStringLiteral("validation.tsv");
        files.validationSizes.push_back(folds.parts[fold].validation->size());
        files.validationGroups.push_back(groupCount(*folds.parts[fold].validation));
        for (const QString &file : { files.trainFiles.back(), files.validationFiles.back() })
            files.present += QFileInfo::exists(file) ? 1 : 0;
    }
    return files;
}

Result<void> checkInputsStay(const FoldFiles &files, const std::vector<FoldInput> &inputs)
{
    for (const FoldInput &input : inputs) {
        for (const QString &file : input.files) {
            // Also where the same file is named in another way.
            const QString known = QFileInfo(file).canonicalFilePath();
            for (const QString &output : files.trainFiles + files.validationFiles) {
                if (QFileInfo(output).canonicalFilePath() == known && !known.isEmpty())
                    return fail(tr("a fold would be written over the ground truth that is divided"), file,
                                tr("Choose another folder."));
            }
        }
    }
    return {};
}

using Written = std::function<Result<void>(const FoldFiles &files, const TruthFolds &folds)>;

Result<std::vector<FoldFiles>> fold(const std::vector<FoldInput> &inputs, const FoldSettings &settings,
                                    const QString &folder, const CancelToken &cancel, const ProgressCallback &progress,
                                    const Written &write)
{
    const auto truths = readInputs(inputs, cancel, progress);
    if (!truths)
        return passOn(truths);
    const auto foldOf = foldsOf(*truths, settings.folds, settings.seed, cancel);
    if (!foldOf)
        return passOn(foldOf);
    std::vector<FoldFiles> all;
    for (size_t t = 0; t < truths->size(); ++t) {
        const auto folds = foldTruth(*(*truths)[t], (*foldOf)[t], settings);
        if (!folds)
            return passOn(folds);
        all.push_back(describe(inputs[t].name, *folds, folder));
        if (const auto stays = checkInputsStay(all.back(), inputs); !stays)
            return passOn(stays);
        if (const auto written = write(all.back(), *folds); !written)
            return passOn(written);
    }
    return all;
}

} // namespace

Result<std::vector<FoldFiles>> previewFolds(const std::vector<FoldInput> &inputs, const FoldSettings &settings,
                                            const QString &folder, const CancelToken &cancel,
                                            const ProgressCallback &progress)
{
    return fold(inputs, settings, folder, cancel, progress,
                [](const FoldFiles &, const TruthFolds &) { return Result<void>(); });
}

Result<std::vector<FoldFiles>> foldTruthFiles(const std::vector<FoldInput> &inputs, const FoldSettings &settings,
                                              const QString &folder, const CancelToken &cancel,
                                              const ProgressCallback &progress)
{
    return fold(inputs, settings, folder, cancel, progress,
                [&](const FoldFiles &files, const TruthFolds &folds) -> Result<void> {
                    if (const auto writable = makeWritableFolder(folder); !writable)
                        return writable;
                    for (size_t fold = 0; fold < folds.parts.size(); ++fold) {
                        if (cancel.isCancelled())
                            return cancelled();
                        for (const auto &[truth, path] :
                             { std::pair(folds.parts[fold].train, files.trainFiles[qsizetype(fold)]),
                               std::pair(folds.parts[fold].validation, files.validationFiles[qsizetype(fold)]) }) {
                            if (const auto written = writeGroundTruth(*truth, path); !written)
                                return written;
                        }
                    }
                    return {};
                });
}

} // namespace melscope
