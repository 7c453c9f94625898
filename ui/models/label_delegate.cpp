#include "ui/models/label_delegate.h"

#include "ui/controls/fitted_label.h"

#include <QApplication>

namespace melscope {

void LabelDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem shown(option);
    initStyleOption(&shown, index);
    const QWidget *widget = option.widget;
    const QStyle *style = widget != nullptr ? widget->style() : QApplication::style();
    const QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &shown, widget);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &shown, widget) + 1;
    shown.text = fittedLabel(shown.text, shown.fontMetrics, room.width() - 2 * margin);
    style->drawControl(QStyle::CE_ItemViewItem, &shown, painter, widget);
}

QSize LabelDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 4);
}

} // namespace melscope
