#include "core/base/memory_use.h"

#include <cstdio>
#include <unistd.h>

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

} // namespace melscope
