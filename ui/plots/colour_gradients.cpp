#include "ui/plots/colour_gradients.h"

#include <qcustomplot.h>

namespace melscope {

QCPColorGradient evenGradient(const QPalette &palette)
{
    QCPColorGradient gradient;
    gradient.setColorStops({ { 0.0, QColor(0x44, 0x01, 0x54) },
                             { 0.125, QColor(0x48, 0x28, 0x78) },
                             { 0.25, QColor(0x3e, 0x4a, 0x89) },
                             { 0.375, QColor(0x31, 0x68, 0x8e) },
                             { 0.5, QColor(0x26, 0x82, 0x8e) },
                             { 0.625, QColor(0x1f, 0x9e, 0x89) },
                             { 0.75, QColor(0x35, 0xb7, 0x79) },
                             { 0.875, QColor(0x6d, 0xcd, 0x59) },
                             { 1.0, QColor(0xfd, 0xe7, 0x25) } });
    gradient.setNanHandling(QCPColorGradient::nhNanColor);
    gradient.setNanColor(palette.color(QPalette::Mid));
    return gradient;
}

QCPColorGradient divergingGradient(const QPalette &palette)
{
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    QCPColorGradient gradient;
    gradient.setColorStops({ { 0.0, dark ? QColor(0x7f, 0xc4, 0xff) : QColor(0x08, 0x3d, 0x7f) },
                             { 0.25, QColor(0x2f, 0x7f, 0xc9) },
                             { 0.5, dark ? QColor(0x20, 0x20, 0x22) : QColor(0xf7, 0xf7, 0xf7) },
                             { 0.75, QColor(0xe0, 0x7b, 0x1f) },
                             { 1.0, dark ? QColor(0xff, 0xc9, 0x7a) : QColor(0x7f, 0x3b, 0x08) } });
    gradient.setNanHandling(QCPColorGradient::nhNanColor);
    gradient.setNanColor(palette.color(QPalette::Mid));
    return gradient;
}

} // namespace melscope
