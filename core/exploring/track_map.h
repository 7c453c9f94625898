#pragma once

#include "core/exploring/embedding.h"
#include "core/exploring/map_layout.h"
#include "core/exploring/principal_axes.h"
#include "core/study/result_tables.h"

namespace melscope {

/// The tracks of some parts of a run, embedded, as the points of one map. Immutable.
class MapTracks
{
public:
    static constexpr size_t kMostParts = 250;

    struct PartOfMap
    {
        RunPart part;
        std::shared_ptr<const Embedding> embedding;
    };
    /// All tracks of the parts, whose embeddings have the same dimensions.
    static std::shared_ptr<const MapTracks> of(std::vector<PartOfMap> parts);
    /// As the run's folder keeps them, made where it does not. Errors: as embeddingOf(); no part.
    static Result<std::shared_ptr<const MapTracks>> of(const Run &run, const std::vector<RunPart> &parts,
                                                       int threads = 0, const CancelToken &cancel = {},
                                                       const ProgressCallback &progress = {});
    /// Some of these points alone.
    std::shared_ptr<const MapTracks> only(std::vector<uint32_t> points) const;

    size_t size() const { return m_rows.size(); }
    size_t dimensions() const { return m_parts.empty() ? 0 : m_parts.front().embedding->dimensions(); }
    const std::vector<PartOfMap> &parts() const { return m_parts; }
    size_t partOf(size_t point) const { return m_partOf[point]; }
    /// Of the point in its part's embedding.
    uint32_t rowOf(size_t point) const { return m_rows[point]; }
    IdKey key(size_t point) const { return m_parts[m_partOf[point]].embedding->ids().key(m_rows[point]); }
    std::span<const float> values(size_t point) const { return m_parts[m_partOf[point]].embedding->row(m_rows[point]); }
    /// "train+validation", as in the names of files.
    QString name() const;
    /// Changes with the model, the tracks and their order.
    QString fingerprint() const;

private:
    std::vector<PartOfMap> m_parts;
    std::vector<uint8_t> m_partOf;
    std::vector<uint32_t> m_rows;
};

/// The directions in which a map's tracks differ most; both kinds of map want them.
PrincipalAxes axesOfMap(const MapTracks &tracks);

/// Where tracks lie along the two directions in which they differ most. Errors: a value that is not finite; cancelled.
Result<MapPositions> principalMap(const MapTracks &tracks, const PrincipalAxes &axes, int threads = 0,
                                  const CancelToken &cancel = {});

/// Lays tracks out so that those which sound alike lie together, from where principalMap() has them, by the nearest of
/// 15 in 64 principal axes. Errors: a value that is not finite; cancelled.
Result<MapPositions> neighbourMap(const MapTracks &tracks, const PrincipalAxes &axes, const LayoutConfig &config = {},
                                  int threads = 0, const CancelToken &cancel = {},
                                  const ProgressCallback &progress = {}, const LayoutWatcher &watcher = {});

/// Maps of whole parts, as the run's folder keeps them. Errors: missing, corrupt, newer version; of other tracks, of
/// another model, with another seed.
Result<MapPositions> readMap(const Run &run, const MapTracks &tracks, const LayoutConfig &config = {});
Result<void> writeMap(const Run &run, const MapTracks &tracks, const MapPositions &positions,
                      const LayoutConfig &config = {});

/// Where each track lies, for files: recording, part, x, y.
ResultTable mapTable(const MapTracks &tracks, const MapPositions &positions);

} // namespace melscope
