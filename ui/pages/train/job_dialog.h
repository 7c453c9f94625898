#pragma once

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace melscope {

class Session;

/// The job that trains a run elsewhere: where, what the queue says, the end of its log; follows it, and cancels it.
class JobDialog : public QDialog
{
    Q_OBJECT
public:
    JobDialog(Session &session, QString folder, QWidget *parent = nullptr);

private:
    void refresh();

    Session &m_session;
    QString m_folder;
    QLabel *m_state;
    QLabel *m_target;
    QLabel *m_submitted;
    QLabel *m_place;
    QPlainTextEdit *m_log;
    QPushButton *m_cancel;
};

} // namespace melscope
