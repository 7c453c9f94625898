#pragma once

#include "ui/jobs/job_lane.h"

#include <array>

namespace melscope {

/// What goes through a lane of its own, so that nothing waits for what has nothing to do with it.
enum class Lane {
    Data, ///< loading, analysing, writing
    Training,
    Thresholds, ///< labelling and the selected label: some tenths of a second
    Estimates, ///< what is looked at when it comes
    Tracks, ///< filtering and ordering
    Images,
    Neighbours, ///< which may have to look at all tracks first
    Map, ///< laying it out: seconds, of very many tracks minutes
    Reasons, ///< what labels hang on
    Sounds, ///< listening to the selected track
    Relations,
    Runs, ///< looking at what other programs do with the runs, and with the project
    Submitting, ///< trainings to other computers: copying takes its time
    Jobs, ///< looking at trainings there, which may not answer
    Keeping, ///< of unsaved changes, which nobody cancels
};
inline constexpr size_t kLanes = size_t(Lane::Keeping) + 1;

/// The lanes of a session.
class JobLanes
{
public:
    JobLane &operator[](Lane lane) { return m_lanes[size_t(lane)]; }
    void cancelAll()
    {
        for (size_t i = 0; i < kLanes; ++i) {
            if (Lane(i) != Lane::Keeping)
                m_lanes[i].cancelAll();
        }
    }

private:
    std::array<JobLane, kLanes> m_lanes;
};

} // namespace melscope
