#pragma once

#include "core/exploring/map_colouring.h"

#include <mutex>
#include <optional>

namespace melscope {

/// A map as far as it is made: what its points are, and where they lie by now.
struct MapStage
{
    std::shared_ptr<const MapTracks> tracks;
    std::shared_ptr<const MapRows> rows;
    std::shared_ptr<const MapPoints> points;
    int round = 0; ///< of the layout; 0: along the principal axes
    int rounds = 0; ///< 0: nothing more comes
};

/// Where a worker leaves the newest stage for the window to take.
class MapOutbox
{
public:
    void put(MapStage stage)
    {
        const std::lock_guard lock(m_mutex);
        m_stage = std::move(stage);
    }
    std::optional<MapStage> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_stage, {});
    }
    bool isEmpty() const
    {
        const std::lock_guard lock(m_mutex);
        return !m_stage;
    }

private:
    mutable std::mutex m_mutex;
    std::optional<MapStage> m_stage; ///< under the mutex
};

/// Which map is wanted.
struct MapWish
{
    std::shared_ptr<const Collection> data;
    std::shared_ptr<const Run> run;
    std::vector<QString> parts; ///< by name
    bool byNeighbours = true; ///< or along the principal axes alone
    bool mayMake = false; ///< embeddings that are not there; without, the map is nothing then
    std::shared_ptr<const std::vector<uint32_t>> only; ///< tracks of the snapshot, ascending; null: all
};

/// Makes the map, leaving what there is of it in `outbox` on the way, and keeps it in the run's folder if it is of
/// whole parts. Nothing: it would have to be made first, and that is not wanted yet. Errors: no such part; no point in
/// the snapshot; as MapTracks::of(), neighbourMap() and writeMap().
Result<std::optional<MapStage>> makeMap(const MapWish &wish, MapOutbox &outbox, const CancelToken &cancel,
                                        const ProgressCallback &progress);

} // namespace melscope
