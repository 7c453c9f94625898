#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace melscope {

/// A small, fast source of random numbers (SplitMix64), the same on every machine. Not for secrets.
class RandomSource
{
public:
    explicit RandomSource(uint64_t seed)
        : m_state(seed)
    {
    }
    uint64_t bits()
    {
        uint64_t z = m_state += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }
    double uniform() { return double(bits() >> 11) * 0x1p-53; } ///< [0, 1)
    /// Mean 0, deviation 1; a binomial with a uniform added, near enough to the normal for resampling.
    double normal() { return (double(std::popcount(bits())) - 32 + uniform() - 0.5) / 4.0103823; }

    uint32_t poisson(double mean)
    {
        if (mean <= 0)
            return 0;
        if (mean > 24)
            return uint32_t(std::clamp(std::round(mean + std::sqrt(mean) * normal()), 0.0, double(UINT32_MAX)));
        double product = uniform();
        const double bound = std::exp(-mean);
        uint32_t count = 0;
        for (; product > bound; ++count)
            product *= uniform();
        return count;
    }
    /// How many of `count` things fall to one of two equal sides.
    uint32_t half(uint32_t count)
    {
        if (count > 256) {
            const double drawn = std::round(double(count) / 2 + std::sqrt(double(count)) / 2 * normal());
            return uint32_t(std::min(double(count), std::max(0.0, drawn)));
        }
        uint32_t chosen = 0;
        for (; count >= 64; count -= 64)
            chosen += uint32_t(std::popcount(bits()));
        return count == 0 ? chosen : chosen + uint32_t(std::popcount(bits() >> (64 - count)));
    }

private:
    uint64_t m_state;
};

} // namespace melscope
