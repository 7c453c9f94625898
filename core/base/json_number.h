#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace melscope {

// Where numbers end and whether they are any, by JSON's grammar. Documents are mostly numbers, so this is most of what
// proving one costs. Behind what is looked at, JsonWalk::kPadding bytes may be read.

inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Which of the 32 bytes at p are digits, a bit each.
inline uint64_t digitsAt(const char *p)
{
#ifdef __SSE2__
    auto digits = [](const char *q) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(q));
        // Digits are the only bytes that this shift puts below −118.
        const __m128i shifted = _mm_add_epi8(bytes, _mm_set1_epi8(char(-128 - '0')));
        return uint64_t(uint32_t(_mm_movemask_epi8(_mm_cmplt_epi8(shifted, _mm_set1_epi8(-118)))));
    };
    return digits(p) | digits(p + 16) << 16;
#else
    uint64_t mask = 0;
    for (int i = 0; i < 32; ++i)
        mask |= uint64_t(isDigit(p[i])) << i;
    return mask;
#endif
}

/// The length of a number that does not end within 32 bytes, by the grammar; 0 for none.
inline size_t longNumberLength(const char *p)
{
    const char *begin = p;
    auto digits = [&p] {
        const char *first = p;
        while (isDigit(*p))
            ++p;
        return p > first;
    };
    p += *p == '-' ? 1 : 0;
    const char *whole = p;
    if (!digits() || (*whole == '0' && p - whole > 1))
        return 0;
    if (*p == '.' && (++p, !digits()))
        return 0;
    if ((*p | 0x20) == 'e') {
        ++p;
        p += *p == '+' || *p == '-' ? 1 : 0;
        if (!digits())
            return 0;
    }
    return size_t(p - begin);
}

/// The length of the number at p, behind which kPadding bytes may be read; 0 for none. Without a loop over its digits:
/// documents are mostly numbers, and this is what proving them costs.
inline size_t numberLength(const char *p)
{
    const uint64_t digits = digitsAt(p);
    auto run = [digits](size_t from) { return size_t(std::countr_one(digits >> from)); };
    size_t i = p[0] == '-' ? 1 : 0;
    const size_t whole = run(i);
    if (whole == 0 || (whole > 1 && p[i] == '0'))
        return 0;
    i += whole;
    if (p[i] == '.') {
        const size_t fraction = run(i + 1);
        if (fraction == 0 && i < 28)
            return 0;
        i += 1 + fraction;
    }
    if (i < 28 && (p[i] | 0x20) == 'e') {
        i += p[i + 1] == '+' || p[i + 1] == '-' ? 2 : 1;
        const size_t exponent = run(i);
        if (exponent == 0 && i < 28)
            return 0;
        i += exponent;
    }
    return i < 28 ? i : longNumberLength(p);
}

/// Whether the `length` bytes at p are one number by the grammar; kPadding bytes may be read behind them. Without a
/// jump: numbers differ in what they have.
inline bool isNumber(const char *p, size_t length)
{
#ifdef __SSE2__
    if (length == 0 || length > 16)
        return numberLength(p) == length;
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
    const uint32_t window = (uint32_t(1) << length) - 1;
    const auto placesOf = [window](__m128i matches) { return uint32_t(_mm_movemask_epi8(matches)) & window; };
    const auto placesOfByte = [&](char c) { return placesOf(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))); };
    const uint32_t digits = uint32_t(digitsAt(p)) & window;
    const uint32_t points = placesOfByte('.');
    const uint32_t exponents = placesOf(_mm_cmpeq_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('e')));
    const uint32_t minuses = placesOfByte('-');
    const uint32_t signs = minuses | placesOfByte('+');
    const uint32_t misplaced = (window & ~(digits | points | exponents | signs)) // another character
        | (points & (points - 1)) | (exponents & (exponents - 1)) // a second one
        | ((points | exponents) & ~(digits << 1)) // no digit before it
        | ((points | signs) & ~(digits >> 1)) | (exponents & ~((digits | signs) >> 1)) // nor behind it
        | (signs & ~((minuses & 1) | exponents << 1)); // only in front and in an exponent
    const bool pointInExponent = exponents != 0 && points > exponents;
    const size_t first = minuses & 1;
    const bool leadingZero = p[first] == '0' && (digits >> first & 2) != 0;
    return misplaced == 0 && !pointInExponent && !leadingZero && (digits >> (length - 1)) != 0;
#else
    return numberLength(p) == length;
#endif
}

/// Whether a number begins with this; "-" alone and "-x" are none, but "-nan" and "-inf" end in letters.
inline bool beginsNumber(char c)
{
    constexpr uint32_t begins = 0b1'1111'1111'1001; // from "-" on; then come "." and "/" and the digits
    const uint32_t fromMinus = static_cast<unsigned char>(c - '-');
    return fromMinus <= '9' - '-' && (begins >> fromMinus & 1) != 0;
}

/// Whether a digit stands right before the comma at p.
inline bool isCommaBehindDigit(const char *p)
{
    // Both at once: most of a document goes by here.
    const auto both = uint32_t(static_cast<unsigned char>(p[-1])) | uint32_t(static_cast<unsigned char>(p[0])) << 8;
    return both - (uint32_t(',') << 8 | uint32_t('0')) <= 9;
}

} // namespace melscope
