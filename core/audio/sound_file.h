#pragma once

#include "core/audio/mel_extractor.h"
#include "core/audio/sound_tags.h"

#include <functional>
#include <set>
#include <string>

namespace melscope {

/// A sound file as a track: its image, and what it says of itself.
struct SoundFile
{
    MelSound sound;
    AudioFormat format;
    SoundTags tags; ///< with length, codec and lossless
    std::string recording; ///< the id of its tags, else the file's name without its ending
};

/// Whether a file's name says that it is a sound. Paths are the file system's own bytes.
bool isSoundName(std::string_view path);

/// Decodes and analyses a file. Errors, with the file: as audioModule(), AudioReader and extractMel().
Result<SoundFile> readSoundFile(const QString &path, const AudioOptions &options = {}, const CancelToken &cancel = {},
                                BandFrames *frames = nullptr);
/// The image alone. Errors: likewise.
Result<MelImage> melImageOf(const QString &path);

/// Tells the sounds of one folder tree apart: the first that is called "01" is "01", one in another folder "album/01",
/// and so on. MusicBrainz ids stay as they are. To be asked about all sounds, in the order of the walk.
class SoundNames
{
public:
    /// `recording` as recordingOf() says.
    std::string distinct(const QString &path, const std::string &recording);

private:
    std::set<std::string, std::less<>> m_taken;
};

/// What a file says of itself, without a look at its sound. Errors: as audioModule().
Result<SoundTags> tagsOfSound(const QString &path);
/// The first picture that it carries, as it lies there (JPEG, PNG …); empty where there is none. Errors: likewise.
Result<QByteArray> coverOfSound(const QString &path);
/// The id of a file's tags, else its name without its ending.
std::string recordingOf(const QString &path, const SoundTags &tags);
/// The same of a file that is looked at for it; where sounds cannot be read, its name.
std::string recordingOfSound(const QString &path);

} // namespace melscope
