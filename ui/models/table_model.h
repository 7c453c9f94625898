#pragma once

#include <QAbstractTableModel>

#include <cstdint>
#include <functional>
#include <vector>

namespace melscope {

/// One column: how a row's cell reads, and what it sorts by (its text where no key is given).
struct TableColumn
{
    QString title;
    QString toolTip;
    bool rightAligned = false;
    std::function<QVariant(size_t row)> text;
    std::function<double(size_t row)> sortKey; ///< empty: by text
    std::function<QVariant(size_t row)> emphasis; ///< Qt::FontRole, Qt::ForegroundRole …: a QFont or QBrush, or nothing
    std::function<QVariant(size_t row)> decoration {}; ///< a colour or icon before the text
    std::function<bool(size_t row)> isChecked {}; ///< with a check box before the text
    std::function<void(size_t row, bool checked)> setChecked {};
};

/// A thin model over rows that live elsewhere: it holds an index vector and formats cells. Filtering and sorting
/// rebuild the vector. DESIGN, rule 7.
class TableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit TableModel(QObject *parent = nullptr);

    void setColumns(std::vector<TableColumn> columns);
    using Filter = std::function<bool(size_t row)>;
    /// Shows rows 0 … count-1 of whatever the columns read now, sorted as before. The filter comes along, since
    /// an older one may speak of rows that are gone; none shows all.
    void setRows(size_t count, Filter accepts = {});
    void setFilter(Filter accepts);

    /// The row behind a view row.
    size_t row(int viewRow) const { return m_rows[size_t(viewRow)]; }
    /// The view row that shows a row, or −1.
    int viewRow(size_t row) const;
    size_t totalRows() const { return m_total; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void rebuild();

    std::vector<TableColumn> m_columns;
    std::vector<uint32_t> m_rows;
    size_t m_total = 0;
    Filter m_accepts;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace melscope
