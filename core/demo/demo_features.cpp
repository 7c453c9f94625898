#include "core/demo/demo_features.h"

#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

namespace melscope {

namespace {

/// A smooth curve over the bands: three cosines with fixed amplitudes and phases of their own.
std::array<double, kBands> smoothCurve(DemoRandom &random, double amplitude)
{
    std::array<double, kBands> curve {};
    for (int wave = 1; wave <= 3; ++wave) {
        const double height = amplitude * random.normal() / wave;
        const double phase = 2 * std::numbers::pi * random.uniform();
        for (size_t band = 0; band < kBands; ++band)
            curve[band] += height * std::cos(phase + std::numbers::pi * wave * double(band) / double(kBands));
    }
    return curve;
}

/// What a style does to each statistic; fixed for all data sets, so that models can be compared.
struct StyleColour
{
    std::array<double, kBands> spectrum;
    std::array<double, kBands> movement;
};

StyleColour colourOf(size_t genre, size_t subgenre)
{
    DemoRandom genreRandom(1000 + genre);
    DemoRandom subgenreRandom(5000 + genre * 16 + subgenre);
    StyleColour colour { smoothCurve(genreRandom, 0.75), smoothCurve(genreRandom, 0.6) };
    const auto spectrum = smoothCurve(subgenreRandom, 0.55);
    const auto movement = smoothCurve(subgenreRandom, 0.5);
    for (size_t band = 0; band < kBands; ++band) {
        colour.spectrum[band] += spectrum[band];
        colour.movement[band] += movement[band];
    }
    return colour;
}

std::string numberText(double value)
{
    std::array<char, 48> buffer;
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 12);
    return { buffer.data(), end };
}

} // namespace

double DemoRandom::normal()
{
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

MelImage demoImage(std::span<const StyleShare> styles, DemoRandom &random)
{
    std::array<double, kBands> spectrum = smoothCurve(random, 0.45);
    std::array<double, kBands> movement = smoothCurve(random, 0.4);
    for (const StyleShare &style : styles) {
        const StyleColour colour = colourOf(style.genre, style.subgenre);
        for (size_t band = 0; band < kBands; ++band) {
            spectrum[band] += style.share * colour.spectrum[band];
            movement[band] += style.share * colour.movement[band];
        }
    }
    const double loudness = std::exp(-6.5 + 0.7 * random.normal());
    MelImage image {};
    for (size_t band = 0; band < kBands; ++band) {
        auto jitter = [&](double amount) { return std::exp(amount * random.normal()); };
        // Energy falls by about four orders of magnitude from the lowest band to the highest.
        const double mean = loudness * std::exp(-0.22 * double(band) + spectrum[band]) * jitter(0.12);
        const double depth = 0.6 * std::exp(movement[band]) * jitter(0.1);
        const double variance = std::pow(mean * depth, 2) * 1.4 * jitter(0.15);
        const std::array<double, kChannels> values = {
            mean * 1e-3 * std::exp(-depth) * jitter(0.3), // min
            mean,
            mean / (1 + 0.5 * depth) * jitter(0.05), // median
            mean * (2.5 + 6 * depth) * jitter(0.15), // max
            variance,
            mean * 0.45 * depth * jitter(0.08), // dmean
            variance * 0.5 * jitter(0.12), // dvar
            mean * 0.7 * depth * jitter(0.08), // dmean2
            variance * 1.3 * jitter(0.12), // dvar2
        };
        for (size_t channel = 0; channel < kChannels; ++channel)
            image[band * kChannels + channel] = float(values[channel]);
    }
    return image;
}

namespace {

/// Invented names, drawn by the id alone, so that images do not depend on them.
std::string demoTags(std::string_view recording)
{
    constexpr std::array artists { "The Paper Lanterns", "Mira Okonkwo Trio", "Glass Harbour",  "DJ Nimbus",
                                   "Lena Vogt",          "Northern Freight",  "Os Vagalumes",   "Copper & Thyme",
                                   "Ångström & Søn",     "Static Meadow",     "The Late Ferry", "Kofi Mensah" };
    constexpr std::array first { "Slow", "Blue", "Last", "Hidden", "Electric", "Paper", "Golden", "Distant" };
    constexpr std::array second { "River", "Signals", "Morning", "Engine", "Garden", "Winter", "Letters", "Horizon" };
    uint64_t hash = 1469598103934665603U;
    for (const char c : recording)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    auto draw = [&hash](size_t count) {
        hash = (hash ^ hash >> 29) * 0xBF58476D1CE4E5B9U;
        return size_t(hash >> 33) % count;
    };
    auto words = [&] { return std::string(first[draw(first.size())]) + ' ' + second[draw(second.size())]; };
    std::string text = R"("artist": [")" + std::string(artists[draw(artists.size())]) + R"("], "title": [")" + words();
    text += R"("], "album": [")" + words() + R"("], "date": [")" + std::to_string(1965 + draw(50)) + R"("])";
    return text;
}

} // namespace

std::string demoDocument(std::string_view recording, const MelImage &image, DemoRandom &random)
{
    std::string text = R"({"metadata": {"audio_properties": {"length": )" + numberText(120 + 240 * random.uniform())
        + R"(, "codec": "flac", "lossless": true, "sample_rate": 44100}, "tags": {"musicbrainz_recordingid": [")"
        + std::string(recording) + R"("], )" + demoTags(recording) + R"(}}, "lowlevel": {"average_loudness": )"
        + numberText(random.uniform()) + R"(, "dynamic_complexity": )" + numberText(2 + 8 * random.uniform())
        + R"(, "melbands": {)";
    // Essentia writes its statistics in alphabetic order, not in ours.
    constexpr std::array<size_t, kChannels> order = { 5, 7, 6, 8, 3, 1, 2, 0, 4 };
    for (size_t i = 0; i < order.size(); ++i) {
        text += (i > 0 ? ", \"" : "\"") + std::string(kChannelNames[order[i]]) + "\": [";
        for (size_t band = 0; band < kBands; ++band)
            text += (band > 0 ? ", " : "") + numberText(double(image[band * kChannels + order[i]]));
        text += ']';
    }
    return text + R"(}}, "rhythm": {"bpm": )" + numberText(70 + 100 * random.uniform())
        + R"(}, "tonal": {"key_key": "C", "key_scale": "minor"}})" + "\n";
}

} // namespace melscope
