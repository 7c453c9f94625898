#pragma once

#include <QWidget>

class QProgressBar;
class QTimer;
class QToolButton;

namespace melscope {

struct Progress;
class ElidedLabel;
class JobLane;

/// What a lane does: its stage, how far, how fast, how long still, and Cancel. Hidden while nothing runs and during the
/// first `delay` milliseconds: what the user does every second must not make the window flicker.
class ProgressStrip : public QWidget
{
    Q_OBJECT
public:
    ProgressStrip(JobLane &lane, const QString &name, QWidget *parent = nullptr, int delay = 0);

    /// A button that holds on what the lane does, where it can be.
    QToolButton *addPause();
    /// Whether it is held on, and the title says so.
    void setHeld(bool isHeld);

private:
    void show(const Progress &progress);

    JobLane &m_lane;
    ElidedLabel *m_title;
    QProgressBar *m_bar;
    ElidedLabel *m_figures;
    QToolButton *m_cancel;
    bool m_isHeld = false;
    QTimer *m_delay; ///< until a job is worth showing
};

} // namespace melscope
