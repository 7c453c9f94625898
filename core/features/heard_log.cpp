#include "core/features/heard_log.h"

#include "core/base/file_path.h"

#include <QDataStream>
#include <QIODevice>

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>

namespace melscope {

namespace {

constexpr uint32_t kMagic = 0x6864'0001; // "hd", version 1
constexpr size_t kHeadBytes = 12; // magic, length, checksum
constexpr uint32_t kMostBytes = 1 << 20; // of an entry; real ones have 2 kB
constexpr auto kStream = QDataStream::Qt_6_0;

QByteArray bytesOf(const std::string &text)
{
    return { text.data(), qsizetype(text.size()) };
}

uint32_t checksumOf(const char *bytes, size_t size)
{
    return uint32_t(::crc32(0, reinterpret_cast<const Bytef *>(bytes), uInt(size)));
}

/// The file's name stands first, so that finding it reads nothing else.
QByteArray payloadOf(const HeardSound &sound)
{
    QByteArray payload;
    QDataStream stream(&payload, QIODevice::WriteOnly);
    stream.setVersion(kStream);
    const TrackTags &tags = sound.tags;
    stream << bytesOf(tags.file) << bytesOf(sound.recording) << bytesOf(tags.title) << bytesOf(tags.artist)
           << bytesOf(tags.album) << bytesOf(tags.genre) << bytesOf(tags.codec) << quint16(tags.year)
           << quint8(tags.lossless) << quint64(tags.fileSize) << quint64(tags.fileTime) << sound.remark;
    stream.writeRawData(reinterpret_cast<const char *>(&tags.length), sizeof tags.length);
    stream.writeRawData(reinterpret_cast<const char *>(sound.image.data()), int(kImageSize * sizeof(float)));
    return payload;
}

std::optional<HeardSound> soundOf(const QByteArray &payload)
{
    HeardSound sound;
    TrackTags &tags = sound.tags;
    QDataStream stream(payload);
    stream.setVersion(kStream);
    for (std::string *text :
         { &tags.file, &sound.recording, &tags.title, &tags.artist, &tags.album, &tags.genre, &tags.codec }) {
        QByteArray bytes;
        stream >> bytes;
        *text = bytes.toStdString();
    }
    quint16 year = 0;
    quint8 lossless = 0;
    quint64 size = 0;
    quint64 time = 0;
    stream >> year >> lossless >> size >> time >> sound.remark;
    tags.year = year;
    tags.lossless =
        lossless <= uint8_t(TrackTags::Lossless::Yes) ? TrackTags::Lossless(lossless) : TrackTags::Lossless::Unknown;
    tags.fileSize = size;
    tags.fileTime = time;
    const int image = int(kImageSize * sizeof(float));
    if (stream.readRawData(reinterpret_cast<char *>(&tags.length), sizeof tags.length) != sizeof tags.length
        || stream.readRawData(reinterpret_cast<char *>(sound.image.data()), image) != image
        || stream.status() != QDataStream::Ok || tags.file.empty())
        return std::nullopt;
    return sound;
}

uint32_t numberAt(const char *bytes)
{
    uint32_t number = 0;
    std::memcpy(&number, bytes, sizeof number);
    return number;
}

} // namespace

HeardLog::HeardLog(const QString &path)
    : m_path(pathBytes(path))
{
    if (mayBeThere(path))
        read();
}

HeardLog::~HeardLog()
{
    if (m_file >= 0)
        ::close(m_file);
}

void HeardLog::read()
{
    auto map = MemoryMap::open(pathFromBytes(m_path));
    if (!map)
        return;
    m_map = std::move(*map);
    const auto *bytes = reinterpret_cast<const char *>(m_map->bytes().data());
    const size_t size = m_map->bytes().size();
    while (size - m_whole >= kHeadBytes) {
        const char *head = bytes + m_whole;
        const uint32_t length = numberAt(head + 4);
        if (numberAt(head) != kMagic || length < 4 || length > kMostBytes || length > size - m_whole - kHeadBytes
            || numberAt(head + 8) != checksumOf(head + kHeadBytes, length))
            return;
        // Of a QByteArray the length comes first, the highest byte in front.
        const auto *name = reinterpret_cast<const unsigned char *>(head + kHeadBytes);
        const uint32_t nameLength =
            uint32_t(name[0]) << 24 | uint32_t(name[1]) << 16 | uint32_t(name[2]) << 8 | uint32_t(name[3]);
        if (nameLength > length - 4)
            return;
        m_places[std::string_view(head + kHeadBytes + 4, nameLength)] = m_whole;
        m_whole += kHeadBytes + length;
    }
}

std::optional<HeardSound> HeardLog::find(std::string_view file) const
{
    const auto found = m_places.find(file);
    if (found == m_places.end())
        return std::nullopt;
    const auto *head = reinterpret_cast<const char *>(m_map->bytes().data()) + found->second;
    return soundOf(QByteArray::fromRawData(head + kHeadBytes, qsizetype(numberAt(head + 4))));
}

void HeardLog::add(const HeardSound &sound)
{
    if (m_file < 0 && !m_isBroken) {
        m_file = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
        // What a kill left unfinished goes.
        m_isBroken = m_file < 0 || ::ftruncate(m_file, off_t(m_whole)) != 0 || ::lseek(m_file, 0, SEEK_END) < 0;
    }
    if (m_isBroken)
        return;
    const QByteArray payload = payloadOf(sound);
    const uint32_t head[3] = { kMagic, uint32_t(payload.size()),
                               checksumOf(payload.constData(), size_t(payload.size())) };
    const QByteArray entry = QByteArray(reinterpret_cast<const char *>(head), sizeof head) + payload;
    ssize_t written = -1;
    do {
        written = ::write(m_file, entry.constData(), size_t(entry.size()));
    } while (written < 0 && errno == EINTR);
    m_isBroken = written != ssize_t(entry.size()); // a full disk; reading it ends there
}

void HeardLog::remove()
{
    ::unlink(m_path.c_str());
}

} // namespace melscope
