#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace melscope {

/// As long as it lives, the calling thread, and those that it makes, stay on one of several equal shares of the
/// processors that it may use: processes that wait for one another many times a step lose a millisecond each time where
/// their threads are moved about. Nor do these processors go to sleep while the process waits, which costs as much: a
/// thread of the lowest class (SCHED_IDLE), which gives way to anybody, keeps each awake. Where there are fewer
/// processors than shares, nothing happens. Ends in its thread.
class ProcessorShare
{
public:
    ProcessorShare(int share, int shares);
    ~ProcessorShare();
    ProcessorShare(const ProcessorShare &) = delete;
    ProcessorShare &operator=(const ProcessorShare &) = delete;

private:
    struct Mask;
    void keepAwake(int processor) const;

    std::unique_ptr<Mask> m_before; ///< nothing: nothing was changed
    std::atomic<bool> m_ended { false };
    std::vector<std::thread> m_awake;
};

} // namespace melscope
