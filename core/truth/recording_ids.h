#pragma once

#include "core/base/result.h"
#include "core/base/safetensors.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace melscope {

/// The recording that a document's stem names: the dumps of AcousticBrainz call the documents of one recording
/// "<UUID>-0", "<UUID>-1" …, by submission. Any other stem is the id itself, its ends trimmed.
std::string_view recordingIdOf(std::string_view stem);

/// An id as it is stored and compared: a UUID as 16 bytes, any other text as itself, its ends trimmed. A UUID may be
/// written in capitals, with white space about it and with the number of a submission after it ("<UUID>-0"): it is
/// the same id. Which digits were capitals is carried along and not compared, so that text() can spell it as it came.
/// A key of an id that is no UUID points into its text and lives no longer.
class IdKey
{
public:
    IdKey() = default;
    explicit IdKey(std::string_view id);
    /// Bit i of `capitals`: the i-th of the 32 digits is written as a capital.
    static IdKey ofUuid(uint64_t high, uint64_t low, uint32_t capitals = 0);

    bool isUuid() const { return m_text == nullptr; }
    uint64_t high() const { return m_high; } ///< of a UUID: its first 16 digits
    uint64_t low() const { return m_low; }
    uint32_t capitals() const { return m_capitals; }
    /// Of an id that is no UUID, else empty.
    std::string_view otherText() const { return { m_text, m_length }; }
    /// As it came, without white space and number of submission.
    std::string text() const;
    uint64_t hash() const;

    friend bool operator==(const IdKey &a, const IdKey &b)
    {
        return a.m_high == b.m_high && a.m_low == b.m_low && a.isUuid() == b.isUuid() && a.otherText() == b.otherText();
    }
    /// As their texts compare in lower case (of UUIDs), byte by byte.
    friend bool operator<(const IdKey &a, const IdKey &b);

private:
    friend class RecordingIds;
    void setOther(std::string_view text);
    bool setUuid(std::string_view text);

    uint64_t m_high = 0;
    uint64_t m_low = 0;
    const char *m_text = nullptr;
    uint32_t m_length = 0;
    uint32_t m_capitals = 0;
};

/// The tensors `ids` U8 and `id_offsets` U64 [N+1] of our files. [core/README.md, Formats of our own]
struct IdTensors
{
    std::vector<char> bytes;
    std::vector<uint64_t> offsets { 0 };
};

/// Interned ids (recordings, release groups): each distinct one once, in order of first appearance and in its first
/// spelling, with look-up. 1.35 million UUIDs cost about 40 MB, index included.
class RecordingIds
{
public:
    size_t size() const { return m_keys.size(); }
    bool empty() const { return m_keys.empty(); }
    /// Whether there are ids that are no UUIDs.
    bool hasOthers() const { return !m_isOther.empty(); }
    IdKey key(size_t index) const;
    std::string text(size_t index) const { return key(index).text(); }

    void reserve(size_t ids);
    /// The id's index, and whether it was new.
    std::pair<uint32_t, bool> insert(const IdKey &key);
    std::pair<uint32_t, bool> insert(std::string_view id) { return insert(IdKey(id)); }
    std::optional<uint32_t> find(const IdKey &key) const;
    std::optional<uint32_t> find(std::string_view id) const { return find(IdKey(id)); }
    /// Asks for the memory that insert() or find() of this key will look at, which pays in long loops.
    void prefetch(const IdKey &key) const;
    /// The second half of that for find(), some ids later, where most are expected to be found.
    void prefetchFound(const IdKey &key) const;
    size_t bytesInMemory() const;

    IdTensors tensors() const;
    /// Reads them back. Errors: offsets that fall, leave the block, or an id that stands twice.
    static Result<RecordingIds> fromTensors(const SafetensorsFile &file, int64_t count);

private:
    struct Stored
    {
        uint64_t high; ///< of a UUID; for other text its place in m_bytes
        uint64_t low; ///< of a UUID; for other text its length
    };
    /// Open addressing. The tag, of the hash, saves looking at the key itself, which lies elsewhere in memory.
    struct Slot
    {
        uint32_t tag = 0;
        uint32_t next = 0; ///< index + 1; 0: free
    };
    size_t slotOf(const IdKey &key, uint64_t hash) const; ///< that holds the key, or is free for it
    bool isOther(size_t index) const { return index < m_isOther.size() && m_isOther[index]; }
    bool holds(size_t index, const IdKey &key) const;
    void grow();

    std::vector<Stored> m_keys;
    std::vector<bool> m_isOther; ///< only as long as the last id that is no UUID
    std::vector<char> m_bytes; ///< of those ids
    std::vector<uint32_t> m_capitals; ///< only as long as the last UUID that is written with capitals
    std::vector<Slot> m_slots;
};

} // namespace melscope
