#pragma once

#include "core/audio/genre_tags.h"
#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/collection/collection.h"
#include "core/runs/run_folder.h"
#include "core/scoring/labels.h"
#include "core/study/result_tables.h"

#include <memory>
#include <vector>

namespace melscope {

/// What a run says of music that it does not know, in each of its vocabularies. Immutable.
struct MusicPredictions
{
    std::shared_ptr<const Run> run;
    QString source; ///< of the collection, whose music it is
    FeaturePool pool; ///< its features
    std::vector<uint32_t> poolRows; ///< [tracks] of the pool
    std::shared_ptr<const ScoreMatrix> scores; ///< [tracks × classes of the run]
    std::vector<Labels> predicted; ///< [sources of the run], by row of the scores

    /// What a row's sound file says of itself.
    TrackTags tagsOf(size_t row) const;
    /// A row's labels in a vocabulary, in its own spelling; the highest scores first.
    QStringList labelsOf(size_t row, size_t vocabulary) const;
};

/// Scores the tracks of a pool with a run's model, on the processor, and labels them by each vocabulary's thresholds.
/// Scores of `older` are taken over where they are of the same pool and the same model. Errors: the run's model is
/// missing or does not fit; no track can be predicted; cancelled.
Result<std::shared_ptr<const MusicPredictions>>
predictMusic(const std::shared_ptr<const Run> &run, const FeaturePool &pool, const QString &source,
             const std::shared_ptr<const MusicPredictions> &older = nullptr, const CancelToken &cancel = {},
             const ProgressCallback &progress = {});

/// The submission of one vocabulary.
std::string submissionOf(const MusicPredictions &predictions, size_t vocabulary);
/// How predictions become genre tags.
struct GenreTagging
{
    size_t vocabulary = 0; ///< source of the run
    bool keepsOld = false; ///< new genres come after those that are there
    bool splitsSubgenres = true; ///< "rock---punk" becomes "Punk" beside "Rock"; else it stays as it is
};

/// The genre tags that a row's file is to have, in the order of the scores; `before`: what it has now.
std::vector<std::string> genreTagsOf(const MusicPredictions &predictions, size_t row, const GenreTagging &tagging,
                                     const std::vector<std::string> &before);
/// The sound file of each row with what its tags are to become; rows without a file are left out. Reads the files'
/// tags. Errors: as readGenres().
Result<GenreReport> proposedGenres(const MusicPredictions &predictions, std::span<const uint32_t> rows,
                                   const GenreTagging &tagging, const CancelToken &cancel = {},
                                   const ProgressCallback &progress = {});

/// A row a track: recording, file, artist, title, album, length, and of each vocabulary its labels and their scores.
/// `rows` of the scores, in order.
ResultTable musicTable(const MusicPredictions &predictions, std::span<const uint32_t> rows);

} // namespace melscope
