#pragma once

#include "core/exploring/embedding.h"

#include <memory>
#include <vector>

namespace melscope {

/// A track that lies near another one.
struct Neighbour
{
    uint32_t track = 0; ///< row of the embedding
    double distance = 0; ///< 1 − cosine of the angle between the two, 0 … 2; 1 to a row of zeros
};

/// The nearest rows to one of the embedding's kind, ascending (of equal ones the first row), by looking at all.
std::vector<Neighbour> exactNeighbours(const Embedding &embedding, std::span<const float> row, size_t most);

/// Finds nearest tracks without looking at all: a navigable graph (hnswlib's) over the 64 principal axes of the unit
/// vectors, whose candidates are measured exactly. Immutable; asked from any thread.
class NeighbourIndex
{
public:
    static constexpr const char *kFormat = "melscope-neighbours";
    static constexpr int kVersion = 1;
    /// With fewer tracks all are looked at, and there is no graph.
    static constexpr size_t kFewest = 2000;

    /// Errors: a value that is not finite; cancelled. Several threads do not make the same graph twice, though nearly
    /// the same neighbours.
    static Result<std::shared_ptr<const NeighbourIndex>> build(const std::shared_ptr<const Embedding> &embedding,
                                                               int threads = 0, const CancelToken &cancel = {},
                                                               const ProgressCallback &progress = {});
    /// Errors: missing, corrupt, newer version; of another embedding.
    static Result<std::shared_ptr<const NeighbourIndex>> open(const QString &path,
                                                              const std::shared_ptr<const Embedding> &embedding);
    ~NeighbourIndex();
    Result<void> save(const QString &path) const;

    const Embedding &embedding() const { return *m_embedding; }
    /// The nearest tracks to a row, ascending; fewer only where there are no more.
    std::vector<Neighbour> nearest(std::span<const float> row, size_t most) const;

private:
    struct Graph;
    explicit NeighbourIndex(std::shared_ptr<const Embedding> embedding);

    std::shared_ptr<const Embedding> m_embedding;
    std::unique_ptr<Graph> m_graph; ///< null where there are few tracks
};

/// A part's index as the run's folder keeps it, made and kept there if it is missing, damaged, or of another embedding;
/// few tracks need none. Errors: as embeddingOf() and build(); somebody else writes into the folder.
Result<std::shared_ptr<const NeighbourIndex>> neighboursOf(const Run &run, const RunPart &part, int threads = 0,
                                                           const CancelToken &cancel = {},
                                                           const ProgressCallback &progress = {});

/// Two tracks that a network takes for the same sound.
struct NearDuplicate
{
    uint32_t track = 0; ///< of the first index
    uint32_t other = 0; ///< of the second
    double distance = 0;
};
/// Pairs of tracks of two parts (or, where both are one, of that) that are not farther than `most` from each other, by
/// distance; of each track the nearest ten at most. Recordings that are the same are no pair. Errors: cancelled.
Result<std::vector<NearDuplicate>> nearDuplicates(const NeighbourIndex &first, const NeighbourIndex &second,
                                                  double most, int threads = 0, const CancelToken &cancel = {},
                                                  const ProgressCallback &progress = {});

} // namespace melscope
