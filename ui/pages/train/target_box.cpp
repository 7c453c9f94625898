#include "ui/pages/train/target_box.h"

#include "ui/session/remote_trainings.h"

#include <QSignalBlocker>

namespace melscope {

TargetBox::TargetBox(RemoteTrainings &remote, QWidget *parent)
    : QComboBox(parent)
    , m_remote(remote)
{
    setObjectName(QStringLiteral("targetBox"));
    setAccessibleName(tr("Where it is computed"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
    connect(this, &QComboBox::activated, this, &TargetBox::take);
    connect(&m_remote, &RemoteTrainings::targetsChanged, this, &TargetBox::fill);
    connect(&m_remote, &RemoteTrainings::chosenChanged, this, &TargetBox::fill);
    fill();
}

void TargetBox::fill()
{
    const QSignalBlocker blocker(this);
    clear();
    addItem(tr("This computer"), QString());
    setItemData(0, tr("Trained here, in the background"), Qt::ToolTipRole);
    for (const Target &target : m_remote.targets()) {
        addItem(target.name, target.name);
        setItemData(count() - 1, target.text(), Qt::ToolTipRole);
    }
    insertSeparator(count());
    addItem(tr("Targets …"));
    const Target *chosen = m_remote.chosenTarget();
    setCurrentIndex(chosen == nullptr ? 0 : findData(chosen->name));
    setToolTip(chosen == nullptr
                   ? tr("Where the next training is computed; Targets … adds a cluster or another computer")
                   : chosen->text());
}

void TargetBox::take(int index)
{
    if (index == count() - 1) {
        fill(); // it is no choice
        Q_EMIT targetsWanted();
        return;
    }
    m_remote.choose(itemData(index).toString());
}

} // namespace melscope
