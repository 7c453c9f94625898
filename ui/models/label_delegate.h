#pragma once

#include <QStyledItemDelegate>

namespace melscope {

/// A cell with a label, cut in its genre where there is no room for all of it.
class LabelDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// With some air between the rows, as the other columns of a tree have.
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace melscope
