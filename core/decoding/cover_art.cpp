#include "core/decoding/cover_art.h"

#include "core/decoding/ffmpeg_container.h"

namespace melscope {

namespace {
constexpr int kLargestPicture = 32 << 20; // bytes
}

QByteArray coverArtOf(const QString &path)
{
    const auto input = FfmpegInput::open(path);
    if (!input)
        return {};
    const auto container = openContainer(**input);
    if (!container)
        return {};
    for (unsigned i = 0; i < (*container)->nb_streams; ++i) {
        const AVStream &stream = *(*container)->streams[i];
        const AVPacket &picture = stream.attached_pic;
        if ((stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0 && picture.size > 0
            && picture.size <= kLargestPicture)
            return { reinterpret_cast<const char *>(picture.data), picture.size };
    }
    return {};
}

} // namespace melscope
