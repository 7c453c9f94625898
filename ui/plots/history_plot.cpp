#include "ui/plots/history_plot.h"

#include "ui/plots/plot_style.h"

#include <QEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

namespace melscope {

HistoryPlot::HistoryPlot(Figure figure, QWidget *parent)
    : QWidget(parent)
    , m_figure(figure)
    , m_plot(new QCustomPlot(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    const bool loss = figure == Figure::Loss;
    setObjectName(loss ? QStringLiteral("lossPlot") : QStringLiteral("accuracyPlot"));
    setAccessibleName(loss ? tr("Loss by epoch") : tr("Binary accuracy by epoch"));
    setMinimumSize(220, 130);
    m_plot->addGraph()->setName(tr("training"));
    m_plot->addGraph()->setName(tr("validation"));
    m_plot->xAxis->setLabel(tr("epoch"));
    m_plot->yAxis->setLabel(loss ? tr("loss") : tr("binary accuracy"));
    m_plot->xAxis2->setVisible(true);
    m_plot->yAxis2->setVisible(true);
    for (QCPAxis *axis : { m_plot->xAxis2, m_plot->yAxis2 }) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    auto ticker = QSharedPointer<QCPAxisTickerFixed>::create(); // epochs are whole
    ticker->setTickStep(1);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    m_plot->xAxis->setTicker(ticker);
    m_plot->xAxis->setNumberFormat(QStringLiteral("f"));
    m_plot->xAxis->setNumberPrecision(0);
    placeLegendAbove(*m_plot);
    // The same margin in all charts, so that their epochs stand below one another.
    m_plot->axisRect()->setAutoMargins(QCP::msTop | QCP::msRight | QCP::msBottom);
    m_plot->axisRect()->setMargins(QMargins(fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + fontMetrics().height() + 18, 0, 0, 0));
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_bestLine = new QCPItemStraightLine(m_plot);
    m_bestText = new QCPItemText(m_plot);
    m_bestText->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_bestText->position->setTypeX(QCPItemPosition::ptPlotCoords);
    m_bestText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { ++m_replots; });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) { showReadout(event->pos()); });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] { refresh(); });
    restyle();
    refresh();
}

double HistoryPlot::value(const EpochFigures &figures, bool validation) const
{
    if (m_figure == Figure::Loss)
        return validation ? figures.validationLoss : figures.trainLoss;
    return validation ? figures.validationAccuracy : figures.trainAccuracy;
}

void HistoryPlot::clear()
{
    setHistory({});
}

void HistoryPlot::setHistory(const std::vector<EpochFigures> &history)
{
    m_history.clear();
    m_bestEpoch = 0;
    for (int i = 0; i < 2; ++i)
        m_plot->graph(i)->data()->clear();
    for (const EpochFigures &figures : history)
        addPoint(figures);
    refresh();
}

void HistoryPlot::append(const EpochFigures &figures)
{
    addPoint(figures);
    refresh();
}

void HistoryPlot::addPoint(const EpochFigures &figures)
{
    m_history.push_back(figures);
    if (m_bestEpoch == 0 || figures.validationLoss < m_bestLoss) {
        m_bestEpoch = figures.epoch;
        m_bestLoss = figures.validationLoss;
    }
    m_plot->graph(0)->addData(figures.epoch, value(figures, false));
    m_plot->graph(1)->addData(figures.epoch, value(figures, true));
}

void HistoryPlot::refresh()
{
    // One or two points would be invisible as a line alone.
    const bool few = m_history.size() < 40;
    for (int i = 0; i < 2; ++i)
        m_plot->graph(i)->setScatterStyle(few ? QCPScatterStyle(QCPScatterStyle::ssDisc, 4) : QCPScatterStyle());
    if (m_history.empty()) {
        m_plot->xAxis->setRange(0, 10);
        m_plot->yAxis->setRange(0, 1);
    } else {
        m_plot->rescaleAxes();
        m_plot->xAxis->setRange(0.5, std::max(5.5, double(m_history.back().epoch) + 0.5));
        const QCPRange range = m_plot->yAxis->range();
        const double margin = std::max(range.size() * 0.08, 1e-4);
        m_plot->yAxis->setRange(range.lower - margin, range.upper + margin);
    }
    m_bestLine->setVisible(m_bestEpoch > 0);
    m_bestText->setVisible(m_bestEpoch > 0);
    m_bestLine->point1->setCoords(m_bestEpoch, 0);
    m_bestLine->point2->setCoords(m_bestEpoch, 1);
    m_bestText->setText(tr(" best: epoch %1 ").arg(m_bestEpoch));
    // Near the right edge the text goes to the line's left.
    const bool right = m_bestEpoch > m_plot->xAxis->range().lower + 0.6 * m_plot->xAxis->range().size();
    m_bestText->setPositionAlignment((right ? Qt::AlignRight : Qt::AlignLeft) | (m_figure == Figure::Loss ? Qt::AlignBottom : Qt::AlignTop));
    m_bestText->position->setCoords(m_bestEpoch, m_figure == Figure::Loss ? 0.98 : 0.02);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::restyle()
{
    applyPlotStyle(*m_plot, palette());
    const QColor train = curveColour(CurveColour::Blue, palette());
    const QColor validation = curveColour(CurveColour::Orange, palette());
    m_plot->graph(0)->setPen(QPen(train, 1));
    m_plot->graph(1)->setPen(QPen(validation, 1));
    QColor text = palette().color(QPalette::Text);
    m_bestText->setColor(text);
    m_bestText->setFont(font());
    QColor ground = palette().color(QPalette::Base);
    ground.setAlpha(200);
    m_bestText->setBrush(ground);
    text.setAlpha(150);
    m_bestLine->setPen(QPen(text, 0, Qt::DashLine));
}

void HistoryPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        restyle();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

void HistoryPlot::showReadout(const QPoint &position)
{
    const double epoch = m_plot->xAxis->pixelToCoord(position.x());
    const auto index = qint64(std::llround(epoch)) - 1;
    if (index < 0 || index >= qint64(m_history.size()) || !m_plot->axisRect()->rect().contains(position)) {
        QToolTip::hideText();
        return;
    }
    const EpochFigures &figures = m_history[size_t(index)];
    QToolTip::showText(m_plot->mapToGlobal(position),
                       tr("epoch %1\ntraining %2\nvalidation %3")
                           .arg(figures.epoch)
                           .arg(value(figures, false), 0, 'f', 5)
                           .arg(value(figures, true), 0, 'f', 5),
                       m_plot);
}

} // namespace melscope
