#include "ui/main_window/training_menu.h"

#include "ui/session/session.h"

namespace melscope {

TrainingMenu::TrainingMenu(Session &session, QWidget *parent)
    : QMenu(tr("&Training"), parent)
    , m_session(session)
    , m_start(addAction(tr("&Start")))
    , m_pause(addAction(tr("&Pause")))
    , m_stop(addAction(tr("S&top and keep the best")))
    , m_cancel(addAction(tr("&Cancel (can go on later)")))
    , m_queue(nullptr)
    , m_grid(nullptr)
{
    addSeparator();
    m_queue = addAction(tr("&Queue several runs …"));
    m_grid = addAction(tr("&Grid …"));
    m_start->setShortcut(QKeySequence(Qt::Key_F5));
    m_pause->setShortcut(QKeySequence(Qt::Key_F6));
    m_pause->setObjectName(QStringLiteral("pauseAction"));
    m_pause->setCheckable(true);
    m_stop->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F5));
    m_queue->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
    connect(m_start, &QAction::triggered, this, [this] {
        Q_EMIT trainPageWanted();
        Q_EMIT startWanted();
    });
    connect(m_pause, &QAction::triggered, &session.trainings(), &Trainings::setPaused);
    connect(m_stop, &QAction::triggered, &session.trainings(), &Trainings::stop);
    connect(m_cancel, &QAction::triggered, &session.trainings(), &Trainings::cancel);
    connect(m_queue, &QAction::triggered, this, [this] {
        Q_EMIT trainPageWanted();
        Q_EMIT queueWanted();
    });
    connect(m_grid, &QAction::triggered, this, [this] {
        Q_EMIT trainPageWanted();
        Q_EMIT gridWanted();
    });
    connect(&session, &Session::projectChanged, this, &TrainingMenu::update);
    connect(&session, &Session::accessChanged, this, &TrainingMenu::update);
    connect(&session, &Session::epochFinished, this, &TrainingMenu::update);
    connect(&session.trainings(), &Trainings::queueChanged, this, &TrainingMenu::update);
    connect(&session.trainings(), &Trainings::pausedChanged, this, &TrainingMenu::update);
    connect(&session.trainings(), &Trainings::stageChanged, this, &TrainingMenu::update);
    connect(&session.remote(), &RemoteTrainings::chosenChanged, this, &TrainingMenu::update);
    update();
}

void TrainingMenu::update()
{
    const bool running = m_session.isTraining();
    const bool mayTrain = checkTrainable(m_session.project()) && !m_session.isFollowing();
    m_start->setEnabled(mayTrain);
    m_start->setText(running ? tr("Add to the queue") : tr("&Start"));
    m_queue->setEnabled(mayTrain);
    m_grid->setEnabled(!m_session.isEmpty() && !m_session.isFollowing()
                       && m_session.remote().chosenTarget() == nullptr);
    m_pause->setEnabled(running);
    m_pause->setChecked(m_session.trainings().isPaused());
    m_stop->setEnabled(running && m_session.trainings().canStop());
    m_cancel->setEnabled(running);
}

} // namespace melscope
