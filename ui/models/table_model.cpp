#include "ui/models/table_model.h"

#include "core/base/number_text.h"

#include <QBrush>
#include <QFont>

#include <algorithm>
#include <map>
#include <cmath>
#include <limits>

namespace melscope {

TableColumn TableColumn::aligned(Qt::Alignment where) const
{
    TableColumn changed = *this;
    changed.alignment = where;
    return changed;
}

TableColumn TableColumn::orderedBy(int by) const
{
    TableColumn changed = *this;
    changed.order = by;
    return changed;
}

TableColumn TableColumn::wideAs(const QString &text) const
{
    TableColumn changed = *this;
    changed.widest = text;
    return changed;
}

TableColumn TableColumn::wide(int pixels) const
{
    TableColumn changed = wideAs({});
    changed.width = pixels;
    return changed;
}

TableColumn TableColumn::drawnAs(CellLook how) const
{
    TableColumn changed = *this;
    changed.look = how;
    return changed;
}

TableColumn TableColumn::explainedAt(const QString &place) const
{
    TableColumn changed = *this;
    changed.term = place;
    return changed;
}

TableColumn TableColumn::hiddenAtFirst() const
{
    TableColumn changed = *this;
    changed.isHidden = true;
    return changed;
}

TableColumn textColumn(std::string_view key, const QString &title, const QString &toolTip,
                       TableColumn::Of<QString> text, int width)
{
    return { .key = key, .title = title, .toolTip = toolTip, .text = std::move(text), .width = width };
}

TableColumn figureColumn(std::string_view key, const QString &title, const QString &toolTip,
                         TableColumn::Of<double> value, int decimals, const QString &none)
{
    auto text = [=](size_t row) {
        const double figure = value(row);
        return std::isnan(figure) ? none : decimalText(figure, decimals);
    };
    TableColumn column = textColumn(key, title, toolTip, text).aligned(Qt::AlignRight).wideAs(QStringLiteral("0.0000"));
    column.sortKey = std::move(value);
    return column;
}

TableColumn countColumn(std::string_view key, const QString &title, const QString &toolTip,
                        TableColumn::Of<qint64> value)
{
    TableColumn column = figureColumn(key, title, toolTip, value);
    column.text = [value = std::move(value)](size_t row) { return countText(value(row)); };
    return column;
}

TableModel::TableModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_rows(std::make_shared<const std::vector<uint32_t>>())
{
}

/// Where the guide explains a figure, by what its columns are called everywhere.
static QString termOf(std::string_view key)
{
    static const std::map<std::string_view, const char *> terms {
        { "f1", "f1" },
        { "F", "f1" },
        { "F +", "expanded" },
        { "F A", "f1" },
        { "F B", "f1" },
        { "best", "f1" },
        { "other", "f1" },
        { "precision", "precision" },
        { "P", "precision" },
        { "P +", "expanded" },
        { "P A", "precision" },
        { "P B", "precision" },
        { "recall", "recall" },
        { "R", "recall" },
        { "R +", "expanded" },
        { "R A", "recall" },
        { "R B", "recall" },
        { "averagePrecision", "ap" },
        { "support", "support" },
        { "true", "support" },
        { "threshold", "threshold" },
        { "score", "score" },
        { "expected", "expected-on-unseen-tracks" },
        { "perLabel", "per-track-and-per-label" },
        { "perTrack", "per-track-and-per-label" },
        { "micro", "micro-f1" },
        { "validation_loss", "loss" },
    };
    const auto found = terms.find(key);
    return found == terms.end() ? QString() : QString::fromLatin1(found->second);
}

void TableModel::setColumns(std::vector<TableColumn> columns)
{
    beginResetModel();
    m_columns = std::move(columns);
    for (TableColumn &column : m_columns) {
        if (column.term.isEmpty())
            column.term = termOf(column.key);
    }
    endResetModel();
}

int TableModel::columnOf(std::string_view key) const
{
    const auto found = std::ranges::find(m_columns, key, &TableColumn::key);
    return found == m_columns.end() ? -1 : int(found - m_columns.begin());
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
    setRows(m_total, std::move(accepts));
}

void TableModel::showRows(Rows rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_beneath.clear();
    endResetModel();
}

void TableModel::refresh()
{
    for (int i = 0; i < int(m_beneath.size()); ++i) {
        const QModelIndex above = index(i, 0);
        if (const int count = rowCount(above); count > 0)
            Q_EMIT dataChanged(index(0, 0, above), index(count - 1, columnCount() - 1, above));
    }
    if (!m_rows->empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void TableModel::refreshRow(size_t row)
{
    if (const QModelIndex found = indexOf(row); found.isValid())
        Q_EMIT dataChanged(found, found.siblingAtColumn(columnCount() - 1));
}

size_t TableModel::row(const QModelIndex &index) const
{
    return index.internalId() == 0 ? row(index.row()) : m_beneath[size_t(index.internalId()) - 1][size_t(index.row())];
}

std::optional<size_t> TableModel::rowAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= rowCount(index.parent()))
        return std::nullopt;
    return row(index);
}

int TableModel::viewRow(size_t row) const
{
    const auto found = std::ranges::find(*m_rows, uint32_t(row));
    return found == m_rows->end() ? -1 : int(found - m_rows->begin());
}

QModelIndex TableModel::indexOf(size_t row) const
{
    if (const int top = viewRow(row); top >= 0)
        return index(top, 0);
    for (size_t i = 0; i < m_beneath.size(); ++i) {
        if (const auto found = std::ranges::find(m_beneath[i], uint32_t(row)); found != m_beneath[i].end())
            return createIndex(int(found - m_beneath[i].begin()), 0, quintptr(i + 1));
    }
    return {};
}

void TableModel::rebuild()
{
    std::vector<uint32_t> top;
    Beneath beneath(m_parentOf ? m_total : 0);
    auto isAccepted = [this](uint32_t row) { return !m_accepts || m_accepts(row); };
    for (uint32_t row = 0; row < m_total; ++row) {
        const size_t above = m_parentOf ? m_parentOf(row) : kTopLevel;
        if (above == kTopLevel)
            top.push_back(row);
        else if (isAccepted(row))
            beneath[above].push_back(row);
    }
    std::erase_if(top, [&](uint32_t row) { return !isAccepted(row) && (beneath.empty() || beneath[row].empty()); });
    if (m_sortColumn >= 0 && m_sortColumn < columnCount())
        sortRows(top, beneath);
    m_beneath.clear();
    for (size_t i = 0; m_parentOf && i < top.size(); ++i)
        m_beneath.push_back(std::move(beneath[top[i]]));
    m_rows = std::make_shared<const std::vector<uint32_t>>(std::move(top));
}

void TableModel::sortRows(std::vector<uint32_t> &top, Beneath &beneath) const
{
    const TableColumn &column = m_columns[size_t(m_sortColumn)];
    // Keys are computed once a row, not once a comparison.
    auto sortBy = [&](auto keyOf) {
        std::vector<decltype(keyOf(0))> keys(m_total);
        auto sorted = [&](std::vector<uint32_t> &rows) {
            for (const uint32_t row : rows)
                keys[row] = keyOf(row);
            const bool descending = m_sortOrder == Qt::DescendingOrder;
            std::ranges::stable_sort(
                rows, [&](uint32_t a, uint32_t b) { return descending ? keys[b] < keys[a] : keys[a] < keys[b]; });
        };
        sorted(top);
        std::ranges::for_each(beneath, sorted);
    };
    if (column.sortKey)
        sortBy([&](size_t row) {
            const double key = column.sortKey(row);
            return std::isnan(key) ? -std::numeric_limits<double>::infinity() : key; // no figure is below every figure
        });
    else // the same order in every country; a locale's would put "i" after "z" in one and before it in another
        sortBy([&](size_t row) { return column.text(row).toCaseFolded(); });
}

QModelIndex TableModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= columnCount() || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : 0);
}

QModelIndex TableModel::parent(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() > 0 ? createIndex(int(index.internalId()) - 1, 0, quintptr(0))
                                                     : QModelIndex();
}

int TableModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_rows->size());
    const bool hasRows = parent.internalId() == 0 && parent.column() == 0 && size_t(parent.row()) < m_beneath.size();
    return hasRows ? int(m_beneath[size_t(parent.row())].size()) : 0;
}

int TableModel::columnCount(const QModelIndex &) const
{
    return int(m_columns.size());
}

QVariant TableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TableColumn &column = m_columns[size_t(index.column())];
    const size_t row = this->row(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return column.text(row);
    case Qt::ToolTipRole:
        return (column.cellToolTip ? column.cellToolTip : column.text)(row);
    case Qt::TextAlignmentRole:
        return int(column.alignment | Qt::AlignVCenter);
    case Qt::FontRole:
        if (column.isStrong && column.isStrong(row)) {
            QFont strong; // the view's in all but this
            strong.setBold(true);
            return strong;
        }
        return {};
    case Qt::ForegroundRole:
        return column.colour ? column.colour(row) : QVariant();
    case Qt::DecorationRole:
        return column.decoration ? column.decoration(row) : QVariant();
    case Qt::CheckStateRole:
        return column.isChecked ? QVariant(column.isChecked(row) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case KeyRole:
        return column.sortKey ? QVariant(column.sortKey(row)) : column.text(row);
    case PointsRole:
        return column.points ? column.points(row) : QVariant();
    case MarkRole:
        return column.mark ? column.mark(row) : std::numeric_limits<double>::quiet_NaN();
    default:
        return {};
    }
}

Qt::ItemFlags TableModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid())
        return flags;
    const TableColumn &column = m_columns[size_t(index.column())];
    flags.setFlag(Qt::ItemIsUserCheckable, bool(column.setChecked));
    flags.setFlag(Qt::ItemIsEditable, column.edit && (!column.isEditable || column.isEditable(row(index))));
    return flags;
}

bool TableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid())
        return false;
    const TableColumn &column = m_columns[size_t(index.column())];
    if (role == Qt::CheckStateRole && column.setChecked)
        column.setChecked(row(index), value.toInt() == Qt::Checked);
    else if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable)
             || !column.edit(row(index), value.toString()))
        return false;
    if (rowAt(index)) // what was done may have brought other rows
        Q_EMIT dataChanged(index, index);
    return true;
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical && m_rowTitle && role == Qt::DisplayRole)
        return m_rowTitle(row(section));
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TableColumn &column = m_columns[size_t(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::ToolTipRole)
        return column.toolTip.isEmpty() ? column.title : column.toolTip;
    if (role == Qt::TextAlignmentRole)
        return int(column.alignment | Qt::AlignVCenter);
    return {};
}

void TableModel::sort(int column, Qt::SortOrder order)
{
    if (m_othersOrder) {
        Q_EMIT orderWanted(column < 0 ? std::optional<int>() : m_columns[size_t(column)].order, order);
        return;
    }
    // What is selected, open or current stays so.
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<size_t> rows;
    for (const QModelIndex &index : before)
        rows.push_back(row(index));
    m_sortColumn = column;
    m_sortOrder = order;
    rebuild();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after << indexOf(rows[size_t(i)]).siblingAtColumn(before[i].column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

} // namespace melscope
