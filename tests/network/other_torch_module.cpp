// A module as an older or a newer package would bring it.
#include "core/network/torch_module.h"

extern "C" Q_DECL_EXPORT const melscope::TorchModule *melscope_torch_module()
{
    static const melscope::TorchModule module { "0.0.1", "0", nullptr, nullptr, nullptr };
    return &module;
}
