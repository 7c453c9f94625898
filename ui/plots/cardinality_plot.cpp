#include "ui/plots/cardinality_plot.h"

#include "core/base/number_text.h"
#include "ui/plots/plot_style.h"

#include <QEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

CardinalityPlot::CardinalityPlot(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
    , m_bars(new QCPBars(m_plot->xAxis, m_plot->yAxis))
{
    setObjectName(QStringLiteral("cardinalityPlot"));
    setAccessibleName(tr("Recordings by their number of labels"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setMinimumSize(240, 150);
    m_plot->xAxis->setLabel(tr("labels of a recording"));
    m_plot->yAxis->setLabel(tr("recordings"));
    m_plot->yAxis->setNumberFormat(QStringLiteral("f"));
    m_plot->yAxis->setNumberPrecision(0);
    auto ticker = QSharedPointer<QCPAxisTickerFixed>::create(); // labels are whole
    ticker->setTickStep(1);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    m_plot->xAxis->setTicker(ticker);
    m_plot->xAxis->setSubTicks(false);
    m_plot->xAxis->setNumberFormat(QStringLiteral("f"));
    m_plot->xAxis->setNumberPrecision(0);
    m_bars->setWidth(0.8);
    m_plot->legend->setVisible(false);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) {
        const auto k = std::llround(m_plot->xAxis->pixelToCoord(event->pos().x()));
        if (k >= 0 && k < qint64(m_counts.size()))
            QToolTip::showText(
                event->globalPosition().toPoint(),
                tr("%1 recordings have %2 labels").arg(countText(qint64(m_counts[size_t(k)])), QString::number(k)),
                m_plot);
    });
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
    m_plot->xAxis->setRange(-0.7, std::max<double>(3, double(m_counts.size())) - 0.3);
    m_plot->yAxis->setRange(0, most * 1.08);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

int CardinalityPlot::barCount() const
{
    return int(m_bars->dataCount());
}

void CardinalityPlot::restyle()
{
    applyPlotStyle(*m_plot, palette());
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(curveColour(CurveColour::Blue, palette()));
}

void CardinalityPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (changesPlotStyle(*event)) {
        restyle();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

} // namespace melscope
