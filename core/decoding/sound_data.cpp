#include "core/decoding/sound_data.h"

#include "core/base/file_path.h"
#include "core/base/words.h"
#include "core/decoding/ffmpeg_container.h"

#include <QCryptographicHash>

namespace melscope {

Result<QByteArray> soundDataDigest(const QString &path)
{
    const auto input = FfmpegInput::open(path);
    if (!input)
        return passOn(input);
    const auto container = openContainer(**input);
    if (!container)
        return passOn(container);
    QCryptographicHash digest(QCryptographicHash::Md5);
    const std::unique_ptr<AVPacket, FfmpegDelete> packet(av_packet_alloc());
    if (!packet)
        return fail(tr("out of memory"), path);
    while (av_read_frame(container->get(), packet.get()) >= 0) {
        const AVStream &stream = *(*container)->streams[packet->stream_index];
        if (stream.codecpar->codec_type == AVMEDIA_TYPE_AUDIO)
            digest.addData(QByteArrayView(reinterpret_cast<const char *>(packet->data), packet->size));
        av_packet_unref(packet.get());
    }
    if ((*input)->fault() != 0)
        return fail(tr("reading failed: ") + faultText((*input)->fault()), path);
    return digest.result();
}

} // namespace melscope
