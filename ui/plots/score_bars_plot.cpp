#include "ui/plots/score_bars_plot.h"

#include "core/base/number_text.h"
#include "ui/controls/fitted_label.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

ScoreBarsPlot::ScoreBarsPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("scoreBarsPlot"), tr("Scores against thresholds"), parent)
    , m_true(new QCPBars(plot()->yAxis, plot()->xAxis))
    , m_other(new QCPBars(plot()->yAxis, plot()->xAxis))
    , m_one(plot()->addGraph())
{
    m_true->setName(tr("true label"));
    m_other->setName(tr("other label"));
    m_one->setName(tr("threshold"));
    for (QCPBars *bars : { m_true, m_other })
        bars->setWidth(0.75);
    plot()->xAxis->setLabel(tr("score / threshold (● predicted)"));
    plot()->yAxis->setRangeReversed(true);
    plot()->yAxis->setSubTicks(false);
    plot()->yAxis->setTickLength(0);
    plot()->yAxis->grid()->setVisible(false);
    placeLegendAbove(*plot());
    restyle();
}

void ScoreBarsPlot::setBars(std::vector<Bar> bars)
{
    m_bars = std::move(bars);
    QVector<double> at[2];
    QVector<double> length[2];
    double longest = 1.2;
    for (size_t i = 0; i < m_bars.size(); ++i) {
        const double ratio = m_bars[i].score / m_bars[i].threshold;
        const double shown = std::isfinite(ratio) ? ratio : 0;
        at[m_bars[i].isTrue ? 0 : 1] << double(i);
        length[m_bars[i].isTrue ? 0 : 1] << shown;
        longest = std::max(longest, shown * 1.05);
    }
    m_true->setData(at[0], length[0]);
    m_other->setData(at[1], length[1]);
    const double count = std::max(1.0, double(m_bars.size()));
    m_one->setData({ 1, 1.0000001 }, { -0.5, count - 0.5 });
    setAll(plot()->xAxis, 0, longest);
    setAll(plot()->yAxis, -0.5, count - 0.5);
    showNames();
    replotSoon();
}

QString ScoreBarsPlot::verdictOf(const Bar &bar)
{
    if (bar.isPredicted)
        return bar.isTrue ? tr("rightly predicted") : tr("wrongly predicted");
    return bar.isTrue ? tr("missed") : tr("rightly not predicted");
}

QString ScoreBarsPlot::hoverText(const QPoint &position) const
{
    const auto cell = cellAt(position);
    if (!cell || cell->y() < 0 || cell->y() >= int(m_bars.size()))
        return {};
    const Bar &bar = m_bars[size_t(cell->y())];
    return tr("%1\nscore %2, threshold %3\n%4")
        .arg(bar.label, generalText(bar.score, 4), generalText(bar.threshold, 4), verdictOf(bar));
}

std::function<ResultTable()> ScoreBarsPlot::values() const
{
    return [bars = m_bars] {
        ResultTable table { { tr("label"), tr("score"), tr("threshold"), tr("verdict") }, {} };
        for (const Bar &bar : bars)
            table.rows << QStringList { bar.label, cellText(bar.score), cellText(bar.threshold), verdictOf(bar) };
        return table;
    };
}

void ScoreBarsPlot::showNames()
{
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const QFontMetrics metrics(font());
    const QString predicted = QStringLiteral("● ");
    for (size_t i = 0; i < m_bars.size(); ++i) {
        const QString before = m_bars[i].isPredicted ? predicted : QString();
        const int room = std::max(80, width() / 3) - metrics.horizontalAdvance(before);
        ticker->addTick(double(i), before + fittedLabel(m_bars[i].label, metrics, room));
    }
    plot()->yAxis->setTicker(ticker);
}

void ScoreBarsPlot::resizeEvent(QResizeEvent *event)
{
    PlotWidget::resizeEvent(event);
    showNames();
}

void ScoreBarsPlot::restyle()
{
    PlotWidget::restyle();
    for (auto [bars, colour] : { std::pair(m_true, CurveColour::Blue), std::pair(m_other, CurveColour::Orange) }) {
        bars->setPen(Qt::NoPen);
        bars->setBrush(curveColour(colour, palette()));
    }
    m_one->setPen(QPen(palette().color(QPalette::Text), 1, Qt::DashLine));
}

} // namespace melscope
