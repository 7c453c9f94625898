#pragma once

#include "core/network/aligned_buffer.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace melscope {

/// Rows laid out for the network's kernels, so that the products of many others with all of them come fast. Immutable.
class PackedRows
{
public:
    static constexpr uint32_t kNone = UINT32_MAX;
    /// Rows are multiplied in tiles of so many.
    static size_t wholeTiles(size_t rows);
    /// Columns of a panel of products.
    static size_t panel();

    PackedRows() = default;
    /// Of `rows` [any × depth] those of `order`, kNone: none there, whose product is −∞. `biases`, one a row of
    /// `order`, are added to the products. The order's length is made up to whole panels.
    PackedRows(std::span<const float> rows, size_t depth, std::span<const uint32_t> order,
               std::span<const float> biases);

    size_t panels() const { return m_panels; }
    /// The products of others [wholeTiles() × depth] with the rows of a panel: [tiles × panel()].
    void multiply(const float *others, size_t count, size_t panel, float *products) const;

private:
    size_t m_depth = 0;
    size_t m_panels = 0;
    AlignedBuffer<float> m_values; ///< [panels × depth × panel()]
    AlignedBuffer<float> m_biases; ///< [panels × panel()]
};

} // namespace melscope
