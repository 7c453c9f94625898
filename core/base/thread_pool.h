#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace melscope {

/// Threads that run what they are given, in the order given. Destroying it waits for what has begun and drops the rest.
class ThreadPool
{
public:
    explicit ThreadPool(int threads);
    ~ThreadPool();

    int size() const { return int(m_threads.size()); }
    void run(std::function<void()> work);

private:
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_waiting;
    bool m_ended = false;
    std::vector<std::jthread> m_threads;
};

} // namespace melscope
