#pragma once

#include <atomic>
#include <memory>

namespace melscope {

/// A flag shared between whoever may end a stage and the stage, which polls it per batch or per file.
/// Copies share the flag; setting and reading it are safe from any thread and from signal handlers.
class CancelToken
{
public:
    CancelToken()
        : m_flag(std::make_shared<std::atomic<bool>>(false))
    {
    }
    void cancel() const noexcept { m_flag->store(true, std::memory_order_relaxed); }
    bool isCancelled() const noexcept { return m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
};

} // namespace melscope
