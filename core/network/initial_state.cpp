#include "core/network/initial_state.h"

#include <cmath>
#include <random>

namespace melscope {

NetworkState initialState(const NetworkShape &shape, uint64_t seed)
{
    NetworkState state;
    std::seed_seq sequence { uint32_t(seed), uint32_t(seed >> 32), 0x676C6FU };
    std::mt19937_64 random(sequence);
    // Layer by layer: a wider network begins with other weights, the same one always with the same.
    for (const auto &[name, extents] : tensorShapes(shape)) {
        ModelTensor tensor { extents, {} };
        int64_t count = 1;
        for (const int64_t extent : extents)
            count *= extent;
        const bool one = (name.starts_with("norm") && name.ends_with(".weight")) || name.ends_with(".running_var");
        tensor.values.assign(size_t(count), one ? 1.0F : 0.0F);
        if (name.starts_with("conv") && name.ends_with(".weight")) {
            const double limit = std::sqrt(6.0 / double(extents[2] * (extents[0] + extents[1])));
            for (float &value : tensor.values)
                value = float((double(random() >> 11) * 0x1p-52 - 1) * limit); // in [-limit, limit)
        }
        state.tensors[name] = std::move(tensor);
    }
    return state;
}

} // namespace melscope
