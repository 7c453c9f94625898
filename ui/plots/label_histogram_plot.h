#pragma once

#include "ui/plots/plot_widget.h"

#include <vector>

class QCPBars;

namespace melscope {

/// How many recordings have each label, the most frequent first.
class LabelHistogramPlot : public PlotWidget
{
    Q_OBJECT
public:
    struct Item
    {
        QString label;
        bool isGenre = false;
        double recordings = 0;
    };
    explicit LabelHistogramPlot(QWidget *parent = nullptr);

    void setItems(std::vector<Item> items);
    void setLogarithmic(bool logarithmic);
    const std::vector<Item> &items() const { return m_items; } ///< as they stand, from the left
    std::function<ResultTable()> values() const override;
    QString description() const override;

Q_SIGNALS:
    void labelClicked(const QString &label);

protected:
    void restyle() override;
    void resizeEvent(QResizeEvent *event) override;
    QString hoverText(const QPoint &position) const override;
    void click(const QPoint &position) override;

private:
    void scale();
    void nameTicks();

    QCPBars *m_genres;
    QCPBars *m_subgenres;
    std::vector<Item> m_items;
    bool m_logarithmic = false;
};

} // namespace melscope
