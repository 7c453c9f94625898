#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace melscope {

/// Threads that go through a step's phases together; lane 0 is the calling thread. Unlike OpenMP's pools a lane that
/// has nothing to do spins for some microseconds only and then sleeps, so that a training beside other programs does
/// not take processor time from them, and from itself, by waiting.
class LaneTeam
{
public:
    explicit LaneTeam(int lanes);
    ~LaneTeam();
    LaneTeam(const LaneTeam &) = delete;
    LaneTeam &operator=(const LaneTeam &) = delete;

    int lanes() const { return int(m_threads.size()) + 1; }
    /// Calls `phase(lane)` in every lane; returns when all have ended. `phase` must not throw.
    void run(const std::function<void(int)> &phase);

private:
    void loop(int lane);

    const std::function<void(int)> *m_phase = nullptr; ///< written before m_begun, read after it
    std::atomic<uint32_t> m_begun { 0 }; ///< phases begun
    std::atomic<uint32_t> m_working { 0 }; ///< lanes that have not ended the phase
    std::atomic<bool> m_ended { false };
    std::vector<std::thread> m_threads;
};

} // namespace melscope
