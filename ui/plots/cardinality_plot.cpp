#include "ui/plots/cardinality_plot.h"

#include "core/base/number_text.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>

namespace melscope {

CardinalityPlot::CardinalityPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("cardinalityPlot"), tr("Recordings by their number of labels"), parent)
    , m_bars(new QCPBars(plot()->xAxis, plot()->yAxis))
{
    setMinimumSize(240, 150);
    plot()->xAxis->setLabel(tr("labels of a recording"));
    plot()->yAxis->setLabel(tr("recordings"));
    plot()->yAxis->setNumberFormat(QStringLiteral("f"));
    plot()->yAxis->setNumberPrecision(0);
    auto ticker = QSharedPointer<QCPAxisTickerFixed>::create(); // labels are whole
    ticker->setTickStep(1);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    plot()->xAxis->setTicker(ticker);
    plot()->xAxis->setSubTicks(false);
    plot()->xAxis->setNumberFormat(QStringLiteral("f"));
    plot()->xAxis->setNumberPrecision(0);
    m_bars->setName(tr("recordings"));
    m_bars->setWidth(0.8);
    plot()->legend->setVisible(false);
    restyle();
}

void CardinalityPlot::setCounts(const std::vector<size_t> &recordingsWith)
{
    m_counts = recordingsWith;
    QVector<double> x;
    QVector<double> y;
    double most = 1;
    for (size_t k = 0; k < m_counts.size(); ++k) {
        x << double(k);
        y << double(m_counts[k]);
        most = std::max(most, y.back());
    }
    m_bars->setData(x, y, true);
    setAll(plot()->xAxis, -0.7, std::max<double>(3, double(m_counts.size())) - 0.3);
    setAll(plot()->yAxis, 0, most * 1.08);
    replotSoon();
}

int CardinalityPlot::barCount() const
{
    return int(m_bars->dataCount());
}

QString CardinalityPlot::hoverText(const QPoint &position) const
{
    const auto cell = cellAt(position);
    if (!cell || cell->x() < 0 || cell->x() >= int(m_counts.size()))
        return {};
    return tr("%1 recordings have %2 labels")
        .arg(countText(qint64(m_counts[size_t(cell->x())])), QString::number(cell->x()));
}

void CardinalityPlot::restyle()
{
    PlotWidget::restyle();
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(curveColour(CurveColour::Blue, palette()));
}

} // namespace melscope
