#pragma once

#include "core/scoring/labelling.h"
#include "core/scoring/threshold_rules.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QTableWidget;

namespace melscope {

class ThresholdEditor;

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
    void takeRow(int row);
    void showKind(int kind);
    void showRule(const RuleSettings &rule);
    void showComparison();
    void showPreviews();
    void apply();

    ThresholdEditor &m_editor;
    QFormLayout *m_form;
    QComboBox *m_kind;
    QComboBox *m_objective;
    QDoubleSpinBox *m_smoothing;
    QDoubleSpinBox *m_floor;
    QDoubleSpinBox *m_fixed;
    QLabel *m_explanation;
    QPushButton *m_compare;
    QLabel *m_recommendation;
    QTableWidget *m_comparison;
    QCheckBox *m_addParents;
    QCheckBox *m_dropOrphans;
    QDoubleSpinBox *m_orphanRatio;
    QTableWidget *m_previews;
};

} // namespace melscope
