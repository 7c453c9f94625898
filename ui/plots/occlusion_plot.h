#pragma once

#include "core/exploring/attribution.h"
#include "ui/plots/plot_widget.h"

class QCPAxisRect;
class QCPBars;

namespace melscope {

/// What a label's score loses where a band, or a statistic, is that of the baseline: a bar for each.
class OcclusionPlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit OcclusionPlot(QWidget *parent = nullptr);

    /// `summary`: a line below the bars while nothing is pointed at.
    void show(const Occlusion &occlusion, const QString &summary);
    const Occlusion &occlusion() const { return m_occlusion; }
    std::function<ResultTable()> values() const override;
    QString description() const override;

protected:
    void restyle() override;
    void hover(const QPoint &position) override;
    QString hoverText(const QPoint &position) const override;

private:
    Occlusion m_occlusion;
    QString m_summary;
    QCPAxisRect *m_right; ///< of the statistics
    QCPBars *m_bands[2]; ///< for, against
    QCPBars *m_statistics[2];
};

} // namespace melscope
