#include "ui/session/choice_saving.h"

#include "core/runs/run_thresholds.h"
namespace melscope {

Result<SavedChoice> saveChoice(const Relabelling &relabelling, const Thresholds &thresholds, RunInHand &inHand)
{
    const Run &run = *relabelling.run;
    if (!inHand.lock) {
        auto taken = FolderLock::tryTake(runLock(run.folder), FolderLock::Sharing::WithinProcess);
        if (!taken && taken.error().holder)
            return tl::make_unexpected(taken.error().error);
        if (taken) {
            if (const auto same = thresholdsAreAsRead(run); same && !*same)
                return fail(QStringLiteral("the run's thresholds were changed by another program since it was opened"),
                            run.folder, QStringLiteral("Open the run anew, then choose."));
            inHand.lock = std::move(*taken);
        }
    }
    auto saved = saveThresholdChoice(relabelling.run, relabelling.source, relabelling.choice, thresholds);
    if (!saved) // a full disk, say
        return SavedChoice { relabelling.run, saved.error() };
    return SavedChoice { std::move(*saved), std::nullopt };
}

} // namespace melscope
