#include "ui/plots/label_plots.h"

#include "core/base/number_text.h"
#include "core/scoring/score_range.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {
constexpr size_t kDrawnPoints = 2000;
constexpr int kBins = 40;
constexpr size_t kCalibrationBins = 15;
} // namespace

PrecisionRecallPlot::PrecisionRecallPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("precisionRecallPlot"), tr("Precision against recall"), parent)
    , m_line(plot()->addGraph())
    , m_point(plot()->addGraph())
{
    // Recall falls as the threshold rises; each step holds for the recalls up to it.
    m_line->setLineStyle(QCPGraph::lsStepRight);
    m_line->setAntialiased(false);
    m_point->setLineStyle(QCPGraph::lsNone);
    m_point->setName(tr("at the threshold"));
    plot()->xAxis->setLabel(tr("recall"));
    plot()->yAxis->setLabel(tr("precision"));
    for (QCPAxis *axis : { plot()->xAxis, plot()->yAxis })
        setAll(axis, 0, 1.03);
    placeLegendAbove(*plot());
    restyle();
}

void PrecisionRecallPlot::setCurve(const ThresholdCurve &curve, double averagePrecision, double chosen)
{
    m_curve = curve;
    QVector<double> x;
    QVector<double> y;
    for (const size_t i : curve.thinned(kDrawnPoints)) {
        x << curve.points()[i].recall;
        y << curve.points()[i].precision;
    }
    std::reverse(x.begin(), x.end());
    std::reverse(y.begin(), y.end());
    m_line->setData(x, y, true);
    m_line->setName(tr("average precision %1").arg(decimalText(averagePrecision, 4)));
    setChosen(chosen);
}

void PrecisionRecallPlot::setChosen(double threshold)
{
    const bool any = !std::isnan(threshold) && !m_curve.points().empty();
    const ThresholdCurve::Point point = any ? m_curve.at(threshold) : ThresholdCurve::Point();
    m_point->setData(any ? QVector<double> { point.recall } : QVector<double>(),
                     any ? QVector<double> { point.precision } : QVector<double>());
    replotSoon();
}

void PrecisionRecallPlot::restyle()
{
    PlotWidget::restyle();
    m_line->setPen(QPen(curveColour(CurveColour::Blue, palette()), 1));
    m_point->setPen(QPen(curveColour(CurveColour::Orange, palette()), 1));
    m_point->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, curveColour(CurveColour::Orange, palette()), 9));
}

RocPlot::RocPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("rocPlot"), tr("True positive rate against false positive rate"), parent)
    , m_line(plot()->addGraph())
    , m_chance(plot()->addGraph())
    , m_point(plot()->addGraph())
{
    m_chance->setName(tr("chance"));
    m_chance->setData({ 0, 1 }, { 0, 1 }, true);
    m_point->setLineStyle(QCPGraph::lsNone);
    m_point->setName(tr("at the threshold"));
    plot()->xAxis->setLabel(tr("false positive rate"));
    plot()->yAxis->setLabel(tr("true positive rate (recall)"));
    for (QCPAxis *axis : { plot()->xAxis, plot()->yAxis })
        setAll(axis, 0, 1.03);
    placeLegendAbove(*plot());
    restyle();
}

double RocPlot::falseRate(const ThresholdCurve::Point &point) const
{
    const double negatives = double(m_curve.rows() - m_curve.support());
    return negatives > 0 ? double(point.predicted - point.truePositives) / negatives : 0;
}

void RocPlot::setCurve(const ThresholdCurve &curve, double chosen)
{
    m_curve = curve;
    QVector<double> x;
    QVector<double> y;
    // The drawn points are few of many; the area is that of all.
    double area = 0;
    double lastX = 0;
    double lastY = 0;
    for (size_t i = curve.points().size(); i-- > 0;) {
        const double nextX = falseRate(curve.points()[i]);
        area += (nextX - lastX) * (curve.points()[i].recall + lastY) / 2;
        lastX = nextX;
        lastY = curve.points()[i].recall;
    }
    for (const size_t i : curve.thinned(kDrawnPoints)) {
        x << falseRate(curve.points()[i]);
        y << curve.points()[i].recall;
    }
    if (!x.isEmpty()) { // above the highest score nothing is predicted
        x << 0.0;
        y << 0.0;
    }
    std::reverse(x.begin(), x.end());
    std::reverse(y.begin(), y.end());
    m_line->setData(x, y, true);
    m_line->setName(curve.points().empty() ? tr("ROC") : tr("ROC, area %1").arg(decimalText(area, 4)));
    setChosen(chosen);
}

void RocPlot::setChosen(double threshold)
{
    const bool any = !std::isnan(threshold) && !m_curve.points().empty();
    const ThresholdCurve::Point point = any ? m_curve.at(threshold) : ThresholdCurve::Point();
    m_point->setData(any ? QVector<double> { falseRate(point) } : QVector<double>(),
                     any ? QVector<double> { point.recall } : QVector<double>());
    replotSoon();
}

void RocPlot::restyle()
{
    PlotWidget::restyle();
    m_line->setPen(QPen(curveColour(CurveColour::Blue, palette()), 1));
    m_chance->setPen(QPen(faded(palette().color(QPalette::Text), 130), 0, Qt::DashLine));
    m_point->setPen(QPen(curveColour(CurveColour::Orange, palette()), 1));
    m_point->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, curveColour(CurveColour::Orange, palette()), 9));
}

ScoreHistogramPlot::ScoreHistogramPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("scoreHistogramPlot"), tr("Scores of tracks with and without the label"), parent)
    , m_with(new QCPBars(plot()->xAxis, plot()->yAxis))
    , m_without(new QCPBars(plot()->xAxis, plot()->yAxis))
    , m_line(new QCPItemStraightLine(plot()))
{
    m_with->setName(tr("with the label"));
    m_without->setName(tr("without"));
    plot()->xAxis->setLabel(tr("score"));
    plot()->yAxis->setLabel(tr("share of the tracks of the kind"));
    placeLegendAbove(*plot());
    restyle();
}

void ScoreHistogramPlot::setMovable(const MovableLabel *movable, double chosen)
{
    QVector<double> x;
    QVector<double> with(kBins, 0);
    QVector<double> without(kBins, 0);
    const double highest =
        movable == nullptr || movable->sortedScores.empty() ? 1 : std::max(1e-30, double(movable->sortedScores.back()));
    double positives = 0;
    for (size_t track = 0; movable != nullptr && track < movable->scores.size(); ++track) {
        const int bin = std::min(int(placeOfShare(double(movable->scores[track]) / highest, size_t(kBins))), kBins - 1);
        (movable->isTrue[track] ? with : without)[bin] += 1;
        positives += movable->isTrue[track] ? 1 : 0;
    }
    const double negatives = movable == nullptr ? 0 : double(movable->scores.size()) - positives;
    for (int bin = 0; bin < kBins; ++bin) {
        x << (bin + 0.5) * highest / kBins;
        with[bin] /= std::max(1.0, positives);
        without[bin] /= std::max(1.0, negatives);
    }
    for (auto [bars, values] : { std::pair(m_with, &with), std::pair(m_without, &without) }) {
        bars->setWidth(highest / kBins);
        bars->setData(x, *values, true);
    }
    setAll(plot()->xAxis, 0, highest);
    const double tallest =
        std::max(*std::max_element(with.begin(), with.end()), *std::max_element(without.begin(), without.end()));
    setAll(plot()->yAxis, 0, std::max(1e-3, tallest) * 1.05);
    setChosen(chosen);
}

void ScoreHistogramPlot::setChosen(double threshold)
{
    standAt(*m_line, threshold);
    replotSoon();
}

void ScoreHistogramPlot::restyle()
{
    PlotWidget::restyle();
    for (auto [bars, colour] : { std::pair(m_with, CurveColour::Blue), std::pair(m_without, CurveColour::Orange) }) {
        bars->setPen(QPen(curveColour(colour, palette()), 0));
        bars->setBrush(faded(curveColour(colour, palette()), 110));
    }
    m_line->setPen(QPen(palette().color(QPalette::Text), 1));
}

CalibrationPlot::CalibrationPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("calibrationPlot"), tr("How many tracks of a score bear the label"), parent)
    , m_diagonal(plot()->addGraph())
    , m_points(plot()->addGraph())
{
    m_diagonal->setName(tr("calibrated"));
    m_points->setName(tr("tracks of about one score"));
    plot()->xAxis->setLabel(tr("mean score"));
    plot()->yAxis->setLabel(tr("share with the label"));
    placeLegendAbove(*plot());
    restyle();
}

void CalibrationPlot::setMovable(const MovableLabel *movable)
{
    QVector<double> x;
    QVector<double> y;
    if (movable != nullptr && !movable->scores.empty()) {
        // Bins with about as many positives each: most tracks have next to no score.
        const auto positives = size_t(std::count(movable->isTrue.begin(), movable->isTrue.end(), 1));
        const size_t wanted = std::max<size_t>(1, positives / kCalibrationBins);
        double sum = 0;
        double count = 0;
        size_t found = 0;
        for (size_t i = 0; i < movable->byScore.size(); ++i) {
            sum += double(movable->sortedScores[i]);
            ++count;
            found += movable->isTrue[movable->byScore[i]] ? 1 : 0;
            if (found >= wanted || i + 1 == movable->byScore.size()) {
                x << sum / count;
                y << double(found) / count;
                sum = count = 0;
                found = 0;
            }
        }
    }
    m_points->setData(x, y);
    const double highest = x.isEmpty()
        ? 1
        : std::max({ *std::max_element(x.begin(), x.end()), *std::max_element(y.begin(), y.end()), 1e-6 }) * 1.05;
    const QVector<double> places = QVector<double> { 0 } + x + QVector<double> { highest };
    m_diagonal->setData(places, places);
    for (QCPAxis *axis : { plot()->xAxis, plot()->yAxis })
        setAll(axis, 0, highest);
    replotSoon();
}

void CalibrationPlot::restyle()
{
    PlotWidget::restyle();
    m_diagonal->setPen(QPen(faded(palette().color(QPalette::Text), 140), 0, Qt::DashLine));
    m_points->setPen(QPen(curveColour(CurveColour::Blue, palette()), 1));
    m_points->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, curveColour(CurveColour::Blue, palette()), 6));
}

} // namespace melscope
