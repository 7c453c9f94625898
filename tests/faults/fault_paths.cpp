// Calls on names, before those of the C library: opening, making, renaming, removing, listing, looking at.
#include "fault_plan.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>

using namespace faults;

namespace {

int openAt(int folder, const char *name, int flags, mode_t mode, const char *call)
{
    const bool creates = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    if (fails(creates ? Create : Open, call, folder, name))
        return -1;
    const int descriptor = int(syscall(SYS_openat, folder, name, flags, mode));
    setUnsynced(descriptor, false);
    return descriptor;
}

} // namespace

extern "C" {

int renameat2(int oldFolder, const char *oldName, int newFolder, const char *newName, unsigned flags)
{
    return fails(Rename, "rename", newFolder, newName)
        ? -1
        : int(syscall(SYS_renameat2, oldFolder, oldName, newFolder, newName, flags));
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
    return fails(Link, "link", newFolder, newName)
        ? -1
        : int(syscall(SYS_linkat, oldFolder, oldName, newFolder, newName, flags));
}
int link(const char *oldName, const char *newName)
{
    return linkat(AT_FDCWD, oldName, AT_FDCWD, newName, 0);
}
int symlinkat(const char *target, int folder, const char *name)
{
    return fails(Link, "symlink", folder, name) ? -1 : int(syscall(SYS_symlinkat, target, folder, name));
}
int symlink(const char *target, const char *name)
{
    return symlinkat(target, AT_FDCWD, name);
}

int unlinkat(int folder, const char *name, int flags)
{
    return fails(Unlink, "unlink", folder, name) ? -1 : int(syscall(SYS_unlinkat, folder, name, flags));
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
    return fails(Folder, "mkdir", folder, name) ? -1 : int(syscall(SYS_mkdirat, folder, name, mode));
}
int mkdir(const char *name, mode_t mode)
{
    return mkdirat(AT_FDCWD, name, mode);
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
    return fails(mode[0] == 'r' ? Open : Create, "fopen", AT_FDCWD, name) ? nullptr : real(name, mode);
}
FILE *fopen(const char *name, const char *mode)
{
    return fopen64(name, mode);
}

DIR *opendir(const char *name)
{
    static const auto real = next<DIR *(*)(const char *)>("opendir");
    return fails(List, "opendir", AT_FDCWD, name) ? nullptr : real(name);
}
dirent64 *readdir64(DIR *folder)
{
    static const auto real = next<dirent64 *(*)(DIR *)>("readdir64");
    return fails(List, "readdir", dirfd(folder)) ? nullptr : real(folder);
}
dirent *readdir(DIR *folder)
{
    static const auto real = next<dirent *(*)(DIR *)>("readdir");
    return fails(List, "readdir", dirfd(folder)) ? nullptr : real(folder);
}

int statx(int folder, const char *__restrict name, int flags, unsigned mask, struct statx *__restrict status)
{
    if (name[0] == '\0' ? fails(Stat, "statx", folder) : fails(Stat, "statx", folder, name))
        return -1;
    return int(syscall(SYS_statx, folder, name, flags, mask, status));
}

int fstatat64(int folder, const char *__restrict name, struct stat64 *__restrict status, int flags)
{
    if (name[0] == '\0' ? fails(Stat, "fstat", folder) : fails(Stat, "stat", folder, name))
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
    return fails(Stat, "access", folder, name) ? -1 : real(folder, name, mode, flags);
}
int access(const char *name, int mode)
{
    return faccessat(AT_FDCWD, name, mode, 0);
}

} // extern "C"
