#include "core/network/lane_team.h"

namespace melscope {

namespace {

// About the time that waking a sleeping thread takes; phases end within it of one another when the lanes are even.
constexpr int kSpins = 4000;

void pause()
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

/// Waits until the value is another than `old`.
void waitForChange(const std::atomic<uint32_t> &value, uint32_t old)
{
    for (int i = 0; i < kSpins; ++i) {
        if (value.load(std::memory_order_acquire) != old)
            return;
        pause();
    }
    value.wait(old, std::memory_order_acquire);
}

} // namespace

LaneTeam::LaneTeam(int lanes)
{
    for (int lane = 1; lane < lanes; ++lane)
        m_threads.emplace_back([this, lane] { loop(lane); });
}

LaneTeam::~LaneTeam()
{
    m_ended = true;
    m_begun.fetch_add(1, std::memory_order_release);
    m_begun.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void LaneTeam::run(const std::function<void(int)> &phase)
{
    m_phase = &phase;
    m_working.store(uint32_t(m_threads.size()), std::memory_order_relaxed);
    m_begun.fetch_add(1, std::memory_order_release);
    m_begun.notify_all();
    phase(0);
    for (uint32_t working = m_working.load(std::memory_order_acquire); working != 0;
         working = m_working.load(std::memory_order_acquire))
        waitForChange(m_working, working);
}

void LaneTeam::loop(int lane)
{
    uint32_t seen = 0;
    for (;;) {
        waitForChange(m_begun, seen);
        if (m_begun.load(std::memory_order_acquire) == seen)
            continue;
        ++seen;
        if (m_ended)
            return;
        (*m_phase)(lane);
        if (m_working.fetch_sub(1, std::memory_order_acq_rel) == 1)
            m_working.notify_one();
    }
}

} // namespace melscope
