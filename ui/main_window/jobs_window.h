#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace melscope {

class Session;
class TableModel;

/// All jobs since the window was opened, and what was told meanwhile.
class JobsWindow : public QDialog
{
    Q_OBJECT
public:
    explicit JobsWindow(Session &session, QWidget *parent = nullptr);

private:
    void refresh();

    Session &m_session;
    TableModel *m_model;
    QPlainTextEdit *m_log;
};

} // namespace melscope
