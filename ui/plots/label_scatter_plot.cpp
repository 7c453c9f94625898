#include "ui/plots/label_scatter_plot.h"

#include "core/base/number_text.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {
constexpr double kNearPixels = 10;
}

LabelScatterPlot::LabelScatterPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("labelScatterPlot"), tr("F1 of the labels against their support"), parent)
    , m_genres(plot()->addGraph())
    , m_subgenres(plot()->addGraph())
    , m_selected(plot()->addGraph())
{
    m_genres->setName(tr("genres"));
    m_subgenres->setName(tr("subgenres"));
    m_selected->removeFromLegend();
    for (QCPGraph *graph : { m_genres, m_subgenres, m_selected })
        graph->setLineStyle(QCPGraph::lsNone);
    plot()->xAxis->setLabel(tr("validation tracks with the label"));
    plot()->yAxis->setLabel(tr("F1"));
    plot()->xAxis->setScaleType(QCPAxis::stLogarithmic);
    plot()->xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    plot()->xAxis->setNumberFormat(QStringLiteral("f"));
    plot()->xAxis->setNumberPrecision(0);
    placeLegendAbove(*plot());
    setItems({});
    restyle();
}

void LabelScatterPlot::setItems(std::vector<Item> items)
{
    m_items = std::move(items);
    QVector<double> x[2];
    QVector<double> y[2];
    double most = 1;
    for (const Item &item : m_items) {
        if (item.support < 1)
            continue;
        x[item.isGenre ? 0 : 1] << item.support;
        y[item.isGenre ? 0 : 1] << item.f1;
        most = std::max(most, item.support);
    }
    m_genres->setData(x[0], y[0]);
    m_subgenres->setData(x[1], y[1]);
    setAll(plot()->xAxis, 0.8, most * 1.3);
    setAll(plot()->yAxis, 0, 1.03);
    replotSoon();
}

void LabelScatterPlot::select(int item)
{
    const bool any = item >= 0 && size_t(item) < m_items.size() && m_items[size_t(item)].support >= 1;
    m_selected->setData(any ? QVector<double> { m_items[size_t(item)].support } : QVector<double>(),
                        any ? QVector<double> { m_items[size_t(item)].f1 } : QVector<double>());
    replotSoon();
}

QPointF LabelScatterPlot::positionOf(size_t item) const
{
    return { plot()->xAxis->coordToPixel(m_items[item].support), plot()->yAxis->coordToPixel(m_items[item].f1) };
}

int LabelScatterPlot::itemAt(const QPointF &position) const
{
    int nearest = -1;
    double least = kNearPixels;
    for (size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].support < 1)
            continue;
        const QPointF difference = positionOf(i) - position;
        if (const double distance = std::hypot(difference.x(), difference.y()); distance < least) {
            least = distance;
            nearest = int(i);
        }
    }
    return nearest;
}

QString LabelScatterPlot::hoverText(const QPoint &position) const
{
    const int item = itemAt(position);
    if (item < 0)
        return {};
    const Item &found = m_items[size_t(item)];
    return tr("%1\nF1 %2, %3 tracks").arg(found.name, decimalText(found.f1, 4), countText(qint64(found.support)));
}

void LabelScatterPlot::click(const QPoint &position)
{
    if (const int item = itemAt(position); item >= 0)
        Q_EMIT itemClicked(size_t(item));
}

std::function<ResultTable()> LabelScatterPlot::values() const
{
    return [items = m_items] {
        ResultTable table { { tr("label"), tr("tracks"), tr("F1") }, {} };
        for (const Item &item : items)
            table.rows << QStringList { item.name, cellText(item.support), cellText(item.f1) };
        return table;
    };
}

void LabelScatterPlot::restyle()
{
    PlotWidget::restyle();
    m_genres->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, curveColour(CurveColour::Orange, palette()), 8));
    m_subgenres->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssDisc, curveColour(CurveColour::Blue, palette()), 5));
    m_selected->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(palette().color(QPalette::Text), 2), Qt::NoBrush, 14));
    m_genres->setPen(QPen(curveColour(CurveColour::Orange, palette()), 0));
    m_subgenres->setPen(QPen(curveColour(CurveColour::Blue, palette()), 0));
}

} // namespace melscope
