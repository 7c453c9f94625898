#pragma once

// Private to core/network: includes torch.

#include "core/base/parallel.h"
#include "core/base/result.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

namespace melscope {

/// "auto" takes CUDA where this libtorch has it. Errors: CUDA is asked for and not there.
inline Result<torch::Device> computeDevice(const QString &name)
{
    const bool cuda = name != QStringLiteral("cpu") && torch::cuda::is_available();
    if (name == QStringLiteral("cuda") && !cuda)
        return fail(
            QStringLiteral("this libtorch finds no CUDA device"), {},
            QStringLiteral("Choose the processor (cpu), or build with a libtorch for CUDA (CMAKE_PREFIX_PATH)."));
    return torch::Device(cuda ? torch::kCUDA : torch::kCPU);
}

/// libtorch's count of threads belongs to the calling thread and defaults to half the processors.
inline int useThreads(int wanted)
{
    const int count = wanted > 0 ? wanted : availableProcessors();
    at::set_num_threads(count);
    return count;
}

/// Torch's first line; the rest is a stack of its own functions.
inline QString firstLine(const char *text)
{
    return QString::fromUtf8(text).section(QLatin1Char('\n'), 0, 0);
}

} // namespace melscope
