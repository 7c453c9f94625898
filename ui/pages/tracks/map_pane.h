#pragma once

#include "core/exploring/track_filter.h"
#include "ui/jobs/job_lane.h"
#include "ui/pages/tracks/map_making.h"

#include "core/study/result_tables.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace melscope {

class ElidedLabel;
class MapBar;
class MapCard;
class MapLegend;
class MapPlot;
class Session;

/// The tracks of the open run as a map on which those lie together that sound alike to its network. What the filter
/// finds is coloured, all else pale; what is enclosed becomes what the filter finds.
class MapPane : public QWidget
{
    Q_OBJECT
public:
    explicit MapPane(Session &session, QWidget *parent = nullptr);
    ~MapPane() override;

    /// What the filter finds, ascending or not.
    void setFound(const std::shared_ptr<const std::vector<uint32_t>> &tracks);
    void showTrack(std::optional<uint32_t> track);
    MapPlot *plot() const { return m_plot; }
    const std::optional<MapStage> &stage() const { return m_stage; }
    /// Whether the layout, the colours or what was enclosed are being worked out.
    bool isBusy() const { return m_making.isBusy() || m_colouring.isBusy() || m_picking.isBusy(); }

Q_SIGNALS:
    void trackWanted(uint32_t track);
    /// Tracks were enclosed, ascending; `isMore`: besides those of before.
    void picked(const std::shared_ptr<const std::vector<uint32_t>> &tracks, bool isMore);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void say(const QString &text, bool canBegin = false);
    void forget();
    void refresh();
    void make(bool mayMake);
    void take(const MapStage &stage);
    void tellState();
    void colour();
    void stop();
    void mark();
    void hover(const std::optional<uint32_t> &point, const QPoint &place);
    void pick(const std::vector<MapPoint> &polygon, bool isMore);
    std::function<ResultTable()> table() const;

    Session &m_session;
    QStackedLayout *m_stack; ///< why there is no map, or the map
    QLabel *m_reason;
    QPushButton *m_begin;
    MapBar *m_bar;
    QPushButton *m_stop;
    ElidedLabel *m_state;
    MapPlot *m_plot;
    MapLegend *m_legend;
    MapCard *m_card;
    std::shared_ptr<const std::vector<uint32_t>> m_found;
    std::optional<uint32_t> m_track;
    std::shared_ptr<const Run> m_run; ///< whose map it is
    std::shared_ptr<MapOutbox> m_outbox;
    std::optional<MapStage> m_stage;
    std::shared_ptr<const MapShades> m_shades; ///< of the stage, before the legend and the filter
    std::vector<uint32_t> m_legendColours; ///< that the legend shows
    bool m_isStopped = false;
    JobLane m_colourLane;
    LatestJob m_making;
    LatestJob m_colouring;
    LatestJob m_hovering;
    LatestJob m_picking;
};

} // namespace melscope
