#include "ui/controls/link_button.h"

#include <QEvent>

namespace melscope {

LinkButton::LinkButton(const QString &text, QWidget *parent)
    : QToolButton(parent)
{
    setText(text);
    setAutoRaise(true);
    colour();
}

void LinkButton::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void LinkButton::colour()
{
    const QColor link = palette().color(QPalette::Link);
    if (palette().color(QPalette::ButtonText) == link)
        return;
    QPalette colours; // only what differs is its own; the rest follows the theme
    colours.setColor(QPalette::ButtonText, link);
    setPalette(colours);
}

} // namespace melscope
