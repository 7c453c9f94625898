#pragma once

#include <QFile>
#include <QList>
#include <QString>

#include <cstdint>
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

} // namespace melscope::sounds
