#pragma once

// Private to the torch module.

#include "core/network/process_group.h"

namespace melscope {

/// Processes on one machine or many, by PyTorch's c10d over Gloo. Throws ProcessLost where they do not meet in time.
std::unique_ptr<ProcessGroup> makeC10dGroup(const GroupSettings &settings);

} // namespace melscope
