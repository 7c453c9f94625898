#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/collection/data_findings.h"
#include "core/collection/project_file.h"
#include "core/features/feature_pool.h"
#include "core/features/import_report.h"
#include "core/truth/ground_truth.h"
#include "core/truth/label_space.h"
#include "core/truth/label_statistics.h"

#include <memory>
#include <optional>
#include <vector>

namespace melscope {

enum class Part : uint8_t { Train, Validation, Test };
inline constexpr Part kParts[] = { Part::Train, Part::Validation, Part::Test };

/// Place of a part in a list that has the three parts of each source in turn.
constexpr size_t partIndex(size_t source, Part part)
{
    return source * std::size(kParts) + size_t(part);
}

/// One part of one source as loaded; `truth` is null where there is none.
struct CollectedPart
{
    QString file;
    std::shared_ptr<const GroundTruth> truth;
    LabelStatistics statistics;
    std::vector<uint32_t> featureRows; ///< truth ⋈ features: by recording of the truth, row of the pool or kNoRow
    size_t withFeatures = 0; ///< recordings that a store has
    size_t unknownLabels = 0; ///< labels that the train part lacks
};

struct CollectedSource
{
    QString name;
    QString testInput; ///< features of the test part; empty: there is none
    CollectedPart parts[3]; ///< by Part
    FeaturePool testFeatures; ///< of the test input, then of the music
    bool isMusic = false; ///< it is there for its music alone
    std::optional<PartOverlap> overlap; ///< of train and validation, where both are there

    const CollectedPart &part(Part part) const { return parts[size_t(part)]; }
};

/// The documents of one feature input, imported now or earlier.
struct DataImport
{
    QString input;
    ImportReport report;
    bool now = false;
};

/// A recording in a part of a source.
struct TrackRef
{
    uint16_t source = 0;
    Part part = Part::Train;
    uint32_t index = 0; ///< in the part's truth, or row of the test features where there is no truth
};

/// Tracks are numbered through by source, part and file order; a block are those of one part.
struct TrackBlock
{
    uint16_t source = 0;
    Part part = Part::Train;
    uint32_t first = 0; ///< its first track
    uint32_t count = 0;
};

/// The recordings of a project: everything it names, loaded once and joined. Pages, trainings and analyses all take
/// their truths and features from here. Immutable.
struct Collection
{
    std::vector<CollectedSource> sources;
    QStringList featureInputs; ///< of all sources, each once
    LabelSpace space; ///< of the sources that have a train part
    FeaturePool features; ///< train and validation, of all sources
    std::vector<TrackBlock> blocks;
    RecordingIds recordings; ///< the distinct ones among the tracks: sources overlap
    std::vector<uint32_t> recordingOf; ///< [tracks] index into recordings
    RecordingIds releaseGroups; ///< distinct, over all sources
    std::vector<uint32_t> releaseGroupOf; ///< [tracks] index into releaseGroups, or GroundTruth::kNoReleaseGroup
    size_t trainRecordings = 0; ///< distinct ones of the train parts that have features
    DataFindings findings; ///< in the order of loading
    std::vector<DataImport> imports;
    std::vector<uint32_t> namedTrackOf; ///< [recordings] a track whose features have tags; kNoTrack; empty without any
    QMap<QString, qint64> inputTracks; ///< rows of each feature input's stores

    static constexpr uint32_t kNoTrack = UINT32_MAX;

    size_t trackCount() const { return recordingOf.size(); }
    const TrackBlock &blockOf(size_t track) const;
    TrackRef track(size_t track) const;
    IdKey idOf(size_t track) const { return recordings.key(recordingOf[track]); }
    /// Null for test tracks without truth.
    const GroundTruth *truthOf(const TrackRef &track) const
    {
        return sources[track.source].part(track.part).truth.get();
    }
    /// Row in the pool of the track's part, or FeaturePool::kNoRow.
    uint32_t featureRowOf(const TrackRef &track) const;
    /// The sound file that was heard for its features; empty for documents.
    QString soundOf(const TrackRef &track) const;
    /// What its document says of it; empty without features.
    TrackTags tagsOf(const TrackRef &track) const;
    /// The same of a recording, in whatever part it has features.
    TrackTags tagsOf(std::string_view recording) const;
    /// Whether any track was heard of a sound file.
    bool hasSounds() const;
    /// Whether any document said anything.
    bool hasTags() const { return !namedTrackOf.empty(); }
    /// Raw image [40 × 9], or null.
    const float *imageOf(const TrackRef &track) const;
    const FeaturePool &poolOf(Part part, size_t source) const
    {
        return part == Part::Test ? sources[source].testFeatures : features;
    }
};

/// What becomes of a file that cannot be used.
enum class Unusable {
    IsFinding, ///< the rest is loaded, and the finding tells
    IsError, ///< nothing is loaded
};

/// Loads what a project names; documents are imported into `cacheFolder`. Errors: cancelled; unusable files, as
/// `unusable` says.
Result<std::shared_ptr<const Collection>> loadCollection(const Project &project, const QString &cacheFolder,
                                                         const CancelToken &cancel = {},
                                                         const ProgressCallback &progress = {},
                                                         Unusable unusable = Unusable::IsFinding);

} // namespace melscope
