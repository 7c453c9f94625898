#pragma once

#include "ui/plots/plot_widget.h"

#include <vector>

class QCPBars;
class QCPGraph;

namespace melscope {

/// One track's scores against its labels' thresholds: bars of score / threshold, so that what reaches 1 is predicted;
/// true labels in another colour.
class ScoreBarsPlot : public PlotWidget
{
    Q_OBJECT
public:
    struct Bar
    {
        QString label;
        double score;
        double threshold;
        bool isTrue;
        bool isPredicted;
    };

    explicit ScoreBarsPlot(QWidget *parent = nullptr);
    /// The first one stands on top.
    void setBars(std::vector<Bar> bars);
    size_t barCount() const { return m_bars.size(); }
    std::function<ResultTable()> values() const override;

protected:
    void restyle() override;
    QString hoverText(const QPoint &position) const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showNames();
    static QString verdictOf(const Bar &bar);

    std::vector<Bar> m_bars;
    QCPBars *m_true;
    QCPBars *m_other;
    QCPGraph *m_one; ///< where a label is predicted
};

} // namespace melscope
