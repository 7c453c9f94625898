#include "ui/plots/history_plot.h"

#include "ui/plots/plot_style.h"

#include <QEvent>

#include <qcustomplot.h>

#include <cmath>

namespace melscope {

namespace {

QVector<double> smoothed(const QVector<double> &values, double smoothing)
{
    QVector<double> result;
    double average = 0;
    double weight = 0;
    for (const double value : values) {
        // Corrected for the start, so that the first epochs are not drawn towards 0.
        average = smoothing * average + (1 - smoothing) * value;
        weight = smoothing * weight + (1 - smoothing);
        result << average / weight;
    }
    return result;
}

} // namespace

HistoryPlot::HistoryPlot(Figure figure, QWidget *parent)
    : PlotWidget({}, {}, parent)
    , m_figure(figure)
    , m_series(seriesOf(figure))
{
    const std::pair<const char *, QString> names[] = { { "lossPlot", tr("loss") },
                                                       { "qualityPlot", tr("F1, mAP of all classes") },
                                                       { "learningRatePlot", tr("learning rate") },
                                                       { "speedPlot", tr("tracks/s") } };
    const auto &[objectName, label] = names[size_t(figure)];
    setObjectName(QLatin1String(objectName));
    setAccessibleName(tr("%1 by epoch").arg(label));
    setMinimumSize(200, 110);
    plot()->xAxis->setLabel(tr("epoch"));
    plot()->yAxis->setLabel(label);
    m_label = label;
    placeLegendAbove(*plot());
    // The same margin in all charts, so that their epochs stand below one another.
    plot()->axisRect()->setAutoMargins(QCP::msTop | QCP::msRight | QCP::msBottom);
    plot()->axisRect()->setMargins(
        QMargins(fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + fontMetrics().height() + 18, 0, 0, 0));
    m_bestLine = new QCPItemStraightLine(plot());
    m_bestText = new QCPItemText(plot());
    m_bestText->position->setTypeX(QCPItemPosition::ptPlotCoords);
    m_bestText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    // The cursor moves on a layer of its own, whatever the curves cost.
    plot()->addLayer(QStringLiteral("cursor"));
    plot()->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    m_cursor = new QCPItemStraightLine(plot());
    m_cursor->setLayer(QStringLiteral("cursor"));
    m_cursor->setVisible(false);
    setLogarithmic(false, false);
    connect(plot()->xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, [this](const QCPRange &range) {
        if (!m_settingRange)
            Q_EMIT epochRangeChanged(range.lower, range.upper);
    });
    restyle();
}

std::vector<HistoryPlot::Series> HistoryPlot::seriesOf(Figure figure) const
{
    switch (figure) {
    case Figure::Loss:
        return { { tr("training"), &EpochFigures::trainLoss, false },
                 { tr("validation"), &EpochFigures::validationLoss, true } };
    case Figure::Quality:
        return { { tr("F1"), &EpochFigures::macroF1, false },
                 { tr("mAP"), &EpochFigures::map, true },
                 { tr("mAP genres"), &EpochFigures::mapGenres, false },
                 { tr("mAP subgenres"), &EpochFigures::mapSubgenres, false } };
    case Figure::LearningRate:
        return { { tr("learning rate"), &EpochFigures::learningRate, true } };
    case Figure::Speed:
        return { { tr("tracks/s"), &EpochFigures::tracksPerSecond, true } };
    }
    return {};
}

void HistoryPlot::setCurves(std::vector<HistoryCurves> curves)
{
    m_curves = std::move(curves);
    rebuild();
}

void HistoryPlot::append(const EpochFigures &figures, int bestEpoch)
{
    if (m_curves.empty())
        m_curves.push_back({});
    m_curves.front().history.push_back(figures);
    m_curves.front().bestEpoch = bestEpoch;
    rebuild();
}

void HistoryPlot::setLogarithmic(bool epochs, bool values)
{
    m_logEpochs = epochs;
    m_logValues = values;
    auto ticker = [](bool logarithmic) -> QSharedPointer<QCPAxisTicker> {
        return logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                           : QSharedPointer<QCPAxisTicker>::create();
    };
    plot()->xAxis->setScaleType(epochs ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot()->yAxis->setScaleType(values ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (epochs) {
        plot()->xAxis->setTicker(ticker(true));
    } else {
        auto whole = QSharedPointer<QCPAxisTickerFixed>::create(); // epochs are whole
        whole->setTickStep(1);
        whole->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
        plot()->xAxis->setTicker(whole);
    }
    plot()->xAxis->setNumberFormat(QStringLiteral("f"));
    plot()->xAxis->setNumberPrecision(0);
    plot()->yAxis->setTicker(ticker(values));
    if (!values && (m_figure == Figure::Speed || m_figure == Figure::LearningRate))
        plot()->yAxis->ticker()->setTickCount(3); // these are low
    rebuild();
}

void HistoryPlot::setSmoothing(double smoothing)
{
    m_smoothing = std::clamp(smoothing, 0.0, 0.99);
    rebuild();
}

void HistoryPlot::setEpochRange(std::optional<std::pair<double, double>> range)
{
    m_range = range;
    rescale();
    replotSoon();
}

void HistoryPlot::showAll()
{
    setEpochRange(std::nullopt);
    Q_EMIT epochRangeReset();
}

void HistoryPlot::hover(const QPoint &position)
{
    const auto cell = cellAt(position);
    Q_EMIT epochHovered(cell ? std::max(0, cell->x()) : 0);
}

void HistoryPlot::showCursor(int epoch)
{
    const bool shown = epoch > 0;
    if (!shown && !m_cursor->visible())
        return;
    standAt(*m_cursor, shown ? epoch : qQNaN());
    plot()->layer(QStringLiteral("cursor"))->replot();
}

QPen HistoryPlot::penOf(size_t curve, size_t series) const
{
    // One run: a colour for each figure. Several: a colour for each run, what is not leading dotted.
    if (m_curves.size() <= 1) {
        constexpr CurveColour colours[] = { CurveColour::Blue, CurveColour::Orange, CurveColour::Green,
                                            CurveColour::Purple };
        return { curveColour(colours[series], palette()), 1 };
    }
    return { m_curves[curve].colour, 1, m_series[series].leading ? Qt::SolidLine : Qt::DotLine };
}

void HistoryPlot::rebuild()
{
    plot()->clearGraphs();
    // Several runs show the leading figure alone, of the loss both.
    if (m_figure == Figure::Quality)
        plot()->yAxis->setLabel(m_curves.size() > 1 ? tr("mAP of all classes") : m_label);
    else if (m_figure == Figure::Loss)
        plot()->yAxis->setLabel(m_curves.size() > 1 ? tr("loss (dotted: training)") : m_label);
    for (size_t i = 0; i < m_curves.size(); ++i)
        addGraphs(m_curves[i], i);
    if (m_curves.empty()) { // the legend tells what will be shown
        for (size_t i = 0; i < m_series.size(); ++i)
            addGraph({}, {}, penOf(0, i), m_series[i].name);
    }
    rescale();
    placeBest();
    replotSoon();
}

QCPGraph *HistoryPlot::addGraph(const QVector<double> &epochs, const QVector<double> &values, const QPen &pen,
                                const QString &name, bool inLegend)
{
    QCPGraph *graph = plot()->addGraph();
    graph->setData(epochs, values, true);
    graph->setPen(pen);
    graph->setName(name);
    if (!inLegend)
        graph->removeFromLegend();
    // One or two points would be invisible as a line alone.
    if (epochs.size() < 3 && pen.color().alpha() == 255)
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 4));
    return graph;
}

void HistoryPlot::addGraphs(const HistoryCurves &curves, size_t index)
{
    const bool several = m_curves.size() > 1;
    for (size_t i = 0; i < m_series.size(); ++i) {
        // Of several runs only the loss shows training too; four figures of each would be a thicket.
        if (several && !m_series[i].leading && m_figure != Figure::Loss)
            continue;
        QVector<double> epochs;
        QVector<double> values;
        for (const EpochFigures &figures : curves.history) {
            epochs << figures.epoch;
            values << figures.*m_series[i].value;
        }
        const QPen pen = penOf(index, i);
        const bool inLegend = !several || m_series[i].leading;
        const QString name = !several ? m_series[i].name
            : inLegend                ? curves.name
                                      : tr("%1, %2").arg(curves.name, m_series[i].name);
        if (m_series[i].leading && !curves.deviation.empty())
            addBand(curves, m_series[i]);
        if (m_smoothing > 0 && m_figure != Figure::LearningRate) {
            addGraph(epochs, values, QPen(faded(pen.color(), 70), 1), tr("%1, not smoothed").arg(name), false);
            values = smoothed(values, m_smoothing);
        }
        addGraph(epochs, values, pen, name, inLegend);
    }
}

void HistoryPlot::addBand(const HistoryCurves &curves, const Series &series)
{
    QVector<double> epochs;
    QVector<double> lower;
    QVector<double> upper;
    for (size_t i = 0; i < curves.deviation.size(); ++i) {
        const double mean = curves.history[i].*series.value;
        const double deviation = curves.deviation[i].*series.value;
        epochs << curves.history[i].epoch;
        lower << mean - deviation;
        upper << mean + deviation;
    }
    QCPGraph *top = addGraph(epochs, upper, Qt::NoPen, tr("%1, plus deviation").arg(curves.name), false);
    QCPGraph *bottom = addGraph(epochs, lower, Qt::NoPen, tr("%1, less deviation").arg(curves.name), false);
    top->setScatterStyle(QCPScatterStyle());
    bottom->setScatterStyle(QCPScatterStyle());
    top->setBrush(faded(curves.colour, 45));
    top->setChannelFillGraph(bottom);
}

void HistoryPlot::rescale()
{
    int last = 0;
    for (const HistoryCurves &curves : m_curves)
        last = std::max(last, curves.history.empty() ? 0 : curves.history.back().epoch);
    m_settingRange = true;
    const std::pair all(m_logEpochs ? 0.9 : 0.5, std::max(5.5, double(last) + 0.5));
    setAll(plot()->xAxis, all.first, all.second);
    plot()->xAxis->setRange(m_range.value_or(all).first, m_range.value_or(all).second);
    m_settingRange = false;
    // The values of the epochs that are shown.
    bool any = false;
    QCPRange values;
    for (int i = 0; i < plot()->graphCount(); ++i) {
        bool found = false;
        const QCPRange range =
            plot()->graph(i)->getValueRange(found, m_logValues ? QCP::sdPositive : QCP::sdBoth, plot()->xAxis->range());
        if (!found || std::isnan(range.lower))
            continue;
        if (any)
            values.expand(range);
        else
            values = range;
        any = true;
    }
    if (!any) {
        plot()->yAxis->setRange(m_logValues ? 0.01 : 0, m_figure == Figure::Speed ? 1000 : 1);
        return;
    }
    if (m_logValues) {
        const double margin = std::pow(std::max(values.upper / values.lower, 1.02), 0.06);
        plot()->yAxis->setRange(values.lower / margin, values.upper * margin);
    } else {
        const double margin = std::max({ values.size() * 0.08, std::fabs(values.upper) * 1e-3, 1e-9 });
        // A speed or a rate tells most when it is seen against nothing.
        const bool fromZero = m_figure == Figure::LearningRate || m_figure == Figure::Speed;
        plot()->yAxis->setRange(fromZero ? 0 : values.lower - margin, values.upper + margin);
    }
}

void HistoryPlot::placeBest()
{
    const bool shown =
        m_curves.size() == 1 && bestEpoch() > 0 && (m_figure == Figure::Loss || m_figure == Figure::Quality);
    const int best = bestEpoch();
    standAt(*m_bestLine, shown ? best : qQNaN());
    m_bestText->setVisible(shown);
    m_bestText->setText(tr(" best: epoch %1 ").arg(best));
    // Near the right edge the text goes to the line's left; of the loss it stands above the falling curves.
    const bool right = best > plot()->xAxis->range().lower + 0.6 * plot()->xAxis->range().size();
    const bool top = m_figure == Figure::Loss;
    m_bestText->setPositionAlignment((right ? Qt::AlignRight : Qt::AlignLeft) | (top ? Qt::AlignTop : Qt::AlignBottom));
    m_bestText->position->setCoords(best, top ? 0.02 : 0.98);
}

void HistoryPlot::restyle()
{
    PlotWidget::restyle();
    const QColor text = palette().color(QPalette::Text);
    m_bestText->setColor(text);
    m_bestText->setFont(font());
    m_bestText->setBrush(faded(palette().color(QPalette::Base), 200));
    m_cursor->setPen(QPen(faded(text, 110), 0));
    m_bestLine->setPen(QPen(faded(text, 150), 0, Qt::DashLine));
    rebuild();
}

void HistoryPlot::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    Q_EMIT epochHovered(0);
}

} // namespace melscope
