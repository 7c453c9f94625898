#include "core/demo/demo_songs.h"

#include "core/base/atomic_file.h"

#include <QDir>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <string>
#include <vector>

namespace melscope {

namespace {

constexpr int kRate = 44'100; // Hz
constexpr double kSeconds = 24;
constexpr double kTurn = 2 * std::numbers::pi;

/// How songs of a kind sound.
struct Kind
{
    const char *genre;
    double beat; ///< seconds
    double drums; ///< levels
    double bass;
    double chords;
    double brightness; ///< of the chords: how fast overtones fall off, 1 is a saw
    double swell; ///< Hz, of the chords' loudness
};

constexpr Kind kKinds[] = {
    { "Techno", 0.46, 0.9, 0.6, 0.15, 1.0, 0.1 },
    { "Ambient", 2.0, 0.0, 0.2, 0.6, 2.6, 0.06 },
    { "Rock", 0.52, 0.6, 0.4, 0.5, 0.8, 0 },
    { "Classical", 0.9, 0.0, 0.3, 0.6, 1.8, 0.2 },
    { "Hip Hop; Rap", 0.66, 0.8, 0.8, 0.15, 2.0, 0 },
    { "Folk", 0.6, 0.1, 0.2, 0.5, 1.5, 0.3 },
    { "Jazz; Blues", 0.75, 0.35, 0.5, 0.35, 1.4, 0.4 },
    { "Noise", 1.0, 0.2, 0.0, 0.9, 0.3, 0.5 },
};

constexpr const char *kAdjectives[] = { "Quiet", "Electric", "Paper", "Northern", "Slow", "Hidden", "Blue", "Last" };
constexpr const char *kNouns[] = { "Harbour", "Engine", "Garden", "Signals", "Winter", "Letters", "River" };
constexpr const char *kArtists[] = { "The Late Ferry", "Lena Vogt", "Os Vagalumes", "Copper & Thyme", "Static Meadow" };

std::string number(uint32_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += char(value >> (8 * i) & 0xFF);
    return text;
}

std::string infoOf(const char *name, const std::string &value)
{
    std::string text = value + '\0';
    const auto size = uint32_t(text.size());
    if (text.size() % 2 == 1)
        text += '\0';
    return name + number(size, 4) + text;
}

std::vector<int16_t> songOf(const Kind &kind, uint32_t seed)
{
    std::mt19937 random(seed);
    auto unit = [&] { return double(random()) / 4294967296.0; };
    const double root = 110 * std::pow(2, double(random() % 12) / 12);
    const int steps[] = { 0, 5, int(random() % 2) * 2 + 7, 3 };
    const auto count = size_t(kSeconds * kRate);
    std::vector<int16_t> samples(count);
    for (size_t i = 0; i < count; ++i) {
        const double t = double(i) / kRate;
        const double inBeat = std::fmod(t, kind.beat);
        const auto beat = int(t / kind.beat);
        const double note = root * std::pow(2, steps[beat / 4 % 4] / 12.0);
        double value = 0;
        if (kind.drums > 0) {
            value +=
                kind.drums * std::exp(-inBeat * 18) * std::sin(kTurn * (50 + 90 * std::exp(-inBeat * 30)) * inBeat);
            const double inHalf = std::fmod(t + kind.beat / 2, kind.beat);
            value += 0.4 * kind.drums * std::exp(-inHalf * 45) * (2 * unit() - 1);
        }
        value += kind.bass * 0.5 * std::sin(kTurn * note / 2 * t) * std::exp(-inBeat * 1.5);
        double chord = 0;
        for (const double third : { 1.0, 1.26, 1.498 }) {
            for (int overtone = 1; overtone <= 6; ++overtone)
                chord += std::pow(overtone, -kind.brightness) * std::sin(kTurn * note * third * overtone * t);
        }
        if (kind.brightness < 0.5)
            chord = 3 * (2 * unit() - 1);
        const double swell = kind.swell > 0 ? 0.6 + 0.4 * std::sin(kTurn * kind.swell * t) : 1;
        value += kind.chords * 0.15 * swell * chord;
        // The middle is quieter, so that there is something to see over time.
        const double section = t > kSeconds / 3 && t < kSeconds / 2 ? 0.3 : 1.0;
        samples[i] = int16_t(std::lround(22'000 * std::clamp(section * value / 1.6, -1.0, 1.0)));
    }
    return samples;
}

} // namespace

Result<void> makeDemoSongs(const QString &folder, int songs, const CancelToken &cancel)
{
    if (const auto made = makeFolder(folder); !made)
        return made;
    for (int i = 0; i < songs; ++i) {
        if (cancel.isCancelled())
            return cancelled();
        const Kind &kind = kKinds[size_t(i) % std::size(kKinds)];
        const std::vector<int16_t> samples = songOf(kind, uint32_t(i + 1));
        const auto place = size_t(i);
        const std::string info = "INFO"
            + infoOf("INAM",
                     std::string(kAdjectives[place * 3 % std::size(kAdjectives)]) + ' '
                         + kNouns[place % std::size(kNouns)])
            + infoOf("IART", kArtists[place % std::size(kArtists)])
            + infoOf("IPRD", std::string(kNouns[place % std::size(kNouns)]) + " Sessions") + infoOf("IGNR", kind.genre)
            + infoOf("ICRD", std::to_string(1970 + i * 7 % 50));
        const auto bytes = uint32_t(samples.size() * sizeof samples[0]);
        const std::string head = "RIFF" + number(uint32_t(4 + 24 + 8 + info.size() + 8 + bytes), 4) + "WAVEfmt "
            + number(16, 4) + number(1, 2) + number(1, 2) + number(kRate, 4) + number(kRate * 2, 4) + number(2, 2)
            + number(16, 2) + "LIST" + number(uint32_t(info.size()), 4) + info + "data" + number(bytes, 4);
        const std::string content = head + std::string(reinterpret_cast<const char *>(samples.data()), bytes);
        const QString path = QDir(folder).filePath(QStringLiteral("song%1.wav").arg(i + 1, 3, 10, QLatin1Char('0')));
        if (const auto written = writeFileAtomically(path, content, AtomicFile::Durability::InTime); !written)
            return written;
    }
    return {};
}

} // namespace melscope
