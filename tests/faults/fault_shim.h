#pragma once

#include <cstdint>

/// What the shim and its driver share: a mapped file, so that the counts outlive a program that is killed.
/// Little-endian, no padding; tests/faults/faulty_program.py reads it.
struct FaultBoard
{
    static constexpr int kKinds = 14;
    uint64_t calls[kKinds]; ///< of each kind so far, below the prefix, in the order of kFaultKinds
    uint64_t faults; ///< injected so far
    char call[32]; ///< the first call that was made to fail
    char path[4096]; ///< and what it was about; of a rename or link the target
    char last[4096]; ///< what the last one was about
};

inline constexpr const char *kFaultKinds[FaultBoard::kKinds] = { "write",  "sync",  "rename",   "map",    "open",
                                                                 "create", "close", "truncate", "folder", "link",
                                                                 "unlink", "read",  "list",     "stat" };

extern "C" {
/// From now on the n-th call of `kind` on a path that begins with `prefix` fails with `error`: ENOSPC, EIO, EDQUOT,
/// EINTR, ENOMEM or EACCES, or "short", which lets half of the bytes through. `kind` "disk" is every call that takes
/// space on the disk. n = 0 counts only. `sticky`: so do all that follow.
void fault_plan(const char *kind, long n, const char *error, int sticky, const char *prefix);
void fault_stop();
const FaultBoard *fault_board();
}
