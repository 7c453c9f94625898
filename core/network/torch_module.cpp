#include "core/network/torch_module.h"

#include "core/base/program_module.h"

#include <QFileInfo>

namespace melscope {

Result<const TorchModule *> torchModule()
{
    static ProgramModule module("libmelscope_torch.so", "melscope_torch_module", "melscope-torch",
                                "computing with libtorch", ", or choose the processor (cpu).");
    const auto table = module.table();
    if (!table)
        return passOn(table);
    return static_cast<const TorchModule *>(*table);
}

bool mayHaveCuda()
{
    return QFileInfo::exists(QStringLiteral("/dev/nvidiactl")) || QFileInfo::exists(QStringLiteral("/dev/dxg"));
}

} // namespace melscope
