#pragma once

#include "core/base/processor_share.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace melscope {

/// The exit status of a process that ends since another one is lost, or since it is told to: begun again, the job goes
/// on after its last checkpoint (EX_TEMPFAIL).
inline constexpr int kTryAgainStatus = 75;

/// Stands in the message of ProcessLost where the first process has ended without a word.
inline constexpr const char *kFirstIsGone = "the first process is gone";

/// Another process of the group has ended, fails, or cannot be reached; what() names it.
class ProcessLost : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Part of a whole that is divided between processes.
struct Share
{
    size_t begin = 0;
    size_t end = 0;
    size_t size() const { return end - begin; }
    /// The part of a process: whole and disjoint over all of them, and as large as the others' but for one.
    static Share of(size_t whole, int rank, int size)
    {
        return { whole * size_t(rank) / size_t(size), whole * (size_t(rank) + 1) / size_t(size) };
    }
};

/// Several processes that work on one thing. Every call is made by all of them, in the same order; by one thread at a
/// time. All but rank(), size() and finish() throw ProcessLost.
class ProcessGroup
{
public:
    virtual ~ProcessGroup() = default;

    virtual int rank() const = 0; ///< 0 … size() − 1
    virtual int size() const = 0;
    /// Keeps the calling thread, and those that it makes, on this process's processors; null where there are none.
    virtual std::unique_ptr<ProcessorShare> stayOnOwnProcessors() const { return nullptr; }
    virtual int threads() const = 0; ///< of this process, where nobody says how many
    virtual int placeOnMachine() const { return 0; } ///< among this machine's processes, by which devices are given out
    bool isFirst() const { return rank() == 0; }
    Share shareOf(size_t whole) const { return Share::of(whole, rank(), size()); }

    /// Adds up over the processes: all have the sums then, the same bits.
    virtual void sum(std::span<float> values) = 0;
    virtual void sum(std::span<double> values) = 0;
    /// What the first has, all have.
    virtual void broadcast(std::span<std::byte> bytes) = 0;
    /// Brings each process's `own` to the first, into `parts` (of the others and its own, which may be in place).
    virtual void gather(std::span<const float> own, const std::vector<std::span<float>> &parts) = 0;

    /// Tells the others why this process ends before its time.
    virtual void giveUp(const std::string &reason) noexcept = 0;
    /// Waits until all have come so far, and takes leave: nobody takes the end of another for a loss any more.
    virtual void finish() = 0;
    /// How long the calls have taken this process altogether, waiting for the others included.
    virtual double seconds() const = 0;
};

/// Where a group meets.
struct GroupSettings
{
    int rank = 0;
    int size = 1;
    std::string host = "127.0.0.1"; ///< of the store that the processes find one another by
    int port = 0;
    bool hostsStore = false; ///< whether this process is to be that store
    std::string scope = "melscope/0"; ///< keeps groups of one store apart
    int secondsToMeet = 300;
    int threads = 1; ///< of this process, where nobody says how many
    int placeOnMachine = 0;
    int processorShare = 0; ///< of this process, of so many equal ones of the machine's processors, …
    int processorShares = 1; ///< … where the processes of a machine are to stay apart
    /// Asked while the others are waited for: why to wait no longer; empty: there is no reason.
    std::function<std::string()> interrupt {};
};

} // namespace melscope
