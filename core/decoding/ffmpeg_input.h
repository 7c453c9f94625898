#pragma once

#include "core/base/result.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <memory>

namespace melscope {

struct FfmpegDelete
{
    void operator()(AVFormatContext *context) const { avformat_close_input(&context); }
    void operator()(AVCodecContext *context) const { avcodec_free_context(&context); }
    void operator()(AVPacket *packet) const { av_packet_free(&packet); }
    void operator()(AVFrame *frame) const { av_frame_free(&frame); }
};

/// A regular file's bytes for FFmpeg, which never opens anything by itself: a playlist or a script in place of a sound
/// leads nowhere.
class FfmpegInput
{
public:
    /// Errors: missing, unreadable, no regular file, empty.
    static Result<std::unique_ptr<FfmpegInput>> open(const QString &path);
    ~FfmpegInput();
    FfmpegInput(const FfmpegInput &) = delete;
    FfmpegInput &operator=(const FfmpegInput &) = delete;

    AVIOContext *context() { return m_context; }
    qint64 size() const { return m_size; }
    int fault() const { return m_fault; } ///< errno of a read that failed, or 0

private:
    FfmpegInput() = default;
    static int read(void *self, uint8_t *bytes, int most);
    static int64_t seek(void *self, int64_t offset, int whence);

    int m_file = -1;
    qint64 m_size = 0;
    int m_fault = 0;
    AVIOContext *m_context = nullptr;
};

} // namespace melscope
