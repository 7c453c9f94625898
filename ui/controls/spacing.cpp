#include "ui/controls/spacing.h"

#include <QApplication>
#include <QFont>
#include <QWidget>

namespace melscope {

namespace {

void scale(QWidget *label, double by)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * by);
    font.setBold(true);
    label->setFont(font);
}

} // namespace

void setHeadingFont(QWidget *label)
{
    scale(label, 1.5);
}

void setCardTitleFont(QWidget *label)
{
    scale(label, 1.15);
}

} // namespace melscope
