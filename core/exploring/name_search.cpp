#include "core/exploring/name_search.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace melscope {

namespace {

constexpr size_t kChunk = 64; // bytes that are looked at together
constexpr size_t kBlock = 1 << 16; // values of a thread's piece of work

/// The bytes with which a character may begin, at most two different ones; with more, both are "any".
struct FirstBytes
{
    uint8_t one = 0;
    uint8_t other = 0;
    bool isAny = true;

    explicit FirstBytes(const std::vector<std::string> &ways)
    {
        one = uint8_t(ways.front().front());
        other = one;
        isAny = false;
        for (const std::string &way : ways) {
            const auto byte = uint8_t(way.front());
            if (byte == one || byte == other)
                continue;
            isAny = isAny || other != one;
            other = byte;
        }
    }
    FirstBytes() = default;
    bool allows(uint8_t byte) const { return isAny || byte == one || byte == other; }
};

/// The places of a chunk at which a match may begin, as bits; a loop that compilers turn into vectors.
uint64_t markChunk(const char *text, const FirstBytes &first, const FirstBytes &second)
{
    std::array<uint8_t, kChunk> marks;
    uint8_t any = 0;
    const uint8_t anySecond = second.isAny ? 1 : 0;
    for (size_t i = 0; i < kChunk; ++i) {
        const auto a = uint8_t(text[i]);
        const auto b = uint8_t(text[i + 1]);
        const auto hit = uint8_t(uint8_t(a == first.one) | uint8_t(a == first.other));
        const auto next = uint8_t(uint8_t(b == second.one) | uint8_t(b == second.other) | anySecond);
        marks[i] = hit & next;
        any |= marks[i];
    }
    uint64_t mask = 0;
    for (size_t i = 0; any != 0 && i < kChunk; i += 8) {
        uint64_t eight = 0;
        std::memcpy(&eight, marks.data() + i, 8);
        mask |= ((eight * 0x0102'0408'1020'4080ULL) >> 56) << i; // the lowest bit of each byte, side by side
    }
    return mask;
}

} // namespace

NameSearch::NameSearch(const QString &typed)
{
    for (const char32_t code : typed.normalized(QString::NormalizationForm_C).toUcs4()) {
        Character character;
        for (const char32_t way : { code, char32_t(QChar::toLower(code)), char32_t(QChar::toUpper(code)),
                                    char32_t(QChar::toTitleCase(code)) }) {
            std::string bytes = QString::fromUcs4(&way, 1).toStdString();
            if (std::find(character.ways.begin(), character.ways.end(), bytes) == character.ways.end())
                character.ways.push_back(std::move(bytes));
        }
        m_characters.push_back(std::move(character));
    }
    for (const Character &character : m_characters) {
        if (character.ways.size() > 2
            || std::ranges::any_of(character.ways, [](const std::string &way) { return way.size() > 1; })) {
            m_bytes.clear();
            return;
        }
        m_bytes.emplace_back(character.ways.front().front(), character.ways.back().front());
    }
}

const char *NameSearch::endOfMatch(const char *at, const char *end) const
{
    if (!m_bytes.empty()) {
        if (size_t(end - at) < m_bytes.size())
            return nullptr;
        for (const auto &[one, other] : m_bytes) {
            if (*at != one && *at != other)
                return nullptr;
            ++at;
        }
        return at;
    }
    for (const Character &character : m_characters) {
        const char *next = nullptr;
        for (const std::string &way : character.ways) {
            if (size_t(end - at) >= way.size() && std::memcmp(at, way.data(), way.size()) == 0) {
                next = at + way.size();
                break;
            }
        }
        if (next == nullptr)
            return nullptr;
        at = next;
    }
    return at;
}

void NameSearch::search(const TagColumns::Texts &texts, size_t first, size_t last, std::vector<char> &found) const
{
    const FirstBytes begins(m_characters[0].ways);
    // Only where the first character is a single byte in every case, the next byte is the second character's.
    const bool isShort =
        std::ranges::all_of(m_characters[0].ways, [](const std::string &way) { return way.size() == 1; });
    const FirstBytes follows = m_characters.size() > 1 && isShort ? FirstBytes(m_characters[1].ways) : FirstBytes();
    const char *bytes = texts.bytes.data();
    const uint64_t begin = texts.offsets[first];
    const uint64_t end = texts.offsets[last];
    // What the file says is looked at before it is followed; a store is never read when it is opened.
    if (end > texts.bytes.size()
        || !std::is_sorted(texts.offsets.begin() + ptrdiff_t(first), texts.offsets.begin() + ptrdiff_t(last) + 1))
        return;
    size_t value = first; // the one that holds the place
    auto look = [&](uint64_t place) {
        while (value < last && texts.offsets[value + 1] <= place)
            ++value;
        if (value < last && found[value] == 0 && endOfMatch(bytes + place, bytes + texts.offsets[value + 1]) != nullptr)
            found[value] = 1;
    };
    uint64_t at = begin;
    for (; at + kChunk < end; at += kChunk) {
        for (uint64_t mask = begins.isAny ? ~uint64_t(0) : markChunk(bytes + at, begins, follows); mask != 0;
             mask &= mask - 1)
            look(at + uint64_t(std::countr_zero(mask)));
    }
    for (; at < end; ++at) {
        if (begins.allows(uint8_t(bytes[at])))
            look(at);
    }
}

std::vector<char> NameSearch::of(const TagColumns::Texts &texts) const
{
    std::vector<char> found(texts.size(), m_characters.empty() ? 1 : 0);
    if (m_characters.empty())
        return found;
    parallelFor((texts.size() + kBlock - 1) / kBlock, [&](size_t block) {
        search(texts, block * kBlock, std::min(texts.size(), (block + 1) * kBlock), found);
    });
    return found;
}

} // namespace melscope
