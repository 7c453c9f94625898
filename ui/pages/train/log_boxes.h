#pragma once

#include <QWidget>

class QCheckBox;

namespace melscope {

/// What the next trainings write for other programs that show trainings: a tick each.
class LogBoxes : public QWidget
{
    Q_OBJECT
public:
    explicit LogBoxes(QWidget *parent = nullptr);

private:
    void take();

    QCheckBox *m_tensorBoard;
    QCheckBox *m_mlflow;
};

} // namespace melscope
