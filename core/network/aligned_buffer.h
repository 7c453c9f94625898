#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>

namespace melscope {

/// Numbers at a cache line's boundary, zero at first. Growing loses the content.
template <class T>
class AlignedBuffer
{
public:
    void resize(size_t count)
    {
        if (count != m_count) {
            m_values.reset();
            const size_t bytes = (count * sizeof(T) + kLine - 1) / kLine * kLine;
            m_values.reset(static_cast<T *>(std::aligned_alloc(kLine, std::max(bytes, kLine))));
            if (!m_values)
                throw std::bad_alloc();
            m_count = count;
        }
        std::fill_n(m_values.get(), count, T {});
    }
    size_t size() const { return m_count; }
    T *data() { return m_values.get(); }
    const T *data() const { return m_values.get(); }
    T *begin() { return data(); }
    T *end() { return data() + m_count; }
    const T *begin() const { return data(); }
    const T *end() const { return data() + m_count; }
    T &operator[](size_t i) { return m_values.get()[i]; }
    const T &operator[](size_t i) const { return m_values.get()[i]; }
    std::span<T> span() { return { data(), m_count }; }
    std::span<const T> span() const { return { data(), m_count }; }

private:
    static constexpr size_t kLine = 64;
    struct Free
    {
        void operator()(T *values) const { std::free(values); }
    };
    std::unique_ptr<T, Free> m_values;
    size_t m_count = 0;
};

} // namespace melscope
