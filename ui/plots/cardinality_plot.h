#pragma once

#include <QWidget>

#include <vector>

class QCustomPlot;
class QCPBars;

namespace melscope {

/// How many recordings have one, two, three … labels.
class CardinalityPlot : public QWidget
{
    Q_OBJECT
public:
    explicit CardinalityPlot(QWidget *parent = nullptr);

    /// [k] recordings with k labels.
    void setCounts(const std::vector<size_t> &recordingsWith);
    int barCount() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();
    QCustomPlot *m_plot;
    QCPBars *m_bars;
    std::vector<size_t> m_counts;
};

} // namespace melscope
