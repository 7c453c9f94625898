#pragma once

#include "core/network/training_engine.h"
#include "core/training/dataset.h"
#include "core/training/recipe.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <span>
#include <thread>
#include <vector>

namespace melscope {

/// The order in which an epoch visits the tracks: every track once, shuffled; balanced, every main genre's
/// tracks cycled up to the count of the most frequent one. Depends on seed and epoch alone.
/// [core/README.md, Network and training]
std::vector<uint32_t> epochOrder(const Dataset &dataset, bool balance, uint64_t seed, int epoch);
/// How many tracks an epoch visits.
size_t epochLength(const Dataset &dataset, bool balance);

/// Which labels a track says something about, as rows of weights for the engine.
struct LossMasks
{
    std::map<uint32_t, uint32_t> rowOf; ///< annotators → row; empty: all tracks say something about all labels
    std::vector<std::vector<float>> rows; ///< [rows][classes]

    /// One row for each set of annotators that occurs in the data sets.
    static LossMasks of(std::span<const Dataset *const> datasets);
};

/// Fills a batch: inputs as the network wants them, labels, masks.
void gatherBatch(const Dataset &dataset, std::span<const uint32_t> tracks, const InputTransform &transform,
                 const LossMasks &masks, Batch &batch);

/// Which tracks of a batch are mixed, and how.
struct Mixing
{
    float share = 1; ///< of a track's own
    std::vector<uint32_t> partners; ///< [tracks] places in the batch
};
/// Draws it: once a batch from Beta(alpha, alpha), a half at least. Partners share a mask; `masks` [tracks], or empty.
Mixing drawMixing(size_t tracks, std::span<const uint32_t> masks, double alpha, uint64_t seed, uint64_t step);

/// Mixes each track of the batch with another: inputs and targets become share · own + (1 − share) · other's. The
/// share is drawn from Beta(alpha, alpha), once a batch, and is at least a half. A label counts where both know of it.
void mixBatch(Batch &batch, double alpha, uint64_t seed, uint64_t step);

/// Makes the next batch in a thread of its own while the last one is used, so that neither the disk nor the
/// scaling is waited for.
class BatchLoader
{
public:
    struct Plan
    {
        std::vector<uint32_t> order; ///< of the tracks
        size_t batchSize = 1;
        int rank = 0; ///< of the processes that share each batch out …
        int processes = 1; ///< … so many
        double mixup = 0;
        uint64_t seed = 0; ///< of mixing
        uint64_t firstStep = 0;
    };

    BatchLoader(const Dataset &dataset, const InputTransform &transform, const LossMasks &masks, Plan plan);
    ~BatchLoader();

    /// The next batch, or null after the last. Valid until the next call.
    const Batch *next();
    /// How long next() has had to wait altogether.
    double waitedSeconds() const { return m_waited; }

private:
    void load();
    void make(std::span<const uint32_t> tracks, uint64_t step, Batch &batch);

    const Dataset &m_dataset;
    const InputTransform &m_transform;
    const LossMasks &m_masks;
    const Plan m_plan;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Batch m_batches[2]; ///< one is made while the other is used
    Batch m_plain, m_partners; ///< before they are mixed
    int m_ready = 0; ///< under the mutex: batches made and not asked for
    int m_used = -1; ///< of the caller: index of the batch it uses
    bool m_inUse = false; ///< under the mutex
    bool m_loaded = false; ///< under the mutex: there are no more
    bool m_ended = false; ///< under the mutex
    double m_waited = 0;
    std::thread m_thread;
};

} // namespace melscope
