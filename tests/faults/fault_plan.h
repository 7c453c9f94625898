#pragma once

#include "fault_shim.h"

#include <dlfcn.h>

#include <cstddef>

namespace faults {

/// In the order of kFaultKinds.
enum Kind { Write, Sync, Rename, Map, Open, Create, Close, Truncate, Folder, Link, Unlink, Read, List, Stat };

/// Counts a call and says whether it is to fail, with errno set: on a descriptor, or on a name in a folder (as openat()
/// takes them). `call` is its name, for people.
bool fails(Kind kind, const char *call, int descriptor);
bool fails(Kind kind, const char *call, int folder, const char *name);
/// Of a call that is to fail: whether half of its bytes go through instead.
bool isShort();
size_t half(size_t count);

/// Remembers whether a descriptor has bytes that fsync() has not seen.
void setUnsynced(int descriptor, bool unsynced);
/// What a disk does to bytes that it could not take after all: the file loses half of them. Keeps errno.
void loseUnsynced(int descriptor);

/// From now on the board is that file.
void useBoard(const char *path);

/// The C library's own.
template <class Function>
Function next(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

} // namespace faults
