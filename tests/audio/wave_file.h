#pragma once

#include <QFile>
#include <QList>
#include <QString>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <utility>
#include <vector>

namespace melscope::sounds {

/// Writes a 16-bit WAV file; `tags` are names of the INFO list ("INAM", "IART", "IGNR") with their values.
inline bool writeWave(const QString &path, const std::vector<int16_t> &samples, int channels = 1, int rate = 44'100,
                      const QList<std::pair<QByteArray, QByteArray>> &tags = {})
{
    auto number = [](quint32 value, int bytes) {
        QByteArray text;
        for (int i = 0; i < bytes; ++i)
            text += char(value >> (8 * i) & 0xFF);
        return text;
    };
    QByteArray info;
    for (const auto &[name, value] : tags) {
        const QByteArray text = value + '\0';
        info +=
            name + number(quint32(text.size()), 4) + text + (text.size() % 2 == 1 ? QByteArray(1, '\0') : QByteArray());
    }
    const QByteArray list =
        info.isEmpty() ? QByteArray() : "LIST" + number(quint32(info.size() + 4), 4) + "INFO" + info;
    const auto bytes = quint32(samples.size() * 2);
    QFile file(path);
    return file.open(QIODevice::WriteOnly)
        && file.write("RIFF" + number(36 + bytes + quint32(list.size()), 4) + "WAVEfmt " + number(16, 4) + number(1, 2)
                      + number(quint32(channels), 2) + number(quint32(rate), 4)
                      + number(quint32(rate * channels * 2), 4) + number(quint32(channels * 2), 2) + number(16, 2)
                      + list + "data" + number(bytes, 4))
        > 0
        && file.write(reinterpret_cast<const char *>(samples.data()), bytes) == qint64(bytes);
}

/// A melody in noise, so that every band has something.
inline std::vector<int16_t> music(double seconds, int channels, int rate = 44'100, uint32_t seed = 1)
{
    std::mt19937 random(seed);
    std::vector<int16_t> samples;
    for (int i = 0; i < int(seconds * rate); ++i) {
        const double t = double(i) / rate;
        const double note = 220 * std::pow(2, double(int(t * 4) % 13) / 12);
        double value = 0.1 * (double(random()) / 4294967296.0 - 0.5);
        for (int overtone = 1; overtone < 9; ++overtone)
            value += 0.3 / overtone * std::sin(2 * std::numbers::pi * note * overtone * t);
        value *= 0.5 + 0.4 * std::sin(2 * std::numbers::pi * 1.7 * t);
        samples.push_back(int16_t(std::lround(20'000 * std::clamp(value, -1.0, 1.0))));
        if (channels == 2)
            samples.push_back(int16_t(std::lround(15'000 * std::clamp(value, -1.0, 1.0) + double(random() % 300))));
    }
    return samples;
}

} // namespace melscope::sounds
