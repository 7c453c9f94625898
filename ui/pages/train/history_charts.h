#pragma once

#include "ui/plots/history_plot.h"

class QCheckBox;
class QPushButton;
class QSlider;

namespace melscope {

class ElidedLabel;

/// The four charts of training in step, with their tools: logarithmic axes, smoothing, means over seeds, export, and a
/// line that reads all curves at the epoch under the pointer.
class HistoryCharts : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryCharts(QWidget *parent = nullptr);

    void setCurves(const std::vector<HistoryCurves> &curves);
    void append(const EpochFigures &figures, int bestEpoch);
    /// Whether runs that differ in the seed alone are shown as their mean.
    bool averagesSeeds() const;
    /// The charts as they are shown, as a file of the kind that the suffix tells.
    std::function<Result<std::string>()> render(const QString &path) const;

Q_SIGNALS:
    void averagingChanged();
    /// The user wants the charts as a file.
    void exportWanted(const QString &path);

private:
    QWidget *buildTools();
    void showEpoch(int epoch);

    int m_shownEpoch = 0; ///< in the readout; 0: none
    std::vector<HistoryCurves> m_curves;
    HistoryPlot *m_plots[4];
    ElidedLabel *m_readout;
    QPushButton *m_save;
    QCheckBox *m_logEpochs;
    QCheckBox *m_logValues;
    QCheckBox *m_average;
    QSlider *m_smoothing;
};

} // namespace melscope
