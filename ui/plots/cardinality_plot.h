#pragma once

#include "ui/plots/plot_widget.h"

#include <vector>

class QCPBars;

namespace melscope {

/// How many recordings have one, two, three … labels.
class CardinalityPlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit CardinalityPlot(QWidget *parent = nullptr);

    /// [k] recordings with k labels.
    void setCounts(const std::vector<size_t> &recordingsWith);
    int barCount() const;

protected:
    void restyle() override;
    QString hoverText(const QPoint &position) const override;

private:
    QCPBars *m_bars;
    std::vector<size_t> m_counts;
};

} // namespace melscope
