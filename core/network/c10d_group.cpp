#include "core/network/c10d_group.hpp"

#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <torch/torch.h>

#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

namespace melscope {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kBeat = 500ms;
constexpr auto kSilence = 20s; ///< of a process, after which it counts as lost
constexpr auto kSilenceAfterFault = 3s; ///< the same where a connection has broken already
constexpr auto kNaming = 10s; ///< how long to look for the one whose connection has broken
constexpr auto kGrace = 8s; ///< for the main thread to find out by itself that another is lost
constexpr auto kForEver = std::chrono::milliseconds(std::chrono::hours(24)); ///< losses are found by the watch
constexpr size_t kMostExchanged = 4096; ///< values that partners send one another as they are
constexpr int kExchangeTag = 1 << 20; ///< beyond those of pieces
constexpr size_t kMostAtOnce = size_t(16) << 20; ///< values in one message

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string firstLine(const char *text)
{
    const std::string whole(text);
    return whole.substr(0, whole.find('\n'));
}

std::string hostName()
{
    std::array<char, 256> name {};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "?";
}

std::vector<uint8_t> bytesOf(const std::string &text)
{
    return { text.begin(), text.end() };
}

c10::intrusive_ptr<c10d::Store> connect(const GroupSettings &settings, bool asServer)
{
    c10d::TCPStoreOptions options;
    options.port = uint16_t(settings.port);
    options.isServer = asServer;
    options.waitWorkers = false;
    options.timeout = std::chrono::seconds(settings.secondsToMeet);
    return c10::make_intrusive<c10d::PrefixStore>(settings.scope,
                                                  c10::make_intrusive<c10d::TCPStore>(settings.host, options));
}

std::shared_ptr<gloo::transport::Device> device(const std::string &host)
{
    if (const char *interface = std::getenv("GLOO_SOCKET_IFNAME"); interface != nullptr && *interface != '\0')
        return c10d::ProcessGroupGloo::createDeviceForInterface(interface);
    if (host == "localhost" || host.starts_with("127."))
        return c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1");
    return c10d::ProcessGroupGloo::createDefaultDevice();
}

std::string g_firstIsGone; ///< what to say then; written before the first connection
std::terminate_handler g_terminateBefore = nullptr;

/// libtorch's store has a thread that lets the fault of its connection escape, which ends the process by SIGABRT; that
/// happens where the first process, whose store it is, is killed while others connect to it.
[[noreturn]] void endForLostStore()
{
    try {
        if (const std::exception_ptr exception = std::current_exception())
            std::rethrow_exception(exception);
    } catch (const std::system_error &) {
        std::fprintf(stderr, "training ends: %s\n", g_firstIsGone.c_str());
        std::_Exit(kTryAgainStatus);
    } catch (...) { // somebody else's
    }
    g_terminateBefore();
    std::abort();
}

std::string firstIsGone(const GroupSettings &settings)
{
    return "process 0 does not answer at " + settings.host + ":" + std::to_string(settings.port) + ": " + kFirstIsGone;
}

/// Says that this process lives, and finds out who does not: the first looks after all, the others after the first, and
/// whoever has found or met with a loss writes it down for all. A connection of its own, since waiting on the other one
/// is not to hold it up.
class GroupWatch
{
public:
    explicit GroupWatch(const GroupSettings &settings)
        : m_settings(settings)
        , m_store(connect(settings, false))
        , m_seen(size_t(settings.size))
        , m_thread([this] { watch(); })
    {
    }
    ~GroupWatch() { stop(); }

    void stop()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_ended = true;
        }
        m_changed.notify_all();
        if (m_thread.joinable())
            m_thread.join();
    }
    /// From now on the store may go.
    void takeLeave() { m_isLeaving = true; }

    /// Writes down why this process ends.
    void giveUp(const std::string &reason) noexcept
    {
        try {
            m_store->set("lost", bytesOf(name(m_settings.rank) + ": " + reason));
        } catch (...) { // the others will see that it is gone
        }
    }

    /// Who is lost, as far as is known; empty: nobody.
    std::string known()
    {
        const std::scoped_lock lock(m_mutex);
        return m_lost;
    }
    /// The same after a call has failed; waits until it is known.
    std::string lost(const std::string &fault)
    {
        m_hasFault = true;
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, kNaming, [this] { return !m_lost.empty(); });
        return m_lost.empty() ? "another process of the training is lost (" + fault + ")" : m_lost;
    }

private:
    struct Seen
    {
        std::string beat;
        std::string host;
        Clock::time_point when = Clock::now();
    };

    std::string name(int rank) const
    {
        const std::string host = rank == m_settings.rank ? hostName() : m_seen[size_t(rank)].host;
        return "process " + std::to_string(rank) + (host.empty() ? "" : " on " + host);
    }

    void watch()
    {
        uint64_t beat = 0;
        std::unique_lock lock(m_mutex);
        while (!m_ended) {
            lock.unlock();
            std::string lost;
            try {
                m_store->set("beat/" + std::to_string(m_settings.rank),
                             bytesOf(std::to_string(++beat) + " " + hostName()));
                shareFault();
                lost = look();
            } catch (const std::exception &) {
                lost = firstIsGone(m_settings);
            }
            lock.lock();
            if (!lost.empty() && m_lost.empty() && !m_isLeaving) {
                m_lost = lost;
                m_changed.notify_all();
                if (!m_changed.wait_for(lock, kGrace, [this] { return m_ended; }))
                    endProcess();
                return;
            }
            m_changed.wait_for(lock, kBeat, [this] { return m_ended; });
        }
    }

    /// A broken connection is seen by those at its ends alone, but it is the first who knows whose beats are missing.
    void shareFault()
    {
        if (m_hasFault && m_settings.rank != 0)
            m_store->set("fault", bytesOf("1"));
        else if (m_settings.rank == 0 && !m_hasFault && m_store->check({ "fault" }))
            m_hasFault = true;
    }

    /// Who is lost; empty: nobody.
    std::string look()
    {
        if (m_store->check({ "lost" })) {
            const std::vector<uint8_t> told = m_store->get("lost");
            return { told.begin(), told.end() };
        }
        const int end = m_settings.rank == 0 ? m_settings.size : 1;
        for (int rank = m_settings.rank == 0 ? 1 : 0; rank < end; ++rank) {
            Seen &seen = m_seen[size_t(rank)];
            const std::string key = "beat/" + std::to_string(rank);
            if (m_store->check({ key })) {
                const std::vector<uint8_t> value = m_store->get(key);
                const std::string text(value.begin(), value.end());
                if (text != seen.beat) {
                    seen = { text, text.substr(text.find(' ') + 1), Clock::now() };
                    continue;
                }
            } else if (seen.beat.empty()) {
                continue; // it is not here yet
            }
            if (Clock::now() - seen.when < (m_hasFault ? kSilenceAfterFault : kSilence))
                continue;
            const std::string lost = rank == 0 ? name(0) + ": " + kFirstIsGone : name(rank) + " is gone";
            m_store->set("lost", bytesOf(lost));
            return lost;
        }
        return {};
    }

    /// The main thread hangs in a call that nobody will answer.
    [[noreturn]] void endProcess() const
    {
        if (m_settings.rank == 0 || m_lost.find(kFirstIsGone) != std::string::npos)
            std::fprintf(stderr, "training ends: %s\n", m_lost.c_str());
        std::_Exit(kTryAgainStatus);
    }

    const GroupSettings m_settings;
    c10::intrusive_ptr<c10d::Store> m_store;
    std::vector<Seen> m_seen; ///< of the watching thread
    std::atomic<bool> m_hasFault { false };
    std::atomic<bool> m_isLeaving { false };
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::string m_lost; ///< under the mutex
    bool m_ended = false; ///< under the mutex
    std::thread m_thread;
};

class C10dGroup final : public ProcessGroup
{
public:
    explicit C10dGroup(const GroupSettings &settings)
        : m_settings(settings)
        , m_store(connect(settings, settings.hostsStore))
        , m_watch(settings)
    {
        meet();
        const auto apart = stayOnOwnProcessors(); // the group's threads
        const WakeupGivingWay givingWay; // the same
        auto options = c10d::ProcessGroupGloo::Options::create(kForEver);
        options->devices.push_back(device(settings.host));
        m_group = c10::make_intrusive<c10d::ProcessGroupGloo>(m_store, settings.rank, settings.size, options);
    }
    ~C10dGroup() override { m_watch.stop(); }

    int rank() const override { return m_settings.rank; }
    int size() const override { return m_settings.size; }
    int threads() const override { return m_settings.threads; }
    int placeOnMachine() const override { return m_settings.placeOnMachine; }
    std::unique_ptr<ProcessorShare> stayOnOwnProcessors() const override
    {
        return std::make_unique<ProcessorShare>(m_settings.processorShare, m_settings.processorShares);
    }

    void sum(std::span<float> values) override
    {
        guarded([&] { add(torch::from_blob(values.data(), { int64_t(values.size()) }, torch::kFloat)); });
    }
    void sum(std::span<double> values) override
    {
        guarded([&] {
            if (values.size() <= kMostExchanged)
                exchange(values);
            else
                add(torch::from_blob(values.data(), { int64_t(values.size()) }, torch::kDouble));
        });
    }
    void broadcast(std::span<std::byte> bytes) override
    {
        guarded([&] {
            std::vector<at::Tensor> tensors { torch::from_blob(bytes.data(), { int64_t(bytes.size()) }, torch::kByte) };
            m_group->broadcast(tensors)->wait();
        });
    }
    void gather(std::span<const float> own, const std::vector<std::span<float>> &parts) override
    {
        guarded([&] {
            if (!isFirst())
                return inPieces(own.size(), [&](size_t begin, size_t count, int tag) {
                    auto tensors = piece(const_cast<float *>(own.data()) + begin, count);
                    m_group->send(tensors, 0, tag)->wait();
                });
            if (own.data() != parts[0].data())
                std::copy(own.begin(), own.end(), parts[0].begin());
            for (int rank = 1; rank < size(); ++rank) {
                inPieces(parts[size_t(rank)].size(), [&](size_t begin, size_t count, int tag) {
                    auto tensors = piece(parts[size_t(rank)].data() + begin, count);
                    m_group->recv(tensors, rank, tag)->wait();
                });
            }
        });
    }

    void giveUp(const std::string &reason) noexcept override { m_watch.giveUp(reason); }
    void finish() override
    {
        const auto barrier = [this] {
            std::array<double, 1> one { 1 };
            sum(one);
        };
        barrier(); // the first may have to write for long, and is looked after meanwhile
        m_watch.takeLeave();
        barrier();
    }
    double seconds() const override { return m_seconds; }

private:
    /// Waits until all are here, so that who is missing can be named.
    void meet()
    {
        const auto key = [](int rank) { return "here/" + std::to_string(rank); };
        m_store->set(key(m_settings.rank), bytesOf("1"));
        const auto end = Clock::now() + std::chrono::seconds(m_settings.secondsToMeet);
        for (int rank = 0; rank < m_settings.size; ++rank) {
            while (!m_store->check({ key(rank) })) {
                if (Clock::now() > end)
                    throw ProcessLost("process " + std::to_string(rank) + " of " + std::to_string(m_settings.size)
                                      + " has not come within " + std::to_string(m_settings.secondsToMeet) + " s");
                if (const std::string reason = m_settings.interrupt ? m_settings.interrupt() : std::string();
                    !reason.empty()) {
                    m_watch.giveUp(reason);
                    throw ProcessLost(reason);
                }
                if (const std::string lost = m_watch.known(); !lost.empty())
                    throw ProcessLost(lost);
                std::this_thread::sleep_for(20ms);
            }
        }
    }

    template <class Call>
    void guarded(const Call &call)
    {
        const auto start = Clock::now();
        std::string fault;
        try {
            call();
        } catch (const std::exception &exception) {
            fault = firstLine(exception.what());
        }
        m_seconds += secondsSince(start);
        if (!fault.empty())
            throw ProcessLost(m_watch.lost(fault));
    }

    static void addTo(std::span<double> values, std::span<const double> others)
    {
        for (size_t i = 0; i < values.size(); ++i)
            values[i] += others[i];
    }
    static std::vector<at::Tensor> tensorsOf(std::span<double> values)
    {
        return { torch::from_blob(values.data(), { int64_t(values.size()) }, torch::kDouble) };
    }
    auto send(int partner, std::span<double> values)
    {
        auto tensors = tensorsOf(values);
        return m_group->send(tensors, partner, kExchangeTag);
    }
    void sendTo(int partner, std::span<double> values) { send(partner, values)->wait(); }
    void receiveFrom(int partner, std::span<double> values)
    {
        auto tensors = tensorsOf(values);
        m_group->recv(tensors, partner, kExchangeTag)->wait();
    }

    /// Few values, as a batch norm's sums are, for which waking threads is what takes time: all-reduce hands each
    /// message on from thread to thread. Partners twice, four times … as far apart add up what they have; who is more
    /// than a power of two has another one do it. All add in the same order, so that all have the same bits.
    void exchange(std::span<double> values)
    {
        int power = 1;
        while (power * 2 <= size())
            power *= 2;
        m_others.resize(values.size());
        const std::span<double> others(m_others);
        if (rank() >= power) {
            sendTo(rank() - power, values);
            receiveFrom(rank() - power, values);
            return;
        }
        const bool hasMore = rank() + power < size();
        if (hasMore) {
            receiveFrom(rank() + power, others);
            addTo(values, others);
        }
        for (int distance = 1; distance < power; distance *= 2) {
            const int partner = rank() ^ distance;
            m_own.assign(values.begin(), values.end());
            auto sent = send(partner, m_own);
            receiveFrom(partner, others);
            sent->wait();
            addTo(values, others);
        }
        if (hasMore)
            sendTo(rank() + power, values);
    }
    void add(const at::Tensor &values)
    {
        std::vector<at::Tensor> tensors { values };
        m_group->allreduce(tensors)->wait();
    }

    static std::vector<at::Tensor> piece(float *values, size_t count)
    {
        return { torch::from_blob(values, { int64_t(count) }, torch::kFloat) };
    }

    template <class Piece>
    static void inPieces(size_t count, const Piece &each)
    {
        int tag = 0;
        for (size_t begin = 0; begin < count; begin += kMostAtOnce)
            each(begin, std::min(kMostAtOnce, count - begin), tag++);
    }

    const GroupSettings m_settings;
    c10::intrusive_ptr<c10d::Store> m_store; ///< outlives the group
    GroupWatch m_watch;
    std::vector<double> m_own, m_others; ///< of an exchange
    c10::intrusive_ptr<c10d::ProcessGroupGloo> m_group;
    double m_seconds = 0;
};

} // namespace

std::unique_ptr<ProcessGroup> makeC10dGroup(const GroupSettings &settings)
{
    if (g_terminateBefore == nullptr)
        g_terminateBefore = std::set_terminate(endForLostStore);
    g_firstIsGone = firstIsGone(settings);
    try {
        return std::make_unique<C10dGroup>(settings);
    } catch (const ProcessLost &) {
        throw;
    } catch (const std::exception &exception) {
        throw ProcessLost("the processes cannot meet at " + settings.host + ":" + std::to_string(settings.port) + ": "
                          + firstLine(exception.what()));
    }
}

} // namespace melscope
