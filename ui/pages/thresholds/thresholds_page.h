#pragma once

#include "ui/controls/remembered_view.h"

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
class ThresholdsPage : public QWidget, public RememberedView
{
    Q_OBJECT
public:
    explicit ThresholdsPage(Session &session, QWidget *parent = nullptr);

    void openRuleDialog();
    /// Of the source that is shown; nothing happens where it has none of that name.
    void selectLabel(const QString &name);
    /// The selected label.
    QVariant viewState() const override;
    void setViewState(const QVariant &state) override { m_wantedLabel = state.toString(); }

Q_SIGNALS:
    void trainPageWanted();
    void trackActivated(const QString &source, const QString &id);
    void tracksWanted(const QString &filter);

private:
    QString m_wantedLabel; ///< to be selected when there are labels
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
