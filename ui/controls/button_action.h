#pragma once

#include <QAction>

class QAbstractButton;

namespace melscope {

/// A button's deed as an action, for menus, the command palette and shortcuts: it says what the button says, can be
/// used while that can, and clicks it. The window shows the button's page first.
class ButtonAction : public QAction
{
    Q_OBJECT
public:
    /// `text`, since a button may say less where its place tells the rest.
    ButtonAction(QAbstractButton *button, const QString &text, QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace melscope
