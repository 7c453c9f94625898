#pragma once

#include "ui/plots/plot_widget.h"

#include <memory>
#include <string>
#include <vector>

class QCPAxisRect;
class QCPBars;
class QCPColorMap;
class QCPColorScale;
class QCPItemRect;

namespace melscope {

/// What a matrix of labels shows. Immutable.
struct MatrixContent
{
    QString rowTitle;
    QString columnTitle;
    QString valueTitle; ///< of the colours
    QString help; ///< shown while no cell is pointed at
    std::vector<std::string> rows; ///< names
    std::vector<std::string> columns;
    std::vector<float> values; ///< [rows × columns] within 0 … 1; NaN where there is nothing
    std::vector<double> rowTotals;
    std::vector<double> columnTotals;
    std::function<QString(size_t row, size_t column)> readout; ///< rich text
};

/// A matrix of labels as a heatmap, rows downwards, with totals as bars at the sides; names appear as there is room for
/// them.
class MatrixPlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit MatrixPlot(QWidget *parent = nullptr);

    void setContent(std::shared_ptr<const MatrixContent> content);
    /// Marks a cell and moves there if it is out of sight.
    void select(size_t row, size_t column);
    void showAll() override;
    std::function<ResultTable()> values() const override;
    const std::shared_ptr<const MatrixContent> &content() const { return m_content; }
    /// Where a cell is, in the plot's pixels.
    QPoint positionOf(size_t row, size_t column) const;

Q_SIGNALS:
    void cellClicked(size_t row, size_t column);

protected:
    void restyle() override;
    QString hoverText(const QPoint &position) const override;
    void click(const QPoint &position) override;

private:
    void build();
    void buildBars();
    void updateNames();
    /// The column (x) and row (y) there.
    std::optional<QPoint> labelsAt(const QPoint &position) const;

    std::shared_ptr<const MatrixContent> m_content;
    QCPAxisRect *m_main;
    QCPAxisRect *m_top; ///< totals of the columns
    QCPAxisRect *m_side; ///< totals of the rows
    QCPColorMap *m_map;
    QCPColorScale *m_scale;
    QCPBars *m_columnBars;
    QCPBars *m_rowBars;
    QCPItemRect *m_mark;
    QSize m_laidOut; ///< the main axes' size that the names were chosen for
};

} // namespace melscope
