#pragma once

#include "core/base/cancel_token.h"
#include "core/base/thread_pool.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace melscope {

/// Work that a pool does in any order and that comes out in the order it was put in: one thread puts, one takes.
/// What is under way is bounded by a weight (bytes, say), so that memory is. The pool outlives the pipeline; the
/// pipeline may be dropped at any time, what is still in the pool then ends by itself.
template <class In, class Out>
class OrderedPipeline
{
public:
    using Work = std::function<Out(In)>;

    OrderedPipeline(ThreadPool &pool, Work work, size_t mostWeight, CancelToken cancel)
        : m_pool(pool)
        , m_work(std::move(work))
        , m_mostWeight(mostWeight)
        , m_cancel(std::move(cancel))
        , m_state(std::make_shared<State>())
    {
    }

    /// Waits while too much is under way. False after a cancel: nobody wants it any more.
    bool put(In in, size_t weight)
    {
        size_t number = 0;
        {
            std::unique_lock lock(m_state->mutex);
            const auto hasRoom = [&] { return m_state->weight == 0 || m_state->weight + weight <= m_mostWeight; };
            while (!m_state->changed.wait_for(lock, kPoll, hasRoom)) {
                if (m_cancel.isCancelled())
                    return false;
            }
            number = m_state->put++;
            m_state->weight += weight;
        }
        // std::function wants copies; what goes in may only be moved.
        auto carried = std::make_shared<In>(std::move(in));
        m_pool.run([state = m_state, work = m_work, carried, number, weight] {
            Done done { {}, {}, weight };
            try {
                done.out.emplace(work(std::move(*carried)));
            } catch (...) {
                done.exception = std::current_exception();
            }
            std::scoped_lock lock(state->mutex);
            state->done.emplace(number, std::move(done));
            state->changed.notify_all();
        });
        return !m_cancel.isCancelled();
    }
    /// Nothing more will be put.
    void close()
    {
        std::scoped_lock lock(m_state->mutex);
        m_state->closed = true;
        m_state->changed.notify_all();
    }
    /// The next in order, waiting for it; nothing at the end or after a cancel. Rethrows what the work threw.
    std::optional<Out> take()
    {
        std::unique_lock lock(m_state->mutex);
        State &state = *m_state;
        const auto ready = [&] {
            return state.done.contains(state.taken) || (state.closed && state.taken == state.put);
        };
        while (!state.changed.wait_for(lock, kPoll, ready)) {
            if (m_cancel.isCancelled())
                return std::nullopt;
        }
        if (m_cancel.isCancelled() || !state.done.contains(state.taken))
            return std::nullopt;
        Done done = std::move(state.done.extract(state.taken).mapped());
        ++state.taken;
        state.weight -= done.weight;
        state.changed.notify_all();
        lock.unlock();
        if (done.exception)
            std::rethrow_exception(done.exception);
        return std::move(done.out);
    }

private:
    static constexpr auto kPoll = std::chrono::milliseconds(20);
    struct Done
    {
        std::optional<Out> out;
        std::exception_ptr exception;
        size_t weight = 0;
    };
    struct State
    {
        std::mutex mutex;
        std::condition_variable changed;
        std::map<size_t, Done> done;
        size_t put = 0;
        size_t taken = 0;
        size_t weight = 0;
        bool closed = false;
    };

    ThreadPool &m_pool;
    Work m_work;
    size_t m_mostWeight;
    CancelToken m_cancel;
    std::shared_ptr<State> m_state;
};

} // namespace melscope
