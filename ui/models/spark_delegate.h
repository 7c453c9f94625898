#pragma once

#include <QStyledItemDelegate>

namespace melscope {

/// Draws a small curve in a cell (TableModel::PointsRole), with a mark on it (MarkRole).
class SparkDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace melscope
