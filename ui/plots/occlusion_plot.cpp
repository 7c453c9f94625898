#include "ui/plots/occlusion_plot.h"

#include "core/base/number_text.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

OcclusionPlot::OcclusionPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("occlusionPlot"), tr("What the score loses without a band or a statistic"), parent)
    , m_right(new QCPAxisRect(plot()))
{
    setMinimumSize(230, 150);
    plot()->plotLayout()->addElement(0, 1, m_right);
    plot()->plotLayout()->setColumnStretchFactor(0, 2);
    QCPAxis *right = m_right->axis(QCPAxis::atBottom);
    QCPAxis *rightValues = m_right->axis(QCPAxis::atLeft);
    for (size_t side = 0; side < 2; ++side) {
        m_bands[side] = new QCPBars(plot()->xAxis, plot()->yAxis);
        m_statistics[side] = new QCPBars(right, rightValues);
        m_bands[side]->setWidth(0.85);
        m_statistics[side]->setWidth(0.7);
    }
    auto names = QSharedPointer<QCPAxisTickerText>::create();
    for (size_t channel = 0; channel < kChannels; ++channel)
        names->addTick(double(channel), QLatin1String(kChannelNames[channel]));
    names->setSubTickCount(0);
    right->setTicker(names);
    right->setTickLabelRotation(-90);
    right->setTickLength(0);
    right->setRange(-0.5, double(kChannels) - 0.5);
    right->grid()->setVisible(false);
    rightValues->setNumberPrecision(3);
    plot()->xAxis->setLabel(tr("mel band"));
    plot()->yAxis->setLabel(tr("loss of score"));
    plot()->yAxis->setNumberPrecision(3);
    auto *group = new QCPMarginGroup(plot());
    for (QCPAxisRect *rect : { plot()->axisRect(), m_right })
        rect->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    addReadout(QStringLiteral("whyReadout"), 1);
    setAll(plot()->xAxis, -0.5, double(kBands) - 0.5);
    restyle();
    show({}, {});
}

void OcclusionPlot::show(const Occlusion &occlusion, const QString &summary)
{
    m_occlusion = occlusion;
    m_summary = summary;
    setReadout(summary);
    // A statistic weighs more than one of forty bands: each half has a scale of its own.
    const auto draw = [](QCPBars *(&bars)[2], std::span<const float> values) {
        QVector<double> at[2];
        QVector<double> length[2];
        double most = 1e-6;
        for (size_t i = 0; i < values.size(); ++i) {
            const size_t side = values[i] >= 0 ? 0 : 1;
            at[side] << double(i);
            length[side] << double(values[i]);
            most = std::max(most, std::fabs(double(values[i])));
        }
        for (size_t side = 0; side < 2; ++side)
            bars[side]->setData(at[side], length[side], true);
        return 1.08 * most;
    };
    const double band = draw(m_bands, occlusion.bands);
    setAll(plot()->yAxis, -band, band);
    const double statistic = draw(m_statistics, occlusion.statistics);
    m_right->axis(QCPAxis::atLeft)->setRange(-statistic, statistic);
    replotSoon();
}

std::function<ResultTable()> OcclusionPlot::values() const
{
    return [occlusion = m_occlusion] {
        ResultTable table { { tr("without"), tr("loss of score") }, {} };
        for (size_t band = 0; band < kBands; ++band)
            table.rows << QStringList { tr("band %1").arg(band), cellText(double(occlusion.bands[band])) };
        for (size_t channel = 0; channel < kChannels; ++channel)
            table.rows << QStringList { QLatin1String(kChannelNames[channel]),
                                        cellText(double(occlusion.statistics[channel])) };
        return table;
    };
}

QString OcclusionPlot::description() const
{
    const auto band = std::ranges::max_element(m_occlusion.bands) - m_occlusion.bands.begin();
    const auto statistic = std::ranges::max_element(m_occlusion.statistics) - m_occlusion.statistics.begin();
    return tr("Band %1 speaks most for the label (%2), of the statistics %3 (%4).")
        .arg(QString::number(band), generalText(double(m_occlusion.bands[size_t(band)]), 3),
             QLatin1String(kChannelNames[size_t(statistic)]),
             generalText(double(m_occlusion.statistics[size_t(statistic)]), 3));
}

void OcclusionPlot::hover(const QPoint &position)
{
    const QString text = hoverText(position);
    setReadout(text.isEmpty() ? m_summary : text);
}

QString OcclusionPlot::hoverText(const QPoint &position) const
{
    if (m_right->rect().contains(position)) {
        const auto channel = std::lround(m_right->axis(QCPAxis::atBottom)->pixelToCoord(position.x()));
        if (channel < 0 || channel >= long(kChannels))
            return {};
        return tr("%1 as in the baseline: %2 less")
            .arg(QLatin1String(kChannelNames[size_t(channel)]),
                 generalText(double(m_occlusion.statistics[size_t(channel)]), 3));
    }
    const auto cell = cellAt(position);
    if (!cell || cell->x() < 0 || cell->x() >= int(kBands))
        return {};
    return tr("band %1 (%2 Hz) as in the baseline: %3 less")
        .arg(QString::number(cell->x()), countText(std::llround(bandCentreHz(size_t(cell->x())))),
             generalText(double(m_occlusion.bands[size_t(cell->x())]), 3));
}

void OcclusionPlot::restyle()
{
    PlotWidget::restyle();
    for (size_t side = 0; side < 2; ++side) {
        for (QCPBars *bars : { m_bands[side], m_statistics[side] }) {
            bars->setPen(Qt::NoPen);
            bars->setBrush(curveColour(side == 0 ? CurveColour::Orange : CurveColour::Blue, palette()));
        }
    }
}

} // namespace melscope
