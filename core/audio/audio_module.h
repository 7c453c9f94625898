#pragma once

#include "core/audio/audio_reader.h"
#include "core/audio/sound_tags.h"

namespace melscope {

/// What libmelscope_audio.so has to offer: FFmpeg and TagLib, which bring more than a hundred libraries along and are
/// loaded when the first sound is.
struct AudioModule
{
    const char *melscope; ///< the version of Melscope that it was built with
    const char *ffmpeg; ///< FFmpeg's version
    Result<std::unique_ptr<AudioReader>> (*open)(const QString &path, const AudioOptions &options);
    SoundTags (*readTags)(const QString &path);
    /// Into the file itself. Errors: it cannot be written, its kind has no genre tags.
    Result<void> (*writeGenres)(const QString &path, const std::vector<std::string> &genres);
    /// Of the encoded sound alone: the same whatever the tags are. Errors: cannot be read, no sound.
    Result<QByteArray> (*digestSound)(const QString &path);
    QByteArray (*readCover)(const QString &path); ///< the picture's bytes; empty where there is none
};

/// Loads the module when it is first asked for, in any thread but the window's, and keeps it.
/// Errors: as openModule().
Result<const AudioModule *> audioModule();

} // namespace melscope
