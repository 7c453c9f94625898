#include "core/network/training_engine.h"

#include "core/network/fused_network.h"
#include "core/network/kernels.h"
#include "core/network/torch_engine.h"

#include <cmath>
#include <random>

namespace melscope {

Result<std::unique_ptr<TrainingEngine>> makeEngine(const NetworkShape &shape, const EngineSettings &settings,
                                                   const QString &device)
{
    if (device == QStringLiteral("cpu") || (device == QStringLiteral("auto") && !hasCuda())) {
        if (const auto chosen = chosenKernels(); !chosen)
            return passOn(chosen);
        return std::make_unique<FusedNetwork>(shape, settings);
    }
    return makeTorchEngine(shape, settings, device);
}

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
