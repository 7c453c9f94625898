#pragma once

#include "core/network/process_group.h"
#include "core/network/training_engine.h"

#include <QString>

namespace melscope {

/// What libmelscope_torch.so has to offer. libtorch and its nearly 300 libraries take a second and 150 MB to load,
/// which only CUDA and comparisons need: the program links nothing of them and opens this module on demand.
struct TorchModule
{
    const char *melscope; ///< the version of Melscope that it was built with
    const char *libtorch; ///< libtorch's version
    bool (*hasCuda)();
    /// The network as torch modules, on CUDA or on the processor.
    std::unique_ptr<TrainingEngine> (*makeEngine)(const NetworkShape &shape, const EngineSettings &settings, bool cuda);
    /// Throws ProcessLost where the processes do not meet.
    std::unique_ptr<ProcessGroup> (*makeGroup)(const GroupSettings &settings);
};
/// Loads the module when it is first asked for, in any thread but the window's, and keeps it.
/// Errors: as ProgramModule::table().
Result<const TorchModule *> torchModule();

/// Whether the driver of an NVIDIA device is there; without one nobody needs to load anything to know.
bool mayHaveCuda();

} // namespace melscope
