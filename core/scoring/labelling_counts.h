#pragma once

#include "core/scoring/mean_figures.h"
#include "core/scoring/part_truth.h"

#include <memory>

namespace melscope {

/// The system's figures, as the task's evaluation gives them, and what they do not tell.
struct SystemFigures
{
    MeanFigures tracks; ///< [level][P, R, F]
    MeanFigures labels; ///< [level][P, R, F], over the labels of the truth
    double microF1 = 0; ///< of all decisions together, not rounded
    size_t fallbackTracks = 0; ///< tracks that no label reaches and that get their strongest one
};
/// The figure of figureNames()'s index.
const MeanFigure &figure(const SystemFigures &figures, size_t index);

/// Counts from which the 18 means follow, kept up to date label by label. Copyable: a copy is a state to come back to.
class LabellingCounts
{
public:
    explicit LabellingCounts(std::shared_ptr<const PartTruth> tracks);

    /// All tracks begin with nothing predicted and uncounted; this counts a track's first labels.
    void setFirst(size_t track, std::span<const uint32_t> labels);
    /// Changes a track's prediction from `before` to `after`, both ascending.
    void change(size_t track, std::span<const uint32_t> before, std::span<const uint32_t> after);
    void changeFallbacks(int64_t by) { m_fallbacks = size_t(int64_t(m_fallbacks) + by); }

    uint32_t truePositives(uint32_t label) const { return m_hits[label]; }
    uint32_t predicted(uint32_t label) const { return m_predicted[label]; }
    uint32_t support(uint32_t label) const { return m_tracks->support(label); }
    const PartTruth &tracks() const { return *m_tracks; }
    SystemFigures figures() const;

private:
    /// Of a track, without those of all labels, which are the sums.
    struct TrackCounts
    {
        std::array<uint16_t, 2> hits {}; ///< genres, subgenres
        std::array<uint16_t, 2> predicted {};
        std::array<uint16_t, 2> expected {};
    };
    void enter(const TrackCounts &counts, bool in);

    std::shared_ptr<const PartTruth> m_tracks;
    std::vector<TrackCounts> m_ofTrack;
    std::array<std::array<FigureHistogram, 3>, kLevels> m_histograms;
    std::vector<uint32_t> m_hits; ///< by column
    std::vector<uint32_t> m_predicted;
    size_t m_fallbacks = 0;
};

} // namespace melscope
