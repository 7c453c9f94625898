#pragma once

#include "core/study/run_analysis.h"
#include "ui/pages/results/label_reasons.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace melscope {

class EmptyState;
class ImportancePlot;
class MeanAttribution;
class Session;
class TableModel;

/// What helps a label, on validation: how much its figures lose without each statistic or group of bands, as bars and
/// as a table, and which cells of the image its score hangs on.
class ImportancePane : public QWidget
{
    Q_OBJECT
public:
    explicit ImportancePane(Session &session, QWidget *parent = nullptr);

    void show(const SourceAnalysis *source);
    const LabelReasons &reasons() const { return m_reasons; }
    ImportancePlot *plot() const { return m_plot; }
    MeanAttribution *attribution() const { return m_attribution; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// A row of the labels; the first is all of them together.
    struct Label
    {
        QString name;
        std::optional<uint32_t> classIndex;
    };
    enum class Order { Name, Support, Precision, Greatest };

    QWidget *buildEmptyState();
    QWidget *buildLabels();
    QWidget *buildFigures();
    void buildFigureTable();
    void listLabels();
    void orderLabels();
    void refresh();
    void showEmptyState();
    void showFigures();
    void showAttribution();
    const Label *chosen() const;
    void saveFigures();
    void saveAll();

    Session &m_session;
    LabelReasons m_reasons;
    QString m_source; ///< whose labels are listed
    std::vector<Label> m_labels;
    size_t m_row = 0; ///< the chosen one
    Order m_order = Order::Name;
    bool m_isOrdered = false; ///< by a column, not as they come
    bool m_isDescending = false;
    QStackedLayout *m_stack;
    EmptyState *m_empty = nullptr;
    QPushButton *m_compute = nullptr;
    QPushButton *m_cancel = nullptr;
    QLabel *m_message;
    QLineEdit *m_search;
    TableModel *m_labelModel;
    QTableView *m_labelTable = nullptr;
    QComboBox *m_figure;
    QLabel *m_summary;
    ImportancePlot *m_plot;
    TableModel *m_model;
    QTableView *m_table = nullptr;
    MeanAttribution *m_attribution;
};

} // namespace melscope
