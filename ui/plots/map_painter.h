#pragma once

#include "core/exploring/map_picture.h"

#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace melscope {

/// A map with the colours of its points. Immutable; drawn by any thread.
struct MapDrawing
{
    std::shared_ptr<const MapPoints> points;
    std::shared_ptr<const std::vector<uint8_t>> shades;
    std::shared_ptr<const MapColours> colours;
};

/// A part of a map, and how large it is wanted.
struct MapFrame
{
    MapExtent extent;
    int width = 0; ///< in pixels
    int height = 0;
    double scale = 1; ///< pixels of a screen's unit

    bool operator==(const MapFrame &) const = default;
};

/// Draws pictures of a map on a thread of its own, always the newest that is wanted. It does not yield to the window as
/// jobs do: a picture is waited for.
class MapPainter : public QObject
{
    Q_OBJECT
public:
    explicit MapPainter(QObject *parent = nullptr);
    ~MapPainter() override;

    void want(const MapDrawing &drawing, const MapFrame &frame);
    bool isBusy() const { return m_asked != m_drawn; }

Q_SIGNALS:
    /// In the thread of this object, with the newest picture alone.
    void drawn(const std::shared_ptr<const melscope::MapPicture> &picture);

private:
    struct Wish
    {
        MapDrawing drawing;
        MapFrame frame;
        quint64 number = 0;
    };
    void work();
    void take(const std::shared_ptr<const MapPicture> &picture, quint64 number);

    quint64 m_asked = 0;
    quint64 m_drawn = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<Wish> m_wish; ///< under the mutex
    bool m_isOver = false; ///< under the mutex
    CancelToken m_cancel;
    std::thread m_thread; ///< from the first wish on
};

} // namespace melscope
