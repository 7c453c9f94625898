#include "ui/plots/learning_curve_plot.h"

#include "core/base/number_text.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

constexpr size_t kMostTicks = 8; ///< more points have the axis's own ticks

QString deviationOf(const LearningPoint &point, size_t group)
{
    return std::isnan(point.deviation[group]) ? QString()
                                              : QStringLiteral(" ± ") + decimalText(point.deviation[group], 4);
}

QString percent(double share)
{
    return generalText(100 * share, 4) + QStringLiteral(" %");
}

} // namespace

LearningCurvePlot::LearningCurvePlot(QWidget *parent)
    : PlotWidget(QStringLiteral("learningCurvePlot"), tr("F1 against the number of training tracks"), parent)
{
    m_isShown.fill(true);
    for (size_t group = 0; group < kSupportGroups; ++group) {
        m_graphs[group] = plot()->addGraph();
        m_graphs[group]->setName(groupTitle(SupportGroup(group)));
        m_deviations[group] = new QCPErrorBars(plot()->xAxis, plot()->yAxis);
        m_deviations[group]->setDataPlottable(m_graphs[group]);
        m_deviations[group]->removeFromLegend();
    }
    plot()->xAxis->setLabel(tr("training tracks"));
    plot()->yAxis->setLabel(tr("F1"));
    plot()->xAxis->setScaleType(QCPAxis::stLogarithmic);
    plot()->xAxis->setNumberFormat(QStringLiteral("f"));
    plot()->xAxis->setNumberPrecision(0);
    placeLegendAbove(*plot());
    setCurve({});
    restyle();
}

QString LearningCurvePlot::groupTitle(SupportGroup group)
{
    return group == SupportGroup::All ? tr("all labels") : tr("%1 tracks").arg(supportGroupText(group));
}

bool LearningCurvePlot::has(SupportGroup group) const
{
    return std::ranges::any_of(m_curve.points,
                               [group](const LearningPoint &point) { return !std::isnan(point.mean[size_t(group)]); });
}

void LearningCurvePlot::setCurve(LearningCurve curve)
{
    m_curve = std::move(curve);
    plot()->legend->clearItems(); // in the groups' order
    for (size_t group = 0; group < kSupportGroups; ++group) {
        QVector<double> x;
        QVector<double> y;
        QVector<double> deviations;
        for (const LearningPoint &point : m_curve.points) {
            if (std::isnan(point.mean[group]))
                continue;
            x << point.tracks;
            y << point.mean[group];
            deviations << (std::isnan(point.deviation[group]) ? 0 : point.deviation[group]);
        }
        m_graphs[group]->setData(x, y, true);
        m_deviations[group]->setData(deviations);
        if (m_curve.points.empty() || has(SupportGroup(group)))
            m_graphs[group]->addToLegend();
    }
    if (m_curve.points.empty() || m_curve.points.size() > kMostTicks) {
        plot()->xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    } else { // the few numbers of tracks there are
        auto ticker = QSharedPointer<QCPAxisTickerText>::create();
        for (const LearningPoint &point : m_curve.points)
            ticker->addTick(point.tracks, countText(std::llround(point.tracks)));
        ticker->setSubTickCount(0);
        plot()->xAxis->setTicker(ticker);
    }
    rescale();
    restyle();
}

void LearningCurvePlot::rescale()
{
    double least = 1;
    double most = 10;
    double highest = 0;
    for (const LearningPoint &point : m_curve.points) {
        const bool isFirst = &point == &m_curve.points.front();
        least = isFirst ? point.tracks : std::min(least, point.tracks);
        most = isFirst ? point.tracks : std::max(most, point.tracks);
        for (size_t group = 0; group < kSupportGroups; ++group) {
            const double deviation = std::isnan(point.deviation[group]) ? 0 : point.deviation[group];
            if (m_isShown[group] && !std::isnan(point.mean[group]))
                highest = std::max(highest, point.mean[group] + deviation);
        }
    }
    setAll(plot()->xAxis, std::max(0.5, least / 1.25), std::max(1.0, most) * 1.25);
    setAll(plot()->yAxis, 0, highest > 0 ? std::min(1.02, highest * 1.08) : 1);
}

void LearningCurvePlot::setShown(SupportGroup group, bool isShown)
{
    if (m_isShown[size_t(group)] == isShown)
        return;
    m_isShown[size_t(group)] = isShown;
    rescale();
    restyle();
    Q_EMIT shownChanged();
}

QRect LearningCurvePlot::legendPlaceOf(SupportGroup group) const
{
    const QCPPlottableLegendItem *item = plot()->legend->itemWithPlottable(m_graphs[size_t(group)]);
    return item != nullptr ? item->outerRect() : QRect();
}

void LearningCurvePlot::click(const QPoint &position)
{
    for (size_t group = 0; group < kSupportGroups; ++group) {
        if (legendPlaceOf(SupportGroup(group)).contains(position))
            setShown(SupportGroup(group), !m_isShown[group]);
    }
}

QString LearningCurvePlot::hoverText(const QPoint &position) const
{
    if (m_curve.points.empty() || !plot()->axisRect()->rect().contains(position))
        return {};
    const double at = plot()->xAxis->pixelToCoord(position.x());
    const auto distance = [at](const LearningPoint &point) {
        return std::fabs(std::log(std::max(1.0, point.tracks) / at));
    };
    const LearningPoint &point = *std::ranges::min_element(m_curve.points, {}, distance);
    QStringList lines { tr("%1 tracks (%2), %n run(s)", nullptr, int(point.runs))
                            .arg(countText(std::llround(point.tracks)), percent(point.share)) };
    for (size_t group = 0; group < kSupportGroups; ++group) {
        if (m_isShown[group] && !std::isnan(point.mean[group]))
            lines << tr("%1: F1 %2, %3 labels")
                         .arg(groupTitle(SupportGroup(group)),
                              decimalText(point.mean[group], 4) + deviationOf(point, group),
                              generalText(point.labels[group], 4));
    }
    return lines.join(QLatin1Char('\n'));
}

std::function<ResultTable()> LearningCurvePlot::values() const
{
    return [curve = m_curve] {
        ResultTable table { { tr("tracks"), tr("share"), tr("runs") }, {} };
        for (size_t group = 0; group < kSupportGroups; ++group)
            table.headers << tr("F1 %1").arg(groupTitle(SupportGroup(group)))
                          << tr("deviation %1").arg(groupTitle(SupportGroup(group)));
        for (const LearningPoint &point : curve.points) {
            QStringList cells { cellText(point.tracks), cellText(point.share), QString::number(point.runs) };
            for (size_t group = 0; group < kSupportGroups; ++group)
                cells << cellText(point.mean[group]) << cellText(point.deviation[group]);
            table.rows << cells;
        }
        return table;
    };
}

QString LearningCurvePlot::description() const
{
    if (m_curve.points.empty())
        return tr("There is no curve.");
    const LearningPoint &first = m_curve.points.front();
    const LearningPoint &last = m_curve.points.back();
    QStringList texts;
    for (size_t group = 0; group < kSupportGroups; ++group) {
        if (!std::isnan(first.mean[group]) && !std::isnan(last.mean[group]))
            texts << tr("%1: F1 %2 with %3 tracks, %4 with %5.")
                         .arg(groupTitle(SupportGroup(group)), decimalText(first.mean[group], 4),
                              countText(std::llround(first.tracks)), decimalText(last.mean[group], 4),
                              countText(std::llround(last.tracks)));
    }
    return texts.join(QLatin1Char(' '));
}

void LearningCurvePlot::restyle()
{
    PlotWidget::restyle();
    constexpr CurveColour colours[] = { CurveColour::Orange, CurveColour::Green, CurveColour::Purple,
                                        CurveColour::Blue };
    constexpr QCPScatterStyle::ScatterShape shapes[] = { QCPScatterStyle::ssDisc, QCPScatterStyle::ssTriangle,
                                                         QCPScatterStyle::ssSquare, QCPScatterStyle::ssDiamond,
                                                         QCPScatterStyle::ssTriangleInverted };
    const QColor text = palette().color(QPalette::Text);
    for (size_t group = 0; group < kSupportGroups; ++group) {
        const QColor colour = group == 0 ? text : curveColour(colours[group - 1], palette());
        const QColor shown = m_isShown[group] ? colour : faded(colour, 70);
        m_graphs[group]->setPen(QPen(shown, 1));
        m_graphs[group]->setScatterStyle(QCPScatterStyle(shapes[group], shown, shown, 7));
        m_graphs[group]->setVisible(m_isShown[group]);
        m_deviations[group]->setPen(QPen(faded(shown, 180), 1));
        m_deviations[group]->setVisible(m_isShown[group]);
        if (QCPAbstractLegendItem *item = plot()->legend->itemWithPlottable(m_graphs[group]))
            item->setTextColor(m_isShown[group] ? text : faded(text, 110));
    }
    replotSoon();
}

} // namespace melscope
