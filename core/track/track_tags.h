#pragma once

#include "core/base/safetensors.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace melscope {

/// What a document says of its recording besides the sound: what people know it by. Texts are UTF-8 in composed form;
/// of a tag with several values all, with "; " between; empty where nothing is known. [core/README.md, Features]
struct TrackTags
{
    enum class Lossless : uint8_t { Unknown, No, Yes };

    std::string title;
    std::string artist;
    std::string album;
    std::string genre; ///< the file's own genre tags, which are no ground truth
    std::string codec; ///< "mp3", "flac" …
    std::string file; ///< the sound file that was heard, in the file system's bytes; empty for documents
    uint16_t year = 0; ///< 0: not known
    float length = 0; ///< seconds; 0: not known
    Lossless lossless = Lossless::Unknown;
    uint64_t fileSize = 0; ///< of the sound file when it was heard, bytes
    uint64_t fileTime = 0; ///< when it had been changed, in ns since 1970

    bool operator==(const TrackTags &) const = default;
};

enum class TextTag { Title, Artist, Album, Genre, Codec, File };
inline constexpr TextTag kTextTags[] = { TextTag::Title, TextTag::Artist, TextTag::Album,
                                         TextTag::Genre, TextTag::Codec,  TextTag::File };
std::string &textOf(TrackTags &tags, TextTag tag);
const std::string &textOf(const TrackTags &tags, TextTag tag);

/// The tags of a store's tracks, in its file: for each text tag its distinct values and each track's index into them,
/// since an artist has many tracks, and a search looks at each name once. Points into the mapped file; what is corrupt
/// in it reads as not known, since opening looks at no track.
class TagColumns
{
public:
    /// Distinct values of one tag.
    struct Texts
    {
        std::span<const uint64_t> offsets; ///< [values + 1] into bytes
        std::string_view bytes;
        std::span<const uint32_t> rows; ///< [tracks] index of the value

        size_t size() const { return offsets.empty() ? 0 : offsets.size() - 1; }
        std::string_view value(size_t index) const;
    };

    /// Empty where the file has no tags. Errors: a tensor is missing, misplaced or of another shape.
    static Result<TagColumns> of(const SafetensorsFile &file, int64_t tracks);

    bool isEmpty() const { return m_years.empty(); }
    /// Whether any track is a sound file's.
    bool hasFiles() const { return !m_fileSizes.empty(); }
    const Texts &texts(TextTag tag) const { return m_texts[size_t(tag)]; }
    std::string_view text(TextTag tag, size_t track) const { return texts(tag).value(texts(tag).rows[track]); }
    std::span<const uint16_t> years() const { return m_years; }
    std::span<const float> lengths() const { return m_lengths; } ///< seconds
    std::span<const uint8_t> lossless() const { return m_lossless; } ///< TrackTags::Lossless
    TrackTags at(size_t track) const;

private:
    std::array<Texts, std::size(kTextTags)> m_texts;
    std::span<const uint16_t> m_years;
    std::span<const float> m_lengths;
    std::span<const uint8_t> m_lossless;
    std::span<const uint64_t> m_fileSizes; ///< with m_fileTimes empty where there are documents alone
    std::span<const uint64_t> m_fileTimes;
};

/// Makes the columns track by track.
class TagColumnsBuilder
{
public:
    void add(const TrackTags &tags);
    /// Tensors in the order in which each lies on a multiple of its elements' size if the first lies on one of 8
    /// bytes; none where no track has a tag. They live as long as the builder and until the next add().
    std::vector<NamedTensor> tensors() const;

private:
    struct Texts
    {
        std::string bytes;
        std::vector<uint64_t> offsets { 0 };
        std::vector<uint32_t> rows;
        std::vector<uint32_t> buckets; ///< hash table of indices + 1; 0: free

        uint32_t indexOf(std::string_view text);
        std::string_view value(size_t index) const
        {
            return std::string_view(bytes).substr(offsets[index], offsets[index + 1] - offsets[index]);
        }
        void grow();
    };
    std::array<Texts, std::size(kTextTags)> m_texts;
    std::vector<uint16_t> m_years;
    std::vector<float> m_lengths;
    std::vector<uint8_t> m_lossless;
    std::vector<uint64_t> m_fileSizes;
    std::vector<uint64_t> m_fileTimes;
    bool m_any = false;
    bool m_anyFile = false;
};

} // namespace melscope
