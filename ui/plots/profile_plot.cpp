#include "ui/plots/profile_plot.h"

#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <cmath>

namespace melscope {

ProfilePlot::ProfilePlot(QWidget *parent)
    : PlotWidget(QStringLiteral("profilePlot"), tr("One statistic over the mel bands"), parent)
    , m_first(plot()->addGraph())
    , m_second(plot()->addGraph())
{
    setMinimumSize(230, 150);
    plot()->xAxis->setLabel(tr("centre frequency of the mel band (Hz)"));
    plot()->xAxis->setScaleType(QCPAxis::stLogarithmic);
    plot()->xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    plot()->xAxis->setNumberFormat(QStringLiteral("f"));
    plot()->xAxis->setNumberPrecision(0);
    placeLegendAbove(*plot());
    restyle();
}

void ProfilePlot::show(const Curve &first, const Curve &second, int channel, const QString &unit)
{
    plot()->yAxis->setLabel(QLatin1String(kChannelNames[size_t(channel)]) + QStringLiteral(" (") + unit
                            + QLatin1Char(')'));
    plot()->legend->clearItems(); // in the order of the images, whichever came first
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
    plot()->yAxis->rescale(true);
    plot()->yAxis->scaleRange(1.08);
    const QCPRange values = plot()->yAxis->range();
    setAll(plot()->yAxis, values.lower, values.upper);
    setAll(plot()->xAxis, bandCentreHz(0) * 0.9, bandCentreHz(kBands - 1) * 1.05);
    replotSoon();
}

int ProfilePlot::pointCount() const
{
    return m_first->dataCount() + m_second->dataCount();
}

void ProfilePlot::restyle()
{
    PlotWidget::restyle();
    for (const auto &[graph, colour] :
         { std::pair(m_first, CurveColour::Blue), std::pair(m_second, CurveColour::Orange) })
        graph->setPen(QPen(curveColour(colour, palette()), 0));
}

} // namespace melscope
