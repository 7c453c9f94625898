#pragma once

#include "core/training/epoch_figures.h"
#include "ui/plots/plot_widget.h"

#include <QColor>

#include <optional>
#include <vector>

class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;

namespace melscope {

/// The curves of one run, or the mean of several that differ in the seed alone.
struct HistoryCurves
{
    QString name;
    QColor colour;
    std::vector<EpochFigures> history;
    std::vector<EpochFigures> deviation; ///< standard deviation of a mean, epoch by epoch; empty: one run
    int bestEpoch = 0;
};

/// Some figures over the epochs: one run with a colour for each figure, or several runs with a colour for each.
/// The page keeps several of them in step: they share the range of epochs and the cursor.
class HistoryPlot : public PlotWidget
{
    Q_OBJECT
public:
    enum class Figure { Loss, Quality, LearningRate, Speed };

    explicit HistoryPlot(Figure figure, QWidget *parent = nullptr);

    void setCurves(std::vector<HistoryCurves> curves);
    /// Adds an epoch to the first curves.
    void append(const EpochFigures &figures, int bestEpoch);
    void setLogarithmic(bool epochs, bool values);
    /// 0: as they are; towards 1: an exponential average that follows slowly. The curves themselves stay, faint.
    void setSmoothing(double smoothing);
    /// The epochs shown; nothing: all.
    void setEpochRange(std::optional<std::pair<double, double>> range);
    void showAll() override;
    /// A line at an epoch in all plots; 0: none.
    void showCursor(int epoch);

    int pointCount() const { return m_curves.empty() ? 0 : int(m_curves.front().history.size()); }
    int bestEpoch() const { return m_curves.empty() ? 0 : m_curves.front().bestEpoch; }

Q_SIGNALS:
    void epochRangeChanged(double lower, double upper);
    void epochRangeReset();
    void epochHovered(int epoch); ///< 0: the pointer has left

protected:
    void restyle() override;
    void hover(const QPoint &position) override;
    void leaveEvent(QEvent *event) override;

private:
    struct Series
    {
        QString name;
        double EpochFigures::*value;
        bool leading; ///< shown of every run, the others of a single one alone (or dotted)
    };
    std::vector<Series> seriesOf(Figure figure) const;
    void rebuild();
    void addGraphs(const HistoryCurves &curves, size_t index);
    void addBand(const HistoryCurves &curves, const Series &series);
    QCPGraph *addGraph(const QVector<double> &epochs, const QVector<double> &values, const QPen &pen,
                       const QString &name, bool inLegend = true);
    QPen penOf(size_t curve, size_t series) const;
    void rescale();
    void placeBest();

    Figure m_figure;
    QString m_label; ///< of the vertical axis, while one run is shown
    std::vector<Series> m_series;
    std::vector<HistoryCurves> m_curves;
    bool m_logEpochs = false;
    bool m_logValues = false;
    double m_smoothing = 0;
    std::optional<std::pair<double, double>> m_range;
    bool m_settingRange = false;
    QCPItemStraightLine *m_bestLine;
    QCPItemText *m_bestText;
    QCPItemStraightLine *m_cursor;
};

} // namespace melscope
