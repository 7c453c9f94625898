#pragma once

#include "ui/plots/plot_widget.h"

#include <vector>

class QCPGraph;

namespace melscope {

/// Labels as points: F1 against support (logarithmic), genres and subgenres apart. A click chooses a label.
class LabelScatterPlot : public PlotWidget
{
    Q_OBJECT
public:
    struct Item
    {
        QString name;
        bool isGenre;
        double support;
        double f1;
    };

    explicit LabelScatterPlot(QWidget *parent = nullptr);

    void setItems(std::vector<Item> items);
    void select(int item); ///< −1: none
    int itemAt(const QPointF &position) const; ///< −1: none near
    QPointF positionOf(size_t item) const;
    std::function<ResultTable()> values() const override;

Q_SIGNALS:
    void itemClicked(size_t item);

protected:
    void restyle() override;
    QString hoverText(const QPoint &position) const override;
    void click(const QPoint &position) override;

private:
    std::vector<Item> m_items;
    QCPGraph *m_genres;
    QCPGraph *m_subgenres;
    QCPGraph *m_selected;
};

} // namespace melscope
