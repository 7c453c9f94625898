#include "core/truth/recording_ids.h"

#include "core/base/words.h"
#include "core/truth/cell_text.h"

#include <bit>
#include <cstring>
#include <functional>

namespace melscope {

namespace {

constexpr size_t kUuidLength = 36;

/// Eight lower-case hexadecimal digits at once, as one number; nothing if one is something else.
std::optional<uint32_t> eightDigits(const char *text)
{
    static_assert(std::endian::native == std::endian::little);
    uint64_t characters;
    std::memcpy(&characters, text, 8);
    constexpr uint64_t ones = 0x0101010101010101ULL;
    const uint64_t isLetter = (characters >> 6) & ones;
    uint64_t digits = (characters & 0x0F * ones) + 9 * isLetter;
    // Spelling the digits again tells whether they were digits.
    const uint64_t aboveNine = ((digits + 6 * ones) >> 4) & ones;
    if ((digits & 0xF0 * ones) != 0 || digits + 0x30 * ones + 0x27 * aboveNine != characters)
        return std::nullopt;
    digits = __builtin_bswap64(digits);
    digits = (digits | digits >> 4) & 0x00FF00FF00FF00FFULL;
    digits = (digits | digits >> 8) & 0x0000FFFF0000FFFFULL;
    return uint32_t(digits | digits >> 16);
}

void spell(uint64_t value, int digits, char *&out)
{
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        *out++ = "0123456789abcdef"[(value >> shift) & 15];
}

bool isAllDigits(std::string_view text)
{
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

std::string_view recordingIdOf(std::string_view stem)
{
    stem = trimmedText(stem);
    if (stem.size() > kUuidLength + 1 && stem[kUuidLength] == '-' && isAllDigits(stem.substr(kUuidLength + 1))
        && IdKey(stem.substr(0, kUuidLength)).isUuid())
        return stem.substr(0, kUuidLength);
    return stem;
}

IdKey::IdKey(std::string_view id)
{
    const char *p = id.data();
    if (id.size() == kUuidLength && p[8] == '-' && p[13] == '-' && p[18] == '-' && p[23] == '-') {
        char second[8];
        char third[8];
        std::memcpy(second, p + 9, 4);
        std::memcpy(second + 4, p + 14, 4);
        std::memcpy(third, p + 19, 4);
        std::memcpy(third + 4, p + 24, 4);
        const auto a = eightDigits(p);
        const auto b = eightDigits(second);
        const auto c = eightDigits(third);
        const auto d = eightDigits(p + 28);
        if (a && b && c && d) {
            m_high = uint64_t(*a) << 32 | *b;
            m_low = uint64_t(*c) << 32 | *d;
            return;
        }
    }
    // Not as UUIDs are usually written.
    id = trimmedText(id);
    const bool hasNumber =
        id.size() > kUuidLength + 1 && id[kUuidLength] == '-' && isAllDigits(id.substr(kUuidLength + 1));
    if ((id.size() != kUuidLength && !hasNumber) || !setUuid(id.substr(0, kUuidLength)))
        setOther(id);
}

bool IdKey::setUuid(std::string_view text)
{
    uint64_t halves[2] {};
    uint32_t capitals = 0;
    unsigned digit = 0;
    for (size_t i = 0; i < kUuidLength; ++i) {
        const char c = text[i];
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (c != '-')
                return false;
            continue;
        }
        const bool isCapital = c >= 'A' && c <= 'F';
        if (!isCapital && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
            return false;
        const unsigned value = c <= '9' ? unsigned(c - '0') : unsigned((c | 0x20) - 'a') + 10;
        halves[digit / 16] = halves[digit / 16] << 4 | value;
        capitals |= uint32_t(isCapital) << digit;
        ++digit;
    }
    m_high = halves[0];
    m_low = halves[1];
    m_capitals = capitals;
    return true;
}

void IdKey::setOther(std::string_view text)
{
    m_text = text.data() != nullptr ? text.data() : "";
    m_length = uint32_t(text.size());
}

IdKey IdKey::ofUuid(uint64_t high, uint64_t low, uint32_t capitals)
{
    IdKey key;
    key.m_high = high;
    key.m_low = low;
    key.m_capitals = capitals;
    return key;
}

std::string IdKey::text() const
{
    if (!isUuid())
        return std::string(otherText());
    std::string text(kUuidLength, '-');
    char *out = text.data();
    spell(m_high >> 32, 8, out);
    spell(m_high >> 16, 4, ++out);
    spell(m_high, 4, ++out);
    spell(m_low >> 48, 4, ++out);
    spell(m_low, 12, ++out);
    if (m_capitals == 0)
        return text;
    uint32_t capitals = m_capitals;
    for (char &c : text) {
        if (c == '-')
            continue;
        if ((capitals & 1) != 0 && c >= 'a')
            c = char(c - 'a' + 'A');
        capitals >>= 1;
    }
    return text;
}

uint64_t IdKey::hash() const
{
    if (!isUuid())
        return std::hash<std::string_view>()(otherText());
    // Both halves through one wide product, so that ids which differ in a few digits alone spread too.
    const auto product =
        static_cast<unsigned __int128>(m_high ^ 0x9E3779B97F4A7C15ULL) * (m_low ^ 0xD6E8FEB86659FD93ULL);
    return uint64_t(product) ^ uint64_t(product >> 64);
}

bool operator<(const IdKey &a, const IdKey &b)
{
    if (a.isUuid() && b.isUuid())
        return a.m_high != b.m_high ? a.m_high < b.m_high : a.m_low < b.m_low;
    const auto plain = [](const IdKey &key) {
        return key.isUuid() ? IdKey::ofUuid(key.high(), key.low()).text() : key.text();
    };
    return plain(a) < plain(b);
}

IdKey RecordingIds::key(size_t index) const
{
    const Stored &stored = m_keys[index];
    if (isOther(index)) {
        IdKey key;
        key.setOther({ m_bytes.data() + stored.high, size_t(stored.low) });
        return key;
    }
    return IdKey::ofUuid(stored.high, stored.low, index < m_capitals.size() ? m_capitals[index] : 0);
}

bool RecordingIds::holds(size_t index, const IdKey &key) const
{
    const Stored &stored = m_keys[index];
    if (isOther(index) == key.isUuid())
        return false;
    if (key.isUuid())
        return stored.high == key.high() && stored.low == key.low();
    return std::string_view(m_bytes.data() + stored.high, size_t(stored.low)) == key.otherText();
}

void RecordingIds::reserve(size_t ids)
{
    m_keys.reserve(ids);
    while (m_slots.size() * 2 < ids * 3)
        grow();
}

void RecordingIds::grow()
{
    std::vector<Slot> slots(m_slots.empty() ? 64 : m_slots.size() * 2);
    const size_t mask = slots.size() - 1;
    for (size_t index = 0; index < size(); ++index) {
        const uint64_t hash = key(index).hash();
        size_t slot = hash & mask;
        while (slots[slot].next != 0)
            slot = (slot + 1) & mask;
        slots[slot] = { uint32_t(hash >> 32), uint32_t(index + 1) };
    }
    m_slots.swap(slots);
}

void RecordingIds::prefetch(const IdKey &key) const
{
    if (!m_slots.empty())
        __builtin_prefetch(&m_slots[key.hash() & (m_slots.size() - 1)]);
}

void RecordingIds::prefetchFound(const IdKey &key) const
{
    if (m_slots.empty())
        return;
    const uint64_t hash = key.hash();
    const Slot &slot = m_slots[hash & (m_slots.size() - 1)];
    if (slot.next != 0 && slot.tag == uint32_t(hash >> 32))
        __builtin_prefetch(&m_keys[slot.next - 1]);
}

size_t RecordingIds::slotOf(const IdKey &key, uint64_t hash) const
{
    const size_t mask = m_slots.size() - 1;
    size_t slot = hash & mask;
    while (m_slots[slot].next != 0
           && !(m_slots[slot].tag == uint32_t(hash >> 32) && holds(m_slots[slot].next - 1, key)))
        slot = (slot + 1) & mask;
    return slot;
}

std::pair<uint32_t, bool> RecordingIds::insert(const IdKey &key)
{
    if (m_slots.size() * 2 < (size() + 1) * 3)
        grow();
    const uint64_t hash = key.hash();
    Slot &slot = m_slots[slotOf(key, hash)];
    if (slot.next != 0)
        return { slot.next - 1, false };
    if (key.isUuid()) {
        m_keys.push_back({ key.high(), key.low() });
        if (key.capitals() != 0) {
            m_capitals.resize(m_keys.size());
            m_capitals.back() = key.capitals();
        }
    } else {
        m_keys.push_back({ m_bytes.size(), key.otherText().size() });
        m_bytes.insert(m_bytes.end(), key.otherText().begin(), key.otherText().end());
        m_isOther.resize(m_keys.size());
        m_isOther.back() = true;
    }
    slot = { uint32_t(hash >> 32), uint32_t(size()) };
    return { uint32_t(size() - 1), true };
}

std::optional<uint32_t> RecordingIds::find(const IdKey &key) const
{
    if (m_slots.empty())
        return std::nullopt;
    const Slot &slot = m_slots[slotOf(key, key.hash())];
    return slot.next != 0 ? std::optional(slot.next - 1) : std::nullopt;
}

size_t RecordingIds::bytesInMemory() const
{
    return m_keys.capacity() * sizeof(Stored) + m_isOther.capacity() / 8 + m_bytes.capacity()
        + m_slots.capacity() * sizeof(Slot) + m_capitals.capacity() * sizeof(uint32_t);
}

IdTensors RecordingIds::tensors() const
{
    IdTensors tensors;
    tensors.bytes.reserve(size() * kUuidLength);
    tensors.offsets.reserve(size() + 1);
    for (size_t i = 0; i < size(); ++i) {
        const std::string id = text(i);
        tensors.bytes.insert(tensors.bytes.end(), id.begin(), id.end());
        tensors.offsets.push_back(tensors.bytes.size());
    }
    return tensors;
}

Result<RecordingIds> RecordingIds::fromTensors(const SafetensorsFile &file, int64_t count)
{
    const auto idBytes = file.tensor("ids", "U8", { -1 });
    if (!idBytes)
        return passOn(idBytes);
    const auto idOffsets = file.tensor("id_offsets", "U64", { count + 1 });
    if (!idOffsets)
        return passOn(idOffsets);
    const auto text = elementsOf<char>(*idBytes);
    const auto offsets = copyOf<uint64_t>(*idOffsets);
    const QString remedy = tr("Make the file anew.");
    if (offsets.front() != 0 || offsets.back() != text.size())
        return fail(tr("the file is corrupt: its ids do not fill their tensor"), file.path(), remedy);
    RecordingIds ids;
    ids.reserve(size_t(count));
    for (size_t i = 0; i < size_t(count); ++i) {
        if (offsets[i] > offsets[i + 1] || offsets[i + 1] > text.size())
            return fail(tr("the file is corrupt: id offset %1 is out of order").arg(i), file.path(), remedy);
        if (!ids.insert(std::string_view(text.data() + offsets[i], size_t(offsets[i + 1] - offsets[i]))).second)
            return fail(tr("the file is corrupt: recording %1 stands in it twice (ids are compared without "
                           "capitals and submission numbers)")
                            .arg(QString::fromUtf8(text.data() + offsets[i], qsizetype(offsets[i + 1] - offsets[i]))),
                        file.path(), remedy);
    }
    return ids;
}

} // namespace melscope
