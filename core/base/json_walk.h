#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace melscope {

/// Walks once through a JSON text, front to back, and proves all of it: also what nobody asks for is checked to the
/// last comma, about as fast as others skip it. One thing alone is taken on trust: numbers in an array that is skipped
/// are looked at where they begin and end, not digit by digit. simdjson indexes where the tokens begin; what is between
/// them is checked here. Keeps its buffers from text to text; used by one thread.
class JsonWalk
{
public:
    JsonWalk();
    ~JsonWalk();
    JsonWalk(JsonWalk &&) noexcept;

    /// Bytes that must be allocated behind a text.
    static constexpr size_t kPadding = 64;

    /// Begins a text, whose kPadding bytes behind its end may be read. Errors: no UTF-8, a string without its end …
    Result<void> begin(std::string_view text);
    /// Calls `field` for each field of the object that comes next; `field` takes the value by one of the functions
    /// here, or else it is skipped. Errors: no object, no valid JSON, what `field` returned.
    template <class Field>
    Result<void> object(const Field &field);
    /// Calls `element` for each element of the array that comes next. Errors: as object().
    template <class Element>
    Result<void> array(const Element &element);
    /// The number that comes next, the nearest double; nothing where it is beyond a double's range.
    /// Errors: no number, no valid JSON.
    Result<std::optional<double>> number();
    /// The same, quickly, where it is a number within a float's range, as the nearest double made a float; else false,
    /// and nothing is taken.
    bool takeNumber(float &value);
    /// The string that comes next, unescaped, until the next call; nothing where something else comes next, and nothing
    /// is taken then. Half a surrogate pair becomes a replacement character. Errors: no valid JSON.
    Result<std::optional<std::string_view>> string();
    /// Whether true or false comes next; takes it.
    std::optional<bool> takeBool();
    /// Proves the value that comes next and passes over it.
    Result<void> skip();
    /// Proves that nothing follows.
    Result<void> end();

    size_t position() const { return m_next < m_end ? *m_next : m_size; } ///< of the next token
    bool nextIs(char first) const { return peek() == first; } ///< whether the next value begins so
    bool atEnd() const { return m_next >= m_end; }
    /// The byte at which the last error was found.
    size_t place() const;

private:
    struct Index;
    char peek() const { return m_next < m_end ? m_text[*m_next] : '\0'; }
    bool take(char token)
    {
        if (peek() != token)
            return false;
        ++m_next;
        return true;
    }
    bool skipScalar();
    bool skipString();
    bool skipKeys();
    bool skipContainer();
    void skipNumbers();
    void skipNumberFields();
    Result<std::string_view> key();
    bool unescapeString(const char *p);
    tl::unexpected<Error> invalid(const char *expected);

    std::unique_ptr<Index> m_index;
    const char *m_text = nullptr;
    size_t m_size = 0;
    const uint32_t *m_next = nullptr; ///< of the token that comes next
    const uint32_t *m_end = nullptr;
    size_t m_place = 0; ///< of a fault that no token tells
    bool m_hasEscapes = false;
    std::string m_string; ///< one that was escaped
};

template <class Field>
Result<void> JsonWalk::object(const Field &field)
{
    if (!take('{'))
        return invalid("an object");
    if (take('}'))
        return {};
    while (true) {
        const auto name = key();
        if (!name)
            return passOn(name);
        const uint32_t *value = m_next;
        if (const Result<void> used = field(*name); !used)
            return used;
        if (m_next == value) {
            if (const auto skipped = skip(); !skipped)
                return skipped;
        }
        if (take('}'))
            return {};
        if (!take(','))
            return invalid("a comma or the object's end");
    }
}

template <class Element>
Result<void> JsonWalk::array(const Element &element)
{
    if (!take('['))
        return invalid("an array");
    if (take(']'))
        return {};
    while (true) {
        if (const Result<void> used = element(); !used)
            return used;
        if (take(']'))
            return {};
        if (!take(','))
            return invalid("a comma or the array's end");
    }
}

} // namespace melscope
