#pragma once

#include "core/truth/label_statistics.h"

#include <QWidget>

#include <optional>

class QLineEdit;
class QTreeView;

namespace melscope {

class TableModel;
struct TableColumn;

/// Genres with their subgenres, with counts of recordings and release groups; sortable and searchable.
class LabelTree : public QWidget
{
    Q_OBJECT
public:
    /// What is counted: of rows, release groups and shares mean nothing and are not shown.
    enum class Counts { Recordings, Rows };
    explicit LabelTree(const QString &name, Counts counts, QWidget *parent = nullptr);

    void setLabels(const std::vector<LabelStatistics::Label> &labels, size_t recordings);
    QTreeView *tree() const { return m_tree; }
    QLineEdit *search() const { return m_search; }

Q_SIGNALS:
    /// A label was clicked; `add` where it is to come beside what was chosen before (Ctrl).
    void labelClicked(const QString &label, bool add);

private:
    struct Row
    {
        QString shown; ///< beneath its genre a subgenre need not repeat it
        QString label; ///< as a filter takes it
        std::optional<LabelStatistics::Label> counts; ///< none: no recording has the genre by itself
        size_t genre; ///< the row it stands beneath, or TableModel::kTopLevel
    };
    std::vector<TableColumn> columns(Counts counts) const;
    bool matches(size_t row) const;
    void applySearch();

    std::vector<Row> m_rows;
    size_t m_recordings = 0;
    QLineEdit *m_search;
    TableModel *m_model;
    QTreeView *m_tree;
};

} // namespace melscope
