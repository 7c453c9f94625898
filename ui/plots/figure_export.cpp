#include "ui/plots/figure_export.h"

#include "ui/plots/plot_style.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <qcustomplot.h>

namespace melscope {

QString figureFilter(bool withCsv)
{
    QString filter = QCoreApplication::translate("melscope", "PNG image (*.png);;SVG drawing (*.svg);;PDF document (*.pdf)");
    if (withCsv)
        filter += QCoreApplication::translate("melscope", ";;Values as CSV (*.csv)");
    return filter;
}

QByteArray renderFigure(QCustomPlot &plot, const QString &path)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QSize size = plot.size();
    if (suffix == QStringLiteral("png")) {
        plot.toPixmap(size.width(), size.height(), 3.0).save(&buffer, "PNG");
    } else if (suffix == QStringLiteral("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        QCPPainter painter;
        painter.begin(&generator);
        painter.setMode(QCPPainter::pmVectorized);
        plot.toPainter(&painter, size.width(), size.height());
        painter.end();
    } else if (suffix == QStringLiteral("pdf")) {
        QPdfWriter writer(&buffer);
        writer.setCreator(QStringLiteral("Melscope"));
        constexpr int dotsPerInch = 96;
        writer.setResolution(dotsPerInch);
        writer.setPageSize(QPageSize(QSizeF(double(size.width()) / dotsPerInch, double(size.height()) / dotsPerInch), QPageSize::Inch, {}, QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF());
        QCPPainter painter;
        painter.begin(&writer);
        painter.setMode(QCPPainter::pmVectorized);
        plot.toPainter(&painter, size.width(), size.height());
        painter.end();
    }
    buffer.close();
    return bytes;
}

} // namespace melscope
