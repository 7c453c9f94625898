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
    bool isCancelled() const noexcept
    {
        return m_flag->load(std::memory_order_relaxed) || (m_parent && m_parent->isCancelled());
    }
    /// A flag of its own that is also set as long as this one is: for a part of a stage that may end alone.
    CancelToken child() const
    {
        CancelToken token;
        token.m_parent = std::make_shared<const CancelToken>(*this);
        return token;
    }

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
    std::shared_ptr<const CancelToken> m_parent;
};

} // namespace melscope
