#pragma once

#include "core/network/process_group.h"

#include <barrier>
#include <functional>
#include <thread>
#include <vector>

namespace melscope {

/// The processes of a group as threads of one, so that what they compute can be looked at.
class ThreadGroup : public ProcessGroup
{
public:
    /// What they share.
    struct Meeting
    {
        explicit Meeting(int size)
            : size(size)
            , barrier(size)
            , places(size_t(size))
        {
        }
        int size;
        std::barrier<> barrier;
        std::vector<void *> places;
    };

    ThreadGroup(Meeting &meeting, int rank)
        : m_meeting(meeting)
        , m_rank(rank)
    {
    }
    int rank() const override { return m_rank; }
    int size() const override { return m_meeting.size; }
    int threads() const override { return 1; }
    void sum(std::span<float> values) override { add(values); }
    void sum(std::span<double> values) override { add(values); }
    void broadcast(std::span<std::byte> bytes) override
    {
        show(bytes.data());
        if (m_rank != 0)
            std::copy_n(static_cast<std::byte *>(m_meeting.places[0]), bytes.size(), bytes.data());
        m_meeting.barrier.arrive_and_wait();
    }
    void gather(std::span<const float> own, const std::vector<std::span<float>> &parts) override
    {
        show(const_cast<float *>(own.data()));
        for (size_t rank = 0; m_rank == 0 && rank < parts.size(); ++rank) {
            if (m_meeting.places[rank] != parts[rank].data())
                std::copy_n(static_cast<float *>(m_meeting.places[rank]), parts[rank].size(), parts[rank].data());
        }
        m_meeting.barrier.arrive_and_wait();
    }
    void giveUp(const std::string &) noexcept override { }
    void finish() override { }
    double seconds() const override { return 0; }

    /// Runs `work` once as each process of a group.
    static void run(int size, const std::function<void(const std::shared_ptr<ProcessGroup> &)> &work)
    {
        Meeting meeting(size);
        std::vector<std::thread> threads;
        for (int rank = 0; rank < size; ++rank)
            threads.emplace_back([&, rank] { work(std::make_shared<ThreadGroup>(meeting, rank)); });
        for (std::thread &thread : threads)
            thread.join();
    }

private:
    void show(void *place)
    {
        m_meeting.places[size_t(m_rank)] = place;
        m_meeting.barrier.arrive_and_wait();
    }
    template <class T>
    void add(std::span<T> values)
    {
        show(values.data());
        std::vector<T> sums(values.size());
        for (const void *place : m_meeting.places) {
            for (size_t i = 0; i < sums.size(); ++i)
                sums[i] += static_cast<const T *>(place)[i];
        }
        m_meeting.barrier.arrive_and_wait();
        std::copy(sums.begin(), sums.end(), values.begin());
    }

    Meeting &m_meeting;
    const int m_rank;
};

} // namespace melscope
