#pragma once

#include "core/scoring/threshold_curve.h"

#include <QWidget>

class QCustomPlot;
class QCPItemStraightLine;
class QCPItemText;
class QCPItemTracer;

namespace melscope {

/// A label's F1, precision and recall against the threshold, the chosen threshold marked.
class ThresholdPlot : public QWidget
{
    Q_OBJECT
public:
    explicit ThresholdPlot(QWidget *parent = nullptr);

    void clear();
    /// `chosen` NaN: the label is never predicted.
    void setCurve(const ThresholdCurve &curve, double chosen);
    int pointCount() const;
    double chosenThreshold() const { return m_chosen; }
    int replotCount() const { return m_replots; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();
    void mark();
    void showReadout(const QPoint &position);

    ThresholdCurve m_curve;
    double m_chosen;
    int m_replots = 0;
    QCustomPlot *m_plot;
    QCPItemStraightLine *m_line;
    QCPItemText *m_text;
};

} // namespace melscope
