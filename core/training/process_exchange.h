#pragma once

#include "core/base/result.h"
#include "core/network/process_group.h"
#include "core/network/training_engine.h"

#include <type_traits>

namespace melscope {

/// What the first process has of a plain value, all have.
template <class T>
void shareValue(ProcessGroup &group, T &value)
{
    static_assert(std::is_trivially_copyable_v<T>);
    group.broadcast(std::as_writable_bytes(std::span(&value, 1)));
}
/// The same of the values of tensors; all have the same names and shapes, but for the first of which others may have
/// none yet.
void shareTensors(ProcessGroup &group, std::map<std::string, ModelTensor> &tensors,
                  const std::map<std::string, std::vector<int64_t>> &shapes);
/// The same of a network with its optimiser's state.
void shareState(ProcessGroup &group, NetworkState &state, const NetworkShape &shape);

/// Whether all have the same text; the rank of one that has another than the first, or −1.
int whoDiffers(ProcessGroup &group, const QString &text);

/// As an error, with what to do.
Error processLost(const ProcessLost &lost);

} // namespace melscope
