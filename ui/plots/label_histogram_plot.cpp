#include "ui/plots/label_histogram_plot.h"

#include "core/base/number_text.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {
constexpr double kNamePixels = 18; // that a slanted name needs beside the next
constexpr int kAxisPixels = 80; // what the vertical axis takes, about
constexpr int kNameLetters = 18;
constexpr qsizetype kDescribed = 5;

/// A subgenre by its own name, since its genre is the same as others'.
QString shortName(const QString &label)
{
    const QString own = label.section(QStringLiteral("---"), -1);
    return own.size() <= kNameLetters ? own : own.left(kNameLetters - 1) + QStringLiteral("…");
}
} // namespace

LabelHistogramPlot::LabelHistogramPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("labelHistogramPlot"), tr("Recordings by label"), parent)
    , m_genres(new QCPBars(plot()->xAxis, plot()->yAxis))
    , m_subgenres(new QCPBars(plot()->xAxis, plot()->yAxis))
{
    plot()->xAxis->setLabel(tr("label, the most frequent first"));
    plot()->yAxis->setLabel(tr("recordings"));
    plot()->xAxis->setTickLabelRotation(-60);
    plot()->xAxis->setSubTicks(false);
    m_genres->setName(tr("genres"));
    m_subgenres->setName(tr("subgenres"));
    for (QCPBars *bars : { m_genres, m_subgenres })
        bars->setWidth(0.8);
    placeLegendAbove(*plot());
    connect(plot()->xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, &LabelHistogramPlot::nameTicks);
    restyle();
}

void LabelHistogramPlot::setItems(std::vector<Item> items)
{
    m_items = std::move(items);
    std::ranges::stable_sort(m_items, std::greater<>(), &Item::recordings);
    QVector<double> x[2];
    QVector<double> y[2];
    for (size_t i = 0; i < m_items.size(); ++i) {
        x[m_items[i].isGenre ? 0 : 1] << double(i);
        y[m_items[i].isGenre ? 0 : 1] << m_items[i].recordings;
    }
    m_genres->setData(x[0], y[0], true);
    m_subgenres->setData(x[1], y[1], true);
    scale();
}

void LabelHistogramPlot::setLogarithmic(bool logarithmic)
{
    m_logarithmic = logarithmic;
    plot()->yAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot()->yAxis->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                         : QSharedPointer<QCPAxisTicker>::create());
    for (QCPBars *bars : { m_genres, m_subgenres })
        bars->setBaseValue(logarithmic ? 0.5 : 0);
    scale();
}

void LabelHistogramPlot::scale()
{
    const double most = m_items.empty() ? 1 : std::max(1.0, m_items.front().recordings);
    setAll(plot()->xAxis, -0.7, std::max(3.0, double(m_items.size())) - 0.3);
    setAll(plot()->yAxis, m_logarithmic ? 0.5 : 0, m_logarithmic ? most * 1.3 : most * 1.08);
    nameTicks();
    replotSoon();
}

void LabelHistogramPlot::nameTicks()
{
    const QCPRange range = plot()->xAxis->range();
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const double pixels = std::max(1, width() - kAxisPixels);
    const int step = std::max(1, int(std::ceil(range.size() * kNamePixels / pixels)));
    const int first = std::max(0, int(std::ceil(range.lower)));
    for (int i = (first + step - 1) / step * step; i < int(m_items.size()) && i <= range.upper; i += step)
        ticker->addTick(i, shortName(m_items[size_t(i)].label));
    plot()->xAxis->setTicker(ticker);
}

void LabelHistogramPlot::resizeEvent(QResizeEvent *event)
{
    PlotWidget::resizeEvent(event);
    nameTicks();
    replotSoon();
}

QString LabelHistogramPlot::hoverText(const QPoint &position) const
{
    const auto cell = cellAt(position);
    if (!cell || cell->x() < 0 || cell->x() >= int(m_items.size()))
        return {};
    const Item &item = m_items[size_t(cell->x())];
    return tr("%1: %2 recordings").arg(item.label, countText(qint64(item.recordings)));
}

void LabelHistogramPlot::click(const QPoint &position)
{
    const auto cell = cellAt(position);
    if (cell && cell->x() >= 0 && cell->x() < int(m_items.size()))
        Q_EMIT labelClicked(m_items[size_t(cell->x())].label);
}

std::function<ResultTable()> LabelHistogramPlot::values() const
{
    return [items = m_items, headers = QStringList { tr("label"), tr("recordings") }] {
        ResultTable table { headers, {} };
        for (const Item &item : items)
            table.rows << QStringList { item.label, cellText(item.recordings) };
        return table;
    };
}

QString LabelHistogramPlot::description() const
{
    QStringList most;
    for (qsizetype i = 0; i < std::min(kDescribed, qsizetype(m_items.size())); ++i)
        most << tr("%1: %2 recordings").arg(m_items[size_t(i)].label, countText(qint64(m_items[size_t(i)].recordings)));
    return most.isEmpty() ? tr("Nothing is shown.")
                          : tr("%n label(s); the most frequent are %1.", nullptr, int(m_items.size()))
                                .arg(most.join(QStringLiteral(", ")));
}

void LabelHistogramPlot::restyle()
{
    PlotWidget::restyle();
    m_genres->setPen(Qt::NoPen);
    m_genres->setBrush(curveColour(CurveColour::Blue, palette()));
    m_subgenres->setPen(Qt::NoPen);
    m_subgenres->setBrush(curveColour(CurveColour::Orange, palette()));
}

} // namespace melscope
