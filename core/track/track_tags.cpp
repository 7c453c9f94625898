#include "core/track/track_tags.h"

#include "core/base/words.h"

#include <functional>

namespace melscope {

namespace {

constexpr const char *kNames[] = { "title", "artist", "album", "genre", "codec", "file" };
static_assert(std::size(kNames) == std::size(kTextTags));

// Names of tensors; those of a tag's values follow its own.
std::string offsetsName(size_t tag)
{
    return std::string("tag_") + kNames[tag] + "_offsets";
}
std::string rowsName(size_t tag)
{
    return std::string("tag_") + kNames[tag];
}
std::string valuesName(size_t tag)
{
    return std::string("tag_") + kNames[tag] + "_values";
}
const std::string kYear = "tag_year";
const std::string kLength = "tag_length";
const std::string kLossless = "tag_lossless";
// Only where a track is a sound file's; they and the files' names are left out of stores of documents.
const std::string kFileSize = "tag_file_size";
const std::string kFileTime = "tag_file_time";

} // namespace

std::string &textOf(TrackTags &tags, TextTag tag)
{
    std::string *const texts[] = { &tags.title, &tags.artist, &tags.album, &tags.genre, &tags.codec, &tags.file };
    return *texts[size_t(tag)];
}
const std::string &textOf(const TrackTags &tags, TextTag tag)
{
    return textOf(const_cast<TrackTags &>(tags), tag);
}

std::string_view TagColumns::Texts::value(size_t index) const
{
    if (index >= size() || offsets[index] > offsets[index + 1] || offsets[index + 1] > bytes.size())
        return {};
    return bytes.substr(offsets[index], offsets[index + 1] - offsets[index]);
}

Result<TagColumns> TagColumns::of(const SafetensorsFile &file, int64_t tracks)
{
    TagColumns columns;
    if (!file.tensors().contains(kYear))
        return columns;
    std::optional<Error> problem;
    auto take = [&]<class T>(const std::string &name, std::string_view dtype, int64_t extent,
                             std::span<const T> &target) {
        const auto tensor = file.tensor(name, dtype, { extent });
        if (!tensor)
            problem = tensor.error();
        else if (!isAligned<T>(*tensor))
            problem = Error::failure(tr("the tensor \"%1\" does not lie on a multiple of %2 bytes")
                                         .arg(QString::fromStdString(name), QString::number(alignof(T))),
                                     file.path(), tr("Make the file anew."));
        else
            target = elementsOf<T>(*tensor);
    };
    const bool hasFiles = file.tensors().contains(kFileSize);
    for (size_t tag = 0; tag < std::size(kTextTags); ++tag) {
        if (kTextTags[tag] == TextTag::File && !hasFiles)
            continue;
        Texts &texts = columns.m_texts[tag];
        std::span<const uint8_t> bytes;
        take(offsetsName(tag), "U64", -1, texts.offsets);
        take(rowsName(tag), "U32", tracks, texts.rows);
        take(valuesName(tag), "U8", -1, bytes);
        texts.bytes = { reinterpret_cast<const char *>(bytes.data()), bytes.size() };
    }
    take(kYear, "U16", tracks, columns.m_years);
    take(kLength, "F32", tracks, columns.m_lengths);
    take(kLossless, "U8", tracks, columns.m_lossless);
    if (hasFiles) {
        take(kFileSize, "U64", tracks, columns.m_fileSizes);
        take(kFileTime, "U64", tracks, columns.m_fileTimes);
    }
    if (problem)
        return tl::make_unexpected(*problem);
    return columns;
}

TrackTags TagColumns::at(size_t track) const
{
    TrackTags tags;
    if (isEmpty())
        return tags;
    for (const TextTag tag : kTextTags) {
        if (!texts(tag).rows.empty())
            textOf(tags, tag) = text(tag, track);
    }
    if (hasFiles()) {
        tags.fileSize = m_fileSizes[track];
        tags.fileTime = m_fileTimes[track];
    }
    tags.year = m_years[track];
    tags.length = m_lengths[track];
    tags.lossless = m_lossless[track] <= uint8_t(TrackTags::Lossless::Yes) ? TrackTags::Lossless(m_lossless[track])
                                                                           : TrackTags::Lossless::Unknown;
    return tags;
}

void TagColumnsBuilder::Texts::grow()
{
    buckets.assign(std::max<size_t>(64, buckets.size() * 2), 0);
    for (size_t i = 0; i + 1 < offsets.size(); ++i) {
        size_t bucket = std::hash<std::string_view>()(value(i)) & (buckets.size() - 1);
        while (buckets[bucket] != 0)
            bucket = (bucket + 1) & (buckets.size() - 1);
        buckets[bucket] = uint32_t(i + 1);
    }
}

uint32_t TagColumnsBuilder::Texts::indexOf(std::string_view text)
{
    if (offsets.size() * 2 > buckets.size())
        grow();
    size_t bucket = std::hash<std::string_view>()(text) & (buckets.size() - 1);
    for (; buckets[bucket] != 0; bucket = (bucket + 1) & (buckets.size() - 1)) {
        if (value(buckets[bucket] - 1) == text)
            return buckets[bucket] - 1;
    }
    bytes += text;
    offsets.push_back(bytes.size());
    buckets[bucket] = uint32_t(offsets.size() - 1);
    return buckets[bucket] - 1;
}

void TagColumnsBuilder::add(const TrackTags &tags)
{
    for (const TextTag tag : kTextTags) {
        Texts &texts = m_texts[size_t(tag)];
        texts.rows.push_back(texts.indexOf(textOf(tags, tag)));
    }
    m_years.push_back(tags.year);
    m_lengths.push_back(tags.length);
    m_lossless.push_back(uint8_t(tags.lossless));
    m_fileSizes.push_back(tags.fileSize);
    m_fileTimes.push_back(tags.fileTime);
    m_any = m_any || !(tags == TrackTags());
    m_anyFile = m_anyFile || !tags.file.empty();
}

std::vector<NamedTensor> TagColumnsBuilder::tensors() const
{
    std::vector<NamedTensor> tensors;
    if (!m_any)
        return tensors;
    const auto tracks = int64_t(m_years.size());
    const std::span texts = std::span(m_texts).first(m_anyFile ? m_texts.size() : size_t(TextTag::File));
    for (size_t tag = 0; tag < texts.size(); ++tag)
        tensors.push_back(
            { offsetsName(tag), "U64", { int64_t(texts[tag].offsets.size()) }, bytesOf(texts[tag].offsets) });
    if (m_anyFile) {
        tensors.push_back({ kFileSize, "U64", { tracks }, bytesOf(m_fileSizes) });
        tensors.push_back({ kFileTime, "U64", { tracks }, bytesOf(m_fileTimes) });
    }
    for (size_t tag = 0; tag < texts.size(); ++tag)
        tensors.push_back({ rowsName(tag), "U32", { tracks }, bytesOf(texts[tag].rows) });
    tensors.push_back({ kLength, "F32", { tracks }, bytesOf(m_lengths) });
    tensors.push_back({ kYear, "U16", { tracks }, bytesOf(m_years) });
    tensors.push_back({ kLossless, "U8", { tracks }, bytesOf(m_lossless) });
    for (size_t tag = 0; tag < texts.size(); ++tag) {
        const std::string &bytes = texts[tag].bytes;
        tensors.push_back({ valuesName(tag), "U8", { int64_t(bytes.size()) }, std::as_bytes(std::span(bytes)) });
    }
    return tensors;
}

} // namespace melscope
