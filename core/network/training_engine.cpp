#include "core/network/training_engine.h"

#include "core/base/words.h"
#include "core/network/fused_network.h"
#include "core/network/kernels.h"
#include "core/network/torch_module.h"

namespace melscope {

namespace {

/// Whether libtorch computes, which then is loaded. Errors: its module is needed and cannot be had; no such device.
Result<const TorchModule *> moduleFor(const QString &device)
{
    if (device == QStringLiteral("cpu") || (device == QStringLiteral("auto") && !mayHaveCuda()))
        return nullptr;
    const auto torch = torchModule();
    if (device == QStringLiteral("auto"))
        return torch && (*torch)->hasCuda() ? *torch : nullptr;
    if (torch && device == QStringLiteral("cuda") && !(*torch)->hasCuda())
        return fail(tr("libtorch %1 finds no CUDA device").arg(QString::fromUtf8((*torch)->libtorch)), {},
                    tr("Choose the processor (cpu), or install a libtorch for CUDA and its driver."));
    return torch;
}

} // namespace

Result<void> checkDevice(const QString &device)
{
    if (const auto torch = moduleFor(device); !torch)
        return passOn(torch);
    return {};
}

Result<std::unique_ptr<TrainingEngine>> makeEngine(const NetworkShape &shape, const EngineSettings &settings,
                                                   const QString &device)
{
    const auto torch = moduleFor(device);
    if (!torch)
        return passOn(torch);
    if (*torch != nullptr)
        return (*torch)->makeEngine(shape, settings, device != QStringLiteral("torch"));
    if (const auto chosen = chosenKernels(); !chosen)
        return passOn(chosen);
    return std::make_unique<FusedNetwork>(shape, settings);
}

} // namespace melscope
