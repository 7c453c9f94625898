#include "ui/plots/importance_plot.h"

#include "core/base/number_text.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>

namespace melscope {

namespace {
constexpr double kGap = 0.8; ///< between statistics and bands
constexpr int kLinesBeside = 5; ///< line heights that legend and names take of the height
constexpr int kLinesForSlant = 40; ///< line heights of width below which names stand upright
}

ImportancePlot::ImportancePlot(QWidget *parent)
    : PlotWidget(QStringLiteral("importancePlot"), tr("What is lost without a statistic or a group of bands"), parent)
{
    for (size_t i = 0; i < 2; ++i) {
        m_series[i] = new QCPBars(plot()->xAxis, plot()->yAxis);
        m_series[i]->setWidth(0.75);
        m_errors[i] = new QCPErrorBars(plot()->xAxis, plot()->yAxis);
        m_errors[i]->setDataPlottable(m_series[i]);
        m_errors[i]->setSymbolGap(0);
        m_errors[i]->removeFromLegend();
    }
    m_series[0]->setName(tr("statistics"));
    m_series[1]->setName(tr("mel bands"));
    plot()->xAxis->setSubTicks(false);
    plot()->xAxis->setTickLength(0);
    plot()->xAxis->grid()->setVisible(false);
    plot()->yAxis->setNumberPrecision(3);
    placeLegendAbove(*plot());
    addReadout(QStringLiteral("importanceReadout"), 1);
    restyle();
    setBars({}, {});
}

/// Bands stand a little aside.
double ImportancePlot::placeOf(size_t bar) const
{
    return double(bar) + (m_all[bar].isStatistic ? 0 : kGap);
}

void ImportancePlot::setBars(std::vector<Bar> bars, const QString &figure)
{
    m_all = std::move(bars);
    QVector<double> at[2];
    QVector<double> loss[2];
    QVector<double> deviation[2];
    double least = 0;
    double most = 1e-6;
    for (size_t i = 0; i < m_all.size(); ++i) {
        const Bar &bar = m_all[i];
        const size_t series = bar.isStatistic ? 0 : 1;
        at[series] << placeOf(i);
        loss[series] << bar.loss;
        deviation[series] << bar.deviation;
        least = std::min(least, bar.loss - bar.deviation);
        most = std::max(most, bar.loss + bar.deviation);
    }
    for (size_t i = 0; i < 2; ++i) {
        m_series[i]->setData(at[i], loss[i], true);
        m_errors[i]->setData(deviation[i]);
    }
    m_figure = figure;
    setReadout(m_all.empty() ? QString() : tr("Bars: mean over the permutations; lines: standard deviation"));
    setAll(plot()->xAxis, -0.7, std::max(1.0, m_all.empty() ? 1 : placeOf(m_all.size() - 1)) + 0.7);
    const double room = 0.06 * (most - least);
    setAll(plot()->yAxis, least < 0 ? least - room : 0, most + room);
    fitTexts();
    replotSoon();
}

/// The axis says what is lost where there is room for it, and names stand upright where they would touch.
void ImportancePlot::fitTexts()
{
    const QString whole = tr("loss of %1").arg(m_figure);
    const int room = plot()->height() - kLinesBeside * fontMetrics().height();
    plot()->yAxis->setLabel(m_figure.isEmpty()                                  ? QString()
                                : fontMetrics().horizontalAdvance(whole) < room ? whole
                                                                                : tr("loss"));
    auto names = QSharedPointer<QCPAxisTickerText>::create();
    for (size_t i = 0; i < m_all.size(); ++i)
        names->addTick(placeOf(i), m_all[i].tick);
    names->setSubTickCount(0);
    plot()->xAxis->setTicker(names);
    plot()->xAxis->setTickLabelRotation(width() < kLinesForSlant * fontMetrics().height() ? -90 : -45);
}

void ImportancePlot::resizeEvent(QResizeEvent *event)
{
    PlotWidget::resizeEvent(event);
    fitTexts();
    replotSoon();
}

QString ImportancePlot::hoverText(const QPoint &position) const
{
    if (!cellAt(position))
        return {};
    const double at = plot()->xAxis->pixelToCoord(position.x());
    for (size_t i = 0; i < m_all.size(); ++i) {
        if (std::abs(placeOf(i) - at) <= 0.5)
            return tr("%1: %2 ± %3")
                .arg(m_all[i].name, decimalText(m_all[i].loss, 4), decimalText(m_all[i].deviation, 4));
    }
    return {};
}

std::function<ResultTable()> ImportancePlot::values() const
{
    return [bars = m_all, headers = QStringList { tr("input"), tr("loss of %1").arg(m_figure), tr("deviation") }] {
        ResultTable table { headers, {} };
        for (const Bar &bar : bars)
            table.rows << QStringList { bar.name, cellText(bar.loss), cellText(bar.deviation) };
        return table;
    };
}

QString ImportancePlot::description() const
{
    const auto greatest = std::ranges::max_element(m_all, {}, &Bar::loss);
    if (greatest == m_all.end())
        return tr("Nothing is shown.");
    QStringList texts;
    for (const Bar &bar : m_all)
        texts << tr("%1: %2 ± %3").arg(bar.name, generalText(bar.loss, 3), generalText(bar.deviation, 3));
    return tr("Most is lost without %1. %2.").arg(greatest->name, texts.join(QStringLiteral(", ")));
}

void ImportancePlot::restyle()
{
    PlotWidget::restyle();
    for (size_t i = 0; i < 2; ++i) {
        m_series[i]->setPen(Qt::NoPen);
        m_series[i]->setBrush(curveColour(i == 0 ? CurveColour::Blue : CurveColour::Orange, palette()));
        m_errors[i]->setPen(QPen(palette().color(QPalette::Text), 0));
    }
}

} // namespace melscope
