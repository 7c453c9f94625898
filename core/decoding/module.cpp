// What libmelscope_audio.so offers.
#include "core/audio/audio_module.h"
#include "core/base/version.h"
#include "core/decoding/cover_art.h"
#include "core/decoding/ffmpeg_reader.h"
#include "core/decoding/file_tags.h"
#include "core/decoding/sound_data.h"

extern "C" {
#include <libavformat/avformat.h>
}

extern "C" Q_DECL_EXPORT const melscope::AudioModule *melscope_audio_module()
{
    static const melscope::AudioModule module { melscope::version(),
                                                av_version_info(),
                                                melscope::openWithFfmpeg,
                                                melscope::readTagsWithTagLib,
                                                melscope::writeGenresWithTagLib,
                                                melscope::soundDataDigest,
                                                melscope::coverArtOf };
    return &module;
}
