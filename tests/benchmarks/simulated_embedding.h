#pragma once

#include "core/exploring/embedding.h"

#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

namespace melscope {

/// Tracks as a network's last hidden block has them: genres with subgenres in few latent dimensions, none far from the
/// next, bent into many dimensions as a layer and its activation do, with a little noise.
inline std::shared_ptr<const Embedding> simulatedEmbedding(size_t tracks, size_t dimensions, uint64_t seed)
{
    constexpr size_t kLatent = 24;
    constexpr size_t kGenres = 30;
    constexpr size_t kSubgenres = 15;
    std::mt19937_64 world(99); // the same for every seed: parts of one data set
    std::normal_distribution<float> normal;
    std::vector<float> centres(kGenres * kSubgenres * kLatent);
    for (size_t genre = 0; genre < kGenres; ++genre) {
        std::vector<float> middle(kLatent);
        for (float &value : middle)
            value = normal(world);
        for (size_t i = 0; i < kSubgenres * kLatent; ++i)
            centres[genre * kSubgenres * kLatent + i] = middle[i % kLatent] + 0.6F * normal(world);
    }
    std::vector<float> layer(dimensions * kLatent);
    for (float &value : layer)
        value = normal(world) / std::sqrt(float(kLatent));
    std::mt19937_64 random(seed);
    RecordingIds ids;
    std::vector<float> values(tracks * dimensions);
    std::vector<float> latent(kLatent);
    for (size_t track = 0; track < tracks; ++track) {
        char id[48];
        std::snprintf(id, sizeof id, "%08x-0000-4000-8000-%012zx", unsigned(seed), track);
        ids.insert(id);
        const float *centre = centres.data() + random() % (kGenres * kSubgenres) * kLatent;
        for (size_t i = 0; i < kLatent; ++i)
            latent[i] = centre[i] + 0.7F * normal(random);
        float *row = values.data() + track * dimensions;
        for (size_t i = 0; i < dimensions; ++i) {
            float sum = 0;
            for (size_t k = 0; k < kLatent; ++k)
                sum += layer[i * kLatent + k] * latent[k];
            // Cheap noise: as many normal numbers as values would take longer than all else.
            const float noise = float(int64_t(random() >> 40) - (1 << 23)) / float(1 << 23);
            row[i] = (sum > 0 ? sum : std::expm1(sum)) + 0.08F * noise;
        }
    }
    return Embedding::make(std::move(ids), dimensions, std::move(values));
}

} // namespace melscope
