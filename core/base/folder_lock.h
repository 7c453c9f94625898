#pragma once

#include "core/base/result.h"

#include <memory>
#include <optional>

namespace melscope {

/// What is guarded, and the file that says who writes there.
struct LockTarget
{
    QString lockFile;
    QString guarded; ///< the file or folder, for messages
    QString noun; ///< what it is: "run", "project", "store"
};

/// Who holds a lock, as its file says.
struct LockHolder
{
    QString program; ///< empty: the lock file cannot be read
    qint64 process = 0;
    QString host;
    bool isThisProcess = false;
    bool isThisHost = true;

    /// "melscope-cli, process 1234 on kepler"
    QString text() const;
};

/// Why a lock was not taken.
struct LockRefusal
{
    std::optional<LockHolder>
        holder; ///< nothing: nobody holds it, but its file cannot be written (no permission, disk full)
    Error error;
};

/// Keeps a file or folder to one writer at a time, as long as it lives; copies share it. The lock is a file with
/// process, program and host in it, so that whoever is refused can be told who writes. One that a killed process of
/// this host left is taken over, and where the lock lies in the folder that it guards, what was half-written there
/// goes; of one from another host nobody here can know, and age proves nothing, so it holds until it is deleted. From
/// any thread. Reading needs no lock.
class FolderLock
{
public:
    enum class Sharing {
        Alone, ///< nobody else, in this process neither: a training, a project in its window
        WithinProcess, ///< with others of this process that ask for the same: a run is renamed while its thresholds are
                       ///< chosen
    };

    /// Answers at once, as the window's thread wants it.
    static tl::expected<FolderLock, LockRefusal> tryTake(const LockTarget &target, Sharing sharing = Sharing::Alone);
    /// For those whom the reason interests as an error alone, not on the window's thread: for up to two seconds it
    /// waits for a lock file that is just being made, since whoever made it may have been killed before writing it.
    static Result<FolderLock> take(const LockTarget &target, Sharing sharing = Sharing::Alone);

    /// Who would keep a WithinProcess lock from being taken now; nothing where it is free or was left by a killed
    /// process.
    static std::optional<LockHolder> holderOf(const LockTarget &target);
    /// Whether a process of this host that is gone left the lock: it was killed or crashed while it wrote.
    static bool isLeftOver(const LockTarget &target);

private:
    class Hold;
    explicit FolderLock(std::shared_ptr<const Hold> hold)
        : m_hold(std::move(hold))
    {
    }
    std::shared_ptr<const Hold> m_hold;
};

} // namespace melscope
