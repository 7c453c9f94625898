#pragma once

#include "core/scoring/threshold_curve.h"
#include "core/scoring/threshold_uncertainty.h"
#include "ui/plots/plot_widget.h"

#include <limits>

class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;
class QCPLayer;

namespace melscope {

/// A label's F1, precision, recall and share of predicted tracks against the threshold, with the bootstrap's band. The
/// threshold is a line that is dragged, or moved from score to score by the arrow keys. Lives on a layer of its own, so
/// that moving it repaints no curve.
class ThresholdPlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit ThresholdPlot(QWidget *parent = nullptr);

    void clear();
    /// `chosen` NaN: the label is never predicted. `optimum`: the plain argmax, marked where it differs from the chosen
    /// one.
    void setCurve(const ThresholdCurve &curve, double chosen,
                  double optimum = std::numeric_limits<double>::quiet_NaN());
    /// The label's F1 in other runs, beside this one's.
    struct Other
    {
        QString name;
        ThresholdCurve curve;
    };
    void setOthers(const std::vector<Other> &others);
    void setBand(const F1Band &band);
    void setChosen(double threshold);
    void setLogarithmic(bool logarithmic);

    int pointCount() const;
    double chosenThreshold() const { return m_chosen; }
    int lineReplotCount() const { return m_lineReplots; }
    /// Where a threshold is, in the plot's pixels.
    double pixelOf(double threshold) const;

Q_SIGNALS:
    void thresholdMoved(double threshold); ///< while dragging
    void
    thresholdReleased(bool isStep); ///< the last one moved to is meant; a step of the keyboard or the end of a drag

protected:
    void restyle() override;
    QString hoverText(const QPoint &position) const override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::vector<QCPGraph *> m_others;
    void build();
    void findAll();
    void mark();
    bool isNearLine(const QPointF &position) const;
    void move(double threshold);

    ThresholdCurve m_curve;
    double m_chosen;
    double m_optimum;
    double m_halfF = 0; ///< F*/2, where the optimum of calibrated scores lies
    int m_lineReplots = 0;
    bool m_isDragging = false;
    QCPGraph *m_low;
    QCPGraph *m_high;
    QCPGraph *m_figures[4];
    QCPLayer *m_layer;
    QCPItemStraightLine *m_line;
    QCPItemText *m_text;
    QCPItemStraightLine *m_optimumLine;
    QCPItemStraightLine *m_halfLine;
    QCPItemText *m_halfText;
};

} // namespace melscope
