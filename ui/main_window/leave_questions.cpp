#include "ui/main_window/leave_questions.h"

#include "core/base/number_text.h"
#include "core/runs/run_list.h"
#include "ui/session/session.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace melscope {

namespace {
constexpr qsizetype kNamed = 8; // changes

QString tr(const char *text)
{
    return QCoreApplication::translate("melscope", text);
}
} // namespace

LeaveTraining askAboutTraining(const Session &session, QWidget *parent)
{
    auto &trainings = const_cast<Session &>(session).trainings();
    const auto &history = session.liveHistory();
    const QString run = runTitle(trainings.current().folder);
    QString text = history.empty()
        ? tr("The training %1 has not finished its first epoch.").arg(run)
        : tr("The training %1 has finished epoch %2; its lowest validation loss is %3.")
              .arg(
                  run, countText(history.back().epoch),
                  decimalText(std::ranges::min_element(history, {}, &EpochFigures::validationLoss)->validationLoss, 5));
    QString more = history.empty()
        ? tr("If it is left now, nothing of it is kept.")
        : tr("Interrupted, it can go on later after that epoch. Stopped, the best epoch so far becomes the run's; "
             "thresholds and predictions are made of it first.");
    if (trainings.grid() != nullptr)
        more = tr("The grid can go on later where it was, on the Train page under Grids; its finished runs are kept.");
    if (trainings.waitingRuns() > 0)
        more += QLatin1Char(' ')
            + QCoreApplication::translate("melscope", "%n waiting run(s) will not be started.", nullptr,
                                          int(trainings.waitingRuns()));
    QMessageBox box(QMessageBox::Question, tr("A training is running"), text, QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("leaveTrainingBox"));
    box.setInformativeText(more);
    QPushButton *stop = box.addButton(tr("Stop and keep"), QMessageBox::AcceptRole);
    QPushButton *interrupt = box.addButton(tr("Leave it interrupted"), QMessageBox::DestructiveRole);
    QPushButton *stay = box.addButton(tr("Stay"), QMessageBox::RejectRole);
    stop->setObjectName(QStringLiteral("leaveStop"));
    interrupt->setObjectName(QStringLiteral("leaveInterrupt"));
    stay->setObjectName(QStringLiteral("leaveStay"));
    stop->setEnabled(trainings.canStop());
    box.setDefaultButton(stay);
    box.setEscapeButton(stay);
    box.exec();
    return box.clickedButton() == stop     ? LeaveTraining::StopAndKeep
        : box.clickedButton() == interrupt ? LeaveTraining::Interrupt
                                           : LeaveTraining::Stay;
}

LeaveChanges askAboutChanges(const Session &session, QWidget *parent)
{
    const QString name =
        session.projectFile().isEmpty() ? tr("the untitled project") : QFileInfo(session.projectFile()).fileName();
    QMessageBox box(QMessageBox::Question, tr("Unsaved changes"), tr("Save the changes of %1?").arg(name),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, parent);
    box.setObjectName(QStringLiteral("leaveProjectBox"));
    QStringList changes = session.unsavedChanges();
    changes.removeDuplicates();
    if (!changes.isEmpty()) {
        QString list = changes.mid(0, kNamed).join(QStringLiteral(", "));
        if (changes.size() > kNamed)
            list += QStringLiteral(", …");
        box.setInformativeText(tr("These changes would be lost: %1.").arg(list));
    }
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        return LeaveChanges::Save;
    case QMessageBox::Discard:
        return LeaveChanges::Discard;
    default:
        return LeaveChanges::Stay;
    }
}

} // namespace melscope
