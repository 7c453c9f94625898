#pragma once

#include <QWidget>

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QCustomPlot;
class QCPAxisRect;
class QCPBars;
class QCPColorMap;
class QCPColorScale;
class QCPItemRect;
class QLabel;

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

/// A matrix of labels as a heatmap, rows downwards, with totals as bars at the sides. The wheel zooms, dragging moves,
/// a double click shows all; names appear as there is room for them.
class MatrixPlot : public QWidget
{
    Q_OBJECT
public:
    explicit MatrixPlot(QWidget *parent = nullptr);

    void setContent(std::shared_ptr<const MatrixContent> content);
    /// Marks a cell and moves there if it is out of sight.
    void select(size_t row, size_t column);
    void showAll();
    QString readoutText() const;
    const std::shared_ptr<const MatrixContent> &content() const { return m_content; }
    QCustomPlot *plot() const { return m_plot; }
    /// Where a cell is, in the plot's pixels.
    QPoint positionOf(size_t row, size_t column) const;

Q_SIGNALS:
    void cellClicked(size_t row, size_t column);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void restyle();
    void updateNames();
    bool cellAt(const QPointF &position, size_t &row, size_t &column) const;
    void showReadout(size_t row, size_t column);

    std::shared_ptr<const MatrixContent> m_content;
    QCustomPlot *m_plot;
    QCPAxisRect *m_main;
    QCPAxisRect *m_top; ///< totals of the columns
    QCPAxisRect *m_side; ///< totals of the rows
    QCPColorMap *m_map;
    QCPColorScale *m_scale;
    QCPBars *m_columnBars;
    QCPBars *m_rowBars;
    QCPItemRect *m_mark;
    QLabel *m_readout;
    QPoint m_pressed;
    QSize m_laidOut; ///< the main axes' size that the names were chosen for
};

} // namespace melscope
