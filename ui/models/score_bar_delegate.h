#pragma once

#include <QStyledItemDelegate>

namespace melscope {

/// Draws a score between 0 and 1 (TableModel::KeyRole) as a bar with its text, and a tick where the threshold
/// (MarkRole) is.
class ScoreBarDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace melscope
