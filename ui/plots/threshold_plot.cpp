#include "ui/plots/threshold_plot.h"

#include "ui/plots/plot_style.h"

#include <QEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <cmath>
#include <limits>

namespace melscope {

namespace {
// More points than a screen has pixels across would only slow the painting down.
constexpr size_t kDrawnPoints = 4000;
} // namespace

ThresholdPlot::ThresholdPlot(QWidget *parent)
    : QWidget(parent)
    , m_chosen(std::numeric_limits<double>::quiet_NaN())
    , m_plot(new QCustomPlot(this))
{
    setObjectName(QStringLiteral("thresholdPlot"));
    setAccessibleName(tr("F1, precision and recall against the threshold"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setMinimumSize(260, 200);
    for (const QString &name : { tr("F1"), tr("precision"), tr("recall") }) {
        QCPGraph *graph = m_plot->addGraph();
        graph->setName(name);
        // Between two scores the figures are those of the higher one.
        graph->setLineStyle(QCPGraph::lsStepRight);
    }
    m_plot->xAxis->setLabel(tr("threshold"));
    m_plot->yAxis->setRange(0, 1.02);
    for (QCPAxis *axis : { m_plot->xAxis2, m_plot->yAxis2 }) {
        axis->setVisible(true);
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    placeLegendAbove(*m_plot);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->axisRect()->setRangeDrag(Qt::Horizontal);
    m_plot->axisRect()->setRangeZoom(Qt::Horizontal);
    m_line = new QCPItemStraightLine(m_plot);
    m_text = new QCPItemText(m_plot);
    m_text->position->setTypeX(QCPItemPosition::ptPlotCoords);
    m_text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_text->setPadding(QMargins(4, 1, 4, 1));
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { ++m_replots; });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) { showReadout(event->pos()); });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] { setCurve(ThresholdCurve(m_curve), m_chosen); });
    restyle();
    clear();
}

void ThresholdPlot::clear()
{
    setCurve({}, std::numeric_limits<double>::quiet_NaN());
}

int ThresholdPlot::pointCount() const
{
    return m_plot->graph(0)->dataCount();
}

void ThresholdPlot::setCurve(const ThresholdCurve &curve, double chosen)
{
    m_curve = curve;
    m_chosen = chosen;
    const std::vector<size_t> drawn = curve.thinned(kDrawnPoints);
    QVector<double> x;
    QVector<double> figures[3];
    if (!drawn.empty()) {
        // Below the lowest score everything is predicted.
        const ThresholdCurve::Point lowest = curve.at(0);
        x << 0;
        figures[0] << lowest.f1;
        figures[1] << lowest.precision;
        figures[2] << lowest.recall;
    }
    for (const size_t i : drawn) {
        const ThresholdCurve::Point &point = curve.points()[i];
        x << double(point.threshold);
        figures[0] << point.f1;
        figures[1] << point.precision;
        figures[2] << point.recall;
    }
    for (int i = 0; i < 3; ++i)
        m_plot->graph(i)->setData(x, figures[i], true);
    const double highest = x.isEmpty() ? 1 : x.last();
    m_plot->xAxis->setRange(0, highest > 0 ? highest * 1.03 : 1);
    m_plot->yAxis->setRange(0, 1.02);
    mark();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ThresholdPlot::mark()
{
    const bool any = !std::isnan(m_chosen);
    m_line->setVisible(any);
    m_text->setVisible(any);
    if (!any)
        return;
    m_line->point1->setCoords(m_chosen, 0);
    m_line->point2->setCoords(m_chosen, 1);
    const bool right = m_chosen > m_plot->xAxis->range().center();
    m_text->setPositionAlignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
    m_text->position->setCoords(m_chosen, 0.98);
    m_text->setText(tr("threshold %1").arg(m_chosen, 0, 'g', 5));
}

void ThresholdPlot::restyle()
{
    applyPlotStyle(*m_plot, palette());
    m_plot->graph(0)->setPen(QPen(curveColour(CurveColour::Blue, palette()), 2));
    m_plot->graph(1)->setPen(QPen(curveColour(CurveColour::Orange, palette()), 1));
    m_plot->graph(2)->setPen(QPen(curveColour(CurveColour::Green, palette()), 1));
    for (int i = 0; i < 3; ++i)
        m_plot->graph(i)->setAntialiased(false); // steps are horizontal and vertical
    const QColor text = palette().color(QPalette::Text);
    m_line->setPen(QPen(text, 0, Qt::DashLine));
    m_text->setColor(text);
    m_text->setFont(font());
    QColor ground = palette().color(QPalette::Base);
    ground.setAlpha(220);
    m_text->setBrush(ground);
}

void ThresholdPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        restyle();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

void ThresholdPlot::showReadout(const QPoint &position)
{
    if (m_curve.points().empty() || !m_plot->axisRect()->rect().contains(position)) {
        QToolTip::hideText();
        return;
    }
    const ThresholdCurve::Point point = m_curve.at(std::max(0.0, m_plot->xAxis->pixelToCoord(position.x())));
    QToolTip::showText(m_plot->mapToGlobal(position),
                       tr("threshold %1\nF1 %2\nprecision %3\nrecall %4\n%5 of %6 predicted tracks are right")
                           .arg(double(point.threshold), 0, 'g', 5)
                           .arg(point.f1, 0, 'f', 4)
                           .arg(point.precision, 0, 'f', 4)
                           .arg(point.recall, 0, 'f', 4)
                           .arg(point.truePositives)
                           .arg(point.predicted),
                       m_plot);
}

} // namespace melscope
