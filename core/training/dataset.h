#pragma once

#include "core/base/result.h"
#include "core/features/feature_pool.h"
#include "core/features/image_faults.h"
#include "core/truth/ground_truth.h"
#include "core/truth/label_space.h"

#include <memory>
#include <span>
#include <vector>

namespace melscope {

/// Truth ⋈ features: the tracks to train or validate on. Immutable; keeps its stores mapped.
struct Dataset
{
    FeaturePool pool; ///< owns what `images` point into
    RecordingIds ids;
    std::vector<const float *> images; ///< raw, [40 × 9] each
    std::vector<uint64_t> labelOffsets { 0 }; ///< CSR over tracks
    std::vector<uint32_t> labels; ///< class indices, ascending in each track
    std::vector<uint32_t> mainGenre; ///< class of the row's first genre, or kNoGenre
    std::vector<uint32_t> annotators; ///< [tracks] bit i: source i annotates the track
    std::vector<uint32_t> knownBy; ///< [classes] bit i: source i has the class
    size_t classes = 0;
    size_t withoutFeatures = 0; ///< tracks of the truth that no store has
    size_t unusable = 0; ///< tracks left out for their features
    std::vector<ImageFault>
        faults; ///< of the features, each row once; tracks with values that are not finite are left out
    size_t unknownLabels = 0; ///< annotations whose label is no class

    static constexpr uint32_t kNoGenre = UINT32_MAX;
    size_t size() const { return images.size(); }
    std::span<const uint32_t> labelsOf(size_t track) const
    {
        return std::span(labels).subspan(labelOffsets[track], labelOffsets[track + 1] - labelOffsets[track]);
    }
};

/// A truth and where its recordings have their features.
struct JoinedTruth
{
    std::shared_ptr<const GroundTruth> truth;
    std::span<const uint32_t> rows; ///< [recordings] of the pool, or FeaturePool::kNoRow
};

/// The tracks of several sources' truths, united: a recording in several has the labels of all. `truths[i]`
/// belongs to source i of the space. Order: the first truth's, then what the next ones add.
std::shared_ptr<const Dataset> joinDataset(const std::vector<JoinedTruth> &truths, const LabelSpace &space,
                                           const FeaturePool &pool);
/// Joins them first.
std::shared_ptr<const Dataset> joinDataset(const std::vector<std::shared_ptr<const GroundTruth>> &truths,
                                           const LabelSpace &space, const FeaturePool &pool);

/// At most this many sources are told apart.
inline constexpr size_t kMostSources = 32;

/// A share of the tracks (0 … 1, at least one), in their order. Which ones depends on ids and seed alone, and those of
/// a smaller share are among those of a larger one.
std::shared_ptr<const Dataset> shareOfTracks(const Dataset &dataset, double share, uint64_t seed);

/// All tracks of a store, without labels, for prediction.
std::shared_ptr<const Dataset> unlabelledDataset(const FeaturePool &pool, size_t classes);

/// Log-odds of every label among the tracks; masked, among those whose annotators know it. Half a track is added to
/// either side, so that a label without a positive has some too.
std::vector<float> labelLogOdds(const Dataset &dataset, bool masked);

/// Hex digits that change with the tracks, their labels, the classes and (of some tracks) the features.
QString fingerprintOf(const Dataset &dataset);

} // namespace melscope
