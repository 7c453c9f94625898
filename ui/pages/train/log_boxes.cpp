#include "ui/pages/train/log_boxes.h"

#include "ui/session/log_choice.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace melscope {

LogBoxes::LogBoxes(QWidget *parent)
    : QWidget(parent)
    , m_tensorBoard(new QCheckBox(QStringLiteral("TensorBoard"), this))
    , m_mlflow(new QCheckBox(QStringLiteral("MLflow"), this))
{
    setObjectName(QStringLiteral("logBoxes"));
    // One below the other: beside each other they would make the column of settings wider.
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_tensorBoard->setObjectName(QStringLiteral("logTensorBoard"));
    m_tensorBoard->setAccessibleName(tr("Log for TensorBoard"));
    m_tensorBoard->setToolTip(tr("Each run also writes event files into its folder tensorboard, epoch by epoch"));
    m_mlflow->setObjectName(QStringLiteral("logMlflow"));
    m_mlflow->setAccessibleName(tr("Log for MLflow"));
    m_mlflow->setToolTip(tr("Each run also writes MLflow's files into its folder mlruns, epoch by epoch"));
    const LogKinds chosen = chosenLogs();
    m_tensorBoard->setChecked(chosen.tensorBoard);
    m_mlflow->setChecked(chosen.mlflow);
    for (QCheckBox *box : { m_tensorBoard, m_mlflow }) {
        layout->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &LogBoxes::take);
    }
    setFocusProxy(m_tensorBoard);
}

void LogBoxes::take()
{
    chooseLogs({ m_tensorBoard->isChecked(), m_mlflow->isChecked() });
}

} // namespace melscope
