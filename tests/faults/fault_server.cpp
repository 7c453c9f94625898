// Makes system calls fail, for tests: preloaded, it stands before those of the C library. What a real disk loses with
// an error is lost here too: bytes that were not synced are cut off where fsync() or close() is made to fail, so that a
// program which overlooks the error ends with a wrong file.
//
// FAULT_KIND, FAULT_NUMBER, FAULT_ERROR, FAULT_STICKY and FAULT_PREFIX are fault_plan()'s arguments, FAULT_BOARD is the
// file of the FaultBoard. With FAULT_SERVER the program does not run but waits, loaded, for requests on its standard
// input, and runs once in a forked child for each: linking libtorch takes far longer than most commands.
#include "fault_plan.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace faults;

namespace {

using Main = int (*)(int, char **, char **);
Main g_main = nullptr;

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

extern "C" int __libc_start_main(Main program, int count, char **arguments, void (*init)(), void (*fini)(),
                                 void (*loaderFini)(), void *stackEnd)
{
    using Start = int (*)(Main, int, char **, void (*)(), void (*)(), void (*)(), void *);
    g_main = program;
    if (std::getenv("FAULT_SERVER") != nullptr)
        program = serve;
    if (const char *board = std::getenv("FAULT_BOARD"))
        useBoard(board);
    if (const char *kind = std::getenv("FAULT_KIND")) {
        auto text = [](const char *name, const char *standard) {
            const char *value = std::getenv(name);
            return value != nullptr ? value : standard;
        };
        fault_plan(kind, std::atol(text("FAULT_NUMBER", "0")), text("FAULT_ERROR", "EIO"),
                   std::atoi(text("FAULT_STICKY", "0")), text("FAULT_PREFIX", "/"));
    }
    return next<Start>("__libc_start_main")(program, count, arguments, init, fini, loaderFini, stackEnd);
}
