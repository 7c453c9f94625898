#pragma once

#include "core/scoring/threshold_curve.h"
#include "core/scoring/what_if.h"
#include "ui/plots/plot_widget.h"

class QCPBars;
class QCPGraph;
class QCPItemStraightLine;
class QCPItemTracer;

namespace melscope {

/// Precision against recall of one label, the chosen threshold marked.
class PrecisionRecallPlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit PrecisionRecallPlot(QWidget *parent = nullptr);
    void setCurve(const ThresholdCurve &curve, double averagePrecision, double chosen);
    void setChosen(double threshold);

protected:
    void restyle() override;

private:
    ThresholdCurve m_curve;
    QCPGraph *m_line;
    QCPGraph *m_point;
};

/// True positive rate against false positive rate of one label, the chosen threshold marked; with the area below.
class RocPlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit RocPlot(QWidget *parent = nullptr);
    void setCurve(const ThresholdCurve &curve, double chosen);
    void setChosen(double threshold);

protected:
    void restyle() override;

private:
    double falseRate(const ThresholdCurve::Point &point) const;

    ThresholdCurve m_curve;
    QCPGraph *m_line;
    QCPGraph *m_chance;
    QCPGraph *m_point;
};

/// How many tracks with and without the label have which score; shares of each kind.
class ScoreHistogramPlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit ScoreHistogramPlot(QWidget *parent = nullptr);
    void setMovable(const MovableLabel *movable, double chosen);
    void setChosen(double threshold);

protected:
    void restyle() override;

private:
    QCPBars *m_with;
    QCPBars *m_without;
    QCPItemStraightLine *m_line;
};

/// Of tracks with about the same score: how many bear the label. Calibrated scores lie on the diagonal.
class CalibrationPlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit CalibrationPlot(QWidget *parent = nullptr);
    void setMovable(const MovableLabel *movable);

protected:
    void restyle() override;

private:
    QCPGraph *m_diagonal;
    QCPGraph *m_points;
};

} // namespace melscope
