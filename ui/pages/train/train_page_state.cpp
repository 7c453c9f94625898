// What the Train page says of the training that runs, and which of its buttons can be used.
#include "core/base/memory_use.h"
#include "core/base/number_text.h"
#include "ui/pages/train/train_page.h"
#include "ui/session/session.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace melscope {

void TrainPage::updateState()
{
    const bool training = m_session.isTraining();
    const bool paused = m_session.trainings().isPaused();
    const auto trainable = checkTrainable(m_session.project());
    const bool mayTrain = trainable && !m_session.isFollowing();
    m_start->setEnabled(mayTrain);
    const Target *target = m_session.remote().chosenTarget();
    m_start->setText(target != nullptr ? tr("Submit to %1").arg(target->name)
                         : training    ? tr("Add to the queue")
                                       : tr("Start training"));
    m_queue->setEnabled(mayTrain);
    // Folds may make up for a validation part that is not there; the dialog says what is missing.
    m_grid->setEnabled(!m_session.isEmpty() && !m_session.isFollowing() && target == nullptr);
    m_obstacle = trainable || m_session.isEmpty() ? QString() : trainable.error().text();
    m_stop->setEnabled(m_session.trainings().canStop());
    m_pause->setEnabled(training);
    m_pause->setText(paused ? tr("Go on") : tr("Pause"));
    m_adjust->setEnabled(training && m_session.trainings().grid() == nullptr); // its runs are to be alike
    const GridConfig *grid = m_session.trainings().grid();
    m_state->setText(
        (grid != nullptr && m_session.trainings().gridRun() > 0
             ? tr("Run %1 of %2 of the grid.")
                     .arg(countText(qint64(m_session.trainings().gridRun())), countText(qint64(grid->runs())))
                 + QLatin1Char(' ')
             : QString())
        + progressOfRun());
}

QString TrainPage::progressOfRun() const
{
    const Trainings &trainings = m_session.trainings();
    const bool training = m_session.isTraining();
    const auto &history = m_session.liveHistory();
    const QString waiting =
        trainings.waitingRuns() == 0 ? QString() : tr(" %n run(s) waiting.", nullptr, int(trainings.waitingRuns()));
    const auto &runs = m_session.runs().runs();
    const auto elsewhere =
        std::ranges::count_if(runs, [](const RunSummary &run) { return run.job && run.job->isActive(); });
    if (!training && (elsewhere > 0 || m_session.remote().isSubmitting()))
        return elsewhere > 0 ? tr("%n job(s) waiting or training elsewhere.", nullptr, int(elsewhere))
                             : tr("Submitting …");
    if (history.empty())
        return (training                    ? tr("Preparing …")
                    : m_session.isEmpty()   ? tr("Add data on the Data page first.")
                    : !m_obstacle.isEmpty() ? tr("Nothing can be trained yet: %1").arg(m_obstacle)
                                            : tr("No run yet."))
            + waiting;
    const auto best = std::ranges::min_element(history, {}, &EpochFigures::validationLoss);
    const int epoch = history.back().epoch;
    QString text = tr("Epoch %1, best %2 with a validation loss of %3.")
                       .arg(countText(epoch), countText(best->epoch), decimalText(best->validationLoss, 5));
    if (!training)
        return text;
    const int countdown = std::max(0, trainings.patience() - (epoch - best->epoch));
    double seconds = 0;
    for (const EpochFigures &figures : history)
        seconds += figures.seconds;
    const int epochs = trainings.current().project.recipe.epochs;
    const double left = seconds / double(history.size()) * double(epochs - epoch);
    text += QLatin1Char(' ') + tr("Early stopping after %1 more without a better one.").arg(countdown);
    text += QLatin1Char(' ')
        + tr("%1 left to epoch %2; %3, learning rate %4, %5 of memory.")
              .arg(durationText(left), countText(epochs), rateText(history.back().tracksPerSecond, tr("tracks")),
                   generalText(history.back().learningRate, 3), sizeText(residentBytes()));
    if (trainings.isPaused())
        text.prepend(tr("Paused. "));
    return text + waiting;
}

} // namespace melscope
