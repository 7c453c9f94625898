#include "ui/models/spark_delegate.h"

#include "ui/models/table_model.h"
#include "ui/plots/plot_style.h"

#include <QPainter>
#include <QPointF>

#include <cmath>

namespace melscope {

QSize SparkDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return { 80, option.fontMetrics.height() + 8 }; // room for a curve, and for the eye
}

void SparkDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto points = index.data(TableModel::PointsRole).value<QList<QPointF>>();
    if (points.isEmpty())
        return;
    const QRectF cell = QRectF(option.rect).adjusted(4, 3, -4, -3);
    auto place = [&](const QPointF &point) {
        return QPointF(cell.left() + point.x() * cell.width(), cell.bottom() - point.y() * cell.height());
    };
    QPolygonF line;
    for (const QPointF &point : points)
        line << place(point);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor colour =
        selected ? option.palette.color(QPalette::HighlightedText) : curveColour(CurveColour::Blue, option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1));
    if (line.size() == 1)
        painter->drawEllipse(line.front(), 1.5, 1.5);
    else
        painter->drawPolyline(line);
    const double mark = index.data(TableModel::MarkRole).toDouble();
    if (!std::isnan(mark) && mark <= 1) {
        painter->setPen(QPen(selected ? colour : curveColour(CurveColour::Orange, option.palette), 1));
        const double x = cell.left() + mark * cell.width();
        painter->drawLine(QPointF(x, cell.top()), QPointF(x, cell.bottom()));
    }
    painter->restore();
}

} // namespace melscope
