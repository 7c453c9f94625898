#include "ui/session/first_steps.h"

#include "core/base/number_text.h"
#include "ui/session/session.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace melscope {

namespace {

const QString kDone = QStringLiteral("firstSteps/done");
const QString kHidden = QStringLiteral("firstSteps/hidden");

QString tr(const char *text)
{
    return QCoreApplication::translate("melscope", text);
}

bool wasDone(FirstStep step)
{
    return QSettings().value(kDone).toStringList().contains(QString::number(int(step)));
}

} // namespace

std::vector<StepState> firstSteps(Session &session)
{
    const auto data = session.data();
    size_t recordings = 0;
    size_t withFeatures = 0;
    bool hasValidation = false;
    QString without; // a source that lacks validation
    for (const CollectedSource &source : data ? data->sources : std::vector<CollectedSource>()) {
        if (source.isMusic)
            continue;
        const CollectedPart &train = source.part(Part::Train);
        recordings += train.truth ? train.truth->size() : 0;
        withFeatures += train.truth ? train.withFeatures : 0;
        if (!source.part(Part::Validation).truth)
            without = source.name;
        else
            hasValidation = true;
    }
    const bool hasData = recordings > 0 && hasValidation && without.isEmpty();
    const auto &runs = session.runs().runs();
    const bool hasRun =
        session.analysis() || std::ranges::any_of(runs, [](const RunSummary &run) { return !run.unfinished; });
    return {
        { FirstStep::Data, hasData, tr("Data"),
          recordings == 0 ? tr("Add the ground truths: a train and a validation file of each source.")
              : hasData   ? tr("%1 training recordings are there.").arg(countText(qint64(recordings)))
                          : tr("%1 has no validation file: add one, or split the training file.").arg(without) },
        { FirstStep::Features, withFeatures > 0, tr("Features"),
          withFeatures > 0 ? tr("%1 of %2 training recordings have features.")
                                 .arg(countText(qint64(withFeatures)), countText(qint64(recordings)))
                           : tr("Add the folders or archives of AcousticBrainz documents, or sound files.") },
        { FirstStep::Training, hasRun, tr("Training"),
          hasRun                     ? tr("There is a run.")
              : session.isTraining() ? tr("A training is running.")
                                     : tr("Start a training with F5.") },
        { FirstStep::Thresholds, hasRun && wasDone(FirstStep::Thresholds), tr("Thresholds"),
          tr("Look at each label's F1 against its threshold, and choose the rule.") },
        { FirstStep::Export, hasRun && wasDone(FirstStep::Export), tr("Export"),
          tr("Export the submission with Ctrl+E.") },
    };
}

void noteStep(FirstStep step)
{
    if (wasDone(step))
        return;
    QSettings settings;
    settings.setValue(kDone, settings.value(kDone).toStringList() << QString::number(int(step)));
}

bool leadsThroughSteps()
{
    return !QSettings().value(kHidden).toBool();
}

void setLeadsThroughSteps(bool leads)
{
    QSettings settings;
    settings.setValue(kHidden, !leads);
    if (leads)
        settings.remove(kDone);
}

} // namespace melscope
