#include "core/exploring/packed_rows.h"

#include "core/network/kernels.h"

#include <limits>

namespace melscope {

size_t PackedRows::wholeTiles(size_t rows)
{
    return (rows + size_t(kRowMultiple) - 1) / size_t(kRowMultiple) * size_t(kRowMultiple);
}

size_t PackedRows::panel()
{
    return size_t(bestKernels().panel);
}

PackedRows::PackedRows(std::span<const float> rows, size_t depth, std::span<const uint32_t> order,
                       std::span<const float> biases)
    : m_depth(depth)
    , m_panels((order.size() + panel() - 1) / panel())
{
    const size_t width = panel();
    m_values.resize(m_panels * depth * width);
    m_biases.resize(m_panels * width);
    std::ranges::fill(m_biases, -std::numeric_limits<float>::infinity());
    for (size_t i = 0; i < order.size(); ++i) {
        if (order[i] == kNone)
            continue;
        const float *row = rows.data() + size_t(order[i]) * depth;
        float *column = m_values.data() + i / width * depth * width + i % width;
        for (size_t k = 0; k < depth; ++k)
            column[k * width] = row[k];
        m_biases[i] = biases[i];
    }
}

void PackedRows::multiply(const float *others, size_t count, size_t panel, float *products) const
{
    const size_t width = PackedRows::panel();
    ConvolveTask task {};
    task.x = others;
    task.rowStride = int64_t(m_depth);
    task.trackStride = int64_t(m_depth);
    task.positions = 1;
    task.rows = int64_t(wholeTiles(count));
    task.depth = int64_t(m_depth);
    task.weights = m_values.data() + panel * m_depth * width;
    task.bias = m_biases.data() + panel * width;
    task.z = products;
    bestKernels().convolve(task);
}

} // namespace melscope
