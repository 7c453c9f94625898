#pragma once

#include "core/exploring/sound_view.h"
#include "ui/plots/time_plot.h"

#include <memory>

class QCPColorMap;
class QCPGraph;

namespace melscope {

/// The mel bands of a whole sound over time.
class SpectrogramPlot : public TimePlot
{
    Q_OBJECT
public:
    explicit SpectrogramPlot(QWidget *parent = nullptr);
    void setSound(const std::shared_ptr<const SoundView> &sound); ///< null: none
    std::function<ResultTable()> values() const override;

protected:
    void restyle() override;
    QString hoverText(const QPoint &position) const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    std::shared_ptr<const SoundView> m_sound;
    QCPColorMap *m_map;
};

/// The waveform of a whole sound.
class WaveformPlot : public TimePlot
{
    Q_OBJECT
public:
    explicit WaveformPlot(QWidget *parent = nullptr);
    void setSound(const std::shared_ptr<const SoundView> &sound);

protected:
    void restyle() override;

private:
    QCPGraph *m_high;
    QCPGraph *m_low;
};

/// The scores of some labels over the time of a sound, each window's at its middle.
class ScoresPlot : public TimePlot
{
    Q_OBJECT
public:
    struct Curve
    {
        uint32_t label; ///< class
        QString name;
        double threshold; ///< NaN: none
    };
    explicit ScoresPlot(QWidget *parent = nullptr);
    /// Null: none.
    void setScores(const std::shared_ptr<const ScoresOverTime> &scores, std::vector<Curve> curves);
    int curveCount() const { return int(m_curves.size()); }

protected:
    void restyle() override;
    QString hoverText(const QPoint &position) const override;

private:
    std::shared_ptr<const ScoresOverTime> m_scores;
    std::vector<Curve> m_curves;
    std::vector<QCPGraph *> m_graphs;
};

} // namespace melscope
