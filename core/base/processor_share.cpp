#include "core/base/processor_share.h"

#include <pthread.h>
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
    if (::sched_setaffinity(0, sizeof own, &own) != 0)
        return;
    m_before = std::move(before);
    for (int i = 0; i < CPU_SETSIZE; ++i) {
        if (CPU_ISSET(i, &own))
            m_awake.emplace_back([this, i] { keepAwake(i); });
    }
}

ProcessorShare::~ProcessorShare()
{
    m_ended = true;
    for (std::thread &thread : m_awake)
        thread.join();
    if (m_before)
        ::sched_setaffinity(0, sizeof m_before->processors, &m_before->processors);
}

void ProcessorShare::keepAwake(int processor) const
{
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(processor, &only);
    const sched_param lowest {};
    // Not where it would take anything from those that compute.
    if (::pthread_setaffinity_np(::pthread_self(), sizeof only, &only) != 0
        || ::pthread_setschedparam(::pthread_self(), SCHED_IDLE, &lowest) != 0)
        return;
    while (!m_ended.load(std::memory_order_relaxed)) {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause(); // else a processor's other half suffers
#elif defined(__aarch64__)
        asm volatile("yield");
#endif
    }
}

} // namespace melscope
