#pragma once

#include "core/exploring/map_picture.h"
#include "core/exploring/track_map.h"
#include "core/exploring/track_results.h"

namespace melscope {

/// The tracks of a snapshot that stand for each point of a map: one in each source that has the recording in the part.
struct MapRows
{
    std::vector<uint32_t> begins; ///< [points + 1]
    std::vector<uint32_t> tracks;

    static MapRows of(const Collection &data, const Run &run, const MapTracks &points);
    std::span<const uint32_t> at(size_t point) const
    {
        return std::span(tracks).subspan(begins[point], begins[point + 1] - begins[point]);
    }
    /// All tracks of some points, ascending.
    std::vector<uint32_t> tracksOf(std::span<const uint32_t> points) const;
};

/// What the colours of a map tell.
enum class MapColouring {
    Genre, ///< of the first label
    Source,
    Part,
    Labels, ///< their number
    F1, ///< of the run's prediction
    Score, ///< of one label
};

/// Whether it is a figure, drawn from dark to light, or of kinds with a colour each.
bool isFigure(MapColouring colouring);

/// A colour of each point, and what the colours mean.
struct MapShades
{
    static constexpr size_t kMostKinds = 10; ///< with a colour of their own
    static constexpr uint8_t kSteps = 64; ///< of a figure, from the least to the greatest

    struct Kind
    {
        QString name;
        qint64 points = 0;
        bool isRest = false; ///< of what has no colour of its own: further kinds, or nothing known
    };
    std::vector<uint8_t> shades; ///< [points]; of kinds the index, of a figure the step; kSteps: not known
    std::vector<Kind> kinds; ///< the most frequent first, at last the rest; of a figure the unknown alone, if any
    double least = 0; ///< of a figure
    double greatest = 0;
};

/// `label` for the score: as a source spells it, capitals aside. Errors: a figure without a run's results; a label that
/// the run does not know; cancelled.
Result<MapShades> shadesOf(const Collection &data, const TrackResults *results, const MapRows &rows,
                           MapColouring colouring, const QString &label = {}, const CancelToken &cancel = {});

} // namespace melscope
