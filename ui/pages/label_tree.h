#pragma once

#include "core/truth/label_statistics.h"

#include <QWidget>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace melscope {

/// Genres with their subgenres, with counts of recordings and release groups; sortable and searchable.
class LabelTree : public QWidget
{
    Q_OBJECT
public:
    explicit LabelTree(const QString &name, QWidget *parent = nullptr);

    /// Counts are of rows and not of distinct recordings; release groups and shares then mean nothing and are hidden.
    void showRowsOnly();
    void setLabels(const std::vector<LabelStatistics::Label> &labels, size_t recordings);
    QTreeWidget *tree() const { return m_tree; }
    QLineEdit *search() const { return m_search; }

Q_SIGNALS:
    /// A label was clicked; `add` where it is to come beside what was chosen before (Ctrl).
    void labelClicked(const QString &label, bool add);

private:
    void applySearch();

    QLineEdit *m_search;
    QTreeWidget *m_tree;
};

} // namespace melscope
