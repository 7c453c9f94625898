#include "ui/models/score_bar_delegate.h"

#include "ui/models/table_model.h"

#include <QApplication>
#include <QPainter>

#include <cmath>

namespace melscope {

void ScoreBarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem base(option);
    initStyleOption(&base, index);
    const QString text = base.text;
    base.text.clear();
    const QWidget *widget = option.widget;
    (widget != nullptr ? widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &base, painter, widget);

    const QRect track = option.rect.adjusted(6, 5, -58, -5);
    const double told = index.data(TableModel::KeyRole).toDouble();
    const double score = std::isnan(told) ? 0 : std::clamp(told, 0.0, 1.0);
    const double threshold = index.data(TableModel::MarkRole).toDouble();
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    painter->save();
    painter->setPen(Qt::NoPen);
    painter->setBrush(option.palette.color(QPalette::AlternateBase).darker(108));
    painter->drawRect(track);
    const bool predicted = !std::isnan(threshold) && score >= threshold;
    QColor fill = option.palette.color(QPalette::Link); // which is seen on dark ground, too
    if (!predicted)
        fill.setAlpha(110);
    painter->setBrush(selected ? option.palette.color(QPalette::HighlightedText) : fill);
    painter->drawRect(QRectF(track.left(), track.top(), track.width() * score, track.height()));
    if (!std::isnan(threshold)) {
        painter->setPen(QPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text), 1));
        const int x = track.left() + int(std::lround(track.width() * std::clamp(threshold, 0.0, 1.0)));
        painter->drawLine(x, track.top() - 3, x, track.bottom() + 3);
    }
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(option.rect.adjusted(0, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter, text);
    painter->restore();
}

} // namespace melscope
