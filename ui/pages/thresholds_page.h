#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedLayout;
class QTableView;

namespace melscope {

class Session;
class TableModel;
class ThresholdPlot;
struct LabelAnalysis;
struct SourceAnalysis;

/// A row per label with what its threshold does on the validation part, and the selected label's curves.
class ThresholdsPage : public QWidget
{
    Q_OBJECT
public:
    explicit ThresholdsPage(Session &session, QWidget *parent = nullptr);

private:
    void buildTable();
    const SourceAnalysis *source() const;
    const LabelAnalysis &label(size_t row) const;
    QString labelName(size_t row) const;
    void refresh();
    void showSource();
    void showSelected();
    void applyFilter();

    Session &m_session;
    QStackedLayout *m_stack;
    QComboBox *m_source;
    QLineEdit *m_filter;
    QLabel *m_summary;
    QTableView *m_table;
    TableModel *m_model;
    QLabel *m_title;
    ThresholdPlot *m_plot;
    QLabel *m_figures;
};

} // namespace melscope
