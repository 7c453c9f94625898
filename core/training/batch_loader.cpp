#include "core/training/batch_loader.h"

#include <algorithm>
#include <map>
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

void gatherBatch(const Dataset &dataset, std::span<const uint32_t> tracks, std::span<float> inputs, std::span<float> targets)
{
    if (!targets.empty())
        std::fill(targets.begin(), targets.end(), 0.0F);
    for (size_t i = 0; i < tracks.size(); ++i) {
        scaleByChannelMaximum(std::span<const float, kImageSize>(dataset.images[tracks[i]], kImageSize),
                              std::span<float, kImageSize>(inputs.data() + i * kImageSize, kImageSize));
        if (targets.empty())
            continue;
        for (const uint32_t label : dataset.labelsOf(tracks[i]))
            targets[i * dataset.classes + label] = 1.0F;
    }
}

} // namespace melscope
