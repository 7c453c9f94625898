// Makes system calls fail, for tests: preloaded, it stands before those of the C library. What a real disk loses with an
// error is lost here too: bytes that were not synced are cut off where fsync() or close() is made to fail, so that a
// program which overlooks the error ends with a wrong file.
//
// FAULT_KIND, FAULT_NUMBER, FAULT_ERROR, FAULT_STICKY and FAULT_PREFIX are fault_plan()'s arguments, FAULT_BOARD is the
// file of the FaultBoard. With FAULT_SERVER the program does not run but waits, loaded, for requests on its standard
// input, and runs once in a forked child for each: linking libtorch takes far longer than most commands.
#include "fault_shim.h"

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum Kind { Write, Sync, Rename, Map, Open, Create, Close, Truncate, Folder, Link, Unlink, Read, List, Stat };
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
bool fails(Kind kind, const char *call, const char *path)
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

bool failsHere(Kind kind, const char *call, int descriptor)
{
    if (!g_active.load(std::memory_order_acquire))
        return false;
    char path[PATH_MAX];
    pathOf(descriptor, path);
    return fails(kind, call, path);
}

bool failsAt(Kind kind, const char *call, int folder, const char *name)
{
    if (!g_active.load(std::memory_order_acquire))
        return false;
    char path[PATH_MAX];
    absolute(folder, name, path);
    return fails(kind, call, path);
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
    struct stat status {};
    if (descriptor < 0 || descriptor >= kMostDescriptors || !g_unsynced[descriptor] || syscall(SYS_newfstatat, descriptor, "", &status, AT_EMPTY_PATH) != 0 || !S_ISREG(status.st_mode))
        return;
    const int reason = errno;
    (void)syscall(SYS_ftruncate, descriptor, status.st_size / 2);
    errno = reason;
}

int openAt(int folder, const char *name, int flags, mode_t mode, const char *call)
{
    const bool creates = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    if (failsAt(creates ? Create : Open, call, folder, name))
        return -1;
    const int descriptor = int(syscall(SYS_openat, folder, name, flags, mode));
    setUnsynced(descriptor, false);
    return descriptor;
}

template <class Function>
Function next(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    if (failsHere(Write, "write", descriptor)) {
        if (!isShort())
            return -1;
        count = half(count);
    }
    setUnsynced(descriptor, true);
    return syscall(SYS_write, descriptor, bytes, count);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset)
{
    if (failsHere(Write, "pwrite", descriptor)) {
        if (!isShort())
            return -1;
        count = half(count);
    }
    setUnsynced(descriptor, true);
    return syscall(SYS_pwrite64, descriptor, bytes, count, offset);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset)
{
    return pwrite64(descriptor, bytes, count, offset);
}

ssize_t writev(int descriptor, const iovec *parts, int count)
{
    if (failsHere(Write, "writev", descriptor)) {
        if (!isShort())
            return -1;
        setUnsynced(descriptor, true);
        return syscall(SYS_write, descriptor, parts[0].iov_base, half(parts[0].iov_len));
    }
    setUnsynced(descriptor, true);
    return syscall(SYS_writev, descriptor, parts, count);
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t count)
{
    if (failsHere(Write, "sendfile", to)) {
        if (!isShort())
            return -1;
        count = half(count);
    }
    setUnsynced(to, true);
    return syscall(SYS_sendfile, to, from, offset, count);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t count)
{
    return sendfile64(to, from, offset, count);
}

ssize_t copy_file_range(int from, off64_t *fromOffset, int to, off64_t *toOffset, size_t count, unsigned flags)
{
    if (failsHere(Write, "copy_file_range", to)) {
        if (!isShort())
            return -1;
        count = half(count);
    }
    setUnsynced(to, true);
    return syscall(SYS_copy_file_range, from, fromOffset, to, toOffset, count, flags);
}

int fsync(int descriptor)
{
    if (failsHere(Sync, "fsync", descriptor)) {
        if (errno != EINTR)
            loseUnsynced(descriptor);
        return -1;
    }
    setUnsynced(descriptor, false);
    return int(syscall(SYS_fsync, descriptor));
}
int fdatasync(int descriptor)
{
    if (failsHere(Sync, "fdatasync", descriptor)) {
        if (errno != EINTR)
            loseUnsynced(descriptor);
        return -1;
    }
    setUnsynced(descriptor, false);
    return int(syscall(SYS_fdatasync, descriptor));
}

int close(int descriptor)
{
    if (!failsHere(Close, "close", descriptor)) {
        setUnsynced(descriptor, false);
        return int(syscall(SYS_close, descriptor));
    }
    const int reason = errno;
    if (reason != EINTR)
        loseUnsynced(descriptor);
    setUnsynced(descriptor, false);
    syscall(SYS_close, descriptor); // the descriptor is gone in any case, as on Linux
    errno = reason;
    return -1;
}

int renameat2(int oldFolder, const char *oldName, int newFolder, const char *newName, unsigned flags)
{
    return failsAt(Rename, "rename", newFolder, newName) ? -1 : int(syscall(SYS_renameat2, oldFolder, oldName, newFolder, newName, flags));
}
int renameat(int oldFolder, const char *oldName, int newFolder, const char *newName)
{
    return renameat2(oldFolder, oldName, newFolder, newName, 0);
}
int rename(const char *oldName, const char *newName)
{
    return renameat2(AT_FDCWD, oldName, AT_FDCWD, newName, 0);
}

int linkat(int oldFolder, const char *oldName, int newFolder, const char *newName, int flags)
{
    return failsAt(Link, "link", newFolder, newName) ? -1 : int(syscall(SYS_linkat, oldFolder, oldName, newFolder, newName, flags));
}
int link(const char *oldName, const char *newName)
{
    return linkat(AT_FDCWD, oldName, AT_FDCWD, newName, 0);
}
int symlinkat(const char *target, int folder, const char *name)
{
    return failsAt(Link, "symlink", folder, name) ? -1 : int(syscall(SYS_symlinkat, target, folder, name));
}
int symlink(const char *target, const char *name)
{
    return symlinkat(target, AT_FDCWD, name);
}

int unlinkat(int folder, const char *name, int flags)
{
    return failsAt(Unlink, "unlink", folder, name) ? -1 : int(syscall(SYS_unlinkat, folder, name, flags));
}
int unlink(const char *name)
{
    return unlinkat(AT_FDCWD, name, 0);
}
int rmdir(const char *name)
{
    return unlinkat(AT_FDCWD, name, AT_REMOVEDIR);
}

int mkdirat(int folder, const char *name, mode_t mode)
{
    return failsAt(Folder, "mkdir", folder, name) ? -1 : int(syscall(SYS_mkdirat, folder, name, mode));
}
int mkdir(const char *name, mode_t mode)
{
    return mkdirat(AT_FDCWD, name, mode);
}

int ftruncate64(int descriptor, off64_t size)
{
    return failsHere(Truncate, "ftruncate", descriptor) ? -1 : int(syscall(SYS_ftruncate, descriptor, size));
}
int ftruncate(int descriptor, off_t size)
{
    return ftruncate64(descriptor, size);
}
int posix_fallocate64(int descriptor, off64_t offset, off64_t count)
{
    if (failsHere(Truncate, "posix_fallocate", descriptor))
        return errno; // returned, not set
    return syscall(SYS_fallocate, descriptor, 0, offset, count) == 0 ? 0 : errno;
}
int posix_fallocate(int descriptor, off_t offset, off_t count)
{
    return posix_fallocate64(descriptor, offset, count);
}

void *mmap64(void *address, size_t length, int protection, int flags, int descriptor, off64_t offset)
{
    // Memory without a file is none of ours.
    if (descriptor >= 0 && failsHere(Map, "mmap", descriptor))
        return MAP_FAILED;
    return reinterpret_cast<void *>(syscall(SYS_mmap, address, length, protection, flags, descriptor, offset));
}
void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset)
{
    return mmap64(address, length, protection, flags, descriptor, offset);
}

int openat64(int folder, const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return openAt(folder, name, flags, mode, "openat");
}
int openat(int folder, const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return openAt(folder, name, flags, mode, "openat");
}
int open64(const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return openAt(AT_FDCWD, name, flags, mode, "open");
}
int open(const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return openAt(AT_FDCWD, name, flags, mode, "open");
}
int __open_2(const char *name, int flags)
{
    return openAt(AT_FDCWD, name, flags, 0, "open");
}
int __open64_2(const char *name, int flags)
{
    return openAt(AT_FDCWD, name, flags, 0, "open");
}
int __openat_2(int folder, const char *name, int flags)
{
    return openAt(folder, name, flags, 0, "openat");
}
int __openat64_2(int folder, const char *name, int flags)
{
    return openAt(folder, name, flags, 0, "openat");
}
int creat64(const char *name, mode_t mode)
{
    return openAt(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode, "creat");
}
int creat(const char *name, mode_t mode)
{
    return openAt(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode, "creat");
}
FILE *fopen64(const char *name, const char *mode)
{
    static const auto real = next<FILE *(*)(const char *, const char *)>("fopen64");
    return failsAt(mode[0] == 'r' ? Open : Create, "fopen", AT_FDCWD, name) ? nullptr : real(name, mode);
}
FILE *fopen(const char *name, const char *mode)
{
    return fopen64(name, mode);
}

ssize_t read(int descriptor, void *bytes, size_t count)
{
    if (failsHere(Read, "read", descriptor)) {
        if (!isShort())
            return -1;
        count = half(count);
    }
    return syscall(SYS_read, descriptor, bytes, count);
}
ssize_t pread64(int descriptor, void *bytes, size_t count, off64_t offset)
{
    if (failsHere(Read, "pread", descriptor)) {
        if (!isShort())
            return -1;
        count = half(count);
    }
    return syscall(SYS_pread64, descriptor, bytes, count, offset);
}
ssize_t pread(int descriptor, void *bytes, size_t count, off_t offset)
{
    return pread64(descriptor, bytes, count, offset);
}
ssize_t __read_chk(int descriptor, void *bytes, size_t count, size_t)
{
    return read(descriptor, bytes, count);
}
ssize_t readv(int descriptor, const iovec *parts, int count)
{
    if (failsHere(Read, "readv", descriptor)) {
        if (!isShort())
            return -1;
        return syscall(SYS_read, descriptor, parts[0].iov_base, half(parts[0].iov_len));
    }
    return syscall(SYS_readv, descriptor, parts, count);
}

DIR *opendir(const char *name)
{
    static const auto real = next<DIR *(*)(const char *)>("opendir");
    return failsAt(List, "opendir", AT_FDCWD, name) ? nullptr : real(name);
}
dirent64 *readdir64(DIR *folder)
{
    static const auto real = next<dirent64 *(*)(DIR *)>("readdir64");
    return failsHere(List, "readdir", dirfd(folder)) ? nullptr : real(folder);
}
dirent *readdir(DIR *folder)
{
    static const auto real = next<dirent *(*)(DIR *)>("readdir");
    return failsHere(List, "readdir", dirfd(folder)) ? nullptr : real(folder);
}

int statx(int folder, const char *__restrict name, int flags, unsigned mask, struct statx *__restrict status)
{
    if (name[0] == '\0' ? failsHere(Stat, "statx", folder) : failsAt(Stat, "statx", folder, name))
        return -1;
    return int(syscall(SYS_statx, folder, name, flags, mask, status));
}

int fstatat64(int folder, const char *__restrict name, struct stat64 *__restrict status, int flags)
{
    if (name[0] == '\0' ? failsHere(Stat, "fstat", folder) : failsAt(Stat, "stat", folder, name))
        return -1;
    return int(syscall(SYS_newfstatat, folder, name, status, flags));
}
int fstatat(int folder, const char *__restrict name, struct stat *__restrict status, int flags)
{
    return fstatat64(folder, name, reinterpret_cast<struct stat64 *>(status), flags);
}
int stat64(const char *__restrict name, struct stat64 *__restrict status)
{
    return fstatat64(AT_FDCWD, name, status, 0);
}
int stat(const char *__restrict name, struct stat *__restrict status)
{
    return fstatat(AT_FDCWD, name, status, 0);
}
int lstat64(const char *__restrict name, struct stat64 *__restrict status)
{
    return fstatat64(AT_FDCWD, name, status, AT_SYMLINK_NOFOLLOW);
}
int lstat(const char *__restrict name, struct stat *__restrict status)
{
    return fstatat(AT_FDCWD, name, status, AT_SYMLINK_NOFOLLOW);
}
int fstat64(int descriptor, struct stat64 *status)
{
    return fstatat64(descriptor, "", status, AT_EMPTY_PATH);
}
int fstat(int descriptor, struct stat *status)
{
    return fstatat(descriptor, "", status, AT_EMPTY_PATH);
}
int faccessat(int folder, const char *name, int mode, int flags)
{
    static const auto real = next<int (*)(int, const char *, int, int)>("faccessat");
    return failsAt(Stat, "access", folder, name) ? -1 : real(folder, name, mode, flags);
}
int access(const char *name, int mode)
{
    return faccessat(AT_FDCWD, name, mode, 0);
}

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
    } constexpr errors[] = { { "ENOSPC", ENOSPC }, { "EIO", EIO }, { "EDQUOT", EDQUOT }, { "EINTR", EINTR }, { "ENOMEM", ENOMEM }, { "EACCES", EACCES }, { "short", kShort } };
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

namespace {

using Main = int (*)(int, char **, char **);
Main g_main = nullptr;

void useBoard(const char *path)
{
    const int file = int(syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (file < 0 || syscall(SYS_ftruncate, file, sizeof(FaultBoard)) != 0)
        std::abort();
    void *board = reinterpret_cast<void *>(syscall(SYS_mmap, nullptr, sizeof(FaultBoard), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
    if (board == MAP_FAILED)
        std::abort();
    g_board = static_cast<FaultBoard *>(board);
    syscall(SYS_close, file);
}

bool readFully(void *bytes, size_t count)
{
    for (size_t got = 0; got < count;) {
        const long now = syscall(SYS_read, 0, static_cast<char *>(bytes) + got, count - got);
        if (now <= 0)
            return false;
        got += size_t(now);
    }
    return true;
}

void redirect(const char *path, int descriptor)
{
    const long file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0)
        std::abort();
    (void)dup2(int(file), descriptor);
    syscall(SYS_close, file);
}

/// One request: texts that end with NUL, as faulty_program.py writes them. Returns in the child only.
[[noreturn]] void runOnce(char *text, size_t size, char **environment)
{
    constexpr size_t most = 512;
    char *fields[most];
    size_t count = 0;
    for (size_t at = 0; at < size && count + 1 < most; at += std::strlen(text + at) + 1)
        fields[count++] = text + at;
    fields[count] = nullptr;
    if (count < 9)
        std::abort();
    const int nothing = int(syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDONLY, 0));
    (void)dup2(nothing, 0);
    syscall(SYS_close, nothing);
    redirect(fields[6], 1);
    redirect(fields[7], 2);
    useBoard(fields[5]);
    fault_plan(fields[0], std::atol(fields[1]), fields[2], std::atoi(fields[3]), fields[4]);
    std::exit(g_main(int(count - 8), fields + 8, environment));
}

int serve(int, char **, char **environment)
{
    static char request[1 << 17];
    uint32_t size = 0;
    while (readFully(&size, sizeof size) && size < sizeof request && readFully(request, size)) {
        const pid_t child = fork();
        if (child == 0)
            runOnce(request, size, environment);
        int32_t reply[2] = { child, 0 };
        (void)syscall(SYS_write, 1, reply, sizeof reply[0]);
        (void)waitpid(child, &reply[1], 0);
        (void)syscall(SYS_write, 1, &reply[1], sizeof reply[1]);
    }
    return 0;
}

} // namespace

extern "C" int __libc_start_main(Main program, int count, char **arguments, void (*init)(), void (*fini)(), void (*loaderFini)(), void *stackEnd)
{
    using Start = int (*)(Main, int, char **, void (*)(), void (*)(), void (*)(), void *);
    g_main = program;
    if (std::getenv("FAULT_SERVER") != nullptr)
        program = serve;
    if (const char *board = std::getenv("FAULT_BOARD"))
        useBoard(board);
    if (const char *kind = std::getenv("FAULT_KIND")) {
        auto text = [](const char *name, const char *standard) { const char *value = std::getenv(name); return value != nullptr ? value : standard; };
        fault_plan(kind, std::atol(text("FAULT_NUMBER", "0")), text("FAULT_ERROR", "EIO"), std::atoi(text("FAULT_STICKY", "0")), text("FAULT_PREFIX", "/"));
    }
    return next<Start>("__libc_start_main")(program, count, arguments, init, fini, loaderFini, stackEnd);
}
