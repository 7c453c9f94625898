#include "ui/controls/elided_label.h"

#include <QEvent>

namespace melscope {

ElidedLabel::ElidedLabel(QWidget *parent, Qt::TextElideMode mode)
    : QLabel(parent)
    , m_mode(mode)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setWholeText(const QString &text)
{
    if (text == m_whole)
        return;
    m_whole = text;
    setAccessibleName(text);
    elide();
    updateGeometry();
}

void ElidedLabel::setWholeToolTip(const QString &text)
{
    m_wholeToolTip = text;
    elide();
}

QSize ElidedLabel::sizeHint() const
{
    return { fontMetrics().horizontalAdvance(m_whole) + 2, fontMetrics().height() };
}

QSize ElidedLabel::minimumSizeHint() const
{
    return { std::min(sizeHint().width(), fontMetrics().horizontalAdvance(QStringLiteral("mm…"))),
             fontMetrics().height() };
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        elide();
}

void ElidedLabel::elide()
{
    const QString shown = fontMetrics().elidedText(m_whole, m_mode, width());
    if (shown != text())
        setText(shown);
    setToolTip(!m_wholeToolTip.isEmpty() ? m_wholeToolTip : shown == m_whole ? QString() : m_whole);
}

} // namespace melscope
