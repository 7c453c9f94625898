#pragma once

#include "core/exploring/neighbours.h"
#include "core/exploring/part_labels.h"
#include "core/study/result_tables.h"

#include <memory>
#include <vector>

namespace melscope {

/// A part of a run with what it takes to look for near-duplicates in it.
struct DuplicateSide
{
    RunPart part;
    std::shared_ptr<const NeighbourIndex> index;
    PartLabels labels;

    QString recording(uint32_t track) const;
    QString releaseGroup(uint32_t track) const { return labels.releaseGroup(key(track)); }
    QStringList labelsOf(uint32_t track) const { return labels.labels(key(track)); }
    QString source(uint32_t track) const { return labels.source(key(track)); }

private:
    IdKey key(uint32_t track) const { return index->embedding().ids().key(track); }
};

/// Near-duplicates within and between a run's train and validation part.
struct DuplicateList
{
    struct Pair
    {
        uint8_t side = 0; ///< of its first track
        uint8_t otherSide = 0;
        NearDuplicate tracks;
        bool isAcross() const { return side != otherSide; }
    };
    std::shared_ptr<const std::vector<DuplicateSide>> sides; ///< train, validation
    std::vector<Pair> pairs; ///< those across parts first, then by distance
    size_t across = 0; ///< pairs
};

/// Train and validation of a run; of test parts nobody can do anything about it. Errors: as neighboursOf() and
/// PartLabels::of().
Result<std::shared_ptr<const std::vector<DuplicateSide>>>
duplicateSides(const Run &run, int threads = 0, const CancelToken &cancel = {}, const ProgressCallback &progress = {});
/// As nearDuplicates(). Errors: cancelled.
Result<DuplicateList> listDuplicates(const std::shared_ptr<const std::vector<DuplicateSide>> &sides, double most,
                                     int threads = 0, const CancelToken &cancel = {},
                                     const ProgressCallback &progress = {});

/// As `duplicates` writes it: distance, and of either recording part, id, release group and labels.
ResultTable duplicateTable(const DuplicateList &list);

} // namespace melscope
