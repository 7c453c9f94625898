#pragma once

#include "core/scoring/labelling.h"
#include "core/scoring/rule_comparison.h"
#include "core/scoring/threshold_rules.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QModelIndex;
class QPushButton;
class QTableView;

namespace melscope {

class DecimalField;
class TableModel;
class ThresholdEditor;
struct TableColumn;

/// Chooses the rule of all labels: rules compared by what they are worth on unseen data, and what the hierarchy gains.
class RuleDialog : public QDialog
{
    Q_OBJECT
public:
    explicit RuleDialog(ThresholdEditor &editor, QWidget *parent = nullptr);

    RuleSettings rule() const;
    HierarchyRule hierarchy() const;

private:
    QWidget *buildRule();
    QWidget *buildHierarchy();
    std::vector<TableColumn> estimateColumns() const;
    std::vector<TableColumn> previewColumns() const;
    void takeRow(const QModelIndex &index);
    void showKind(int kind);
    void showChange();
    void showRule(const RuleSettings &rule);
    void showComparison();
    void showPreviews();
    bool apply(); ///< false while a number is not taken

    ThresholdEditor &m_editor;
    QFormLayout *m_form;
    QComboBox *m_kind;
    QComboBox *m_objective;
    DecimalField *m_smoothing;
    DecimalField *m_floor;
    DecimalField *m_fixed;
    QLabel *m_explanation;
    QPushButton *m_compare;
    QPushButton *m_take;
    QLabel *m_change; ///< what OK would do
    QLabel *m_recommendation;
    std::vector<RuleEstimate> m_compared; ///< what the tables show; the editor may be ahead
    std::vector<HierarchyPreview> m_previewed;
    TableModel *m_estimates;
    QTableView *m_comparison;
    QCheckBox *m_addParents;
    QCheckBox *m_dropOrphans;
    DecimalField *m_orphanRatio;
    TableModel *m_previews;
};

} // namespace melscope
