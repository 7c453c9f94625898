#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedLayout;
class QTabWidget;
class QToolButton;
class QTreeView;

namespace melscope {

class LabelPane;
class LabelScatterPlot;
class LabelThresholdModel;
class Session;
class ThresholdEditor;

/// All labels of a source with what their thresholds do on validation, as a tree, a list or points; beside them the
/// selected one, whose threshold can be moved.
class ThresholdsPage : public QWidget
{
    Q_OBJECT
public:
    explicit ThresholdsPage(Session &session, QWidget *parent = nullptr);

    void openRuleDialog();

Q_SIGNALS:
    void trackActivated(const QString &source, const QString &id);
    void tracksWanted(const QString &filter);

private:
    QWidget *buildTop();
    QWidget *buildLabels();
    void showSources();
    void showLabels();
    void showThresholds();
    void showSummary();
    void showScatter();
    void selectRow();
    void select(uint32_t label);
    void exportTable();

    Session &m_session;
    ThresholdEditor &m_editor;
    QStackedLayout *m_stack;
    QComboBox *m_source;
    QLineEdit *m_filter;
    QToolButton *m_asTree;
    QToolButton *m_rule;
    QToolButton *m_resetAll;
    QLabel *m_summary;
    QTabWidget *m_views;
    LabelThresholdModel *m_model;
    QTreeView *m_table;
    LabelScatterPlot *m_scatter;
    LabelPane *m_pane;
};

} // namespace melscope
