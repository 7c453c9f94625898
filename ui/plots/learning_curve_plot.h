#pragma once

#include "core/study/learning_curve.h"
#include "ui/plots/plot_widget.h"

class QCPErrorBars;
class QCPGraph;

namespace melscope {

/// F1 against the number of training tracks (logarithmic): a line for each group of labels, with the deviation where a
/// point is the mean of several runs. A click on a line's name in the legend hides it or brings it back.
class LearningCurvePlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit LearningCurvePlot(QWidget *parent = nullptr);

    void setCurve(LearningCurve curve);
    const LearningCurve &curve() const { return m_curve; }
    void setShown(SupportGroup group, bool isShown);
    bool isShown(SupportGroup group) const { return m_isShown[size_t(group)]; }
    /// Whether any point has labels of the group.
    bool has(SupportGroup group) const;
    /// Where the name of a group stands in the legend; empty where it has none.
    QRect legendPlaceOf(SupportGroup group) const;
    /// "all labels", "10–99 tracks": what its labels have
    static QString groupTitle(SupportGroup group);

    std::function<ResultTable()> values() const override;
    QString description() const override;

Q_SIGNALS:
    void shownChanged();

protected:
    void restyle() override;
    QString hoverText(const QPoint &position) const override;
    void click(const QPoint &position) override;

private:
    void rescale();

    LearningCurve m_curve;
    std::array<QCPGraph *, kSupportGroups> m_graphs {};
    std::array<QCPErrorBars *, kSupportGroups> m_deviations {};
    std::array<bool, kSupportGroups> m_isShown {};
};

} // namespace melscope
