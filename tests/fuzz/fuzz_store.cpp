#include "core/features/feature_pool.h"

#include <QString>

#include <cstdint>
#include <cstdlib>

#include <sys/mman.h>
#include <unistd.h>

using namespace melscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // A file in memory that has a name.
    const int descriptor = memfd_create("store", 0);
    if (descriptor < 0 || write(descriptor, data, size) != ssize_t(size))
        std::abort();
    const auto store = FeatureStore::open(QStringLiteral("/proc/self/fd/%1").arg(descriptor));
    if (store) {
        RecordingIds ids;
        double sum = 0;
        for (size_t i = 0; i < (*store)->size(); ++i) {
            ids.insert((*store)->id(i));
            for (const float value : (*store)->image(i))
                sum += double(value);
        }
        const FeaturePool pool({ *store });
        for (const uint32_t row : pool.rowsOf(ids)) {
            if (row >= pool.size())
                std::abort();
        }
        volatile double used = sum;
        (void)used;
    }
    close(descriptor);
    return 0;
}
