#include "ui/plots/plot_style.h"

#include "core/base/number_text.h"
#include "ui/numbers/number_form.h"

#include <QEvent>
#include <QLocale>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace melscope {

namespace {
bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

/// As many entries beside each other as the plot is wide enough for, all the same in every line.
void wrapLegend(QCustomPlot &plot)
{
    QCPLegend &legend = *plot.legend;
    const int available = plot.width() - legend.margins().left() - legend.margins().right();
    std::vector<int> widths;
    for (int i = 0; i < legend.itemCount(); ++i) {
        if (const QCPAbstractLegendItem *item = legend.item(i)) // the last line may have empty cells
            widths.push_back(item->minimumOuterSizeHint().width());
    }
    auto widthIn = [&](int columns) {
        std::vector<int> widest(size_t(columns), 0);
        for (size_t i = 0; i < widths.size(); ++i) {
            int &column = widest[i % size_t(columns)];
            column = std::max(column, widths[i]);
        }
        return std::accumulate(widest.begin(), widest.end(), (columns - 1) * legend.columnSpacing());
    };
    auto columns = int(widths.size());
    while (columns > 1 && widthIn(columns) > available)
        --columns;
    if (columns != legend.wrap()) {
        legend.setWrap(columns);
        legend.setFillOrder(legend.fillOrder(), true);
    }
}
} // namespace

QColor curveColour(CurveColour colour, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (colour) {
    case CurveColour::Blue:
        return dark ? QColor(0x58, 0xa0, 0xf0) : QColor(0x1f, 0x6f, 0xb4);
    case CurveColour::Orange:
        return dark ? QColor(0xff, 0xb0, 0x54) : QColor(0xd9, 0x5f, 0x02);
    case CurveColour::Green:
        return dark ? QColor(0x5f, 0xd6, 0x9b) : QColor(0x1b, 0x8a, 0x5a);
    case CurveColour::Purple:
        return dark ? QColor(0xe8, 0xd0, 0xff) : QColor(0x4d, 0x0a, 0x80);
    }
    return {};
}

QColor differenceColour(bool isBetter, const QPalette &palette)
{
    if (isDark(palette))
        return curveColour(isBetter ? CurveColour::Green : CurveColour::Orange, palette);
    return isBetter ? QColor(0x12, 0x6b, 0x45) : QColor(0xa8, 0x45, 0x00);
}

QColor seriesColour(size_t index, const QPalette &palette)
{
    // After Okabe and Ito; the first six are told apart with any colour vision, which a test simulates.
    static constexpr QRgb light[] = { 0x1e54d0, 0xea6710, 0x01a467, 0xa52b7b, 0x593a0c,
                                      0x180065, 0x0090b0, 0x999933, 0x882255, 0x666666 };
    static constexpr QRgb dark[] = { 0x66b2ff, 0xff9955, 0x3fe0a5, 0xf0b8e6, 0xf6e680,
                                     0x8f6bff, 0x66e0f0, 0xd5d566, 0xff7799, 0xbbbbbb };
    const QRgb *colours = isDark(palette) ? dark : light;
    return QColor(colours[index % std::size(light)]);
}

QColor faded(QColor colour, int alpha)
{
    colour.setAlpha(alpha);
    return colour;
}

void standAt(QCPItemStraightLine &line, double x)
{
    line.setVisible(!std::isnan(x));
    if (std::isnan(x))
        return;
    line.point1->setCoords(x, 1e-9); // above nought, as a logarithmic axis wants it
    line.point2->setCoords(x, 1);
}

void placeLegendAbove(QCustomPlot &plot)
{
    plot.legend->setVisible(true);
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, plot.legend);
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    plot.plotLayout()->setRowSpacing(0);
    plot.legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    plot.legend->setMargins(QMargins(6, 2, 6, 0));
    QObject::connect(&plot, &QCustomPlot::beforeReplot, &plot, [&plot] { wrapLegend(plot); });
}

bool changesPlotStyle(const QEvent &event)
{
    return event.type() == QEvent::PaletteChange || event.type() == QEvent::FontChange
        || event.type() == QEvent::LocaleChange;
}

void applyPlotStyle(QCustomPlot &plot, const QPalette &palette)
{
    const QColor text = palette.color(QPalette::Text);
    const QPen line(faded(text, 130), 0);
    const QPen faint(faded(text, 40), 0);
    // In groups of three, as the tables beside them.
    QLocale locale = numberLocale();
    locale.setNumberOptions(locale.numberOptions() & ~QLocale::OmitGroupSeparator);
    plot.setLocale(numberMarks().group != 0 ? locale : numberLocale());
    plot.setBackground(QBrush(palette.color(QPalette::Base)));
    QList<QCPAxis *> axes;
    for (QCPLayoutElement *element : plot.plotLayout()->elements(true)) {
        if (auto *rect = qobject_cast<QCPAxisRect *>(element))
            axes << rect->axes();
        else if (auto *scale = qobject_cast<QCPColorScale *>(element))
            axes << scale->axis();
    }
    for (QCPAxis *axis : std::as_const(axes)) {
        axis->setBasePen(line);
        axis->setTickPen(line);
        axis->setSubTickPen(line);
        axis->setTickLabelColor(text);
        axis->setLabelColor(text);
        axis->setTickLabelFont(plot.font());
        axis->setLabelFont(plot.font());
        axis->grid()->setPen(faint);
        axis->grid()->setZeroLinePen(faint);
    }
    plot.legend->setBrush(QBrush(palette.color(QPalette::Base)));
    plot.legend->setBorderPen(Qt::NoPen);
    plot.legend->setTextColor(text);
    plot.legend->setFont(plot.font());
    // Polylines without joins: antialiased wide pens cost up to seconds a replot.
    plot.setPlottingHint(QCP::phFastPolylines, true);
}

} // namespace melscope
