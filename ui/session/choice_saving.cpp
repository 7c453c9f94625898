#include "ui/session/choice_saving.h"

namespace melscope {

Result<void> saveChoice(Relabelling &made, RunInHand &run, std::optional<Error> &unsaved)
{
    if (!run.lock) {
        auto taken = FolderLock::tryTake(runLock(made.run->folder), FolderLock::Sharing::WithinProcess);
        if (!taken && taken.error().holder)
            return tl::make_unexpected(taken.error().error);
        if (taken) {
            if (const auto same = thresholdsAreAsRead(*made.run); same && !*same)
                return fail(QStringLiteral("the run's thresholds were changed by another program since it was opened"),
                            made.run->folder, QStringLiteral("Open the run anew, then choose."));
            run.lock = std::move(*taken);
        }
    }
    auto saved = saveThresholdChoice(made.run, made.source, made.choice, made.labelled->labeller().thresholds());
    if (saved)
        made.run = std::move(*saved);
    else
        unsaved = saved.error(); // on a full disk, say; the choice holds all the same while the window is open
    return {};
}

} // namespace melscope
