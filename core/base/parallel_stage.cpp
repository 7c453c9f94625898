#include "core/base/parallel_stage.h"

#include "core/base/parallel.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace melscope {

void parallelStage(StageProgress &stage, size_t count, int threads, const CancelToken &cancel,
                   const std::function<void(size_t)> &work)
{
    std::atomic<size_t> next = 0;
    std::mutex mutex;
    std::condition_variable ended;
    size_t done = 0;
    size_t running = std::min(count, size_t(threads > 0 ? threads : availableProcessors()));
    std::vector<std::jthread> workers;
    for (size_t i = running; i > 0; --i) {
        workers.emplace_back([&] {
            for (size_t index = next++; index < count && !cancel.isCancelled(); index = next++) {
                work(index);
                std::scoped_lock lock(mutex);
                ++done;
            }
            std::scoped_lock lock(mutex);
            --running;
            ended.notify_all();
        });
    }
    stage.update(0);
    std::unique_lock lock(mutex);
    while (!ended.wait_for(lock, std::chrono::milliseconds(30), [&] { return running == 0; })) {
        const auto sofar = qint64(done);
        lock.unlock();
        stage.update(sofar);
        lock.lock();
    }
    stage.update(qint64(done));
}

} // namespace melscope
