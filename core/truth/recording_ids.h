#pragma once

#include "core/base/result.h"
#include "core/base/safetensors.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace melscope {

/// Interned ids (recordings, release groups): each distinct text once, in order of first appearance,
/// with look-up by text. Bytes lie in one block, so 1.35 million UUIDs cost about 70 MB, index included.
class RecordingIds
{
public:
    size_t size() const { return m_offsets.size() - 1; }
    bool empty() const { return size() == 0; }
    std::string_view operator[](size_t index) const
    {
        return { m_bytes.data() + m_offsets[index], size_t(m_offsets[index + 1] - m_offsets[index]) };
    }

    void reserve(size_t ids, size_t bytes);
    /// The id's index, and whether it was new.
    std::pair<uint32_t, bool> insert(std::string_view id);
    std::optional<uint32_t> find(std::string_view id) const;

    /// The tensors `ids` U8 and `id_offsets` U64 [N+1] of our files. DESIGN, formats.
    const std::vector<char> &bytes() const { return m_bytes; }
    const std::vector<uint64_t> &offsets() const { return m_offsets; }
    /// Reads them back. Errors: offsets that fall, leave the block, or an id that stands twice.
    static Result<RecordingIds> fromTensors(const SafetensorsFile &file, int64_t count);

private:
    void grow();

    std::vector<char> m_bytes;
    std::vector<uint64_t> m_offsets { 0 };
    std::vector<uint32_t> m_slots; ///< open addressing; index + 1, 0 = free
};

} // namespace melscope
