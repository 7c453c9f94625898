#pragma once

#include "core/base/cancel_token.h"
#include "core/training/epoch_figures.h"
#include "core/training/recipe.h"

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QTabWidget;
class QTimer;

namespace melscope {

class HistoryCharts;
class RecipeForm;
class RunsPane;
class Session;
class TableModel;
struct LayerDescription;

/// Settings of a training, its start, pause and stop, live charts, the runs, the network's layers and the log.
class TrainPage : public QWidget
{
    Q_OBJECT
public:
    explicit TrainPage(Session &session, QWidget *parent = nullptr);
    ~TrainPage() override;

    void openQueueDialog();

private:
    QWidget *buildSettings();
    QWidget *buildControls();
    QWidget *buildLiveSettings();
    QWidget *buildCharts();
    QWidget *buildLog();
    QWidget *buildNetwork();
    void connectSession();
    void takeRecipe();
    void refresh();
    void refreshSize();
    void showSize();
    void estimateSpeed();
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
    QWidget *m_live;
    QDoubleSpinBox *m_liveRate;
    QSpinBox *m_livePatience;
    QLabel *m_size;
    QLabel *m_state;
    HistoryCharts *m_charts;
    QTabWidget *m_tabs;
    RunsPane *m_runs;
    TableModel *m_layerModel;
    QPlainTextEdit *m_log;
    std::vector<LayerDescription> m_layers;
    int m_classes = 0; ///< of the project, 0 while unknown
    size_t m_sources = 0;
    double m_tracksPerSecond = 0; ///< estimated for `m_estimated`; 0 while unknown
    Recipe m_estimated;
    QTimer *m_estimateSoon;
    CancelToken m_estimating;
    bool m_overlaid = false; ///< runs lie over the charts
};

} // namespace melscope
