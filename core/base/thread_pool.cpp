#include "core/base/thread_pool.h"

#include "core/base/parallel.h"

namespace melscope {

ThreadPool::ThreadPool(int threads)
{
    const int count = threads > 0 ? threads : availableProcessors();
    for (int i = 0; i < count; ++i)
        m_threads.emplace_back([this] { loop(); });
}

ThreadPool::~ThreadPool()
{
    {
        std::scoped_lock lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    m_threads.clear();
}

void ThreadPool::run(std::function<void()> work)
{
    {
        std::scoped_lock lock(m_mutex);
        m_waiting.push_back(std::move(work));
    }
    m_changed.notify_one();
}

void ThreadPool::loop()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [&] { return m_ended || !m_waiting.empty(); });
        if (m_ended)
            return;
        auto work = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        work();
        work = nullptr;
        lock.lock();
    }
}

} // namespace melscope
