#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/experiment/project_file.h"
#include "core/features/feature_pool.h"
#include "core/truth/ground_truth.h"
#include "core/truth/label_statistics.h"

#include <memory>
#include <vector>

namespace melscope {

enum class Part : uint8_t { Train, Validation, Test };

/// One part of one source as loaded; `truth` is null where there is none.
struct PartSnapshot
{
    QString file;
    std::shared_ptr<const GroundTruth> truth;
    LabelStatistics statistics;
    size_t withFeatures = 0; ///< recordings that a store has
    size_t unknownLabels = 0; ///< labels that the train part lacks
};

struct SourceSnapshot
{
    QString name;
    PartSnapshot parts[3]; ///< by Part
    FeaturePool testFeatures;

    const PartSnapshot &part(Part part) const { return parts[size_t(part)]; }
};

/// Something that is wrong with the project's data, for a list.
struct DataProblem
{
    bool serious = false; ///< a file that could not be used at all
    QString file;
    qint64 line = 0;
    QString text;
};

/// A recording in a part of a source.
struct TrackRef
{
    uint16_t source = 0;
    Part part = Part::Train;
    bool hasFeatures = false;
    uint32_t index = 0; ///< in the part's truth, or in the test store where there is no truth
};

/// Everything a project names, loaded. Immutable.
struct DataSnapshot
{
    std::vector<SourceSnapshot> sources;
    FeaturePool features; ///< train and validation, of all sources
    std::vector<TrackRef> tracks; ///< by source, part, file order
    size_t recordings = 0; ///< distinct ones among the tracks
    size_t trainRecordings = 0; ///< distinct ones of the train parts that have features
    std::vector<DataProblem> problems;
    QStringList notes; ///< imports that were done

    std::string_view idOf(const TrackRef &track) const;
    /// Null for test tracks without truth.
    const GroundTruth *truthOf(const TrackRef &track) const;
    /// Raw image [40 × 9], or null.
    const float *imageOf(const TrackRef &track) const;
};

/// Loads what a project names; documents are imported into `cacheFolder`. A file that cannot be used becomes a
/// problem and the rest is loaded. Errors: cancelled alone.
Result<std::shared_ptr<const DataSnapshot>> loadData(const Project &project, const QString &cacheFolder, const CancelToken &cancel = {},
                                                     const ProgressCallback &progress = {});

} // namespace melscope
