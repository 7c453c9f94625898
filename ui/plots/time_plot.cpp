#include "ui/plots/time_plot.h"

#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

QString timeText(double seconds)
{
    const auto tenths = qint64(std::llround(std::max(0.0, seconds) * 10));
    return QStringLiteral("%1:%2.%3")
        .arg(QString::number(tenths / 600), QString::number(tenths / 10 % 60).rightJustified(2, QLatin1Char('0')),
             QString::number(tenths % 10));
}

TimePlot::TimePlot(const QString &objectName, const QString &accessibleName, QWidget *parent)
    : PlotWidget(objectName, accessibleName, parent)
    , m_cursorAt(std::numeric_limits<double>::quiet_NaN())
{
    setMinimumSize(200, 44);
    auto times = QSharedPointer<QCPAxisTickerTime>::create();
    times->setTimeFormat(QStringLiteral("%m:%s"));
    plot()->xAxis->setTicker(times);
    showTimes(false);
    plot()->xAxis->setSubTicks(false);
    // The same margins in all, so that one moment stands in one line.
    plot()->axisRect()->setAutoMargins(QCP::msTop | QCP::msBottom);
    plot()->axisRect()->setMinimumMargins({ 0, 2, 0, 2 });
    plot()->axisRect()->setMargins(
        QMargins(fontMetrics().horizontalAdvance(QStringLiteral("00,000")) + fontMetrics().height() + 16, 0, 8, 0));
    plot()->addLayer(QStringLiteral("cursor"));
    plot()->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    m_cursor = new QCPItemStraightLine(plot());
    m_cursor->setLayer(QStringLiteral("cursor"));
    m_cursor->setVisible(false);
    connect(plot()->xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, [this](const QCPRange &range) {
        if (!m_isFollowing)
            Q_EMIT timeRangeChanged(range.lower, range.upper);
    });
}

void TimePlot::showTimes(bool areShown)
{
    plot()->xAxis->setTickLabels(areShown);
    plot()->xAxis->setTickLength(0, areShown ? 4 : 0);
}

void TimePlot::setLength(double seconds)
{
    m_length = seconds;
    m_isFollowing = true;
    setAll(plot()->xAxis, 0, std::max(seconds, 0.1));
    m_isFollowing = false;
}

void TimePlot::setTimeRange(double lower, double upper)
{
    m_isFollowing = true;
    plot()->xAxis->setRange(lower, upper);
    m_isFollowing = false;
    replotSoon();
}

void TimePlot::showCursor(double seconds)
{
    m_cursorAt = seconds;
    standAt(*m_cursor, seconds);
    plot()->layer(QStringLiteral("cursor"))->replot();
}

/// The axis has times and no name; a table wants one.
std::function<ResultTable()> TimePlot::values() const
{
    return [of = PlotWidget::values()] {
        ResultTable table = of();
        table.headers[0] = tr("seconds");
        return table;
    };
}

void TimePlot::restyle()
{
    PlotWidget::restyle();
    m_cursor->setPen(QPen(palette().color(QPalette::Highlight), 2));
}

std::optional<double> TimePlot::timeAt(const QPoint &position) const
{
    if (m_length <= 0 || !cellAt(position))
        return {};
    return std::clamp(plot()->xAxis->pixelToCoord(position.x()), 0.0, m_length);
}

void TimePlot::click(const QPoint &position)
{
    if (const auto time = timeAt(position))
        Q_EMIT sought(*time);
}

QString TimePlot::hoverText(const QPoint &position) const
{
    const auto time = timeAt(position);
    return time ? timeText(*time) : QString();
}

} // namespace melscope
