#include "ui/plots/map_plot.h"

#include "core/base/number_text.h"
#include "ui/plots/plot_style.h"

#include <QKeyEvent>
#include <QPainter>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

constexpr double kMargin = 0.03; ///< about all points
constexpr double kMostStretch = 1.5; ///< in one direction, where the room is narrow
constexpr double kPointerPixels = 8; ///< a point is pointed at from so far away
constexpr double kRingPixels = 9;
constexpr int kLeastStep = 3; ///< pixels between corners of a lasso
constexpr double kSavedScale = 3; ///< pixels of a screen's unit in figures that are saved as drawings

QImage imageOf(const MapPicture &picture)
{
    return QImage(reinterpret_cast<const uchar *>(picture.pixels.data()), picture.width, picture.height,
                  picture.width * 4, QImage::Format_ARGB32_Premultiplied);
}

} // namespace

/// The picture of the points, at its place on the axes.
class MapPlot::Image : public QCPAbstractItem
{
public:
    Image(QCustomPlot *plot, MapPlot &map)
        : QCPAbstractItem(plot)
        , m_map(map)
    {
        setSelectable(false);
        setClipToAxisRect(true);
    }
    double selectTest(const QPointF &, bool, QVariant *) const override { return -1; }

protected:
    void draw(QCPPainter *painter) override
    {
        // A drawing is kept, and seen larger.
        if (painter->modes().testFlag(QCPPainter::pmNoCaching) || painter->modes().testFlag(QCPPainter::pmVectorized)) {
            if (const auto frame = m_map.frame()) {
                const MapDrawing &drawing = m_map.m_drawing;
                paint(painter,
                      drawMap(*drawing.points, *drawing.shades, *drawing.colours, frame->extent,
                              int(frame->width * kSavedScale / frame->scale),
                              int(frame->height * kSavedScale / frame->scale), kSavedScale));
            }
        } else if (m_map.m_picture) {
            paint(painter, *m_map.m_picture);
        }
    }

private:
    void paint(QCPPainter *painter, const MapPicture &picture) const
    {
        const QCPAxis *x = mParentPlot->xAxis;
        const QCPAxis *y = mParentPlot->yAxis;
        const QRectF place(QPointF(x->coordToPixel(picture.extent.left), y->coordToPixel(picture.extent.top)),
                           QPointF(x->coordToPixel(picture.extent.right), y->coordToPixel(picture.extent.bottom)));
        painter->drawImage(place, imageOf(picture));
    }

    MapPlot &m_map;
};

/// What is being enclosed, over the plot, which is not drawn anew for it.
class MapPlot::Outline : public QWidget
{
public:
    explicit Outline(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setObjectName(QStringLiteral("mapOutline"));
        hide();
    }
    void show(const std::vector<QPoint> &path)
    {
        m_path = QPolygon(QList<QPoint>(path.begin(), path.end()));
        setGeometry(parentWidget()->rect());
        setVisible(path.size() > 1);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor colour = palette().color(QPalette::Highlight);
        painter.setPen(QPen(colour, 1.5));
        painter.setBrush(faded(colour, 40));
        painter.drawPolygon(m_path);
    }

private:
    QPolygon m_path;
};

MapPlot::MapPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("mapPlot"), tr("Map of the tracks"), parent)
    , m_image(new Image(plot(), *this))
    , m_ring(new QCPItemEllipse(plot()))
    , m_outline(new Outline(plot()))
{
    for (QCPAxis *axis : { plot()->xAxis, plot()->yAxis }) {
        axis->setTicks(false);
        axis->setTickLabels(false);
        axis->grid()->setVisible(false);
    }
    m_ring->setVisible(false);
    m_ring->setSelectable(false);
    for (QCPItemPosition *position : { m_ring->topLeft, m_ring->bottomRight })
        position->setType(QCPItemPosition::ptAbsolute);
    // Before each replot, since whatever moves or zooms ends in one.
    connect(plot(), &QCustomPlot::beforeReplot, this, [this] {
        placeRing();
        wantPicture();
    });
    connect(&m_painter, &MapPainter::drawn, this, [this](const std::shared_ptr<const MapPicture> &picture) {
        m_picture = picture;
        replotSoon();
        Q_EMIT pictureChanged();
    });
    restyle();
}

MapPlot::~MapPlot() = default;

void MapPlot::setDrawing(const MapDrawing &drawing)
{
    const bool isFirst = !m_drawing.points;
    const bool isMoved = m_drawing.points != drawing.points;
    m_drawing = drawing;
    m_wanted.reset();
    if (!m_drawing.points) {
        m_picture.reset();
    } else if (isMoved) {
        // Whoever looks at a place closely goes on looking there, while a layout moves the points.
        const bool keeps = !isFirst && isZoomed();
        const QCPRange x = plot()->xAxis->range();
        const QCPRange y = plot()->yAxis->range();
        fit();
        if (keeps) {
            plot()->xAxis->setRange(x);
            plot()->yAxis->setRange(y);
        }
    }
    replotSoon();
}

void MapPlot::fit()
{
    if (!m_drawing.points)
        return;
    const MapExtent &extent = m_drawing.points->extent();
    const QRect room = plot()->axisRect()->rect();
    double width = (extent.right - extent.left) * (1 + 2 * kMargin);
    double height = (extent.top - extent.bottom) * (1 + 2 * kMargin);
    // A unit is about as long across as it is up: what lies near matters, not in which direction, but shapes are known
    // again in another room.
    const double wanted = double(std::max(1, room.width())) / std::max(1, room.height());
    width = std::max(width, height * wanted / kMostStretch);
    height = std::max(height, width / wanted / kMostStretch);
    const double x = (extent.left + extent.right) / 2;
    const double y = (extent.bottom + extent.top) / 2;
    setAll(plot()->xAxis, x - width / 2, x + width / 2);
    setAll(plot()->yAxis, y - height / 2, y + height / 2);
}

std::optional<MapFrame> MapPlot::frame() const
{
    const QRect room = plot()->axisRect()->rect();
    if (!m_drawing.points || !m_drawing.shades || room.width() < 2 || room.height() < 2)
        return {};
    const QCPRange x = plot()->xAxis->range();
    const QCPRange y = plot()->yAxis->range();
    const double scale = devicePixelRatioF();
    return MapFrame {
        { x.lower, x.upper, y.lower, y.upper }, int(room.width() * scale), int(room.height() * scale), scale
    };
}

void MapPlot::wantPicture()
{
    const auto wanted = frame();
    if (!wanted || wanted == m_wanted)
        return;
    m_wanted = wanted;
    m_painter.want(m_drawing, *wanted);
}

void MapPlot::restyle()
{
    PlotWidget::restyle();
    QPen pen(palette().color(QPalette::Text));
    pen.setWidthF(2);
    m_ring->setPen(pen);
}

void MapPlot::resizeEvent(QResizeEvent *event)
{
    PlotWidget::resizeEvent(event);
    fit();
    replotSoon();
}

MapPoint MapPlot::placeAt(const QPointF &position) const
{
    return { plot()->xAxis->pixelToCoord(position.x()), plot()->yAxis->pixelToCoord(position.y()) };
}

QPoint MapPlot::pixelOf(MapPoint place) const
{
    return { int(std::lround(plot()->xAxis->coordToPixel(place.x))),
             int(std::lround(plot()->yAxis->coordToPixel(place.y))) };
}

std::optional<uint32_t> MapPlot::pointAt(const QPoint &position) const
{
    if (!m_drawing.points || !plot()->axisRect()->rect().contains(position))
        return {};
    const MapPoint place = placeAt(position);
    const MapPoint beside = placeAt(position + QPointF(kPointerPixels, -kPointerPixels));
    const auto point = m_drawing.points->nearest(place, beside.x - place.x, beside.y - place.y);
    const bool isHidden = point && m_drawing.shades && (*m_drawing.shades)[*point] == map_shade::kHidden;
    return isHidden ? std::nullopt : point;
}

void MapPlot::hover(const QPoint &position)
{
    Q_EMIT pointHovered(pointAt(position), plot()->mapToGlobal(position));
}

void MapPlot::leaveEvent(QEvent *event)
{
    PlotWidget::leaveEvent(event);
    Q_EMIT pointHovered({}, {});
}

void MapPlot::click(const QPoint &position)
{
    if (const auto point = pointAt(position))
        Q_EMIT pointClicked(*point);
}

void MapPlot::setTool(Tool tool)
{
    m_tool = tool;
    plot()->setCursor(tool == Tool::Move ? Qt::ArrowCursor : Qt::CrossCursor);
}

bool MapPlot::beginGesture(const QPoint &position, Qt::KeyboardModifiers keys)
{
    // Shift encloses whatever the tool is.
    if (!m_drawing.points || (m_tool == Tool::Move && !keys.testFlag(Qt::ShiftModifier)))
        return false;
    m_isMore = keys.testFlag(Qt::ControlModifier);
    m_path.assign(1, position);
    Q_EMIT pointHovered({}, {});
    return true;
}

void MapPlot::gesture(const QPoint &position, bool isOver)
{
    if (m_path.empty())
        return; // it was given up
    if (m_tool == Tool::Rectangle) {
        const QPoint first = m_path.front();
        m_path = { first, { position.x(), first.y() }, position, { first.x(), position.y() } };
    } else if ((position - m_path.back()).manhattanLength() >= kLeastStep || isOver) {
        m_path.push_back(position);
    }
    m_outline->show(m_path);
    if (isOver)
        endEnclosing();
}

void MapPlot::endEnclosing()
{
    std::vector<MapPoint> polygon;
    for (const QPoint &corner : m_path)
        polygon.push_back(placeAt(corner));
    m_path.clear();
    m_outline->show({});
    Q_EMIT enclosed(polygon, m_isMore);
}

void MapPlot::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_path.empty()) {
        m_path.clear();
        m_outline->show({});
        return;
    }
    PlotWidget::keyPressEvent(event);
}

void MapPlot::setMarked(std::optional<uint32_t> point)
{
    m_marked = point;
    replotSoon();
}

void MapPlot::placeRing()
{
    const bool isThere = m_marked && m_drawing.points && *m_marked < m_drawing.points->size();
    m_ring->setVisible(isThere);
    if (!isThere)
        return;
    const QPointF at(pixelOf(m_drawing.points->at(*m_marked)));
    m_ring->topLeft->setPixelPosition(at - QPointF(kRingPixels, kRingPixels));
    m_ring->bottomRight->setPixelPosition(at + QPointF(kRingPixels, kRingPixels));
}

QString MapPlot::description() const
{
    if (!m_drawing.points)
        return tr("An empty map");
    return tr("%1: %2 points, %3 of them in view")
        .arg(accessibleName(), countText(qint64(m_drawing.points->size())),
             countText(m_picture ? qint64(m_picture->seen) : 0));
}

std::function<ResultTable()> MapPlot::values() const
{
    return m_table ? m_table : [] { return ResultTable {}; };
}

} // namespace melscope
