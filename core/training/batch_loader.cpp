#include "core/training/batch_loader.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace melscope {

namespace {

std::vector<uint32_t> balancedTracks(const Dataset &dataset)
{
    std::map<uint32_t, std::vector<uint32_t>> byGenre;
    std::vector<uint32_t> tracks;
    for (uint32_t track = 0; track < dataset.size(); ++track) {
        if (dataset.mainGenre[track] == Dataset::kNoGenre)
            tracks.push_back(track); // nothing to balance it against
        else
            byGenre[dataset.mainGenre[track]].push_back(track);
    }
    size_t most = 0;
    for (const auto &[genre, members] : byGenre)
        most = std::max(most, members.size());
    for (const auto &[genre, members] : byGenre) {
        for (size_t i = 0; i < most; ++i)
            tracks.push_back(members[i % members.size()]);
    }
    return tracks;
}

} // namespace

std::vector<uint32_t> epochOrder(const Dataset &dataset, bool balance, uint64_t seed, int epoch)
{
    std::vector<uint32_t> order;
    if (balance) {
        order = balancedTracks(dataset);
    } else {
        order.resize(dataset.size());
        std::iota(order.begin(), order.end(), 0U);
    }
    std::seed_seq sequence { uint32_t(seed), uint32_t(seed >> 32), uint32_t(epoch), 0x6D656CU };
    std::mt19937_64 random(sequence);
    for (size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[size_t(random() % i)]);
    return order;
}

size_t epochLength(const Dataset &dataset, bool balance)
{
    return balance ? balancedTracks(dataset).size() : dataset.size();
}

LossMasks LossMasks::of(std::span<const Dataset *const> datasets)
{
    LossMasks masks;
    for (const Dataset *dataset : datasets) {
        for (const uint32_t annotators : dataset->annotators) {
            if (!masks.rowOf.try_emplace(annotators, uint32_t(masks.rows.size())).second)
                continue;
            std::vector<float> row(dataset->classes);
            for (size_t i = 0; i < row.size(); ++i)
                row[i] = (dataset->knownBy[i] & annotators) != 0 ? 1.0F : 0.0F;
            masks.rows.push_back(std::move(row));
        }
    }
    return masks;
}

void gatherBatch(const Dataset &dataset, std::span<const uint32_t> tracks, const InputTransform &transform,
                 const LossMasks &masks, Batch &batch)
{
    batch.tracks = tracks.size();
    batch.inputs.resize(tracks.size() * kImageSize);
    batch.offsets.assign(1, 0);
    batch.labels.clear();
    batch.targets.clear();
    batch.masks.clear();
    for (size_t i = 0; i < tracks.size(); ++i) {
        transform.apply(std::span<const float, kImageSize>(dataset.images[tracks[i]], kImageSize),
                        batch.inputs.data() + i * kImageSize);
        const auto labels = dataset.labelsOf(tracks[i]);
        batch.labels.insert(batch.labels.end(), labels.begin(), labels.end());
        batch.offsets.push_back(uint32_t(batch.labels.size()));
        if (!masks.rowOf.empty())
            batch.masks.push_back(masks.rowOf.at(dataset.annotators[tracks[i]]));
    }
}

Mixing drawMixing(size_t tracks, std::span<const uint32_t> masks, double alpha, uint64_t seed, uint64_t step)
{
    std::seed_seq sequence { uint32_t(seed), uint32_t(seed >> 32), uint32_t(step), uint32_t(step >> 32), 0x6D6978U };
    std::mt19937_64 random(sequence);
    std::gamma_distribution<double> gamma(alpha);
    const double a = gamma(random);
    const double b = gamma(random);
    Mixing mixing;
    mixing.share = float(a + b > 0 ? std::max(a, b) / (a + b) : 1.0);
    mixing.partners.resize(tracks);
    for (size_t i = 0; i < tracks; ++i) {
        // Partners share a mask: neither may say something about labels that it knows nothing of.
        size_t partner = i;
        for (int tries = 0; tries < 4 && partner == i; ++tries) {
            const size_t other = size_t(random() % tracks);
            if (masks.empty() || masks[other] == masks[i])
                partner = other;
        }
        mixing.partners[i] = uint32_t(partner);
    }
    return mixing;
}

namespace {

/// Track i of `own` with track at(i) of `others`.
template <class At>
void mixTracks(const Batch &own, const Batch &others, const At &at, float share, Batch &mixed)
{
    mixed.tracks = own.tracks;
    mixed.masks = own.masks;
    mixed.inputs.resize(own.inputs.size());
    mixed.offsets.assign(1, 0);
    mixed.labels.clear();
    mixed.targets.clear();
    for (size_t i = 0; i < own.tracks; ++i) {
        const size_t partner = at(i);
        const float *first = own.inputs.data() + i * kImageSize;
        const float *second = others.inputs.data() + partner * kImageSize;
        for (size_t k = 0; k < kImageSize; ++k)
            mixed.inputs[i * kImageSize + k] = share * first[k] + (1 - share) * second[k];
        std::map<uint32_t, float> targets;
        for (uint32_t label = own.offsets[i]; label < own.offsets[i + 1]; ++label)
            targets[own.labels[label]] += share;
        for (uint32_t label = others.offsets[partner]; label < others.offsets[partner + 1]; ++label)
            targets[others.labels[label]] += 1 - share;
        for (const auto &[label, target] : targets) {
            mixed.labels.push_back(label);
            mixed.targets.push_back(std::min(1.0F, target));
        }
        mixed.offsets.push_back(uint32_t(mixed.labels.size()));
    }
}

} // namespace

void mixBatch(Batch &batch, double alpha, uint64_t seed, uint64_t step)
{
    const Batch plain = batch;
    const Mixing mixing = drawMixing(plain.tracks, plain.masks, alpha, seed, step);
    mixTracks(
        plain, plain, [&](size_t i) { return size_t(mixing.partners[i]); }, mixing.share, batch);
}

BatchLoader::BatchLoader(const Dataset &dataset, const InputTransform &transform, const LossMasks &masks, Plan plan)
    : m_dataset(dataset)
    , m_transform(transform)
    , m_masks(masks)
    , m_plan(std::move(plan))
    , m_thread([this] { load(); })
{
}

BatchLoader::~BatchLoader()
{
    {
        std::scoped_lock lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void BatchLoader::load()
{
    int slot = 0;
    uint64_t step = m_plan.firstStep;
    for (size_t begin = 0; begin < m_plan.order.size(); begin += m_plan.batchSize) {
        const auto tracks =
            std::span(m_plan.order).subspan(begin, std::min(m_plan.batchSize, m_plan.order.size() - begin));
        {
            std::unique_lock lock(m_mutex);
            // The slot is free once the caller has gone on to the other one.
            m_changed.wait(lock, [this] { return m_ended || m_ready + (m_inUse ? 1 : 0) < 2; });
            if (m_ended)
                return;
        }
        make(tracks, step++, m_batches[slot]);
        slot = 1 - slot;
        {
            std::scoped_lock lock(m_mutex);
            ++m_ready;
        }
        m_changed.notify_all();
    }
    {
        std::scoped_lock lock(m_mutex);
        m_loaded = true;
    }
    m_changed.notify_all();
}

/// This process's share of a batch. What is drawn is drawn for all of it, so that the shares make the whole.
void BatchLoader::make(std::span<const uint32_t> tracks, uint64_t step, Batch &batch)
{
    const Share share = Share::of(tracks.size(), m_plan.rank, m_plan.processes);
    const auto own = tracks.subspan(share.begin, share.size());
    batch.first = share.begin;
    batch.whole = tracks.size();
    if (m_plan.mixup <= 0 || m_plan.processes == 1) {
        gatherBatch(m_dataset, own, m_transform, m_masks, batch);
        if (m_plan.mixup > 0)
            mixBatch(batch, m_plan.mixup, m_plan.seed, step);
        return;
    }
    std::vector<uint32_t> masks;
    for (size_t i = 0; i < tracks.size() && !m_masks.rowOf.empty(); ++i)
        masks.push_back(m_masks.rowOf.at(m_dataset.annotators[tracks[i]]));
    const Mixing mixing = drawMixing(tracks.size(), masks, m_plan.mixup, m_plan.seed, step);
    std::vector<uint32_t> partners;
    for (size_t i = share.begin; i < share.end; ++i)
        partners.push_back(tracks[mixing.partners[i]]);
    gatherBatch(m_dataset, own, m_transform, m_masks, m_plain);
    gatherBatch(m_dataset, partners, m_transform, m_masks, m_partners);
    mixTracks(
        m_plain, m_partners, [](size_t i) { return i; }, mixing.share, batch);
}

const Batch *BatchLoader::next()
{
    const auto start = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    m_inUse = false;
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return m_ready > 0 || m_loaded; });
    m_waited += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (m_ready == 0)
        return nullptr;
    --m_ready;
    m_inUse = true;
    m_used = m_used == 0 ? 1 : 0;
    return &m_batches[m_used];
}

} // namespace melscope
