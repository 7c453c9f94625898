#include "ui/plots/profile_plot.h"

#include "ui/plots/plot_style.h"

#include <QEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <cmath>

namespace melscope {

ProfilePlot::ProfilePlot(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
    , m_first(m_plot->addGraph())
    , m_second(m_plot->addGraph())
{
    setObjectName(QStringLiteral("profilePlot"));
    setAccessibleName(tr("One statistic over the mel bands"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setMinimumSize(230, 150);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->xAxis->setLabel(tr("centre frequency of the mel band (Hz)"));
    m_plot->xAxis->setScaleType(QCPAxis::stLogarithmic);
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    m_plot->xAxis->setNumberFormat(QStringLiteral("f"));
    m_plot->xAxis->setNumberPrecision(0);
    placeLegendAbove(*m_plot);
    restyle();
}

void ProfilePlot::show(const Curve &first, const Curve &second, int channel, const QString &unit)
{
    m_plot->yAxis->setLabel(QLatin1String(kChannelNames[size_t(channel)]) + QStringLiteral(" (") + unit
                            + QLatin1Char(')'));
    m_plot->legend->clearItems(); // in the order of the images, whichever came first
    for (const auto &[graph, curve] : { std::pair(m_first, &first), std::pair(m_second, &second) }) {
        QVector<double> x;
        QVector<double> y;
        for (size_t band = 0; curve->values && band < kBands; ++band) {
            const double value = double((*curve->values)[band * kChannels + size_t(channel)]);
            x.push_back(bandCentreHz(band));
            y.push_back(std::isfinite(value) ? value : qQNaN()); // a gap
        }
        graph->setData(x, y, true);
        graph->setName(curve->name);
        graph->setVisible(curve->values.has_value());
        if (curve->values)
            graph->addToLegend();
    }
    m_plot->rescaleAxes(true);
    m_plot->xAxis->setRange(bandCentreHz(0) * 0.9, bandCentreHz(kBands - 1) * 1.05);
    m_plot->yAxis->scaleRange(1.08);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

int ProfilePlot::pointCount() const
{
    return m_first->dataCount() + m_second->dataCount();
}

void ProfilePlot::restyle()
{
    applyPlotStyle(*m_plot, palette());
    for (const auto &[graph, colour] :
         { std::pair(m_first, CurveColour::Blue), std::pair(m_second, CurveColour::Orange) })
        graph->setPen(QPen(curveColour(colour, palette()), 0));
}

void ProfilePlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (changesPlotStyle(*event)) {
        restyle();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

} // namespace melscope
