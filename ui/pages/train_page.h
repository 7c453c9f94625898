#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace melscope {

class HistoryPlot;
class RecipeForm;
class Session;

/// Settings of a training, its start and stop, live charts and the log.
class TrainPage : public QWidget
{
    Q_OBJECT
public:
    explicit TrainPage(Session &session, QWidget *parent = nullptr);

private:
    QWidget *buildSettings();
    QWidget *buildCharts();
    void takeRecipe();
    void refresh();
    void refreshSize();
    void updateState();

    Session &m_session;
    RecipeForm *m_form;
    QPushButton *m_start;
    QPushButton *m_stop;
    QLabel *m_size;
    QLabel *m_state;
    HistoryPlot *m_loss;
    HistoryPlot *m_accuracy;
    QPlainTextEdit *m_log;
};

} // namespace melscope
