#include "core/audio/sound_file.h"

#include "core/audio/audio_module.h"
#include "core/base/file_path.h"
#include "core/truth/recording_ids.h"

#include <algorithm>
#include <array>

namespace melscope {

namespace {

constexpr std::array<std::string_view, 21> kEndings = { ".flac", ".mp3", ".ogg", ".oga",  ".opus", ".m4a", ".m4b",
                                                        ".mp4",  ".aac", ".wav", ".wave", ".w64",  ".aif", ".aiff",
                                                        ".aifc", ".wma", ".ape", ".wv",   ".mka",  ".caf", ".mpc" };

std::string stemOf(std::string_view path)
{
    std::string_view name = path.substr(path.rfind('/') + 1); // npos + 1 is 0
    if (const size_t dot = name.rfind('.'); dot != std::string_view::npos && dot > 0)
        name = name.substr(0, dot);
    return std::string(name);
}

} // namespace

bool isSoundName(std::string_view path)
{
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return !name.starts_with("._") && std::ranges::any_of(kEndings, [&](std::string_view ending) {
        return name.size() > ending.size()
            && std::equal(ending.begin(), ending.end(), name.end() - ptrdiff_t(ending.size()),
                          [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
    });
}

Result<SoundFile> readSoundFile(const QString &path, const AudioOptions &options, const CancelToken &cancel,
                                BandFrames *frames)
{
    auto inFile = [&](Error error) {
        if (!error.isCancelled() && error.file.isEmpty())
            error.file = path;
        return tl::make_unexpected(std::move(error));
    };
    const auto module = audioModule();
    if (!module)
        return passOn(module);
    const auto reader = (*module)->open(path, options);
    if (!reader)
        return inFile(reader.error());
    SoundFile file;
    auto sound = extractMel(**reader, cancel, frames);
    if (!sound)
        return inFile(sound.error());
    file.sound = *sound;
    file.format = (*reader)->format();
    file.tags = (*module)->readTags(path);
    TrackTags &tags = file.tags.tags;
    tags.length = file.sound.seconds();
    tags.codec = file.format.codec.toStdString();
    tags.lossless = file.format.isLossless ? TrackTags::Lossless::Yes : TrackTags::Lossless::No;
    file.recording = recordingOf(path, file.tags);
    return file;
}

std::string recordingOf(const QString &path, const SoundTags &tags)
{
    if (IdKey(tags.recording).isUuid())
        return tags.recording;
    // A name that is no UTF-8 cannot be an id, which stands in text files: its bytes are spelled out.
    return shownPath(pathFromBytes(stemOf(pathBytes(path)))).toStdString();
}

std::string SoundNames::distinct(const QString &path, const std::string &recording)
{
    if (IdKey(recording).isUuid())
        return recording;
    std::string name = recording;
    std::string folder = pathBytes(path);
    while (!m_taken.insert(name).second) {
        const size_t end = folder.rfind('/');
        if (end == std::string::npos || end == 0)
            return name; // the very same file
        folder.resize(end);
        name = shownPath(pathFromBytes(folder.substr(folder.rfind('/') + 1))).toStdString() + '/' + name;
    }
    return name;
}

std::string recordingOfSound(const QString &path)
{
    const auto tags = tagsOfSound(path);
    return recordingOf(path, tags ? *tags : SoundTags());
}

Result<MelImage> melImageOf(const QString &path)
{
    const auto file = readSoundFile(path);
    if (!file)
        return passOn(file);
    return file->sound.image;
}

Result<QByteArray> coverOfSound(const QString &path)
{
    const auto module = audioModule();
    if (!module)
        return passOn(module);
    return (*module)->readCover(path);
}

Result<SoundTags> tagsOfSound(const QString &path)
{
    const auto module = audioModule();
    if (!module)
        return passOn(module);
    return (*module)->readTags(path);
}

} // namespace melscope
