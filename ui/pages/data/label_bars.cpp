#include "ui/pages/data/label_bars.h"

#include "core/base/number_text.h"
#include "ui/controls/spacing.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace melscope {

LabelBars::LabelBars(QWidget *parent)
    : QWidget(parent)
{
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int LabelBars::lineHeight() const
{
    return fontMetrics().height() + 3;
}

void LabelBars::setBars(std::vector<Bar> bars)
{
    m_bars = std::move(bars);
    QStringList texts;
    for (const Bar &bar : m_bars)
        texts << tr("%1: %2").arg(bar.label, countText(bar.count));
    setAccessibleDescription(texts.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize LabelBars::sizeHint() const
{
    return { 260, lineHeight() * int(m_bars.size()) };
}

QSize LabelBars::minimumSizeHint() const
{
    return { 160, sizeHint().height() };
}

void LabelBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    qint64 most = 1;
    int countWidth = 0;
    for (const Bar &bar : m_bars) {
        most = std::max(most, bar.count);
        countWidth = std::max(countWidth, fontMetrics().horizontalAdvance(countText(bar.count)));
    }
    const int nameWidth = width() * 2 / 5;
    const int barWidth = std::max(10, width() - nameWidth - countWidth - 2 * kRoom);
    int top = 0;
    for (const Bar &bar : m_bars) {
        const QRect line(0, top, width(), lineHeight());
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRect(0, top, nameWidth, lineHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(bar.label, Qt::ElideRight, nameWidth - kRoom / 2));
        const int length = std::max(1, int(double(barWidth) * double(bar.count) / double(most)));
        painter.fillRect(QRect(nameWidth, top + 3, length, lineHeight() - 6), palette().color(QPalette::Link));
        painter.drawText(QRect(width() - countWidth, top, countWidth, lineHeight()), Qt::AlignRight | Qt::AlignVCenter,
                         countText(bar.count));
        top += lineHeight();
    }
}

void LabelBars::mouseReleaseEvent(QMouseEvent *event)
{
    const auto row = size_t(std::max(0, event->pos().y()) / lineHeight());
    if (event->button() == Qt::LeftButton && row < m_bars.size())
        Q_EMIT labelClicked(m_bars[row].label);
}

bool LabelBars::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto row = size_t(std::max(0, help->pos().y()) / lineHeight());
        QToolTip::showText(help->globalPos(),
                           row < m_bars.size() ? tr("%1: %2 training recordings; a click shows them")
                                                     .arg(m_bars[row].label, countText(m_bars[row].count))
                                               : QString(),
                           this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace melscope
