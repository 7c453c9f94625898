#pragma once

#include "core/training/trainer.h"

#include <QWidget>

#include <vector>

class QCustomPlot;
class QCPItemStraightLine;
class QCPItemText;

namespace melscope {

/// One figure of training and validation over the epochs, growing as epochs end, the best epoch marked.
class HistoryPlot : public QWidget
{
    Q_OBJECT
public:
    enum class Figure { Loss, Accuracy };

    explicit HistoryPlot(Figure figure, QWidget *parent = nullptr);

    void clear();
    void setHistory(const std::vector<EpochFigures> &history);
    void append(const EpochFigures &figures);
    int pointCount() const { return int(m_history.size()); }
    int bestEpoch() const { return m_bestEpoch; }
    /// How often the plot was painted anew; for tests.
    int replotCount() const { return m_replots; }

protected:
    void changeEvent(QEvent *event) override;

private:
    double value(const EpochFigures &figures, bool validation) const;
    void addPoint(const EpochFigures &figures);
    void refresh();
    void restyle();
    void showReadout(const QPoint &position);

    Figure m_figure;
    std::vector<EpochFigures> m_history;
    int m_bestEpoch = 0;
    double m_bestLoss = 0;
    int m_replots = 0;
    QCustomPlot *m_plot;
    QCPItemStraightLine *m_bestLine;
    QCPItemText *m_bestText;
};

} // namespace melscope
