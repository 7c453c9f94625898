// What is to fail, and what was counted.
#include "fault_plan.h"

#include <fcntl.h>
#include <linux/limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace faults {

namespace {

constexpr int kDisk = 100; // all that take space
constexpr int kShort = -1; // in place of an errno
constexpr int kMostDescriptors = 4096;

struct Plan
{
    int kind = -1;
    long number = 0;
    int error = EIO;
    bool sticky = false;
    char prefix[PATH_MAX] = "";
};

Plan g_plan;
std::atomic<bool> g_active = false;
std::atomic<long> g_seen = 0; ///< calls of the plan's kind
FaultBoard g_ownBoard;
FaultBoard *g_board = &g_ownBoard;
std::atomic<bool> g_unsynced[kMostDescriptors]; ///< files with bytes that fsync() has not seen

bool takesSpace(Kind kind)
{
    return kind == Write || kind == Create || kind == Truncate || kind == Folder || kind == Link;
}

/// The path of a descriptor, or an empty text.
void pathOf(int descriptor, char (&path)[PATH_MAX])
{
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
}

void absolute(int folder, const char *name, char (&path)[PATH_MAX])
{
    path[0] = '\0';
    if (name == nullptr)
        return;
    if (name[0] != '/') {
        if (folder == AT_FDCWD)
            (void)syscall(SYS_getcwd, path, sizeof path);
        else
            pathOf(folder, path);
    }
    const size_t used = std::strlen(path);
    std::snprintf(path + used, sizeof path - used, "%s%s", used > 0 ? "/" : "", name);
}

/// Counts the call and says whether it is to fail, with errno set.
bool failsOn(Kind kind, const char *call, const char *path)
{
    if (!g_active.load(std::memory_order_acquire) || std::strncmp(path, g_plan.prefix, std::strlen(g_plan.prefix)) != 0)
        return false;
    __atomic_fetch_add(&g_board->calls[kind], 1, __ATOMIC_RELAXED);
    if (g_plan.kind != kind && !(g_plan.kind == kDisk && takesSpace(kind)))
        return false;
    const long seen = ++g_seen;
    if (g_plan.number <= 0 || seen < g_plan.number || (seen > g_plan.number && !g_plan.sticky))
        return false;
    if (__atomic_fetch_add(&g_board->faults, 1, __ATOMIC_RELAXED) == 0) {
        std::snprintf(g_board->call, sizeof g_board->call, "%s", call);
        std::snprintf(g_board->path, sizeof g_board->path, "%s", path);
    }
    std::snprintf(g_board->last, sizeof g_board->last, "%s", path);
    errno = g_plan.error == kShort ? EIO : g_plan.error;
    return true;
}

} // namespace

bool fails(Kind kind, const char *call, int descriptor)
{
    if (!g_active.load(std::memory_order_acquire))
        return false;
    char path[PATH_MAX];
    pathOf(descriptor, path);
    return failsOn(kind, call, path);
}

bool fails(Kind kind, const char *call, int folder, const char *name)
{
    if (!g_active.load(std::memory_order_acquire))
        return false;
    char path[PATH_MAX];
    absolute(folder, name, path);
    return failsOn(kind, call, path);
}

bool isShort()
{
    return g_plan.error == kShort;
}

size_t half(size_t count)
{
    return count > 1 ? count / 2 : count;
}

void setUnsynced(int descriptor, bool unsynced)
{
    if (descriptor >= 0 && descriptor < kMostDescriptors)
        g_unsynced[descriptor].store(unsynced, std::memory_order_relaxed);
}

/// What a disk does to bytes that it could not take after all.
void loseUnsynced(int descriptor)
{
    struct stat status
    {
    };
    if (descriptor < 0 || descriptor >= kMostDescriptors || !g_unsynced[descriptor]
        || syscall(SYS_newfstatat, descriptor, "", &status, AT_EMPTY_PATH) != 0 || !S_ISREG(status.st_mode))
        return;
    const int reason = errno;
    (void)syscall(SYS_ftruncate, descriptor, status.st_size / 2);
    errno = reason;
}

void useBoard(const char *path)
{
    const int file = int(syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (file < 0 || syscall(SYS_ftruncate, file, sizeof(FaultBoard)) != 0)
        std::abort();
    void *board = reinterpret_cast<void *>(
        syscall(SYS_mmap, nullptr, sizeof(FaultBoard), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
    if (board == MAP_FAILED)
        std::abort();
    g_board = static_cast<FaultBoard *>(board);
    syscall(SYS_close, file);
}

} // namespace faults

using namespace faults;

extern "C" {

void fault_plan(const char *kind, long n, const char *error, int sticky, const char *prefix)
{
    fault_stop();
    g_plan.kind = std::strcmp(kind, "disk") == 0 ? kDisk : -1;
    for (int i = 0; i < FaultBoard::kKinds; ++i) {
        if (std::strcmp(kind, kFaultKinds[i]) == 0)
            g_plan.kind = i;
    }
    struct
    {
        const char *name;
        int number;
    } constexpr errors[] = { { "ENOSPC", ENOSPC }, { "EIO", EIO },       { "EDQUOT", EDQUOT }, { "EINTR", EINTR },
                             { "ENOMEM", ENOMEM }, { "EACCES", EACCES }, { "short", kShort } };
    for (const auto &known : errors) {
        if (std::strcmp(error, known.name) == 0)
            g_plan.error = known.number;
    }
    g_plan.number = n;
    g_plan.sticky = sticky != 0;
    std::snprintf(g_plan.prefix, sizeof g_plan.prefix, "%s", prefix);
    *g_board = FaultBoard();
    g_seen = 0;
    g_active.store(true, std::memory_order_release);
}
void fault_stop()
{
    g_active.store(false, std::memory_order_release);
}
const FaultBoard *fault_board()
{
    return g_board;
}

} // extern "C"
