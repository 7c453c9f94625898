#pragma once

#include "ui/plots/plot_widget.h"

class QCPItemStraightLine;

namespace melscope {

/// A plot over the time of a sound. Several of them stand below one another, with the same stretch of time, the same
/// margins and a cursor that goes through all.
class TimePlot : public PlotWidget
{
    Q_OBJECT
public:
    TimePlot(const QString &objectName, const QString &accessibleName, QWidget *parent);

    /// Whether the times stand below it: the lowest of those that are shown.
    void showTimes(bool areShown);
    void setTimeRange(double lower, double upper); ///< seconds
    /// A line at a time; NaN: none.
    void showCursor(double seconds);
    std::function<ResultTable()> values() const override;
    double cursor() const { return m_cursorAt; }

Q_SIGNALS:
    void timeRangeChanged(double lower, double upper);
    void sought(double seconds); ///< by a click

protected:
    void setLength(double seconds);
    void restyle() override;
    void click(const QPoint &position) override;
    QString hoverText(const QPoint &position) const override;
    /// The time at a place; nothing outside the axes.
    std::optional<double> timeAt(const QPoint &position) const;

private:
    QCPItemStraightLine *m_cursor;
    double m_cursorAt;
    double m_length = 0;
    bool m_isFollowing = false;
};

/// "1:05.3"
QString timeText(double seconds);

} // namespace melscope
