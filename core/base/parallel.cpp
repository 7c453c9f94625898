#include "core/base/parallel.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace melscope {

int availableProcessors()
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return std::max(1, CPU_COUNT(&set));
    return std::max(1, int(std::thread::hardware_concurrency()));
}

void parallelFor(size_t count, const std::function<void(size_t)> &work, int threads)
{
    const size_t workers = std::min(count, size_t(threads > 0 ? threads : availableProcessors()));
    std::atomic<size_t> next = 0;
    std::exception_ptr first;
    std::mutex mutex;
    auto loop = [&] {
        try {
            for (size_t index = next++; index < count; index = next++)
                work(index);
        } catch (...) {
            std::scoped_lock lock(mutex);
            if (!first)
                first = std::current_exception();
            next = count;
        }
    };
    std::vector<std::jthread> pool;
    for (size_t i = 1; i < workers; ++i)
        pool.emplace_back(loop);
    loop();
    pool.clear();
    if (first)
        std::rethrow_exception(first);
}

} // namespace melscope
