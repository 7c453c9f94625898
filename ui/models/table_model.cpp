#include "ui/models/table_model.h"

#include <QBrush>
#include <QFont>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace melscope {

TableModel::TableModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void TableModel::setColumns(std::vector<TableColumn> columns)
{
    beginResetModel();
    m_columns = std::move(columns);
    endResetModel();
}

void TableModel::setRows(size_t count, Filter accepts)
{
    beginResetModel();
    m_total = count;
    m_accepts = std::move(accepts);
    rebuild();
    endResetModel();
}

void TableModel::setFilter(Filter accepts)
{
    beginResetModel();
    m_accepts = std::move(accepts);
    rebuild();
    endResetModel();
}

int TableModel::viewRow(size_t row) const
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), uint32_t(row));
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void TableModel::rebuild()
{
    m_rows.resize(m_total);
    std::iota(m_rows.begin(), m_rows.end(), 0U);
    if (m_accepts)
        m_rows.erase(std::remove_if(m_rows.begin(), m_rows.end(), [&](uint32_t row) { return !m_accepts(row); }),
                     m_rows.end());
    if (m_sortColumn < 0 || m_sortColumn >= int(m_columns.size()))
        return;
    const TableColumn &column = m_columns[size_t(m_sortColumn)];
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    // Keys are computed once a row, not once a comparison.
    auto sortBy = [&](auto keys) {
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [&](uint32_t a, uint32_t b) { return descending ? keys[b] < keys[a] : keys[a] < keys[b]; });
    };
    if (column.sortKey) {
        std::vector<double> keys(m_total);
        for (const uint32_t row : m_rows) {
            keys[row] = column.sortKey(row);
            if (std::isnan(keys[row])) // no figure sorts below every figure
                keys[row] = -std::numeric_limits<double>::infinity();
        }
        sortBy(std::move(keys));
    } else {
        std::vector<QString> keys(m_total);
        for (const uint32_t row : m_rows)
            keys[row] = column.text(row).toString();
        sortBy(std::move(keys));
    }
}

int TableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant TableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TableColumn &column = m_columns[size_t(index.column())];
    const size_t row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return column.text(row);
    case Qt::ToolTipRole:
        return column.text(row).toString();
    case Qt::TextAlignmentRole:
        return int((column.rightAligned ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::UserRole:
        return column.sortKey ? QVariant(column.sortKey(row)) : column.text(row);
    case Qt::FontRole:
    case Qt::ForegroundRole:
        if (column.emphasis) {
            const QVariant value = column.emphasis(row);
            if (value.typeId() == (role == Qt::FontRole ? QMetaType::QFont : QMetaType::QBrush))
                return value;
        }
        return {};
    case Qt::DecorationRole:
        return column.decoration ? column.decoration(row) : QVariant();
    case Qt::CheckStateRole:
        return column.isChecked ? QVariant(column.isChecked(row) ? Qt::Checked : Qt::Unchecked) : QVariant();
    default:
        return {};
    }
}

Qt::ItemFlags TableModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.isValid() && m_columns[size_t(index.column())].setChecked ? usual | Qt::ItemIsUserCheckable : usual;
}

bool TableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || !m_columns[size_t(index.column())].setChecked)
        return false;
    m_columns[size_t(index.column())].setChecked(m_rows[size_t(index.row())], value.toInt() == Qt::Checked);
    Q_EMIT dataChanged(index, index);
    return true;
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(m_columns.size()))
        return {};
    const TableColumn &column = m_columns[size_t(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::ToolTipRole)
        return column.toolTip.isEmpty() ? column.title : column.toolTip;
    if (role == Qt::TextAlignmentRole)
        return int((column.rightAligned ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

void TableModel::sort(int column, Qt::SortOrder order)
{
    beginResetModel();
    m_sortColumn = column;
    m_sortOrder = order;
    rebuild();
    endResetModel();
}

} // namespace melscope
