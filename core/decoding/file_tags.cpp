#include "core/decoding/file_tags.h"

#include "core/base/file_path.h"
#include "core/track/tag_text.h"

#include <taglib/fileref.h>
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

} // namespace melscope
