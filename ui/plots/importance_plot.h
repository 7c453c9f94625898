#pragma once

#include "ui/plots/plot_widget.h"

#include <vector>

class QCPBars;
class QCPErrorBars;

namespace melscope {

/// What a figure loses where a statistic, or a group of bands, is that of other tracks: a bar for each, with its
/// deviation over the permutations.
class ImportancePlot : public PlotWidget
{
    Q_OBJECT
public:
    struct Bar
    {
        QString name; ///< "var", "bands 5–9"
        QString tick; ///< below the axis: "var", "5–9"
        bool isStatistic = true;
        double loss = 0;
        double deviation = 0;
    };

    explicit ImportancePlot(QWidget *parent = nullptr);

    /// Statistics first. `figure`: what is lost, "average precision".
    void setBars(std::vector<Bar> bars, const QString &figure);
    const std::vector<Bar> &bars() const { return m_all; }
    std::function<ResultTable()> values() const override;
    QString description() const override;

protected:
    void restyle() override;
    QString hoverText(const QPoint &position) const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    double placeOf(size_t bar) const;
    void fitTexts();

    std::vector<Bar> m_all;
    QString m_figure; ///< what is lost
    QCPBars *m_series[2]; ///< statistics, bands
    QCPErrorBars *m_errors[2];
};

} // namespace melscope
