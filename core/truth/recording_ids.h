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

/// An id as it is stored and compared: a UUID in its usual spelling (36 characters, lower case) as 16 bytes, any
/// other text as itself. A key of such a text points into it and lives no longer.
class IdKey
{
public:
    IdKey() = default;
    explicit IdKey(std::string_view id);
    static IdKey ofUuid(uint64_t high, uint64_t low);

    bool isUuid() const { return m_text.data() == nullptr; }
    uint64_t high() const { return m_high; } ///< of a UUID: its first 16 digits
    uint64_t low() const { return m_low; }
    std::string_view otherText() const { return m_text; } ///< of an id that is no UUID
    std::string text() const;
    uint64_t hash() const;

    friend bool operator==(const IdKey &a, const IdKey &b)
    {
        return a.m_high == b.m_high && a.m_low == b.m_low && a.isUuid() == b.isUuid() && a.m_text == b.m_text;
    }
    /// As their texts compare, byte by byte.
    friend bool operator<(const IdKey &a, const IdKey &b);

private:
    uint64_t m_high = 0;
    uint64_t m_low = 0;
    std::string_view m_text;
};

/// The tensors `ids` U8 and `id_offsets` U64 [N+1] of our files. DESIGN, formats.
struct IdTensors
{
    std::vector<char> bytes;
    std::vector<uint64_t> offsets { 0 };
};

/// Interned ids (recordings, release groups): each distinct one once, in order of first appearance, with look-up.
/// 1.35 million UUIDs cost about 40 MB, index included.
class RecordingIds
{
public:
    size_t size() const { return m_keys.size(); }
    bool empty() const { return m_keys.empty(); }
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
    bool isOther(size_t index) const { return index < m_isOther.size() && m_isOther[index]; }
    void grow();

    std::vector<Stored> m_keys;
    std::vector<bool> m_isOther; ///< only as long as the last id that is no UUID
    std::vector<char> m_bytes; ///< of those ids
    std::vector<uint32_t> m_slots; ///< open addressing; index + 1, 0 = free
};

} // namespace melscope
