#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"

#include <functional>

namespace melscope {

/// Does `work(index)` for 0 … count − 1 in up to `threads` threads (0: all processors), each index as soon as a thread
/// is free, while the caller's thread reports how many are done. Returns when all are, or those that had begun when it
/// was cancelled. `work` throws nothing.
void parallelStage(StageProgress &stage, size_t count, int threads, const CancelToken &cancel,
                   const std::function<void(size_t)> &work);

} // namespace melscope
