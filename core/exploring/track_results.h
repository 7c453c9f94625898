#pragma once

#include "core/collection/collection.h"
#include "core/study/music_predictions.h"
#include "core/study/run_analysis.h"

#include <vector>

namespace melscope {

/// What a run says of each track of a snapshot. Immutable; keeps the run's analysis.
struct TrackResults
{
    static constexpr uint32_t kNoRow = UINT32_MAX;

    std::shared_ptr<const RunAnalysis> analysis;
    std::vector<float> f1; ///< [tracks] F1 of the prediction over all labels; NaN where truth or prediction is missing
    std::vector<uint32_t> scoreRow; ///< [tracks] row in the part's score matrix, or kNoRow
    std::vector<float> topScore; ///< [tracks] the greatest score of the source's labels; NaN where none
    /// [sources of the snapshot] of those that are there for their music; their tracks have the scores' rows of these.
    std::vector<std::shared_ptr<const MusicPredictions>> music;
    std::vector<Error> musicProblems; ///< why music could not be predicted

    /// The part's analysis; null for training tracks and sources that the run lacks.
    const PartAnalysis *partOf(const Collection &data, const TrackRef &track) const;
    /// Null where the track is no music.
    const MusicPredictions *musicOf(const TrackRef &track) const
    {
        return track.source < music.size() ? music[track.source].get() : nullptr;
    }
    struct Scored
    {
        std::string_view label; ///< in the source's spelling
        float score;
    };
    /// The highest scores of a track, at most `most`, descending; of music over all vocabularies, each class once.
    std::vector<Scored> topScores(const Collection &data, size_t track, size_t most) const;
};

/// The images of some tracks, each recording once however many sources and parts it stands in; those without
/// features left out. [40 × 9] each, raw; they live as long as the snapshot.
std::vector<const float *> imagesOfRecordings(const Collection &data, std::span<const uint32_t> tracks);

/// Predicts the music, too, taking over what `older` knows of it. Errors: cancelled alone.
Result<std::shared_ptr<const TrackResults>> resultsOfTracks(const Collection &data,
                                                            const std::shared_ptr<const RunAnalysis> &analysis,
                                                            const CancelToken &cancel = {},
                                                            const ProgressCallback &progress = {},
                                                            const std::shared_ptr<const TrackResults> &older = nullptr);

} // namespace melscope
