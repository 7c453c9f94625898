#include "ui/models/line_delegate.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace melscope {

namespace {
constexpr int kMargin = 3;
const QChar kEllipsis(0x2026);
}

double LineDelegate::advance(QChar character) const
{
    const auto known = m_advances.constFind(character.unicode());
    if (known != m_advances.constEnd())
        return *known;
    return *m_advances.insert(character.unicode(), QFontMetricsF(m_font).horizontalAdvance(character));
}

QString LineDelegate::fitted(const QString &text, const QFont &font, double width) const
{
    if (font != m_font || m_advances.isEmpty()) {
        m_font = font;
        m_advances.clear();
        m_ellipsis = advance(kEllipsis);
    }
    double used = 0;
    qsizetype fits = 0; // with an ellipsis behind them
    for (qsizetype i = 0; i < text.size(); ++i) {
        used += advance(text[i]);
        if (used + m_ellipsis <= width)
            fits = i + 1;
        if (used > width) {
            if (fits > 0 && text[fits - 1].isHighSurrogate())
                --fits;
            return text.left(fits) + kEllipsis;
        }
    }
    return text;
}

void LineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const auto group = option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    if (selected)
        painter->fillRect(option.rect, option.palette.brush(group, QPalette::Highlight));
    const QString text = index.data(Qt::DisplayRole).toString();
    if (text.isEmpty())
        return;
    const QRect place = option.rect.adjusted(kMargin, 0, -kMargin, 0);
    const QString line = fitted(text, option.font, place.width());
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    double x = place.left();
    if (!alignment.testFlag(Qt::AlignLeft)) {
        double width = 0;
        for (const QChar character : line)
            width += advance(character);
        x = alignment.testFlag(Qt::AlignRight) ? place.right() + 1 - width : place.left() + (place.width() - width) / 2;
    }
    const QFontMetrics &metrics = option.fontMetrics;
    const double baseline = place.top() + (place.height() - metrics.height()) / 2.0 + metrics.ascent();
    painter->setFont(option.font);
    painter->setPen(option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(QPointF(x, baseline), line);
}

QSize LineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics &metrics = option.fontMetrics;
    return { metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * kMargin, metrics.height() + 8 };
}

} // namespace melscope
