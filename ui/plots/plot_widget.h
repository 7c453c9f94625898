#pragma once

#include <QWidget>

class QCustomPlot;

namespace melscope {

/// A plot in a widget of its own: the palette's colours, counted replots. What all plots of a label have in common.
class PlotWidget : public QWidget
{
    Q_OBJECT
public:
    PlotWidget(const QString &objectName, const QString &accessibleName, QWidget *parent);

    QCustomPlot *plot() const { return m_plot; }
    int replotCount() const { return m_replots; }

protected:
    /// Colours that depend on the palette; called at first by the subclass, then whenever palette or font change.
    virtual void restyle();
    void replotSoon();
    void changeEvent(QEvent *event) override;

private:
    QCustomPlot *m_plot;
    int m_replots = 0;
};

} // namespace melscope
