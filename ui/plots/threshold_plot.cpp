#include "ui/plots/threshold_plot.h"

#include "core/base/number_text.h"
#include "ui/plots/plot_style.h"

#include <QKeyEvent>
#include <QToolTip>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {
// More points than a screen has pixels across would only slow the painting down.
constexpr double kHalfTextRoom = 150; // pixels of the text at F*/2
constexpr size_t kDrawnPoints = 3000;
constexpr double kGrabPixels = 7;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
} // namespace

ThresholdPlot::ThresholdPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("thresholdPlot"), tr("F1, precision and recall against the threshold"), parent)
    , m_chosen(kNone)
    , m_optimum(kNone)
{
    setFocusPolicy(Qt::StrongFocus);
    setToolTip({});
    build();
    restyle();
    clear();
}

void ThresholdPlot::build()
{
    m_low = plot()->addGraph();
    m_high = plot()->addGraph();
    for (QCPGraph *graph : { m_low, m_high }) {
        graph->setLineStyle(QCPGraph::lsStepRight);
        graph->setPen(Qt::NoPen);
        graph->removeFromLegend();
    }
    m_high->setChannelFillGraph(m_low);
    m_low->setName(tr("95 %, from"));
    m_high->setName(tr("95 %"));
    m_high->addToLegend();
    const QString names[] = { tr("F1"), tr("precision"), tr("recall"), tr("predicted") };
    for (int i = 0; i < 4; ++i) {
        m_figures[i] = plot()->addGraph();
        m_figures[i]->setName(names[i]);
        m_figures[i]->setLineStyle(QCPGraph::lsStepRight); // between two scores the figures are those of the higher one
        m_figures[i]->setAntialiased(false); // steps are horizontal and vertical
    }
    plot()->xAxis->setLabel(tr("threshold"));
    plot()->yAxis->setRange(0, 1.02);
    placeLegendAbove(*plot());

    plot()->addLayer(QStringLiteral("threshold"));
    m_layer = plot()->layer(QStringLiteral("threshold"));
    m_layer->setMode(QCPLayer::lmBuffered);
    m_line = new QCPItemStraightLine(plot());
    m_text = new QCPItemText(plot());
    m_optimumLine = new QCPItemStraightLine(plot());
    m_halfLine = new QCPItemStraightLine(plot());
    m_halfText = new QCPItemText(plot());
    for (QCPItemText *text : { m_text, m_halfText }) {
        text->position->setTypeX(QCPItemPosition::ptPlotCoords);
        text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        text->setPadding(QMargins(4, 1, 4, 1));
    }
    m_halfText->setText(tr("F*/2, if calibrated"));
    m_line->setLayer(m_layer);
    m_text->setLayer(m_layer);
    // The plot's own widget gets the mouse; the line is to have it before the axes.
    plot()->installEventFilter(this);
    connect(plot()->xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, &ThresholdPlot::mark);
    connect(plot(), &QCustomPlot::afterLayout, this, &ThresholdPlot::mark); // on which side the text has room
}

void ThresholdPlot::clear()
{
    m_halfF = 0;
    setBand({});
    setCurve({}, kNone);
    showAll(); // what was looked at closely was another label
}

int ThresholdPlot::pointCount() const
{
    return m_figures[0]->dataCount();
}

double ThresholdPlot::pixelOf(double threshold) const
{
    return plot()->xAxis->coordToPixel(threshold);
}

void ThresholdPlot::setCurve(const ThresholdCurve &curve, double chosen, double optimum)
{
    m_curve = curve;
    m_chosen = chosen;
    m_optimum = optimum;
    const std::vector<size_t> drawn = curve.thinned(kDrawnPoints);
    QVector<double> x;
    QVector<double> figures[4];
    const double rows = std::max(1.0, double(curve.rows()));
    auto add = [&](double threshold, const ThresholdCurve::Point &point) {
        x << threshold;
        figures[0] << point.f1;
        figures[1] << point.precision;
        figures[2] << point.recall;
        figures[3] << double(point.predicted) / rows;
    };
    if (!drawn.empty())
        add(0, curve.at(0)); // below the lowest score everything is predicted
    double greatest = 0;
    for (const size_t i : drawn) {
        add(double(curve.points()[i].threshold), curve.points()[i]);
        greatest = std::max(greatest, curve.points()[i].f1);
    }
    for (int i = 0; i < 4; ++i)
        m_figures[i]->setData(x, figures[i], true);
    m_halfF = greatest / 2;
    findAll();
}

void ThresholdPlot::setOthers(const std::vector<Other> &others)
{
    for (QCPGraph *graph : m_others)
        plot()->removeGraph(graph);
    m_others.clear();
    for (const Other &other : others) {
        QVector<double> x;
        QVector<double> y;
        for (const size_t i : other.curve.thinned(kDrawnPoints)) {
            x << double(other.curve.points()[i].threshold);
            y << other.curve.points()[i].f1;
        }
        QCPGraph *graph = plot()->addGraph();
        graph->setName(tr("F1 of %1").arg(other.name));
        graph->setLineStyle(QCPGraph::lsStepRight);
        graph->setAntialiased(false);
        graph->setData(x, y, true);
        m_others.push_back(graph);
    }
    restyle();
    replotSoon();
}

void ThresholdPlot::setBand(const F1Band &band)
{
    const QVector<double> x(band.thresholds.begin(), band.thresholds.end());
    m_low->setData(x, QVector<double>(band.low.begin(), band.low.end()), true);
    m_high->setData(x, QVector<double>(band.high.begin(), band.high.end()), true);
    replotSoon();
}

void ThresholdPlot::findAll()
{
    const double highest = m_curve.points().empty() ? 1 : std::max(1e-30, double(m_curve.points().back().threshold));
    if (plot()->xAxis->scaleType() == QCPAxis::stLogarithmic) {
        // Scores below all positives are of no interest, and may be as small as they like.
        double lowest = highest / 1e4;
        for (const ThresholdCurve::Point &point : m_curve.points()) {
            if (point.threshold > 0 && point.truePositives < m_curve.support()) {
                lowest = std::max(highest / 1e6, double(point.threshold) / 2);
                break;
            }
        }
        setAll(plot()->xAxis, lowest, highest * 1.1);
    } else {
        setAll(plot()->xAxis, 0, std::min(1.0, highest * 1.1)); // room to drag the line above all scores
    }
    mark();
    replotSoon();
}

void ThresholdPlot::setLogarithmic(bool logarithmic)
{
    plot()->xAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot()->xAxis->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                         : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    plot()->xAxis->setNumberFormat(logarithmic ? QStringLiteral("gb") : QStringLiteral("g"));
    plot()->xAxis->setNumberPrecision(logarithmic ? 0 : 6);
    findAll();
}

void ThresholdPlot::setChosen(double threshold)
{
    m_chosen = threshold;
    mark();
    m_layer->replot();
    ++m_lineReplots;
}

void ThresholdPlot::mark()
{
    const bool any = !std::isnan(m_chosen);
    standAt(*m_line, m_chosen);
    m_text->setVisible(any);
    standAt(*m_optimumLine, m_optimum);
    standAt(*m_halfLine, m_halfF > 0 ? m_halfF : kNone);
    m_halfText->setVisible(m_halfF > 0 && plot()->xAxis->range().contains(m_halfF));
    // On the side where the chosen threshold's line does not run through it.
    const double apart = any ? pixelOf(m_chosen) - pixelOf(m_halfF) : -1;
    const bool isLeft = m_halfF > 0 && apart >= 0 && apart < kHalfTextRoom
        && pixelOf(m_halfF) > plot()->axisRect()->left() + kHalfTextRoom;
    m_halfText->setPositionAlignment((isLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
    m_halfText->position->setCoords(m_halfF, 0.02);
    if (!any)
        return;
    const bool right = pixelOf(m_chosen) > plot()->axisRect()->center().x();
    m_text->setPositionAlignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
    m_text->position->setCoords(m_chosen, 0.98);
    m_text->setText(tr("threshold %1").arg(generalText(m_chosen, 4)));
}

void ThresholdPlot::restyle()
{
    PlotWidget::restyle();
    const CurveColour colours[] = { CurveColour::Blue, CurveColour::Orange, CurveColour::Green, CurveColour::Purple };
    for (int i = 0; i < 4; ++i)
        m_figures[i]->setPen(
            QPen(curveColour(colours[i], palette()), i == 0 ? 2 : 1, i == 3 ? Qt::DotLine : Qt::SolidLine));
    // The first of the series' colours is as this run's own.
    for (size_t i = 0; i < m_others.size(); ++i)
        m_others[i]->setPen(QPen(seriesColour(i + 3, palette()), 2, Qt::DashLine));
    m_high->setBrush(faded(curveColour(CurveColour::Blue, palette()), 45));
    const QColor text = palette().color(QPalette::Text);
    const QColor faint = faded(text, 140);
    m_line->setPen(QPen(text, 1));
    m_optimumLine->setPen(QPen(faint, 0, Qt::DashLine));
    m_halfLine->setPen(QPen(faint, 0, Qt::DotLine));
    for (QCPItemText *item : { m_text, m_halfText }) {
        item->setColor(item == m_text ? text : palette().color(QPalette::PlaceholderText));
        item->setFont(font());
        item->setBrush(faded(palette().color(QPalette::Base), 220));
    }
    mark();
}

bool ThresholdPlot::isNearLine(const QPointF &position) const
{
    return !std::isnan(m_chosen) && plot()->axisRect()->rect().contains(position.toPoint())
        && std::fabs(pixelOf(m_chosen) - position.x()) <= kGrabPixels;
}

void ThresholdPlot::move(double threshold)
{
    // Zero would predict the label for every track, and a logarithmic axis has none.
    const double least =
        m_curve.points().empty() ? 1e-9 : std::max(1e-12, double(m_curve.points().back().threshold) * 1e-9);
    Q_EMIT thresholdMoved(std::clamp(threshold, std::min(least, 1.0), 1.0)); // scores are at most 1
}

bool ThresholdPlot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != plot())
        return PlotWidget::eventFilter(watched, event);
    auto *mouse = dynamic_cast<QMouseEvent *>(event);
    if (mouse == nullptr)
        return false;
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        setFocus(Qt::MouseFocusReason);
        if (mouse->button() != Qt::LeftButton || !isNearLine(mouse->position()))
            return false;
        m_isDragging = true;
        QToolTip::hideText();
        return true;
    case QEvent::MouseMove:
        if (m_isDragging) {
            move(plot()->xAxis->pixelToCoord(mouse->position().x()));
            return true;
        }
        plot()->setCursor(isNearLine(mouse->position()) ? Qt::SplitHCursor : Qt::ArrowCursor);
        return false;
    case QEvent::MouseButtonRelease:
        if (!m_isDragging)
            return false;
        m_isDragging = false;
        Q_EMIT thresholdReleased(false);
        return true;
    default:
        return false;
    }
}

void ThresholdPlot::keyPressEvent(QKeyEvent *event)
{
    const auto &points = m_curve.points();
    const bool isForward = event->key() == Qt::Key_Right;
    if ((!isForward && event->key() != Qt::Key_Left) || points.empty() || std::isnan(m_chosen)) {
        PlotWidget::keyPressEvent(event);
        return;
    }
    // From score to score, where the figures change; with Shift ten at once.
    const ptrdiff_t step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    const auto at =
        std::lower_bound(points.begin(), points.end(), m_chosen, [](const ThresholdCurve::Point &point, double value) {
            return double(point.threshold) < value;
        });
    auto index = at - points.begin();
    const bool isOnScore = at != points.end() && double(at->threshold) == m_chosen;
    index += isForward ? (isOnScore ? step : step - 1) : -step;
    const auto target = std::clamp<ptrdiff_t>(index, 0, ptrdiff_t(points.size()) - 1);
    move(double(points[size_t(target)].threshold));
    Q_EMIT thresholdReleased(true);
    event->accept();
}

QString ThresholdPlot::hoverText(const QPoint &position) const
{
    if (m_curve.points().empty() || !plot()->axisRect()->rect().contains(position))
        return {};
    const ThresholdCurve::Point point = m_curve.at(std::max(0.0, plot()->xAxis->pixelToCoord(position.x())));
    return tr("threshold %1\nF1 %2\nprecision %3\nrecall %4\n%5 of %6 predicted tracks are right")
        .arg(generalText(double(point.threshold), 5), decimalText(point.f1, 4), decimalText(point.precision, 4),
             decimalText(point.recall, 4), countText(qint64(point.truePositives)), countText(qint64(point.predicted)));
}

} // namespace melscope
