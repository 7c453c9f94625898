#include "core/base/processor_share.h"

#include <sched.h>

namespace melscope {

struct ProcessorShare::Mask
{
    cpu_set_t processors;
};

ProcessorShare::ProcessorShare(int share, int shares)
{
    auto before = std::make_unique<Mask>();
    if (shares < 2 || ::sched_getaffinity(0, sizeof before->processors, &before->processors) != 0)
        return;
    const int count = CPU_COUNT(&before->processors);
    if (count < shares)
        return;
    cpu_set_t own;
    CPU_ZERO(&own);
    for (int i = 0, number = 0; i < CPU_SETSIZE; ++i) {
        if (!CPU_ISSET(i, &before->processors))
            continue;
        if (number >= count * share / shares && number < count * (share + 1) / shares)
            CPU_SET(i, &own);
        ++number;
    }
    if (::sched_setaffinity(0, sizeof own, &own) == 0)
        m_before = std::move(before);
}

ProcessorShare::~ProcessorShare()
{
    if (m_before)
        ::sched_setaffinity(0, sizeof m_before->processors, &m_before->processors);
}

WakeupGivingWay::WakeupGivingWay()
{
    const sched_param plain {};
    // Who has been given another policy from outside has been given it for a reason.
    if (::sched_getscheduler(0) == SCHED_OTHER && ::sched_setscheduler(0, SCHED_BATCH, &plain) == 0)
        m_before = SCHED_OTHER;
}

WakeupGivingWay::~WakeupGivingWay()
{
    const sched_param plain {};
    if (m_before)
        ::sched_setscheduler(0, *m_before, &plain);
}

} // namespace melscope
