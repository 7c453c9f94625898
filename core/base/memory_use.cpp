#include "core/base/memory_use.h"

#include <cstdio>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace melscope {

qint64 residentBytes()
{
    long size = 0;
    long resident = 0;
    long shared = 0;
    if (FILE *file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%ld %ld %ld", &size, &resident, &shared) != 3)
            resident = shared = 0;
        std::fclose(file);
    }
    return qint64(resident - shared) * sysconf(_SC_PAGESIZE);
}

double freeShareOfProcessors()
{
    double load = 0;
    const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
    if (getloadavg(&load, 1) != 1)
        return 1;
    return std::clamp(1 - load / double(processors), 0.05, 1.0);
}

} // namespace melscope
