#include "core/runs/run_thresholds.h"

#include "core/base/atomic_file.h"
#include "core/scoring/submission_text.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace melscope {

ScoreLabeller labellerOf(const Run &run, size_t source)
{
    return ScoreLabeller(run.sources[source].thresholds, run.sources[source].choice.hierarchy,
                         parentsOf(run.space.classes()));
}

Result<std::shared_ptr<const Run>> saveThresholdChoice(const std::shared_ptr<const Run> &run, size_t source,
                                                       const ThresholdChoice &choice, const Thresholds &thresholds)
{
    const auto lock = FolderLock::take(runLock(run->folder), FolderLock::Sharing::WithinProcess);
    if (!lock)
        return passOn(lock);
    auto changed = std::make_shared<Run>(*run);
    RunSource &own = changed->sources[source];
    own.choice = choice;
    for (size_t i = 0; i < own.thresholds.size(); ++i) {
        if (own.thresholds.inTarget[i])
            own.thresholds.values[i] = thresholds.values[i];
    }
    const QString base = changed->folder + QLatin1Char('/');
    if (const auto written = writeThresholds(own.thresholds, base + run_file::thresholds(own.name)); !written)
        return passOn(written);
    if (const auto written = writeThresholdChoice(choice, changed->folder, own.name); !written)
        return passOn(written);
    return std::shared_ptr<const Run>(std::move(changed));
}

Result<void> writePredictions(const Run &run, size_t source, const CancelToken &cancel)
{
    const auto lock = FolderLock::take(runLock(run.folder), FolderLock::Sharing::WithinProcess);
    if (!lock)
        return passOn(lock);
    const RunSource &own = run.sources[source];
    const ScoreLabeller labeller = labellerOf(run, source);
    for (const auto &[scores, file] : { std::pair(own.validationScores, run_file::validationPredictions(own.name)),
                                        std::pair(own.testScores, run_file::testPredictions(own.name)) }) {
        if (!scores)
            continue;
        if (cancel.isCancelled())
            return cancelled();
        if (const auto written = writeFileAtomically(run.folder + QLatin1Char('/') + file,
                                                     submissionText(*scores, labeller, run.space, source));
            !written)
            return written;
    }
    return {};
}

Result<bool> thresholdsAreAsRead(const Run &run)
{
    auto sameValue = [](double a, double b) {
        return std::fabs(a) == std::fabs(b) || (std::isnan(a) && std::isnan(b));
    };
    for (const RunSource &source : run.sources) {
        const QString path = run.folder + QLatin1Char('/') + run_file::thresholds(source.name);
        if (source.thresholds.size() == 0)
            continue;
        const auto now = readThresholds(path, source.thresholds.size());
        const auto choice = readThresholdChoice(run.folder, source.name);
        if (!now)
            return passOn(now);
        if (!choice)
            return passOn(choice);
        if (!(*choice == source.choice)
            || !std::equal(now->values.begin(), now->values.end(), source.thresholds.values.begin(),
                           source.thresholds.values.end(), sameValue))
            return false;
    }
    return true;
}

bool predictionsAreOld(const Run &run, size_t source)
{
    const QString base = run.folder + QLatin1Char('/');
    const QFileInfo choice(base + run_file::thresholdChoice(run.sources[source].name));
    if (!choice.exists())
        return false;
    auto isOld = [&](const QString &name) { return QFileInfo(base + name).lastModified() < choice.lastModified(); };
    return (run.sources[source].validationScores && isOld(run_file::validationPredictions(run.sources[source].name)))
        || (run.sources[source].testScores && isOld(run_file::testPredictions(run.sources[source].name)));
}

} // namespace melscope
