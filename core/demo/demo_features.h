#pragma once

#include "core/track/mel_image.h"

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace melscope {

/// Random numbers that are the same with every standard library.
class DemoRandom
{
public:
    explicit DemoRandom(uint64_t seed)
        : m_engine(seed)
    {
    }
    uint64_t integer() { return m_engine(); }
    size_t below(size_t count) { return size_t(m_engine() % count); }
    double uniform() { return double(m_engine() >> 11) * 0x1p-53; }
    double normal();
    bool chance(double probability) { return uniform() < probability; }

private:
    std::mt19937_64 m_engine;
};

/// A style of a track with its share of the sound.
struct StyleShare
{
    size_t genre;
    size_t subgenre; ///< within the genre
    double share;
};

/// A plausible mel image of a track: positive, log-like, falling with frequency, coloured by its styles and blurred
/// by noise, so that labels are learnable but overlap.
MelImage demoImage(std::span<const StyleShare> styles, DemoRandom &random);

/// The image as an AcousticBrainz low-level document.
std::string demoDocument(std::string_view recording, const MelImage &image, DemoRandom &random);

} // namespace melscope
