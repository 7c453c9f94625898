#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace melscope {

/// The labels of tracks as numbers, a CSR: what goes from labelling scores through evaluation, comparison and
/// confusion. Text is made of it for a file alone.
class Labels
{
public:
    Labels() = default;
    explicit Labels(const std::vector<std::vector<uint32_t>> &tracks)
    {
        for (const auto &labels : tracks)
            add(labels);
    }

    size_t size() const { return m_offsets.size() - 1; } ///< tracks
    bool empty() const { return size() == 0; }
    std::span<const uint32_t> of(size_t track) const
    {
        return std::span(m_labels).subspan(m_offsets[track], m_offsets[track + 1] - m_offsets[track]);
    }
    /// The next track's.
    void add(std::span<const uint32_t> labels)
    {
        m_labels.insert(m_labels.end(), labels.begin(), labels.end());
        m_offsets.push_back(m_labels.size());
    }
    /// Those of further tracks.
    void append(const Labels &others)
    {
        const uint64_t before = m_labels.size();
        m_labels.insert(m_labels.end(), others.m_labels.begin(), others.m_labels.end());
        for (size_t i = 1; i < others.m_offsets.size(); ++i)
            m_offsets.push_back(before + others.m_offsets[i]);
    }
    bool operator==(const Labels &) const = default;

private:
    std::vector<uint64_t> m_offsets { 0 };
    std::vector<uint32_t> m_labels;
};

} // namespace melscope
