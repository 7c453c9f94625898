#include "ui/plots/map_painter.h"

namespace melscope {

MapPainter::MapPainter(QObject *parent)
    : QObject(parent)
{
}

MapPainter::~MapPainter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_cancel.cancel();
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void MapPainter::want(const MapDrawing &drawing, const MapFrame &frame)
{
    {
        const std::lock_guard lock(m_mutex);
        m_wish = Wish { drawing, frame, ++m_asked };
    }
    if (!m_thread.joinable())
        m_thread = std::thread([this] { work(); });
    m_wake.notify_one();
}

void MapPainter::work()
{
    while (true) {
        Wish wish;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_isOver || m_wish; });
            if (m_isOver)
                return;
            wish = *std::exchange(m_wish, {});
        }
        // Without memory for it there is no picture; the next may be smaller.
        std::shared_ptr<const MapPicture> picture;
        try {
            picture = std::make_shared<const MapPicture>(
                drawMap(*wish.drawing.points, *wish.drawing.shades, *wish.drawing.colours, wish.frame.extent,
                        wish.frame.width, wish.frame.height, wish.frame.scale, m_cancel));
        } catch (const std::bad_alloc &) {
        }
        QMetaObject::invokeMethod(
            this, [this, picture, number = wish.number] { take(picture, number); }, Qt::QueuedConnection);
    }
}

void MapPainter::take(const std::shared_ptr<const MapPicture> &picture, quint64 number)
{
    m_drawn = number;
    if (picture)
        Q_EMIT drawn(picture);
}

} // namespace melscope
