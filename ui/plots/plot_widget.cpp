#include "ui/plots/plot_widget.h"

#include "ui/plots/plot_style.h"

#include <QEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

namespace melscope {

PlotWidget::PlotWidget(const QString &objectName, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setMinimumSize(240, 170);
    for (QCPAxis *axis : { m_plot->xAxis2, m_plot->yAxis2 }) {
        axis->setVisible(true);
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { ++m_replots; });
}

void PlotWidget::restyle()
{
    applyPlotStyle(*m_plot, palette());
}

void PlotWidget::replotSoon()
{
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotWidget::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (changesPlotStyle(*event)) {
        restyle();
        replotSoon();
    }
}

} // namespace melscope
