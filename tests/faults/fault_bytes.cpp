// Calls on open files, before those of the C library: reading, writing, syncing, mapping, closing.
#include "fault_plan.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>

using namespace faults;

extern "C" {

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    if (fails(Write, "write", descriptor)) {
        if (!isShort())
            return -1;
        count = half(count);
    }
    setUnsynced(descriptor, true);
    return syscall(SYS_write, descriptor, bytes, count);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset)
{
    if (fails(Write, "pwrite", descriptor)) {
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
    if (fails(Write, "writev", descriptor)) {
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
    if (fails(Write, "sendfile", to)) {
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
    if (fails(Write, "copy_file_range", to)) {
        if (!isShort())
            return -1;
        count = half(count);
    }
    setUnsynced(to, true);
    return syscall(SYS_copy_file_range, from, fromOffset, to, toOffset, count, flags);
}

int fsync(int descriptor)
{
    if (fails(Sync, "fsync", descriptor)) {
        if (errno != EINTR)
            loseUnsynced(descriptor);
        return -1;
    }
    setUnsynced(descriptor, false);
    return int(syscall(SYS_fsync, descriptor));
}
int fdatasync(int descriptor)
{
    if (fails(Sync, "fdatasync", descriptor)) {
        if (errno != EINTR)
            loseUnsynced(descriptor);
        return -1;
    }
    setUnsynced(descriptor, false);
    return int(syscall(SYS_fdatasync, descriptor));
}

int close(int descriptor)
{
    if (!fails(Close, "close", descriptor)) {
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

ssize_t read(int descriptor, void *bytes, size_t count)
{
    if (fails(Read, "read", descriptor)) {
        if (!isShort())
            return -1;
        count = half(count);
    }
    return syscall(SYS_read, descriptor, bytes, count);
}
ssize_t pread64(int descriptor, void *bytes, size_t count, off64_t offset)
{
    if (fails(Read, "pread", descriptor)) {
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
    if (fails(Read, "readv", descriptor)) {
        if (!isShort())
            return -1;
        return syscall(SYS_read, descriptor, parts[0].iov_base, half(parts[0].iov_len));
    }
    return syscall(SYS_readv, descriptor, parts, count);
}

int ftruncate64(int descriptor, off64_t size)
{
    return fails(Truncate, "ftruncate", descriptor) ? -1 : int(syscall(SYS_ftruncate, descriptor, size));
}
int ftruncate(int descriptor, off_t size)
{
    return ftruncate64(descriptor, size);
}
int posix_fallocate64(int descriptor, off64_t offset, off64_t count)
{
    if (fails(Truncate, "posix_fallocate", descriptor))
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
    if (descriptor >= 0 && fails(Map, "mmap", descriptor))
        return MAP_FAILED;
    return reinterpret_cast<void *>(syscall(SYS_mmap, address, length, protection, flags, descriptor, offset));
}
void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset)
{
    return mmap64(address, length, protection, flags, descriptor, offset);
}

} // extern "C"
