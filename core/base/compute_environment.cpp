#include "core/base/compute_environment.h"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace melscope {

void tuneAllocatorForTensors()
{
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

void yieldToInteractiveThreads()
{
    // On Linux the nice value belongs to the thread; a refusal only costs smoothness.
    setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), 19);
}

} // namespace melscope
