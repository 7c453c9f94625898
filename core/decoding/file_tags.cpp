#include "core/decoding/file_tags.h"

#include "core/base/file_path.h"
#include "core/base/words.h"
#include "core/track/tag_text.h"

#include <taglib/fileref.h>
#include <taglib/id3v2header.h>
#include <taglib/id3v2tag.h>
#include <taglib/mpegfile.h>
#include <taglib/tpropertymap.h>

namespace melscope {

namespace {

std::string joined(const TagLib::PropertyMap &properties, const char *name)
{
    std::string text;
    for (const TagLib::String &value : properties[name])
        appendTagValue(text, value.to8Bit(true));
    tidyTag(text);
    return text;
}

std::string first(const TagLib::PropertyMap &properties, const char *name)
{
    const TagLib::StringList &values = properties[name];
    return values.isEmpty() ? std::string() : values.front().to8Bit(true);
}

} // namespace

SoundTags readTagsWithTagLib(const QString &path)
{
    SoundTags result;
    const std::string bytes = pathBytes(path);
    const TagLib::FileRef file(bytes.c_str(), false);
    if (file.isNull())
        return result;
    const TagLib::PropertyMap properties = file.file()->properties();
    TrackTags &tags = result.tags;
    tags.title = joined(properties, "TITLE");
    tags.artist = joined(properties, "ARTIST");
    tags.album = joined(properties, "ALBUM");
    tags.genre = joined(properties, "GENRE");
    for (const TagLib::String &value : properties["GENRE"])
        result.genres.push_back(value.to8Bit(true));
    tags.year = yearOfDate(first(properties, "DATE"));
    if (tags.year == 0)
        tags.year = yearOfDate(first(properties, "ORIGINALDATE"));
    result.recording = first(properties, "MUSICBRAINZ_TRACKID");
    result.releaseGroup = first(properties, "MUSICBRAINZ_RELEASEGROUPID");
    return result;
}

Result<void> writeGenresWithTagLib(const QString &path, const std::vector<std::string> &genres)
{
    const std::string bytes = pathBytes(path);
    TagLib::FileRef file(bytes.c_str(), false);
    const auto refused = [](const QString &what) {
        return fail(what, {}, tr("Convert it to FLAC, MP3, Ogg, Opus or M4A."));
    };
    if (file.isNull() || !file.file()->isValid())
        return refused(tr("the tags of this kind of file cannot be written"));
    if (file.file()->readOnly())
        return fail(tr("the file may not be written"), {}, tr("Check its permissions."));
    TagLib::PropertyMap properties = file.file()->properties();
    TagLib::StringList values;
    for (const std::string &genre : genres)
        values.append(TagLib::String(genre, TagLib::String::UTF8));
    if (values.isEmpty())
        properties.erase("GENRE");
    else
        properties.replace("GENRE", values);
    const TagLib::PropertyMap unsupported = file.file()->setProperties(properties);
    if (unsupported.contains("GENRE"))
        return refused(tr("this kind of file has no genre tags"));
    // MP3 keeps the version that its tags have: players know 2.3 that do not know 2.4, and nobody asked for another
    // tag.
    auto *mpeg = dynamic_cast<TagLib::MPEG::File *>(file.file());
    const bool isSaved = mpeg == nullptr
        ? file.save()
        : mpeg->save(TagLib::MPEG::File::ID3v2 | (mpeg->hasID3v1Tag() ? TagLib::MPEG::File::ID3v1 : 0)
                         | (mpeg->hasAPETag() ? TagLib::MPEG::File::APE : 0),
                     TagLib::File::StripNone,
                     mpeg->hasID3v2Tag() && mpeg->ID3v2Tag()->header()->majorVersion() == 3 ? TagLib::ID3v2::v3
                                                                                            : TagLib::ID3v2::v4,
                     TagLib::File::DoNotDuplicate);
    if (!isSaved)
        return fail(tr("its tags cannot be written"), {}, tr("Check the disk."));
    return {};
}

} // namespace melscope
