#include "core/base/json_walk.h"

#include "core/base/json_number.h"
#include "core/base/words.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace melscope {

static_assert(JsonWalk::kPadding >= simdjson::SIMDJSON_PADDING);

struct JsonWalk::Index
{
    std::unique_ptr<simdjson::internal::dom_parser_implementation> tokens;
    size_t capacity = 0;

    simdjson::error_code make(std::string_view text)
    {
        constexpr size_t step = 128 << 10;
        if (!tokens || text.size() > capacity) {
            capacity = (text.size() / step + 1) * step;
            const auto code =
                simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, tokens);
            if (code != simdjson::SUCCESS) {
                tokens.reset();
                return code;
            }
        }
        return tokens->stage1(reinterpret_cast<const uint8_t *>(text.data()), text.size(),
                              simdjson::stage1_mode::regular);
    }
};

namespace {

bool endsScalar(char c)
{
    return c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ':';
}

void appendUtf8(uint32_t code, std::string &text)
{
    if (code < 0x80) {
        text += char(code);
    } else if (code < 0x800) {
        text += char(0xC0 | code >> 6);
        text += char(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        text += char(0xE0 | code >> 12);
        text += char(0x80 | (code >> 6 & 0x3F));
        text += char(0x80 | (code & 0x3F));
    } else {
        text += char(0xF0 | code >> 18);
        text += char(0x80 | (code >> 12 & 0x3F));
        text += char(0x80 | (code >> 6 & 0x3F));
        text += char(0x80 | (code & 0x3F));
    }
}

/// The four hexadecimal digits at p.
std::optional<uint32_t> hexadecimal(const char *p, const char *end)
{
    uint32_t code = 0;
    if (end - p < 4)
        return std::nullopt;
    const auto [stop, error] = std::from_chars(p, p + 4, code, 16);
    return error == std::errc() && stop == p + 4 ? std::optional(code) : std::nullopt;
}

/// Appends the character of an escape at p (behind the backslash) and returns what follows it; null for none.
const char *unescape(const char *p, const char *end, std::string &text)
{
    static constexpr std::string_view names = "\"\\/bfnrt";
    static constexpr std::string_view values = "\"\\/\b\f\n\r\t";
    constexpr uint32_t replacement = 0xFFFD;
    if (p >= end)
        return nullptr;
    if (const size_t found = names.find(*p); found != std::string_view::npos) {
        text += values[found];
        return p + 1;
    }
    const auto code = *p == 'u' ? hexadecimal(p + 1, end) : std::nullopt;
    if (!code)
        return nullptr;
    p += 5;
    if (*code < 0xD800 || *code > 0xDFFF) {
        appendUtf8(*code, text);
        return p;
    }
    const auto low =
        *code < 0xDC00 && end - p > 2 && p[0] == '\\' && p[1] == 'u' ? hexadecimal(p + 2, end) : std::nullopt;
    if (!low || *low < 0xDC00 || *low > 0xDFFF) {
        appendUtf8(replacement, text);
        return p;
    }
    appendUtf8(0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00), text);
    return p + 6;
}

/// Where a text stops being UTF-8.
size_t endOfUtf8(std::string_view text)
{
    size_t good = 0;
    size_t bad = text.size();
    while (good + 1 < bad) {
        size_t middle = good + (bad - good) / 2;
        while (middle > good && (static_cast<unsigned char>(text[middle]) & 0xC0) == 0x80)
            --middle; // not amid a character
        if (middle == good)
            break;
        (simdjson::validate_utf8(text.data(), middle) ? good : bad) = middle;
    }
    return good;
}

} // namespace

JsonWalk::JsonWalk()
    : m_index(std::make_unique<Index>())
{
}
JsonWalk::~JsonWalk() = default;
JsonWalk::JsonWalk(JsonWalk &&) noexcept = default;

size_t JsonWalk::place() const
{
    return m_place > 0 ? m_place : m_next < m_end ? *m_next : m_size;
}

Result<void> JsonWalk::begin(std::string_view text)
{
    m_text = text.data();
    m_size = text.size();
    m_place = 0;
    m_next = m_end = nullptr;
    const auto code = m_index->make(text);
    if (code == simdjson::UTF8_ERROR)
        m_place = endOfUtf8(text);
    if (code != simdjson::SUCCESS)
        return fail(QString::fromUtf8(simdjson::error_message(code)));
    m_next = m_index->tokens->structural_indexes.get();
    m_end = m_next + m_index->tokens->n_structural_indexes;
    m_hasEscapes = text.find('\\') != std::string_view::npos;
    return {};
}

tl::unexpected<Error> JsonWalk::invalid(const char *expected)
{
    return fail(tr("%1 was expected").arg(QLatin1String(expected)));
}

Result<std::string_view> JsonWalk::key()
{
    if (peek() != '"')
        return invalid("a key");
    const char *begin = m_text + *m_next + 1;
    if (m_hasEscapes && !unescapeString(begin))
        return invalid("a valid string");
    ++m_next;
    if (!take(':'))
        return invalid("a colon behind the key");
    if (m_hasEscapes)
        return m_string;
    // Between a string's end and the next token there is nothing but space.
    const char *end = m_text + m_next[-1] - 1;
    while (*end != '"')
        --end;
    return std::string_view(begin, size_t(end - begin));
}

bool JsonWalk::unescapeString(const char *p)
{
    m_string.clear();
    while (p != nullptr && *p != '"') {
        if (*p == '\\')
            p = unescape(p + 1, m_text + m_size, m_string);
        else
            m_string += *p++;
    }
    return p != nullptr;
}

Result<std::optional<std::string_view>> JsonWalk::string()
{
    if (!nextIs('"'))
        return std::nullopt;
    const char *begin = m_text + *m_next + 1; // its end was proved when the text was indexed
    if (m_hasEscapes && !unescapeString(begin))
        return invalid("a valid string");
    ++m_next;
    if (m_hasEscapes)
        return m_string;
    const auto *end = static_cast<const char *>(std::memchr(begin, '"', size_t(m_text + m_size - begin)));
    return std::string_view(begin, size_t(end - begin));
}

std::optional<bool> JsonWalk::takeBool()
{
    const bool value = nextIs('t');
    if (!value && !nextIs('f'))
        return std::nullopt;
    return skipScalar() ? std::optional(value) : std::nullopt;
}

/// Up to the value of the first field that is no number.
bool JsonWalk::skipKeys()
{
    skipNumberFields();
    return peek() == '"' && skipString() && take(':');
}

bool JsonWalk::skipString()
{
    if (m_hasEscapes) {
        const char *p = m_text + *m_next + 1;
        const char *end = m_text + m_size;
        std::string unused;
        while (p < end && *p != '"') {
            const char *slash = p;
            while (slash < end && *slash != '\\' && *slash != '"')
                ++slash;
            if (slash == end || *slash == '"')
                break;
            unused.clear();
            p = unescape(slash + 1, end, unused);
            if (p == nullptr)
                return false;
        }
    }
    ++m_next;
    return true;
}

bool JsonWalk::skipScalar()
{
    if (m_next >= m_end)
        return false;
    const char *p = m_text + *m_next;
    size_t length = 0;
    switch (*p) {
    case '"':
        return skipString();
    case 't':
        length = std::memcmp(p, "true", 4) == 0 ? 4 : 0;
        break;
    case 'f':
        length = std::memcmp(p, "false", 5) == 0 ? 5 : 0;
        break;
    case 'n':
        length = std::memcmp(p, "null", 4) == 0 ? 4 : 0;
        break;
    default:
        length = numberLength(p);
    }
    // What stands in the padding behind the text ends nothing.
    if (length == 0 || (size_t(p - m_text) + length < m_size && !endsScalar(p[length]))
        || size_t(p - m_text) + length > m_size)
        return false;
    ++m_next;
    return true;
}

/// Passes over the elements of an array as long as they are numbers: most of a document. Whatever is something else, or
/// ends the array, is left to the walk.
void JsonWalk::skipNumbers()
{
    const uint32_t *next = m_next;
    while (next + 1 < m_end) {
        if (!beginsNumber(m_text[next[0]]) || !isCommaBehindDigit(m_text + next[1]))
            break;
        next += 2;
    }
    m_next = next;
}

/// The same of an object's fields, whose numbers are proved.
void JsonWalk::skipNumberFields()
{
    if (m_hasEscapes)
        return;
    const uint32_t *next = m_next;
    while (next + 3 < m_end) {
        if (m_text[next[0]] != '"' || m_text[next[1]] != ':' || m_text[next[3]] != ','
            || !isNumber(m_text + next[2], next[3] - next[2]))
            break;
        next += 4;
    }
    m_next = next;
}

bool JsonWalk::skipContainer()
{
    constexpr size_t deepest = 1024;
    std::array<bool, deepest> isObject;
    size_t depth = 0;
    while (true) {
        if (depth > 0 && !isObject[depth - 1])
            skipNumbers();
        const char first = peek();
        // A value.
        if (first == '{' || first == '[') {
            if (depth == deepest)
                return false;
            isObject[depth++] = first == '{';
            ++m_next;
            if (!take(first == '{' ? '}' : ']')) {
                if (first == '{' && !skipKeys())
                    return false;
                continue;
            }
            --depth;
        } else if (!skipScalar()) {
            return false;
        }
        // What follows it.
        while (depth > 0 && take(isObject[depth - 1] ? '}' : ']'))
            --depth;
        if (depth == 0)
            return true;
        if (!take(',') || (isObject[depth - 1] && !skipKeys()))
            return false;
    }
}

Result<void> JsonWalk::skip()
{
    const bool isContainer = peek() == '{' || peek() == '[';
    if (isContainer ? skipContainer() : skipScalar())
        return {};
    return m_next < m_end ? invalid("valid JSON") : fail(tr("it is cut off"));
}

bool JsonWalk::takeNumber(float &value)
{
    if (m_next >= m_end)
        return false;
    // simdjson's own, which proves the grammar and what ends the number.
    const auto *begin = reinterpret_cast<const uint8_t *>(m_text + *m_next);
    double number = 0;
    if (simdjson::builtin::numberparsing::parse_double(begin).get(number) != simdjson::SUCCESS
        || !std::isfinite(float(number)))
        return false;
    value = float(number);
    ++m_next;
    return true;
}

Result<std::optional<double>> JsonWalk::number()
{
    if (m_next >= m_end)
        return fail(tr("it is cut off"));
    const char *p = m_text + *m_next;
    const char *end = p + numberLength(p);
    if (end == p || end > m_text + m_size || (end < m_text + m_size && !endsScalar(*end)))
        return invalid("a number");
    ++m_next;
    double value = 0;
    if (std::from_chars(p, end, value).ec == std::errc())
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    // Out of range: too small is zero, too large is nothing.
    const char *exponent = std::find_if(p, end, [](char c) { return (c | 0x20) == 'e'; });
    if (exponent != end && exponent[1] == '-')
        return std::optional(*p == '-' ? -0.0 : 0.0);
    const bool onlyFraction =
        exponent == end && std::find_if(p, end, [](char c) { return c >= '1' && c <= '9'; }) > std::find(p, end, '.');
    return onlyFraction ? std::optional(0.0) : std::nullopt;
}

Result<void> JsonWalk::end()
{
    if (m_next < m_end)
        return fail(tr("other text follows the document's end"));
    return {};
}

} // namespace melscope
