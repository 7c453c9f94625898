#pragma once

#include <memory>
#include <optional>

namespace melscope {

/// As long as it lives, the calling thread, and those that it makes, stay on one of several equal shares of the
/// processors that it may use: processes that wait for one another many times a step lose a millisecond each time where
/// their threads are moved about. Where there are fewer processors than shares, nothing happens. Ends in its thread.
class ProcessorShare
{
public:
    ProcessorShare(int share, int shares);
    ~ProcessorShare();
    ProcessorShare(const ProcessorShare &) = delete;
    ProcessorShare &operator=(const ProcessorShare &) = delete;

private:
    struct Mask;

    std::unique_ptr<Mask> m_before; ///< nothing: nothing was changed
};

/// Threads that the calling thread makes while this lives don't push a computing thread off its processor when they
/// wake (SCHED_BATCH); they wait until it pauses or its time slice is over. Ends in its thread.
///
/// Meant for the threads that read Gloo's connections. One that wakes while the computing thread holds a connection's
/// lock polls for the lock (`Pair::handleEvents` tries it, and epoll reports at once again), and keeps the one that
/// should release it off the processor until the next clock tick, up to 4 ms.
class WakeupGivingWay
{
public:
    WakeupGivingWay();
    ~WakeupGivingWay();
    WakeupGivingWay(const WakeupGivingWay &) = delete;
    WakeupGivingWay &operator=(const WakeupGivingWay &) = delete;

private:
    std::optional<int> m_before; ///< the policy; nothing: nothing was changed
};

} // namespace melscope
