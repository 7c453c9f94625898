#include "ui/plots/figure_export.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QPdfWriter>
#include <QSettings>
#include <QSvgGenerator>

#include <qcustomplot.h>

namespace melscope {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("melscope", text);
}
} // namespace

QString chooseFigureFile(QWidget *parent, const QString &name, const QString &first)
{
    const QString key = QStringLiteral("figureFolder");
    const QString kinds = tr("PNG image (*.png);;SVG drawing (*.svg);;PDF document (*.pdf);;Values as CSV (*.csv)");
    const QString folder = QSettings().value(key).toString();
    const QString proposed = QString(name).replace(QLatin1Char('/'), QLatin1Char('-'))
        + (first.isEmpty() ? QStringLiteral(".png") : QString());
    const QString path = QFileDialog::getSaveFileName(
        parent, tr("Save the plot"), folder.isEmpty() ? proposed : folder + QLatin1Char('/') + proposed,
        first.isEmpty() ? kinds : first + QStringLiteral(";;") + kinds);
    if (!path.isEmpty())
        QSettings().setValue(key, QFileInfo(path).absolutePath());
    return path;
}

QByteArray renderFigure(QCustomPlot &plot, const QString &path)
{
    return renderFigures({ &plot }, 1, path);
}

QByteArray renderFigures(const std::vector<QCustomPlot *> &plots, int columns, const QString &path)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const QString suffix = QFileInfo(path).suffix().toLower();
    // Rows and columns as on the screen, where they may differ in size.
    std::vector<QRect> places;
    QRect whole;
    for (size_t i = 0; i < plots.size(); ++i) {
        const bool first = int(i) % columns == 0;
        const QPoint corner =
            first ? QPoint(0, whole.isNull() ? 0 : whole.bottom() + 1) : places.back().topRight() + QPoint(1, 0);
        places.emplace_back(corner, plots[i]->size());
        whole = whole.united(places.back());
    }
    const QSize size = whole.size();
    auto paint = [&](QPaintDevice &device) {
        QCPPainter painter;
        painter.begin(&device);
        painter.setMode(QCPPainter::pmVectorized);
        for (size_t i = 0; i < plots.size(); ++i) {
            painter.save();
            painter.translate(places[i].topLeft());
            plots[i]->toPainter(&painter, places[i].width(), places[i].height());
            painter.restore();
        }
        painter.end();
    };
    if (suffix == QStringLiteral("png")) {
        constexpr double scale = 3;
        QPixmap pixmap(size * scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        for (size_t i = 0; i < plots.size(); ++i) {
            QPixmap part = plots[i]->toPixmap(places[i].width(), places[i].height(), scale);
            part.setDevicePixelRatio(1);
            painter.drawPixmap(places[i].topLeft() * scale, part);
        }
        painter.end();
        pixmap.save(&buffer, "PNG");
    } else if (suffix == QStringLiteral("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        paint(generator);
    } else if (suffix == QStringLiteral("pdf")) {
        QPdfWriter writer(&buffer);
        writer.setCreator(QStringLiteral("Melscope"));
        constexpr int dotsPerInch = 96;
        writer.setResolution(dotsPerInch);
        writer.setPageSize(QPageSize(QSizeF(double(size.width()) / dotsPerInch, double(size.height()) / dotsPerInch),
                                     QPageSize::Inch, {}, QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF());
        paint(writer);
    }
    buffer.close();
    return bytes;
}

std::function<Result<std::string>()> figureContent(const std::vector<QCustomPlot *> &plots, int columns,
                                                   const QString &path)
{
    return [figure = renderFigures(plots, columns, path), path]() -> Result<std::string> {
        if (figure.isEmpty())
            return fail(tr("a figure cannot be saved under this ending"), path, tr("Choose .png, .svg, .pdf or .csv."));
        return figure.toStdString();
    };
}

} // namespace melscope
