#include "ui/controls/button_action.h"

#include <QAbstractButton>
#include <QEvent>

namespace melscope {

ButtonAction::ButtonAction(QAbstractButton *button, const QString &text, QObject *parent)
    : QAction(text, parent)
{
    setObjectName(button->objectName() + QStringLiteral("Action"));
    setToolTip(button->toolTip());
    setEnabled(button->isEnabled());
    if (button->isCheckable()) {
        setCheckable(true);
        setChecked(button->isChecked());
        connect(button, &QAbstractButton::toggled, this, &QAction::setChecked);
    }
    button->installEventFilter(this);
    // Queued, so that the page is there by then.
    connect(this, &QAction::triggered, button, &QAbstractButton::click, Qt::QueuedConnection);
}

bool ButtonAction::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::EnabledChange)
        setEnabled(static_cast<const QAbstractButton *>(watched)->isEnabled());
    else if (event->type() == QEvent::ToolTipChange)
        setToolTip(static_cast<const QAbstractButton *>(watched)->toolTip());
    return false;
}

} // namespace melscope
