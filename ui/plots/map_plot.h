#pragma once

#include "ui/plots/map_painter.h"
#include "ui/plots/plot_widget.h"

class QCPItemEllipse;

namespace melscope {

/// Tracks as points of a map: some as discs, very many as a density. Dragging moves the map, or encloses points with a
/// rectangle or a lasso. While it is moved or zoomed, the last picture is stretched until the next one is drawn.
class MapPlot : public PlotWidget
{
    Q_OBJECT
public:
    /// What dragging does.
    enum class Tool { Move, Rectangle, Lasso };

    explicit MapPlot(QWidget *parent = nullptr);
    ~MapPlot() override;

    /// Nothing: an empty map.
    void setDrawing(const MapDrawing &drawing);
    const MapDrawing &drawing() const { return m_drawing; }
    void setTool(Tool tool);
    Tool tool() const { return m_tool; }
    /// A ring about a point.
    void setMarked(std::optional<uint32_t> point);
    /// What the values as a table are; may be called by a worker.
    void setTable(const std::function<ResultTable()> &table) { m_table = table; }
    /// The picture that is shown; null before the first.
    std::shared_ptr<const MapPicture> picture() const { return m_picture; }
    /// Whether a newer picture than the one that is shown is on its way.
    bool isDrawing() const { return m_painter.isBusy() || (m_drawing.shades && !m_wanted); }

    QString description() const override;
    std::function<ResultTable()> values() const override;
    /// Where a place of the map is, in this widget.
    QPoint pixelOf(MapPoint place) const;

Q_SIGNALS:
    void pointClicked(uint32_t point);
    /// Null: the pointer is at none. `place` is in global coordinates.
    void pointHovered(const std::optional<uint32_t> &point, const QPoint &place);
    /// A place was enclosed; `isMore`: besides what was before.
    void enclosed(const std::vector<melscope::MapPoint> &polygon, bool isMore);
    void pictureChanged();

protected:
    void restyle() override;
    void resizeEvent(QResizeEvent *event) override;
    void hover(const QPoint &position) override;
    void click(const QPoint &position) override;
    bool beginGesture(const QPoint &position, Qt::KeyboardModifiers keys) override;
    void gesture(const QPoint &position, bool isOver) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    class Image;
    class Outline;

    void fit();
    void wantPicture();
    std::optional<MapFrame> frame() const;
    MapPoint placeAt(const QPointF &position) const;
    std::optional<uint32_t> pointAt(const QPoint &position) const;
    void placeRing();
    void endEnclosing();

    MapDrawing m_drawing;
    std::function<ResultTable()> m_table;
    Tool m_tool = Tool::Move;
    Image *m_image; ///< owned by the plot
    QCPItemEllipse *m_ring;
    Outline *m_outline; ///< over the plot
    std::vector<QPoint> m_path; ///< what is being drawn, in pixels
    bool m_isMore = false;
    std::optional<uint32_t> m_marked;
    std::shared_ptr<const MapPicture> m_picture;
    std::optional<MapFrame> m_wanted; ///< the last frame that was asked for
    MapPainter m_painter;
};

} // namespace melscope
