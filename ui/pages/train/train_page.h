#pragma once

#include "core/training/epoch_figures.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;

namespace melscope {

class CountField;
class DecimalField;

class GridsPane;
class HistoryCharts;
class NetworkPane;
class RecipeForm;
class RunsPane;
class Session;

/// Settings of a training, its start, pause and stop, live charts, the runs, the network's layers and the log.
class TrainPage : public QWidget
{
    Q_OBJECT
public:
    explicit TrainPage(Session &session, QWidget *parent = nullptr);

    /// Unless a setting stands there that is not taken.
    void start();
    void openQueueDialog();
    void openGridDialog();
    /// The field of a setting, by its key.
    void goToSetting(const QString &name);

Q_SIGNALS:
    void learningCurveWanted(const QString &folder); ///< of a grid

private:
    bool mayStart();
    void openTargets();
    QWidget *buildSettings();
    QWidget *buildControls();
    QWidget *buildLiveSettings();
    QWidget *buildCharts();
    QWidget *buildLog();
    void connectSession();
    void takeRecipe();
    void refresh();
    void showCurves();
    void appendEpoch(const EpochFigures &figures);
    void saveCharts(const QString &path);
    void updateState();
    QString progressOfRun() const;

    Session &m_session;
    RecipeForm *m_form;
    QPushButton *m_start;
    QPushButton *m_pause;
    QPushButton *m_stop;
    QPushButton *m_queue;
    QPushButton *m_grid;
    QPushButton *m_adjust; ///< has what can be changed while it runs
    QWidget *m_live;
    QString m_obstacle; ///< to training; empty: none
    DecimalField *m_liveRate;
    CountField *m_livePatience;
    QLabel *m_size;
    QLabel *m_state;
    HistoryCharts *m_charts;
    QTabWidget *m_tabs;
    RunsPane *m_runs;
    GridsPane *m_grids;
    NetworkPane *m_network;
    QPlainTextEdit *m_log;
    bool m_overlaid = false; ///< runs lie over the charts
};

} // namespace melscope
