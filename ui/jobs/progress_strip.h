#pragma once

#include "core/base/progress.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QTimer;
class QToolButton;

namespace melscope {

class JobLane;

/// One line at the window's foot for a lane: what runs, how far it is, its rate and time left, and cancel.
/// Takes no room while nothing runs.
class ProgressStrip : public QWidget
{
    Q_OBJECT
public:
    /// It appears `delay` ms after a job has begun, so that short ones do not make the window twitch.
    ProgressStrip(JobLane &lane, const QString &name, QWidget *parent = nullptr, int delay = 0);

private:
    void show(const Progress &progress);

    JobLane &m_lane;
    QLabel *m_title;
    QProgressBar *m_bar;
    QLabel *m_figures;
    QToolButton *m_cancel;
    QTimer *m_delay;
};

} // namespace melscope
