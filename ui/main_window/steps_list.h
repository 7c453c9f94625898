#pragma once

#include "ui/session/first_steps.h"

#include <QWidget>

class QToolButton;

namespace melscope {

class Session;

/// A discreet list of the steps to a first submission; each leads to its page. Goes for good when all are done, or when
/// it is told to.
class StepsList : public QWidget
{
    Q_OBJECT
public:
    explicit StepsList(Session &session, QWidget *parent = nullptr);

    void refresh();

Q_SIGNALS:
    void stepWanted(melscope::FirstStep step);

protected:
    void changeEvent(QEvent *event) override;

private:
    Session &m_session;
    std::vector<QToolButton *> m_buttons;
    bool m_wasIncomplete = false; ///< seen in this window
};

} // namespace melscope
