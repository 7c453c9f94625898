#include "core/decoding/ffmpeg_container.h"

#include "core/base/words.h"

namespace melscope {

namespace {

// Whatever else FFmpeg takes for a sound – subtitles, pictures, playlists that name other files – is none.
constexpr const char *kContainers = "wav,w64,aiff,flac,mp3,ogg,mov,mp4,m4a,aac,matroska,webm,asf,ape,caf,au,tta,wv,mpc,"
                                    "mpc8,ac3,eac3,dts,dsf,amr,avi,mpegts,mpeg,flv";

} // namespace

QString ffmpegText(int error)
{
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(error, text, sizeof text);
    return QString::fromUtf8(text);
}

Result<FfmpegContainer> openContainer(FfmpegInput &input)
{
    av_log_set_level(AV_LOG_QUIET); // what matters is told by our errors
    AVFormatContext *context = avformat_alloc_context();
    if (context == nullptr)
        return fail(tr("out of memory"));
    context->pb = input.context();
    context->flags |= AVFMT_FLAG_CUSTOM_IO;
    AVDictionary *settings = nullptr;
    av_dict_set(&settings, "format_whitelist", kContainers, 0);
    av_dict_set(&settings, "protocol_whitelist", "none", 0);
    av_dict_set(&settings, "ignore_editlist", "1", 0); // nothing is cut off
    int opened = avformat_open_input(&context, nullptr, nullptr, &settings); // frees the context if it fails
    av_dict_free(&settings);
    FfmpegContainer container(opened == 0 ? context : nullptr);
    if (opened == 0)
        opened = avformat_find_stream_info(container.get(), nullptr);
    if (opened < 0)
        return fail(opened == AVERROR_INVALIDDATA || opened == AVERROR(EINVAL)
                        ? tr("this is no sound of a kind that is known, whatever its name says")
                        : tr("this cannot be read as a sound: ") + ffmpegText(opened));
    return container;
}

} // namespace melscope
