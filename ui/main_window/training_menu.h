#pragma once

#include <QMenu>

namespace melscope {

class Session;

/// Start, pause, stop, cancel, queue and grid.
class TrainingMenu : public QMenu
{
    Q_OBJECT
public:
    TrainingMenu(Session &session, QWidget *parent);

Q_SIGNALS:
    void trainPageWanted();
    void startWanted();
    void queueWanted();
    void gridWanted();

private:
    void update();

    Session &m_session;
    QAction *m_start;
    QAction *m_pause;
    QAction *m_stop;
    QAction *m_cancel;
    QAction *m_queue;
    QAction *m_grid;
};

} // namespace melscope
